import * as z from 'zod';
import type { IncidentId } from '#domain/incident/incident';
import type { Hidden } from './decide.ts';

const Answer: z.ZodType<Hidden> = z.enum(['all come', 'too many', 'shared']);

const along = {
  'all come': 'Everyone who was in its channel is brought along, but for guests and bots.',
  'too many': 'Too many people are in its channel to bring all of them along: those come who were called or have done something.',
  shared: 'Its channel is shared with another company, so only those come along who were called or have done something.',
} as const satisfies Record<Hidden, string>;

/** Told to whoever did it; nothing was done where it was private already. */
export function answer(id: IncidentId, done: unknown): string {
  if (done === null) return `${id} is private already; nothing has changed.`;
  return `${id} is private from here on. A new, private channel is made for it, and the one before is archived: what was written there stays readable to everyone in the workspace. ${along[Answer.parse(done)]} \`/incident access @somebody\` lets others in.`;
}
