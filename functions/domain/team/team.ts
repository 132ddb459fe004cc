import * as z from 'zod';
import { teamId, teamOfGroupKey } from '#domain/keys';
import { PersonId } from '#domain/person/person';
import { type Aggregate, headRef, type Ref } from '#domain/records';
import type { GroupId } from '#domain/workspace/group';
import { teamEntry } from './board.ts';
import { evolveTeam } from './evolve.ts';
import { shareBeside } from './improvement-share.ts';
import { Rota } from './rota.ts';
import { described, type TeamEvent as Event, Gap, Swap, type TeamDescription, TeamEvent } from './team-events.ts';
import { TeamSlug } from './team-slug.ts';

export type { TeamDescription };
export { TeamEvent, TeamSlug };

const at = z.iso.datetime();

export const Team = z.lazy(() =>
  z.discriminatedUnion('state', [
    z.object({ state: z.literal('none') }),
    described().extend({
      state: z.literal('active'),
      rota: Rota.nullable(),
      /** Nobody is left in it who could answer. */
      windingDown: z.object({ since: at, because: z.string() }).optional(),
      /** What one has asked another, and no answer yet. */
      swaps: z.array(Swap).optional(),
      /** Times that nobody covers, as far as they were told of. */
      gaps: z.array(Gap.extend({ toldAt: at, told: z.enum(['lead', 'product_managers']) })).optional(),
      /** The last hand-over that is on record. */
      rotatedAt: at.optional(),
      note: z.object({ noteId: z.string(), by: PersonId, week: at }).optional(),
      supportShare: z.object({ percent: z.number(), weeks: z.int(), by: PersonId, at }).optional(),
      improvementShare: z.object({ percent: z.int(), by: PersonId.optional(), at }).optional(),
      policy: z.object({ policyId: z.string(), link: z.url().optional(), by: PersonId, at }).optional(),
    }),
    /** Its name is never used again, and who was on call in it remains answerable. */
    described().extend({
      state: z.literal('disbanded'),
      rota: Rota.nullable(),
      disbandedAt: at,
      successor: TeamSlug.optional(),
    }),
  ]),
);
export type Team = z.infer<typeof Team>;
export type ActiveTeam = Extract<Team, { state: 'active' }>;
export type KnownTeam = Exclude<Team, { state: 'none' }>;

export const teams: Aggregate<Team, Event> = {
  name: 'team',
  initial: { state: 'none' },
  evolve: evolveTeam,
  state: Team,
  event: TeamEvent,
  boarded: (team) => (team.state === 'active' ? teamEntry(team) : undefined),
  wordsKept: (team) => (team.state === 'active' ? [team.note?.noteId, team.policy?.policyId].filter((text) => text !== undefined) : []),
  beside: shareBeside,
};

/** What a catalogue says of a team, and nothing of what has happened to it since. */
export function descriptionOf(team: KnownTeam): TeamDescription {
  const only = described().strip().parse(team);
  return only;
}

export const teamRef = (team: TeamSlug): Ref<Team> => headRef(teams, teamId(team));

/** The team whose Slack user group it is. */
export type OfGroup = { team: TeamSlug };
/** A group that a team has given up leads nowhere; its item goes on counting who has had it. */
const Leading = z.object({ team: TeamSlug.nullable() });
export const teamOfGroupRef = (group: GroupId): Ref<OfGroup | undefined> => ({
  key: teamOfGroupKey(group),
  read: (stored) => {
    const { team } = stored === undefined ? { team: null } : Leading.parse(stored);
    return team === null ? undefined : { team };
  },
});
