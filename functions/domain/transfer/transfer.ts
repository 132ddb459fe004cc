import * as z from 'zod';
import type { AggregateId } from '#domain/keys';
import { PersonId } from '#domain/person/person';
import { type Aggregate, headRef, type Ref } from '#domain/records';
import { OwnershipReason } from '#domain/service/ownership';
import { ServiceSlug } from '#domain/service/service-slug';
import { transferEntry } from './board.ts';
import { Checklist } from './checklist.ts';
import { evolve } from './evolve.ts';
import { Finding } from './finding.ts';
import { ActsAs, Before, Funding, Override, Plan, ShadowPage, TransferEvent, Waiting } from './transfer-events.ts';
import { TransferId, TransferKind } from './transfer-kind.ts';
import { isUnderWay } from './under-way.ts';

const at = z.iso.datetime();
const yes = z.object({ by: PersonId, as: ActsAs, at });

const asked = () =>
  z.object({
    service: ServiceSlug,
    kind: TransferKind,
    before: Before,
    plan: Plan,
    because: OwnershipReason,
    reasonId: z.string(),
    requestedBy: PersonId,
    requestedAs: ActsAs,
    requestedAt: at,
    productManager: PersonId,
    batch: z.string().optional(),
    /** As they were found last. */
    findings: z.array(Finding),
    overrides: z.array(Override),
    funding: Funding.optional(),
    /** What was handed over in writing of the time without money for features. */
    log: z.object({ at, since: at, logId: z.string() }).optional(),
    checklist: Checklist,
    acceptedBy: z.array(yes),
    waiting: Waiting.optional(),
    /** The steps that somebody was reminded of. */
    reminded: z.array(z.string()),
    /** How often it was given another time. */
    replans: z.int(),
    /** What kept it from being completed when somebody tried last. */
    blocked: z.object({ at, by: PersonId, findings: z.array(Finding), missing: z.array(z.string()) }).optional(),
  });
const shadowed = { acceptedAt: at, shadow: z.object({ from: at, until: at, pages: z.array(ShadowPage) }).optional() };
const gotSoFar = { ...shadowed, acceptedAt: at.optional() };

/** `requested`, `in_readiness`, `accepted`, `shadowing`: under way, the owner is as before. */
export const Transfer = z.lazy(() =>
  z.discriminatedUnion('state', [
    z.object({ state: z.literal('none') }),
    asked().extend({ state: z.literal('requested') }),
    asked().extend({ state: z.literal('in_readiness') }),
    asked().extend({ state: z.literal('accepted'), ...shadowed }),
    asked().extend({ state: z.literal('shadowing'), ...shadowed }),
    asked().extend({
      state: z.literal('completed'),
      ...shadowed,
      completed: yes.extend({ toVersion: z.int(), warrantyUntil: at, reviewsAt: z.array(at) }),
      reviews: z.array(
        z.object({
          by: PersonId,
          at,
          afterDays: z.int(),
          verdict: z.enum(['works', 'needs_care', 'hand_back']),
          wordsId: z.string().optional(),
        }),
      ),
    }),
    asked().extend({ state: z.literal('declined'), ...gotSoFar, ended: yes, endedReasonId: z.string() }),
    asked().extend({ state: z.literal('cancelled'), ...gotSoFar, ended: yes, endedReasonId: z.string() }),
    asked().extend({ state: z.literal('expired'), ...gotSoFar, endedAt: at }),
  ]),
);
export type Transfer = z.infer<typeof Transfer>;
export type KnownTransfer = Exclude<Transfer, { state: 'none' }>;
export type OpenTransfer = Extract<Transfer, { state: 'requested' | 'in_readiness' | 'accepted' | 'shadowing' }>;
export type CompletedTransfer = Extract<Transfer, { state: 'completed' }>;

/** A head that was looked at again after it was completed: somebody is to be asked how it went. */
const isToBeReviewed = (transfer: Transfer): transfer is CompletedTransfer =>
  transfer.state === 'completed' && transfer.completed.reviewsAt.some((_, index) => !transfer.reminded.includes(reviewStep(index)));
/** What was overridden is shown until it is no longer so. */
const isOverridden = (transfer: Transfer): transfer is CompletedTransfer => transfer.state === 'completed' && transfer.overrides.length > 0;
export const reviewStep = (index: number) => `review-${index + 1}`;

type Shadowing = Extract<Transfer, { state: 'shadowing' }>;
export const isShadowing = (transfer: Transfer): transfer is Shadowing & { shadow: NonNullable<Shadowing['shadow']> } =>
  transfer.state === 'shadowing' && transfer.shadow !== undefined;

export const transfers: Aggregate<Transfer, TransferEvent> = {
  name: 'transfer',
  initial: { state: 'none' },
  evolve,
  state: Transfer,
  event: TransferEvent,
  listed: (transfer) =>
    isUnderWay(transfer) || isToBeReviewed(transfer) || isOverridden(transfer)
      ? { list: 'transfers', at: transfer.requestedAt }
      : undefined,
  boarded: (transfer) => (isUnderWay(transfer) ? transferEntry(transfer) : undefined),
};

export const transferRef = (id: TransferId): Ref<Transfer> => headRef(transfers, id);
export const isTransfer = (id: AggregateId): id is TransferId & AggregateId => TransferId.safeParse(id).success;
