import { alongside } from '#domain/head-write';
import { serviceId } from '#domain/keys';
import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { mayFollow } from '#domain/service/lifecycle';
import type { CurrentOwnership, OwnershipReason } from '#domain/service/ownership';
import { type RegisteredService, services } from '#domain/service/service';
import type { ServiceSlug } from '#domain/service/service-slug';
import { incomingPut } from '#domain/team/load';
import { type ActiveTeam, type Team, teamRef } from '#domain/team/team';
import { mayOwn } from '#domain/team/team-type';
import { actingAs, type Parties, partyRefs, registered } from '#domain/transfer/authority';
import { evaluate, type Move, type Surroundings, surroundingRefs } from '#domain/transfer/guardrails';
import { guardrailsOf, standingBlocks } from '#domain/transfer/overriding';
import { movesOwner, planFor, type Wish } from '#domain/transfer/plan';
import type { Transfer } from '#domain/transfer/transfer';
import type { Plan, TransferEvent } from '#domain/transfer/transfer-events';
import { TransferId, type TransferKind } from '#domain/transfer/transfer-kind';
import { waitingFrom } from '#domain/transfer/waiting';

/**
 * `askOverride`: what blocks is put before the product manager. `override`: they, or the head of an organisation, say why it may go on all the
 * same.
 */
export type RequestTransfer = {
  by: PersonId;
  at: string;
  service: ServiceSlug;
  kind: TransferKind;
  wish: Wish;
  because: OwnershipReason;
  reason: string;
  reasonId: string;
  successCriteria?: { id: string; words: string } | undefined;
  batch?: string | undefined;
  askOverride?: boolean | undefined;
  override?: { id: string; words: string } | undefined;
};
/** `keeper`: who is to take it back one day, where somebody is named. */
export type Requesting = Parties & Surroundings & { keeper: Team[] };

type Owned = RegisteredService & { owned: CurrentOwnership };
const isOwned = (service: Parties['service'] | undefined): service is Owned =>
  service?.state === 'registered' && service.owned !== undefined;

/** An emergency has no day to wait for. */
const wished = ({ kind, wish, at }: Pick<RequestTransfer, 'kind' | 'wish' | 'at'>): Wish =>
  kind === 'emergency' ? { ...wish, plannedAt: at } : wish;

/** Asks for a service to be moved, or to be run in another way. Its owner stays the same until somebody takes it over. */
export const requestTransfer: Act<Transfer, Requesting, RequestTransfer, TransferEvent> = {
  facts(_, command, known) {
    const { by, service, wish, kind, at } = command;
    const planned = isOwned(known.service) && known.receiver?.state === 'active';
    const plan = planned ? planFor(kind, known.service as Owned, (known.receiver as ActiveTeam).teamType, wish) : { to: wish.to };
    return {
      ...surroundingRefs(known.service ?? { state: 'none' }, { plan: plan as Plan, at }, known),
      ...partyRefs({ service, to: wish.to }, by, known),
      keeper: wish.handBack ? [teamRef(wish.handBack)] : [],
    };
  },
  holds: ['receiver'],
  decide(transfer, facts, command, { id, versions }) {
    if (transfer.state !== 'none') return [];
    const { by, at, kind, because, reason, reasonId, successCriteria, batch, askOverride = false, override } = command;
    const service = registered(facts.service);
    const as = actingAs(by, facts, mayRequest(kind), notYours);
    const { plan, before } = checked(service, facts.receiver, command);
    refuseKeeper(facts.keeper);
    const move: Move = { kind, plan, phase: 'request', at, by };
    const findings = evaluate(move, service, facts);
    const standing = standingBlocks(findings, []);
    refuseBlocked(plan.to, standing, { askOverride, overriding: override !== undefined && mayOverride.includes(as) });
    const waiting = waitingFrom(facts.receiver, at);
    const requested: TransferEvent = {
      type: 'TransferRequested',
      ...{ at, by, as, service: service.slug, kind, before, because, reasonId, findings },
      plan: { ...plan, ...(successCriteria && { successCriteriaId: successCriteria.id }) },
      productManager: service.productManager,
      ...(batch && { batch }),
      ...(waiting && { waiting }),
    };
    const overridden: TransferEvent[] =
      override && standing.length > 0 && mayOverride.includes(as)
        ? [{ type: 'GuardrailOverridden', at, by, as, phase: 'request', findings: standing, reasonId: override.id }]
        : [];
    const number = TransferId.parse(id);
    const pending = { transfer: number, kind, from: before.owner, to: plan.to, plannedAt: plan.plannedAt };
    return {
      events: [requested, ...overridden],
      texts: [
        { id: reasonId, by, body: reason },
        ...(successCriteria ? [{ id: successCriteria.id, by, body: successCriteria.words }] : []),
        ...(override && overridden.length > 0 ? [{ id: override.id, by, body: override.words }] : []),
      ],
      puts: incomingPut({ team: plan.to, load: facts.receiverLoad, version: versions.receiverLoad }, number, true),
      also: [alongside(services, serviceId(service.slug), { events: [{ type: 'ServicePending', at, pending }] })],
      answer: number,
    };
  },
};

const mayOverride = ['product_manager', 'org_head'] as string[];
const mayRequest = (kind: TransferKind) =>
  kind === 'sre_exit' || kind === 'support_model_change'
    ? (['owning_lead', 'product_manager', 'org_head', 'supporting_lead'] as const)
    : (['owning_lead', 'product_manager', 'org_head'] as const);

