import * as z from 'zod';
import { teamId, teamOfGroupKey } from '#domain/keys';
import { PersonId } from '#domain/person/person';
import { type Aggregate, headRef, oneRef, type Ref } from '#domain/records';
import { GroupId } from '#domain/workspace/group';
import { teamEntry } from './board.ts';
import { Pager } from './pager.ts';
import { Rota } from './rota.ts';
import { TeamSlug } from './team-slug.ts';
import { TeamType } from './team-type.ts';
import { WorkingHours } from './working-hours.ts';

export { TeamSlug };

const described = () =>
  z.object({
    name: z.string(),
    teamType: TeamType,
    zone: z.string(),
    region: z.string().optional(),
    workingHours: WorkingHours,
    holidays: z.array(z.iso.date()),
    lead: PersonId,
    techLead: PersonId.optional(),
    members: z.array(PersonId),
    /** People who work in it, where they are not all in Slack. */
    headcount: z.int().positive().optional(),
    productDomains: z.array(z.string()).optional(),
    orgFunction: z.enum(['delivery', 'operations', 'product']).optional(),
    budgetHolder: PersonId.optional(),
    costBasis: z.enum(['opex', 'capex']).optional(),
    supplier: z.object({ name: z.string(), contract: z.string().optional() }).optional(),
    group: GroupId.optional(),
    channel: z.string().optional(),
    /** Besides Slack, and in every case. */
    pagers: z.array(Pager).optional(),
  });
export type TeamDescription = z.infer<ReturnType<typeof described>>;

export const TeamEvent = z.lazy(() =>
  z.discriminatedUnion('type', [
    described().extend({ type: z.literal('TeamCreated'), at: z.iso.datetime() }),
    described().extend({ type: z.literal('TeamChanged'), at: z.iso.datetime() }),
    z.object({ type: z.literal('TeamRotaSet'), at: z.iso.datetime(), rota: Rota.nullable() }),
  ]),
);
export type TeamEvent = z.infer<typeof TeamEvent>;

export const Team = z.lazy(() =>
  z.discriminatedUnion('state', [
    z.object({ state: z.literal('none') }),
    described().extend({ state: z.literal('active'), rota: Rota.nullable() }),
  ]),
);
export type Team = z.infer<typeof Team>;
export type ActiveTeam = Extract<Team, { state: 'active' }>;

function evolve(team: Team, event: TeamEvent): Team {
  switch (event.type) {
    case 'TeamCreated':
    case 'TeamChanged': {
      const { type: _type, at: _at, ...description } = event;
      return { state: 'active', ...description, rota: team.state === 'active' ? team.rota : null };
    }
    case 'TeamRotaSet':
      return team.state === 'active' ? { ...team, rota: event.rota } : team;
    default:
      return event satisfies never;
  }
}

export const teams: Aggregate<Team, TeamEvent> = {
  name: 'team',
  initial: { state: 'none' },
  evolve,
  state: Team,
  event: TeamEvent,
  boarded: (team) => (team.state === 'active' ? teamEntry(team) : undefined),
};

export const teamRef = (team: TeamSlug): Ref<Team> => headRef(teams, teamId(team));

/** The team whose Slack user group it is. */
export const OfGroup = z.object({ team: TeamSlug });
export type OfGroup = z.infer<typeof OfGroup>;
export const teamOfGroupRef = (group: GroupId): Ref<OfGroup | undefined> => oneRef(teamOfGroupKey(group), OfGroup);
