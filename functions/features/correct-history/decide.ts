import type { Act, Versions } from '#domain/perform';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { refuseUnlessColleague, registeredOne } from '#domain/service/accountable';
import { type Asserting, asserted, assertingRefs, type SaidOwnership } from '#domain/service/asserting';
import { refuseTransfer, teamsTouched } from '#domain/service/correcting';
import { type LifecycleAssertion, lifecyclesRef } from '#domain/service/lifecycle';
import { type Assertion, correctedSpan, history, type MaintenanceSolution } from '#domain/service/ownership';
import type { RegisteredService, Service, ServiceEvent, ServiceSlug } from '#domain/service/service';
import type { SupportModel } from '#domain/service/support';
import { type Team, type TeamSlug, teamRef } from '#domain/team/team';
import type { TeamType } from '#domain/team/team-type';

/** `supersedes`: the entry that was wrong; nothing where one was missing. */
export type CorrectHistory = {
  by: PersonId;
  at: string;
  supersedes?: number | undefined;
  owner: TeamSlug;
  model: SupportModel;
  effectiveFrom: string;
  reason: string;
  reasonId: string;
};
/** `touched`: those who have or had it at a time of which something else is believed from now on. */
type Facts = Asserting & { person: Person; lifecycles: LifecycleAssertion[]; touched: Team[] };

/** Somebody recorded what was not so: its product manager tells anew whose it was. What was believed before stays on record. */
export const correctHistory: Act<Service, Facts, CorrectHistory, ServiceEvent> = {
  facts(service, command, known) {
    const here = ownedOf(service);
    const { assertions = [], teams = [] } = known;
    const word = said(command, assertions, teams);
    return {
      person: personRef(command.by),
      lifecycles: lifecyclesRef(here.slug),
      touched: teamsTouched(assertions, { ...word, version: here.assertions + 1, recordedAt: command.at }).map(teamRef),
      ...assertingRefs(here, word, command.at, known),
    };
  },
  holds: ['teams'],
  decide(found, facts, command, { versions }) {
    refuseUnlessColleague(facts.person);
    const service = registeredOne(found);
    const { by, at, reason, reasonId } = command;
    if (by !== service.productManager)
      throw new Rejection(
        'history_not_yours',
        `The history of ${service.slug} is corrected by its product manager, <@${service.productManager}>. Nothing has changed; tell them what was wrong.`,
      );
    if (reason.trim() === '') throw new Rejection('no_words', 'Say what was wrong, in a few words. Nothing has changed.');
    refuseImpossible(service, facts, command);
    const { events, puts } = asserted(service, said(command, facts.assertions, facts.teams), facts, versions as Versions<Asserting>, at);
    refuseMovingOwner(service, events);
    refuseTransfer(service, facts.assertions, events, command);
    const tell = facts.touched.flatMap((team) => (team.state === 'active' && team.lead !== by ? [team.lead] : []));
    const corrected: ServiceEvent = {
      type: 'OwnershipCorrected',
      at,
      by,
      version: service.assertions + 1,
      ...(command.supersedes && { supersedes: command.supersedes }),
      ...correctedSpan(facts.assertions, command),
      reasonId,
      tell: [...new Set(tell)],
    };
    return { events: [...events, corrected], puts, texts: [{ id: reasonId, by, body: reason }] };
  },
};

const ownedOf = (service: Service): RegisteredService | { slug: ServiceSlug; assertions: number } =>
  service.state === 'none' ? { slug: 'none' as ServiceSlug, assertions: 0 } : service;

const solutionOf: Partial<Record<TeamType, MaintenanceSolution>> = {
  multi_product_team: 'multi_product_team',
  operations_team: 'operations_team',
  regional_developer_support: 'regional_developer_support',
  delivery_team: 'delivery_team_background',
};

/** What the entry that was wrong said besides stays, as far as it is not about another team. */
function said({ supersedes, owner, model, effectiveFrom, by }: CorrectHistory, assertions: Assertion[], teams: Team[]): SaidOwnership {
  const before = assertions.find(({ version }) => version === supersedes);
  const {
    version: _version,
    recordedAt: _at,
    recordedBy: _by,
    supersedes: _supersedes,
    ...wrong
  } = before ?? { solution: 'none' as const };
  const type = teams[0]?.state === 'active' ? teams[0].teamType : undefined;
  const moved = before !== undefined && before.owner !== owner && before.solution !== 'none';
  return {
    ...wrong,
    owner,
    model,
    solution: moved ? ((type && solutionOf[type]) ?? 'none') : wrong.solution,
    effectiveFrom,
    recordedBy: by,
    reason: 'correction',
    ...(supersedes !== undefined && { supersedes }),
  };
}

function refuseImpossible(
  { slug }: RegisteredService,
  { assertions, lifecycles }: Facts,
  { supersedes, owner, model, effectiveFrom, at }: CorrectHistory,
) {
  const believed = history(assertions);
  const wrong = believed.find(({ version }) => version === supersedes);
  if (supersedes !== undefined && wrong === undefined)
    throw new Rejection(
      'not_believed',
      `Entry ${supersedes} of ${slug} is not believed any more: it was corrected meanwhile. Nothing has changed; look at \`/service history ${slug}\` again.`,
    );
  if (wrong && wrong.owner === owner && wrong.model === model && wrong.effectiveFrom === effectiveFrom)
    throw new Rejection('nothing_wrong', 'That is what stands there already. Nothing has changed.');
  const [first] = believed;
  const there = [lifecycles[0]?.effectiveFrom, first?.effectiveFrom].filter((one) => one !== undefined).toSorted()[0];
  if (there !== undefined && effectiveFrom < there && effectiveFrom <= at)
    throw new Rejection(
      'before_it_was_there',
      `${slug} is on record since ${there.slice(0, 10)}, and that is before. Nothing has changed.`,
    );
  if (wrong && wrong === first && effectiveFrom > wrong.effectiveFrom)
    throw new Rejection(
      'gap',
      `Then nobody would have owned ${slug} before. Nothing has changed; what is live has an owner at every instant.`,
    );
}

/** A transfer under way has been agreed with those who own it now. */
function refuseMovingOwner({ slug, owned, pending }: RegisteredService, events: ServiceEvent[]): void {
  const [event] = events;
  const after = event?.type === 'OwnershipAsserted' ? (event.current?.owner ?? event.owner) : undefined;
  if (pending && after !== owned?.owner)
    throw new Rejection(
      'transfer_under_way',
      `${pending.transfer} is moving ${slug} from ${pending.from} to ${pending.to}, and whose it is now would change under it. Nothing has changed; complete it or call it off first.`,
    );
}
