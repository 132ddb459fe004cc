import { alongside } from '#domain/head-write';
import type { HideShadowPages } from '#domain/incident/shadowing';
import { serviceId } from '#domain/keys';
import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { services } from '#domain/service/service';
import type { Team } from '#domain/team/team';
import { daysLater } from '#domain/team/working-days';
import { laterOf } from '#domain/time/later-of';
import { actingAs, movingOf, type Parties, partyRefs, refuseOutsiders, underWay } from '#domain/transfer/authority';
import { shadowDays } from '#domain/transfer/plan';
import type { OpenTransfer, Transfer } from '#domain/transfer/transfer';
import type { ShadowPage, TransferEvent } from '#domain/transfer/transfer-events';
import { TransferId } from '#domain/transfer/transfer-kind';

export type StartShadow = { by: PersonId; at: string };

/** From here on both are paged, and those who own it lead. */
export const startShadow: Act<Transfer, Parties, StartShadow, TransferEvent> = {
  facts: (transfer, { by }, known) => partyRefs(movingOf(transfer), by, known),
  decide(transfer, facts, { by, at }, { id }) {
    const open = underWay(transfer);
    actingAs(by, facts, ['owning_lead', 'receiving_lead', 'product_manager'], notTheirs);
    if (open.state === 'shadowing') return [];
    if (open.state !== 'accepted')
      throw new Rejection(
        'not_accepted',
        'The receiving team has not accepted it yet, so nobody runs along. Nothing has changed; they have been asked.',
      );
    const days = shadowDays(open.kind);
    if (days === 0)
      throw new Rejection(
        'no_shadow_needed',
        'Nobody has to run along in a transfer of this kind. Nothing has changed; it can be completed when its time has come.',
      );
    const { plannedAt } = open.plan;
    const least = daysLater(zoneOf(facts.receiver), at, days);
    const until = laterOf(plannedAt, least);
    const { service, kind, before, plan } = open;
    const pending = { transfer: TransferId.parse(id), kind, from: before.owner, to: plan.to, plannedAt, shadow: { from: at, until } };
    return {
      events: [{ type: 'TransferShadowStarted', at, by, until }],
      also: [alongside(services, serviceId(service), { events: [{ type: 'ServicePending', at, pending }] })],
    };
  },
};

const zoneOf = (team: Team) => (team.state === 'active' ? team.zone : 'UTC');
const notTheirs = () =>
  new Rejection(
    'shadow_not_yours',
    'The leads of the two teams or the product manager say when that begins. Nothing has changed; ask one of them.',
  );

/** "It has reached me": a call that was made to try it. */
export const acknowledgeTestPage: Act<Transfer, Parties, StartShadow, TransferEvent> = {
  facts: (transfer, { by }, known) => partyRefs(movingOf(transfer), by, known),
  decide(transfer, facts, { by, at }) {
    const open = underWay(transfer);
    refuseOutsiders(facts.person);
    if (open.state !== 'shadowing')
      throw new Rejection(
        'nobody_shadows',
        'Nobody runs along yet, so there is no call to answer. Nothing has changed; the leads say when that begins.',
      );
    if (!isOf(facts.receiver, by))
      throw new Rejection(
        'test_page_not_yours',
        'That call is for the team that is to take it: it shows that they can be reached. Nothing has changed.',
      );
    return paged(open, { at, person: by, as: 'test_page' });
  },
};

export type RecordShadowPage = ShadowPage;

/** A call for an incident or a drill that somebody of the receiving team took while they were learning. What is no such call changes nothing. */
export const recordShadowPage: Act<Transfer, Parties, RecordShadowPage, TransferEvent> = {
  facts: (transfer, { person }, known) => partyRefs(movingOf(transfer), person, known),
  decide: (transfer, { receiver }, page) => (transfer.state === 'shadowing' && isOf(receiver, page.person) ? paged(transfer, page) : []),
};

const isOf = (team: Team, person: PersonId) =>
  team.state === 'active' && [...team.members, team.lead, team.techLead, ...(team.rota?.order ?? [])].includes(person);

/** One incident is one call, however often it rings; one that is not named is known by when it was taken. */
function paged({ shadow }: OpenTransfer & { state: 'shadowing' }, page: ShadowPage): TransferEvent[] {
  const named = (one: ShadowPage) => one.incident !== undefined && page.incident !== undefined;
  const same = (one: ShadowPage) => (named(one) ? one.incident === page.incident : page.as === 'test_page' || one.at === page.at);
  const there = shadow?.pages.some((one) => one.person === page.person && one.as === page.as && same(one));
  return there ? [] : [{ type: 'TransferShadowPaged', ...page }];
}

/** What was a call of an incident that everybody knew of is one of some incident. It counts as before. */
export const hideShadowPages: Act<Transfer, object, HideShadowPages, TransferEvent> = {
  facts: () => ({}),
  decide(transfer, _, hidden) {
    const shadow = 'shadow' in transfer ? transfer.shadow : undefined;
    return (shadow?.pages ?? []).flatMap(({ incident, ...page }): TransferEvent[] =>
      incident === hidden.incident ? [{ type: 'TransferShadowPaged', ...page }] : [],
    );
  },
};
