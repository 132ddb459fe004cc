import * as z from 'zod';
import {
  type AggregateId,
  improvementOfServiceKey,
  improvementsOfServiceKey,
  overOfPersonKey,
  overOfPersonSinceKey,
  overOfTeamKey,
  overOfTeamSinceKey,
  plannedOfTeamKey,
  plannedOfTeamSinceKey,
  trackedKey,
} from '#domain/keys';
import type { PersonId } from '#domain/person/person';
import { type Beside, everyRef, type Moved, oneRef, type Ref } from '#domain/records';
import type { TeamSlug } from '#domain/team/team-slug';
import type { TrackerKind } from '#domain/team/tracker';
import type { Improvement } from './improvement.ts';
import type { ImprovementEvent } from './improvement-events.ts';
import { ImprovementId } from './improvement-kind.ts';

/**
 * Which improvements were ever proposed for a service stands with the service, so that they are found where it moves; what was planned for a day, what
 * came of that, and what is over stands with the team, so that it is counted when it has long left the board.
 */
export function beside(
  id: AggregateId,
  event: ImprovementEvent,
  version: number,
  improvement: Improvement,
  { before, after }: Moved<Improvement>,
): Beside[] {
  if (event.type === 'ImprovementProposed')
    return improvement.state === 'none' || improvement.service === null
      ? []
      : [{ key: improvementOfServiceKey(improvement.service, event.at, id), value: { improvement: id } }];
  return [...plansBeside(id, event, version, before, after), ...overBeside(id, event, version, before, after)];
}

/** What became of it on the day that it stood under: `left` for another day or another team. */
export const Planned = z.object({
  improvement: ImprovementId,
  version: z.int(),
  at: z.iso.datetime(),
  dueOn: z.iso.date(),
  what: z.enum(['planned', 'left', 'done', 'declined', 'merged']),
});
export type Planned = z.infer<typeof Planned>;

/** How one ends, or begins again; `chosenAt`: since when somebody was to do it. */
export const Over = z.object({
  improvement: ImprovementId,
  version: z.int(),
  at: z.iso.datetime(),
  what: z.enum(['done', 'declined', 'merged', 'again']),
  chosenAt: z.iso.datetime().optional(),
});
export type Over = z.infer<typeof Over>;

const endings = {
  ImprovementCompleted: 'done',
  ImprovementDeclined: 'declined',
  ImprovementMerged: 'merged',
  ImprovementReopened: 'again',
} as const satisfies Partial<Record<ImprovementEvent['type'], Over['what']>>;
const endingOf = (type: ImprovementEvent['type']): Over['what'] | undefined =>
  type in endings ? endings[type as keyof typeof endings] : undefined;

/** Whose it is, and by when it is to be done; of those who have yet to say whether they take it nobody's. */
const placeOf = (improvement: Improvement) =>
  (improvement.state === 'accepted' || improvement.state === 'in_progress') && improvement.waitingSince === undefined
    ? { team: improvement.team, dueOn: improvement.dueOn }
    : undefined;

function plansBeside(id: AggregateId, { type, at }: ImprovementEvent, version: number, before: Improvement, after: Improvement): Beside[] {
  const [from, to] = [placeOf(before), placeOf(after)];
  if (from?.team === to?.team && from?.dueOn === to?.dueOn) return [];
  const ending = endingOf(type);
  const put = ({ team, dueOn }: NonNullable<typeof from>, what: Planned['what']): Beside => ({
    key: plannedOfTeamKey(team, dueOn, id, version),
    value: { improvement: id, version, at, dueOn, what },
  });
  return [...(from ? [put(from, ending && ending !== 'again' ? ending : 'left')] : []), ...(to ? [put(to, 'planned')] : [])];
}

/** With the team that has it, with whoever did it, and with whoever had proposed what is not done. */
function overBeside(id: AggregateId, { type, at }: ImprovementEvent, version: number, before: Improvement, after: Improvement): Beside[] {
  const what = endingOf(type);
  if (what === undefined || before.state === 'none' || after.state === 'none' || before.state === after.state) return [];
  const owner = 'owner' in before ? before.owner : undefined;
  const mine = what === 'done' || what === 'again' ? [owner] : [owner, before.proposedBy];
  const people = [...new Set(mine)].filter((person) => person !== undefined);
  const value = { improvement: id, version, at, what, ...('acceptedAt' in before && { chosenAt: before.acceptedAt }) };
  return [
    ...(before.team === null ? [] : [{ key: overOfTeamKey(before.team, at, id, version), value }]),
    ...people.map((person) => ({ key: overOfPersonKey(person, at, id, version), value })),
  ];
}

/** Those of a year, or of any other beginning of a time. */
export const plannedOfTeamRef = (team: TeamSlug, since: string): Ref<Planned[]> => everyRef(plannedOfTeamSinceKey(team, since), Planned);
export const overOfTeamRef = (team: TeamSlug, since: string): Ref<Over[]> => everyRef(overOfTeamSinceKey(team, since), Over);
export const overOfPersonRef = (person: PersonId, since: string): Ref<Over[]> => everyRef(overOfPersonSinceKey(person, since), Over);

const Listed = z.object({ improvement: ImprovementId });
/** The oldest first. */
export const improvementsOfServiceRef = (service: string): Ref<z.infer<typeof Listed>[]> =>
  everyRef(improvementsOfServiceKey(service), Listed);

/** Of which improvement an issue is the twin. */
export const trackedRef = (tracker: TrackerKind, issue: string): Ref<Twin | undefined> => oneRef(trackedKey(tracker, issue), Listed);
export type Twin = z.infer<typeof Listed>;
