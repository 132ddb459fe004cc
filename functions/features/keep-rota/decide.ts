import type { Act } from '#domain/perform';
import { type Person, type PersonId, personRef, unreachable } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { type Asking, askingRefs, belongs, keptBy, leads, standing } from '#domain/team/authority';
import type { DutyRole } from '#domain/team/rota';
import { phaseBegins, type Rota } from '#domain/team/rota';
import type { ActiveTeam, Team, TeamEvent } from '#domain/team/team';
import { type Group, groupRef } from '#domain/workspace/group';

type Moment = { by: PersonId; at: string };
export type SetOrder = Moment & { order: PersonId[]; starts: string; handOver: string };

const mostPeople = 50;

/** A new order, from a week on. Weeks that have been stay as they were. */
export const setOrder: Act<Team, Asking & { people: Person[] }, SetOrder, TeamEvent> = {
  facts: (_, { by, order }) => ({ ...askingRefs(by), people: order.map(personRef) }),
  decide(team, facts, { by, at, order, starts, handOver }) {
    const active = keptBy(team, facts, by);
    if (order.length === 0 || order.length > mostPeople)
      throw new Rejection('nobody_in_it', `A rota needs at least one person and at most ${mostPeople}. Nothing has changed.`);
    if (new Set(order).size < order.length)
      throw new Rejection('twice_in_it', 'Somebody is in that order twice. Nothing has changed; each has one turn in a round.');
    const absent = order.find((_, index) => unreachable(facts.people[index] ?? { state: 'unknown' }) !== undefined);
    if (absent !== undefined)
      throw new Rejection(
        'cannot_be_on_call',
        `<@${absent}> is no member of this workspace any more, a guest or a bot, and cannot be on call. Nothing has changed.`,
      );
    if (!/^\d{4}-\d{2}-\d{2}$/.test(starts))
      throw new Rejection(
        'no_first_day',
        'Say on which day the first week begins: whose week it is is counted from there. Nothing has changed.',
      );
    const next = { starts, handOver, order };
    if (active.rota !== null && active.rota.order.length > 0 && phaseBegins(next, active.zone) < Date.parse(at))
      throw new Rejection(
        'order_in_the_past',
        'That week has begun already, and past weeks stay as they were. Nothing has changed; say a date to come.',
      );
    return [{ type: 'TeamRotaSet', at, by, rota: { ...next, away: active.rota?.away ?? [] } }];
  },
};

/** Whoever is in the team’s group of Slack’s is on call, by a stable order. */
export const followGroup: Act<Team, Asking & { group: Group[] }, Moment & { day: string }, TeamEvent> = {
  facts: (team, { by }) => ({ ...askingRefs(by), group: team.state === 'active' && team.group ? [groupRef(team.group)] : [] }),
  decide(team, facts, { by, at, day }) {
    const active = keptBy(team, facts, by);
    const [group] = facts.group;
    if (active.group === undefined || group === undefined)
      throw new Rejection(
        'no_group',
        'The team has no Slack group on record, so nothing has changed. Its form (Edit) has a place for one.',
      );
    if (active.rota?.group === active.group) return [];
    return [{ type: 'TeamRotaSet', at, by, rota: ofGroup(active, active.group, group, day) }];
  },
};

const ofGroup = ({ rota }: ActiveTeam, group: NonNullable<Rota['group']>, { members }: Group, day: string): Rota => ({
  starts: day,
  handOver: rota?.handOver ?? '09:00',
  order: inGroup(members),
  fixed: true,
  group,
  away: rota?.away ?? [],
});

/** The first two of a stable order are on call; a group may have thousands in it. */
const inGroup = (members: PersonId[]) => members.toSorted().slice(0, mostPeople);

/** The group has others in it now. */
export const readGroup: Act<Team, { group: Group[] }, { at: string }, TeamEvent> = {
  facts: (team) => ({ group: team.state === 'active' && team.rota?.group ? [groupRef(team.rota.group)] : [] }),
  decide(team, { group: [group] }, { at }) {
    if (team.state !== 'active' || !team.rota?.group || group === undefined) return [];
    const order = inGroup(group.members);
    if (order.join() === team.rota.order.join()) return [];
    const { earlier: _e, overrides: _o, from: _f, ...rota } = team.rota;
    return [{ type: 'TeamRotaSet', at, rota: { ...rota, order } }];
  },
};

type Span = { from: string; to: string };
export type CoverTurn = Moment & Span & { person: PersonId; role: DutyRole };

/** Somebody stands in, for a time to come. */
export const coverTurn: Act<Team, Asking & { other: Person }, CoverTurn, TeamEvent> = {
  facts: (_, { by, person }) => ({ ...askingRefs(by), other: personRef(person) }),
  decide(team, facts, { by, at, person, role, from, to }) {
    const active = keptBy(team, facts, by);
    inRota(active);
    const span = ahead({ from, to }, at);
    if (unreachable(facts.other) !== undefined)
      throw new Rejection(
        'cannot_be_on_call',
        `<@${person}> has left, or is a guest or a bot, and cannot be on call. Nothing has changed.`,
      );
    return [{ type: 'RotaOverridden', at, by, person, role, ...span }];
  },
};

export type TakeLeave = Moment & Span & { person: PersonId };

/** One's own leave, or somebody's whom one leads. Nobody steps in by magic: who covers it is another question. */
export const takeLeave: Act<Team, Asking, TakeLeave, TeamEvent> = {
  facts: (_, { by }) => askingRefs(by),
  decide(team, facts, { by, at, person, from, to }) {
    const active = theirs(team, facts, by, person);
    const span = ahead({ from, to }, at);
    const known = inRota(active).away.some((leave) => leave.person === person && leave.from <= span.from && span.to <= leave.to);
    return known ? [] : [{ type: 'LeaveTaken', at, by, person, ...span }];
  },
};

/** Back sooner, or not going after all. */
export const endLeave: Act<Team, Asking, Moment & { person: PersonId }, TeamEvent> = {
  facts: (_, { by }) => askingRefs(by),
  decide(team, facts, { by, at, person }) {
    const active = theirs(team, facts, by, person);
    const away = inRota(active).away.some((leave) => leave.person === person && leave.to > at);
    return away ? [{ type: 'LeaveEnded', at, by, person }] : [];
  },
};

function theirs(team: Team, facts: Asking, by: PersonId, person: PersonId): ActiveTeam {
  const active = standing(team, facts.person);
  if (!belongs(active, person))
    throw new Rejection('not_in_the_team', `<@${person}> is not in that team, so there is no leave to take from it. Nothing has changed.`);
  if (by === person || leads(active, by)) return active;
  return keptBy(team, facts, by);
}

function inRota({ rota }: ActiveTeam): Rota {
  if (rota === null || rota.order.length === 0)
    throw new Rejection(
      'no_rota',
      'The team has no rota yet, so nothing has changed. `/team rota <team> order @ana @ben from <date>` gives it one.',
    );
  return rota;
}

const longestDays = 100;

/** From now on at the earliest: what has been stays as it was. */
function ahead({ from, to }: Span, at: string): Span {
  if (to <= at || from >= to)
    throw new Rejection('over_already', 'That time is over, or ends before it begins. What has been stays as it was; nothing has changed.');
  if (Date.parse(to) - Date.parse(from) > longestDays * 86_400_000)
    throw new Rejection('too_long', `That is longer than ${longestDays} days. Nothing has changed; a new order says it better.`);
  return { from: from < at ? new Date(at).toISOString() : from, to };
}
