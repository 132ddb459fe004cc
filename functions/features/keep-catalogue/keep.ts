import { type Key, lifecycleKey, ownershipKey, targetKey } from '#domain/keys';
import type { Act } from '#domain/perform';
import type { Put, Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { type LifecycleAssertion, lifecyclesRef } from '#domain/service/lifecycle';
import { namesOf } from '#domain/service/names';
import { movedNames, type Naming, namingRefs } from '#domain/service/naming';
import { type Assertion, assertionsRef, type CurrentOwnership, correctedSpan, currentOwnership } from '#domain/service/ownership';
import { describedAnew, registered } from '#domain/service/registering';
import { type RegisteredService, type Service, type ServiceEvent, services } from '#domain/service/service';
import { type TargetAssertion, targetsRef } from '#domain/service/targets';
import { type Load, loadRef, noLoad, resting, shiftLoads, teamsOn } from '#domain/team/load';
import { type Team, type TeamSlug, teamRef } from '#domain/team/team';
import { mayOwn } from '#domain/team/team-type';
import { aim, type Done, live, underTransfer } from './histories.ts';
import { type Owing, type OwnedRow, planService, type ServicePlan, type WantedService } from './plan.ts';

export type KeepService = WantedService & { at: string };
/**
 * `teams`: those that its ownership names; `bearing`: of them those that it rests on from here on, and that may not go meanwhile. Those that only its
 * past names may, and are not waited for. `loads`: of those it rests on before and after.
 */
type Keeping = Naming & {
  teams: Team[];
  bearing: Team[];
  loads: Load[];
  assertions: Assertion[];
  lifecycles: LifecycleAssertion[];
  targetings: TargetAssertion[];
};

/**
 * A transaction has room for sixty items, and a row takes two of them, or three where it corrects what was so; the rest of a long history is written
 * by the next one. Some room is left for the head, its event, and the teams.
 */
function roomForRows(service: Service, { isNew, changed, described }: ServicePlan): number {
  const had = service.state === 'none' ? [] : namesOf(service);
  const names = isNew || changed.length > 0 ? new Set([...namesOf(described), ...had]).size : 0;
  return Math.max(1, Math.floor((42 - names) / (isNew ? 2 : 3)));
}

const recorded = (service: Service, { assertions = [], lifecycles = [], targetings = [] }: Partial<Keeping>) => ({
  service,
  assertions,
  lifecycles,
  targetings,
});
const nextOwners = (service: Service, plan: ServicePlan) => plan.ownership.owed.slice(0, roomForRows(service, plan));

/** The assertions as they are once this plan's next rows are said. */
function assertionsAfter(service: Service, assertions: Assertion[], plan: ServicePlan, at: string): Assertion[] {
  const count = service.state === 'none' ? 0 : service.assertions;
  const said = nextOwners(service, plan).map(({ row, corrects }, index) => ({
    ...row,
    version: count + index + 1,
    recordedAt: at,
    ...(corrects && { supersedes: corrects.version }),
  }));
  return [...assertions, ...said];
}

const ownedBy = (service: Service): CurrentOwnership | undefined => (service.state === 'none' ? undefined : service.owned);

type Touched = Record<'named' | 'bearing' | 'loaded', TeamSlug[]>;
function namedTeams(service: Service, known: Partial<Keeping>, command: KeepService): Touched {
  const plan = planService(recorded(service, known), command, command.at);
  const after = currentOwnership(assertionsAfter(service, known.assertions ?? [], plan, command.at), command.at);
  const named = teamsOn(...nextOwners(service, plan).map(({ row }) => row));
  return { named, bearing: teamsOn(after).filter((team) => named.includes(team)), loaded: teamsOn(ownedBy(service), after) };
}

const noRow = <Row>(key: Key): Ref<Row[]> => ({ key, read: () => [] });

/** A service as a file wants it: its description, its names, whose it is, and its histories, in one transaction. Said again it is nothing new. */
export const keepService: Act<Service, Keeping, KeepService, ServiceEvent> = {
  facts(service, command, known) {
    const { slug } = command.described;
    const { named, bearing, loaded } = namedTeams(service, known, command);
    return {
      ...namingRefs(service, command.described, known),
      // A service that is not there has no histories, and reading none by their keys costs no queries.
      assertions: service.state === 'none' ? noRow(ownershipKey(slug, 0)) : assertionsRef(slug),
      lifecycles: service.state === 'none' ? noRow(lifecycleKey(slug, 0)) : lifecyclesRef(slug),
      targetings: service.state === 'none' ? noRow(targetKey(slug, 0)) : targetsRef(slug),
      teams: named.map(teamRef),
      bearing: bearing.map(teamRef),
      loads: loaded.map(loadRef),
    };
  },
  holds: ['others', 'bearing'],
  decide(before, facts, command, { versions }) {
    const { at } = command;
    const plan = planService(recorded(before, facts), command, at);
    refuseToForget(plan);
    const described = describe(before, plan, facts, versions, at);
    const service = described.events.reduce(services.evolve, before);
    if (service.state === 'none') return [];
    const owned = own(before, service, plan, facts, at);
    const room = roomForRows(before, plan) - nextOwners(before, plan).length;
    const lived = live(service, plan, facts, at, room);
    const rows = [described, owned, lived, aim(service, plan, facts, at, room - lived.events.length)];
    const [events, puts] = [rows.flatMap((done) => done.events), rows.flatMap((done) => done.puts)];
    return { events, puts: events.length === 0 ? puts : [...puts, ...rest(before, events, facts, versions)] };
  },
};

type Seen = Parameters<typeof keepService.decide>[3]['versions'];

function refuseToForget({ ownership, lifecycles, targetings }: ServicePlan): void {
  const lacking = [ownership, lifecycles, targetings].flatMap((owing: Owing<{ effectiveFrom: string }>) => owing.lacking);
  if (lacking[0])
    throw new Rejection(
      'on_record',
      `What has been so since ${lacking[0].effectiveFrom} is on record, and the file says nothing of it. Nothing has changed; export the catalogue anew.`,
    );
}

function describe(before: Service, plan: ServicePlan, facts: Keeping, versions: Seen, at: string): Done {
  const names = () => movedNames(before, plan.described, facts, versions);
  if (before.state === 'registered') {
    const { events, puts } = describedAnew(before, plan.described, { at });
    return { events, puts: events.length > 0 ? [...puts, ...names()] : [] };
  }
  const first = plan.lifecycles.owed[0]?.row;
  const { availabilityTarget: _, ...described } = plan.described;
  const { events, puts } = registered({ ...described, lifecycle: first?.to ?? described.lifecycle }, { at, since: first?.effectiveFrom });
  return { events, puts: [...puts, ...names()] };
}

/** What rests on its teams once all this has happened. */
function rest(before: Service, events: ServiceEvent[], { loads }: Keeping, { loads: versions }: Seen): Put[] {
  const after = events.reduce(services.evolve, before);
  if (after.state === 'none') return [];
  const seenAt = [versions].flat();
  const loaded = teamsOn(ownedBy(before), after.owned).map((team, index) => ({
    team,
    load: loads[index] ?? noLoad,
    version: seenAt[index] ?? 0,
  }));
  return shiftLoads(after.slug, resting(after.lifecycle, after.owned), loaded);
}

function own(before: Service, service: RegisteredService, plan: ServicePlan, facts: Keeping, at: string): Done {
  const rows = nextOwners(before, plan);
  if (rows.length === 0) return { events: [], puts: [] };
  const named = teamsOn(...rows.map(({ row }) => row));
  for (const { row } of rows) refuseOwner(row, at, (team) => facts.teams[named.indexOf(team)]);
  const after = assertionsAfter(before, facts.assertions, plan, at);
  const said = after.slice(facts.assertions.length);
  const current = currentOwnership(after, at);
  const was = service.owned;
  if (service.pending && was && (was.owner !== current?.owner || was.model !== current.model))
    throw underTransfer(service, service.pending);
  return {
    events: said.flatMap(({ recordedAt: _, ...assertion }, index): ServiceEvent[] => {
      const known = after.slice(0, facts.assertions.length + index);
      const now = currentOwnership(after.slice(0, known.length + 1), at);
      const told: ServiceEvent = { type: 'OwnershipAsserted', at, ...assertion, ...(now && { current: now }) };
      return before.state === 'none' || (assertion.effectiveFrom === at && assertion.supersedes === undefined)
        ? [told]
        : [told, corrected(assertion, known, at)];
    }),
    puts: said.map((assertion) => ({ key: ownershipKey(service.slug, assertion.version), value: assertion, expected: 0 })),
  };
}

/** Something else is believed of a time that is over: whoever has reported of it learns that, and its incidents are attributed anew. */
function corrected({ version, supersedes, effectiveFrom }: Omit<Assertion, 'recordedAt'>, known: Assertion[], at: string): ServiceEvent {
  const span = correctedSpan(known, { supersedes, effectiveFrom });
  return { type: 'OwnershipCorrected', at, version, ...(supersedes !== undefined && { supersedes }), ...span };
}

function refuseOwner(row: OwnedRow, at: string, teamCalled: (slug: TeamSlug) => Team | undefined): void {
  if (row.effectiveFrom > at)
    throw new Rejection('not_yet', 'That is in the future. Nothing has changed; what is planned is a transfer: `/service transfer`.');
  const missing = teamsOn(row).find((team) => teamCalled(team)?.state !== 'active');
  if (missing !== undefined) throw new Rejection('no_team', `There is no team ${missing}. Nothing has changed.`);
  const owner = teamCalled(row.owner);
  if (owner?.state === 'active' && !mayOwn(owner.teamType))
    throw new Rejection('supports_only', `${row.owner} supports services of others and owns none. Nothing has changed.`);
}
