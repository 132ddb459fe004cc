import * as z from 'zod';
import type { IncidentId } from '#domain/incident/incident';
import { cannotCome } from '#domain/person/bringing-in';
import { PersonId } from '#domain/person/person';
import { GroupId } from '#domain/workspace/group';
import { groupMention, mentions } from '#slack-kit/text';
import type { Swarmed } from './decide.ts';

const Answer: z.ZodType<Swarmed> = z.object({
  coming: z.array(PersonId),
  cannot: z.array(z.object({ person: PersonId, why: z.enum(['deactivated', 'bot']) })),
  emptyGroups: z.array(GroupId),
  asked: z.array(PersonId),
});
export const readAnswer = (answer: unknown): Swarmed => Answer.parse(answer);

export const allCome = ({ cannot, emptyGroups, asked }: Swarmed) => cannot.length + emptyGroups.length + asked.length === 0;

/** Told to whoever asked; the room reads who comes. */
export function answer(id: IncidentId, { coming, cannot, emptyGroups, asked }: Swarmed): string {
  return [
    ...(coming.length > 0 ? [`${id}: ${mentions(coming)} ${coming.length === 1 ? 'is' : 'are'} brought in.`] : []),
    ...(asked.length > 0 ? [`${id}: ${mentions(asked)} has been asked already, and is not paged again.`] : []),
    ...(cannot.length > 0 ? [`Left out: ${cannotCome(cannot)}.`] : []),
    ...emptyGroups.map((group) => `Slack has told us of nobody in ${groupMention(group)}.`),
  ].join(' ');
}
