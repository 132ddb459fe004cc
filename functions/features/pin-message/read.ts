import * as z from 'zod';
import type { MessagePlace } from '#domain/incident/events';
import type { Heard } from '#domain/incident/pinned-message';
import { PersonId } from '#domain/person/person';

const pushpin = 'pushpin';
const Reaction = z.object({
  user: PersonId,
  reaction: z.string(),
  item: z.object({ type: z.string(), channel: z.string().optional(), ts: z.string().optional() }),
  item_user: z.string().nullish(),
  event_ts: z.string(),
});

/** 📌 on a message; other reactions, and those on files, are none of ours. https://docs.slack.dev/reference/events/reaction_added */
export function readPin(payload: unknown): { by: PersonId; seen: string; message: MessagePlace; author: string | undefined } | undefined {
  const { user: by, reaction, item, item_user, event_ts: seen } = Reaction.parse(payload);
  if (reaction !== pushpin || item.type !== 'message' || item.channel === undefined || item.ts === undefined) return undefined;
  return { by, seen, message: { channel: item.channel, ts: item.ts }, author: item_user ?? undefined };
}

const Message = z.object({
  ts: z.string(),
  thread_ts: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  text: z.string().default(''),
  edited: z.object({ ts: z.string() }).optional(),
  /** `permalink` opens the file for those who may see it in Slack; the public one is never taken. */
  files: z.array(z.object({ permalink: z.url().optional() })).default([]),
});

/** A message as Slack shows it, with its files as links to where they stand. */
export function readMessage(message: unknown): Heard & { ts: string } {
  const { ts, thread_ts, user, bot_id, text, edited, files } = Message.parse(message);
  const body = [text, ...files.flatMap(({ permalink }) => permalink ?? [])].filter((part) => part !== '').join('\n');
  const machine = bot_id !== undefined;
  return { ts, by: machine ? undefined : user, machine, thread: thread_ts === ts ? undefined : thread_ts, asOf: edited?.ts ?? ts, body };
}

const Changed = z.discriminatedUnion('subtype', [
  z.object({ subtype: z.literal('message_changed'), channel: z.string(), message: z.unknown() }),
  z.object({ subtype: z.literal('message_deleted'), channel: z.string(), deleted_ts: z.string() }),
]);

/** An edit or a deletion; what is written anew is on no timeline yet. https://docs.slack.dev/reference/events/message */
export function readChange(payload: { subtype?: string }): ({ message: MessagePlace } & ({ heard: Heard } | { gone: true })) | undefined {
  if (payload.subtype !== 'message_changed' && payload.subtype !== 'message_deleted') return undefined;
  const changed = Changed.parse(payload);
  const { channel } = changed;
  if (changed.subtype === 'message_deleted') return { message: { channel, ts: changed.deleted_ts }, gone: true };
  // What is left of a deleted message whose thread goes on.
  if (z.object({ subtype: z.literal('tombstone'), ts: z.string() }).safeParse(changed.message).success) {
    return { message: { channel, ts: readMessage(changed.message).ts }, gone: true };
  }
  const { ts, ...heard } = readMessage(changed.message);
  return { message: { channel, ts }, heard };
}
