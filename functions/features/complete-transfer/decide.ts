import { alongside } from '#domain/head-write';
import { type Latest, latestRef } from '#domain/incident/incident';
import { serviceId } from '#domain/keys';
import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import type { CurrentOwnership } from '#domain/service/ownership';
import { type RegisteredService, type Service, services } from '#domain/service/service';
import { type Load, loadRef, noLoad, shiftLoads, teamsOn } from '#domain/team/load';
import { type Team, type TeamSlug, teamRef } from '#domain/team/team';
import { dateLater, daysLater } from '#domain/team/working-days';
import { actingAs, movingOf, type Parties, partyRefs, registered, underWay } from '#domain/transfer/authority';
import { blockedBefore } from '#domain/transfer/blocked';
import { evaluate, type Surroundings, surroundingRefs } from '#domain/transfer/guardrails';
import { moved } from '#domain/transfer/moving';
import { standingBlocks } from '#domain/transfer/overriding';
import { followUpDays, reviewDays, warrantyDays } from '#domain/transfer/plan';
import { asOfNow, type Changed, changedSince } from '#domain/transfer/plan-now';
import { type Missing, missingFor, openItems } from '#domain/transfer/readiness';
import type { OpenTransfer, Transfer } from '#domain/transfer/transfer';
import type { TransferEvent } from '#domain/transfer/transfer-events';
import { TransferId } from '#domain/transfer/transfer-kind';
import { isUnderWay } from '#domain/transfer/under-way';

export type CompleteTransfer = { by: PersonId; at: string };
/** What whoever presses is told: it is theirs, or what is in the way. */
export type Completing =
  | { outcome: 'taken' }
  | { outcome: 'blocked'; findings: ReturnType<typeof standingBlocks>; missing: (Missing | Changed)[] };

/** `named`: every team that it names afterwards; `loads`: theirs, and of those that it named before. */
export type Taking = Parties & Surroundings & { named: Team[]; loads: Load[]; latest: Latest | undefined };
type Owned = RegisteredService & { owned: CurrentOwnership };
const isOwned = (service: Service | undefined): service is Owned => service?.state === 'registered' && service.owned !== undefined;

const taking = (id: string | undefined, { by, at }: CompleteTransfer, receiver: Team | undefined) => ({
  id: TransferId.safeParse(id).data ?? ('XFER-1' as TransferId),
  by,
  at,
  zone: receiver?.state === 'active' ? receiver.zone : 'UTC',
});

/** As it follows from what is known of the service and of those who take it. */
const planned = <Known extends Transfer>(transfer: Known, { service, receiver }: Partial<Parties>): Known =>
  isUnderWay(transfer) && isOwned(service) && receiver?.state === 'active' ? asOfNow(transfer, service, receiver) : transfer;

/** Whom it names afterwards, and all on whom it rested before or rests then. */
function teamsOf(open: OpenTransfer, service: Owned): { named: TeamSlug[]; touched: TeamSlug[] } {
  const { after } = moved(open, service, taking(undefined, { by: open.requestedBy, at: open.requestedAt }, undefined));
  const named = [...new Set([open.plan.to, ...teamsOn(after)])];
  return { named, touched: [...new Set([...named, ...teamsOn(service.owned)])] };
}

