import * as z from 'zod';
import type { MessagePlace } from '#domain/incident/telling-events';
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
