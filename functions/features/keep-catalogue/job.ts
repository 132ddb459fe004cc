import * as z from 'zod';
import { importKey } from '#domain/keys';
import { oneRef } from '#domain/records';

/** The import of one file, and how far it has come. There is one at a time. */
export const Job = z.object({
  file: z.string(),
  /** Of what is in the file, so that the same one goes on where it stopped. */
  digest: z.string(),
  state: z.enum(['running', 'stopped', 'finished']),
  startedAt: z.iso.datetime(),
  /** When it was heard of last. */
  at: z.iso.datetime(),
  done: z.int(),
  of: z.int(),
  /** What was written last. */
  last: z.string().optional(),
  because: z.string().optional(),
});
export type Job = z.infer<typeof Job>;
export const jobRef = oneRef(importKey, Job);

/** Whoever has not been heard of for so long has died. */
const silentMs = 60_000;
export const isAlive = ({ state, at }: Job, now: string): boolean => state === 'running' && Date.parse(now) - Date.parse(at) < silentMs;
