import * as z from 'zod';
import type { Heard } from '#domain/incident/pinned-message';
import type { MessagePlace } from '#domain/incident/telling-events';

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

const before = { channel: z.string(), previous_message: z.object({ user: z.string().optional() }).optional() };
const Changed = z.discriminatedUnion('subtype', [
  z.object({ subtype: z.literal('message_changed'), message: z.unknown(), ...before }),
  z.object({ subtype: z.literal('message_deleted'), deleted_ts: z.string(), ...before }),
]);
type Change = { author: string | undefined; message: MessagePlace; learned: { heard: Heard } | { gone: true } };

/** An edit or a deletion; what is written anew is on no timeline yet. https://docs.slack.dev/reference/events/message */
export function readChange(payload: { subtype?: string }): Change | undefined {
  if (payload.subtype !== 'message_changed' && payload.subtype !== 'message_deleted') return undefined;
  const changed = Changed.parse(payload);
  const { channel, previous_message } = changed;
  const author = previous_message?.user;
  if (changed.subtype === 'message_deleted') return { author, message: { channel, ts: changed.deleted_ts }, learned: { gone: true } };
  // What is left of a deleted message whose thread goes on.
  if (z.object({ subtype: z.literal('tombstone'), ts: z.string() }).safeParse(changed.message).success) {
    return { author, message: { channel, ts: readMessage(changed.message).ts }, learned: { gone: true } };
  }
  const { ts, ...heard } = readMessage(changed.message);
  return { author, message: { channel, ts }, learned: { heard } };
}
