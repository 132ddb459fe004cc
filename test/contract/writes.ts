import * as z from 'zod';
import { type AggregateId, headKey, type Key } from '#domain/keys';
import type { Append, EventRecord, HeadWrite, Records, Ref } from '#domain/records';
import { startOfTime } from './stores.ts';

/** Builders of what a rule would append. */
export const event = (id: AggregateId, version: number, more: Partial<EventRecord> = {}): EventRecord => ({
  id,
  version,
  type: 'Something',
  at: startOfTime,
  recordedAt: startOfTime,
  body: { version },
  ...more,
});

export const head = (id: AggregateId, expected: number, more: Partial<HeadWrite> = {}): HeadWrite => ({
  id,
  expected,
  state: { after: expected + 1 },
  words: {},
  events: [event(id, expected + 1)],
  texts: [],
  listed: undefined,
  ...more,
});

export const append = (more: Partial<Append>): Append => ({ heads: [], puts: [], holds: [], claims: [], ...more });
export const any = (key: Key): Ref<unknown> => ({ key, read: (stored) => z.unknown().parse(stored) });
export const all = (key: Key): Ref<unknown> => ({ key, every: true, read: (stored: unknown[]) => stored });
export const stateOf = async (records: Records, id: AggregateId) => {
  const [found] = await records.load([any(headKey(id))]);
  return found;
};