const notYours = () =>
  new Rejection(
    'transfer_not_yours',
    'The lead of the team that owns it, its product manager or a head of the organisation can ask for that. Nothing has changed; ask one of them.',
  );

/** What is wrong with it before anybody has to look at the receiving team's load. */
function checked(service: RegisteredService, receiver: Team, { kind, wish, at, reason }: RequestTransfer): { plan: Plan; before: Before } {
  const { slug, pending, lifecycle } = service;
  if (!isOwned(service))
    throw new Rejection(
      'owned_by_nobody',
      `Nobody owns ${slug} on record, so there is nothing to move. \`/service register\` names its first owner.`,
    );
  if (pending)
    throw new Rejection(
      'transfer_open',
      `${pending.transfer} is under way: ${slug} to ${pending.to}. A service has one transfer at a time, so nothing has changed; \`/service transfer ${pending.transfer}\` shows it, and once it is called off you can ask again.`,
    );
  if (lifecycle === 'retired') throw new Rejection('retired', `${slug} is retired: there is nothing left to run. Nothing has changed.`);
  if (reason.trim() === '')
    throw new Rejection('no_reason', 'Say why, in a few words: those who are asked decide by it. Nobody was asked.');
  if (receiver.state !== 'active')
    throw new Rejection(
      'receiver_not_standing',
      `There is no team ${wish.to} that could take it. Nothing has changed; \`/team show\` lists the teams there are.`,
    );
  const { owner, model, solution, handBack, version: ownershipVersion } = service.owned;
  refuseUnfit(kind, service, receiver, wish);
  const plan = planFor(kind, service, receiver.teamType, wished({ kind, wish, at }));
  if (plan.lifecycle && !mayFollow(lifecycle, plan.lifecycle))
    throw new Rejection(
      'lifecycle_cannot_follow',
      `${slug} is ${lifecycle}, and ${plan.lifecycle} cannot follow on that. Nothing has changed; ask for it without another state of its life, or with one that can.`,
    );
  if (plan.plannedAt < at)
    throw new Rejection(
      'planned_in_the_past',
      'The day that it is planned for is over already. Nothing has changed; name one that is to come.',
    );
  if (plan.fundedUntil && plan.fundedUntil <= at.slice(0, 10))
    throw new Rejection('date_passed', 'The day until which there is money is over. Nobody was asked; name one that is to come.');
  return { plan, before: { owner, model, solution, lifecycle, ownershipVersion, ...(handBack && { handBack }) } };
}
type Before = Extract<TransferEvent, { type: 'TransferRequested' }>['before'];

function refuseKeeper([keeper]: Team[]): void {
  if (keeper && (keeper.state !== 'active' || !mayOwn(keeper.teamType)))
    throw new Rejection(
      'cannot_take_it_back',
      'The team that is to take it back one day is not there, or owns no services. Nothing has changed; name one that will still be there.',
    );
}

function refuseUnfit(kind: TransferKind, { slug, owned }: Owned, { teamType }: ActiveTeam, { to, model }: Wish): void {
  if (movesOwner(kind) && to === owned.owner)
    throw new Rejection(
      'owned_by_them',
      `${to} owns ${slug} already. Nothing has changed; \`/service lifecycle ${slug}\` puts it in another state of its life, with the same team.`,
    );
  if (movesOwner(kind) && !mayOwn(teamType))
    throw new Rejection(
      'receiver_supports_only',
      `${to} supports services of others and owns none. Nothing has changed; name a team that builds or runs its own.`,
    );
  if (kind === 'sre_entry' && teamType !== 'sre_team')
    throw new Rejection(
      'not_an_sre_team',
      `${to} is no SRE team, so it cannot enter. Nothing has changed; name the SRE team that is to help.`,
    );
  if (kind === 'sre_entry' && owned.support?.sreStage === 'sre_primary')
    throw new Rejection(
      'sre_has_it',
      `SREs have the rota of ${slug} to themselves already. Nothing has changed; \`sre_exit\` gives it back.`,
    );
  if (kind === 'sre_exit' && (owned.model !== 'sre_run_it' || to !== owned.owner))
    throw new Rejection('no_sre_to_leave', `Only what SREs run for ${owned.owner} can go back to ${owned.owner}. Nothing has changed.`);
  if (kind === 'support_model_change' && (model === undefined || model === owned.model))
    throw new Rejection('same_model', `${slug} is run in that way already. Nothing has changed; name the way in which it is to be run.`);
}

function refuseBlocked(
  to: string,
  standing: ReturnType<typeof standingBlocks>,
  { askOverride, overriding }: { askOverride: boolean; overriding: boolean },
) {
  const final = standing.filter(({ verdict }) => verdict === 'blocks_finally');
  if (final.length > 0)
    throw new Rejection(
      'cannot_take_it',
      `${to} cannot take it, and nobody can override that (${guardrailsOf(final)}). Nothing has changed; choose another team.`,
    );
  if (standing.length > 0 && !askOverride && !overriding)
    throw new Rejection(
      'guardrails_block',
      `${to} cannot take it now (${guardrailsOf(standing)}). Nothing has changed: choose another team, ask the product manager to override, or save it for later.`,
    );
}
