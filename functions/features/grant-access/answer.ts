import * as z from 'zod';
import type { IncidentId } from '#domain/incident/incident';
import { cannotCome } from '#domain/person/bringing-in';
import { PersonId } from '#domain/person/person';
import { mentions } from '#slack-kit/text';
import type { Granted } from './decide.ts';

const Answer: z.ZodType<Granted> = z.object({
  coming: z.array(PersonId),
  inside: z.array(PersonId),
  cannot: z.array(z.object({ person: PersonId, why: z.enum(['deactivated', 'bot']) })),
});

/** Told to whoever let them in; the room reads it too. */
export function answer(id: IncidentId, done: unknown): string {
  const { coming, inside, cannot } = Answer.parse(done);
  return [
    ...(coming.length > 0 ? [`${id} is open to ${mentions(coming)} now, and they are invited to its channel.`] : []),
    ...(inside.length > 0 ? [`${id} was open to ${mentions(inside)} already; \`/incident swarm\` calls them into its channel.`] : []),
    ...(cannot.length > 0 ? [`Left out: ${cannotCome(cannot)}.`] : []),
  ].join(' ');
}
