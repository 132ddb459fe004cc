import * as z from 'zod';
import { type AggregateId, improvementShareKey, teamId } from '#domain/keys';
import { PersonId } from '#domain/person/person';
import { type Beside, everyRef, type Ref, type Version } from '#domain/records';
import type { TeamEvent } from './team-events.ts';
import type { TeamSlug } from './team-slug.ts';

/** How much of a team's time is meant for what comes out of incidents, where nobody has said (`domain.md` L19). */
export const usualShare = 20;
export const improvementShareOf = ({ improvementShare }: { improvementShare?: { percent: number } | undefined }): number =>
  improvementShare?.percent ?? usualShare;

/** Somebody's word on it, from when on. Never changed, so that a quarter that is over reads as it did. */
export const ImprovementShare = z.object({
  version: z.int().positive(),
  percent: z.int(),
  effectiveFrom: z.iso.datetime(),
  recordedAt: z.iso.datetime(),
  by: PersonId.optional(),
});
export type ImprovementShare = z.infer<typeof ImprovementShare>;

export const improvementSharesRef = (team: TeamSlug): Ref<ImprovementShare[]> =>
  everyRef({ ...improvementShareKey(teamId(team), 0), sk: 'SHARE#' }, ImprovementShare);

/** An item for each word on it, written with the event. */
export function shareBeside(id: AggregateId, event: TeamEvent, version: Version): Beside[] {
  if (event.type !== 'ImprovementShareSet') return [];
  const { at, by, percent } = event;
  return [{ key: improvementShareKey(id, version), value: { version, percent, effectiveFrom: at, recordedAt: at, ...(by && { by }) } }];
}