/** "Take ownership." One transaction, and from its moment on it is theirs; what fails moves nothing. */
export const completeTransfer: Act<Transfer, Taking, CompleteTransfer, TransferEvent> = {
  facts(transfer, { by, at }, known) {
    const { service, to } = movingOf(transfer);
    const teams =
      isUnderWay(transfer) && isOwned(known.service) ? teamsOf(planned(transfer, known), known.service) : { named: [], touched: [] };
    const plan = transfer.state === 'none' ? ({ to } as OpenTransfer['plan']) : planned(transfer, known).plan;
    return {
      ...surroundingRefs(known.service ?? { state: 'none' }, { plan, at }, known),
      ...partyRefs({ service, to }, by, known),
      named: teams.named.map(teamRef),
      loads: teams.touched.map(loadRef),
      latest: latestRef(service),
    };
  },
  holds: ['named', 'loads', 'latest'],
  decide(transfer, facts, command, { id, versions }) {
    const { by, at } = command;
    if (transfer.state === 'completed' && transfer.completed.by === by)
      return { events: [], answer: { outcome: 'taken' } satisfies Completing };
    const open = planned(underWay(transfer), facts);
    const as = actingAs(by, facts, ['receiving_lead'], notYours);
    const { service, receiver } = pressable(open, facts);
    const number = TransferId.parse(id);
    const move = { kind: open.kind, plan: open.plan, phase: 'completion', at, by, transfer: number } as const;
    const findings = evaluate(move, service, facts);
    const inTheWay = {
      findings: standingBlocks(findings, open.overrides),
      missing: [...changedSince(open, service), ...missingFor(open, receiver, at)],
    };
    // Whoever tries it while customers are hurt is told that first, also before its day.
    if (at < open.plan.plannedAt && !inTheWay.findings.some(({ guardrail }) => guardrail === 'G12')) throw tooEarly(open.plan.plannedAt);
    if (inTheWay.findings.length + inTheWay.missing.length > 0) {
      const answer: Completing = { outcome: 'blocked', ...inTheWay };
      return { events: blockedBefore(open, inTheWay) ? [] : [{ type: 'TransferBlocked', at, by, ...inTheWay }], answer };
    }
    const { named, touched } = teamsOf(open, service);
    const gone = named.find((_, index) => facts.named[index]?.state !== 'active');
    if (gone !== undefined)
      throw new Rejection(
        'named_team_gone',
        `${gone}, which is to support it or to take it back, is there no more. Nothing has moved; call this off and ask again with another team.`,
      );
    const { events, puts, after } = moved(open, service, taking(number, command, receiver));
    const seenAt = [versions.loads].flat();
    const loads = touched.map((team, index) => ({ team, load: facts.loads[index] ?? noLoad, version: seenAt[index] ?? 0 }));
    const days = (many: number) => daysLater(receiver.zone, at, many);
    return {
      events: [
        ...leftForLater(open, by, at, receiver.zone),
        {
          type: 'OwnershipTransferred',
          ...{ at, by, as, findings },
          toVersion: after.version,
          warrantyUntil: days(warrantyDays),
          reviewsAt: reviewDays.map(days),
          plan: open.plan,
        },
      ],
      puts: [...puts, ...shiftLoads(service.slug, after, loads, number)],
      also: [alongside(services, serviceId(service.slug), { events })],
      answer: { outcome: 'taken' } satisfies Completing,
    };
  },
};

/** It was accepted, and the team is there to take it. */
function pressable(open: OpenTransfer, facts: Parties) {
  const { receiver } = facts;
  const service = registered(facts.service);
  if (open.state !== 'accepted' && open.state !== 'shadowing')
    throw new Rejection(
      'not_accepted_yet',
      'It is not accepted by all who have to, so it cannot be taken over yet. Nothing has moved; they have been asked.',
    );
  if (receiver.state !== 'active' || !isOwned(service))
    throw new Rejection(
      'nobody_to_move_it',
      'The team that is to take it, or the one that has it, is not on record any more. Nothing has moved; call it off and ask again.',
    );
  return { service, receiver };
}

const tooEarly = (plannedAt: string) =>
  new Rejection(
    'too_early',
    `It is planned for <!date^${Math.floor(Date.parse(plannedAt) / 1000)}^{date_short_pretty} {time}|${plannedAt.slice(0, 16).replace('T', ' ')} UTC>, and not before. Nothing has moved; the plan can be given another time.`,
  );

/** An emergency does not wait for the list: what is open on it gets a day by which it is to be done. */
const leftForLater = (open: OpenTransfer, by: PersonId, at: string, zone: string): TransferEvent[] =>
  open.kind !== 'emergency'
    ? []
    : openItems(open, at).map(({ id: item }) => ({
        type: 'TransferReadinessChanged',
        ...{ at, by, item },
        status: 'waived',
        due: dateLater(zone, at, followUpDays),
      }));

const notYours = () =>
  new Rejection(
    'taking_not_yours',
    'The lead of the receiving team takes it over, so that it is them who answer for it from then on. Nothing has moved; they have been asked.',
  );
