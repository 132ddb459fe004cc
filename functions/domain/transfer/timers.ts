import type { TimerFired } from '#domain/effects';
import type { Timer } from '#domain/incident/timers';
import type { AggregateId } from '#domain/keys';
import { laterOf } from '#domain/time/later-of';
import { isApproved } from './answering.ts';
import { weekOfLateness } from './lateness.ts';
import { followUpDays, longestShadowDays, shadowDays } from './plan.ts';
import { openFollowUps } from './readiness.ts';
import { type CompletedTransfer, isShadowing, type OpenTransfer, reviewStep, type Transfer } from './transfer.ts';
import type { TransferFact } from './transfer-events.ts';
import { isUnderWay } from './under-way.ts';

type Asked = TransferFact<'TransferReminded'>['asked'];
/** One thing that time brings: somebody is reminded, or it is over. */
export type Step = { step: string; at: string } & ({ remind: Asked } | { expire: true });

const dayMs = 24 * 3_600_000;
const days = (at: string, many: number) => new Date(Date.parse(at) + many * dayMs).toISOString();

/** All that is still to come, in order, as it is seen `at` some time; what somebody was reminded of already is not. */
export function stepsOf(transfer: Transfer, at?: string): Step[] {
  if (transfer.state === 'none') return [];
  const steps = isUnderWay(transfer) ? underWaySteps(transfer, at) : transfer.state === 'completed' ? afterwards(transfer) : [];
  return steps.filter(({ step }) => !transfer.reminded.includes(step)).sort((a, b) => (a.at < b.at ? -1 : 1));
}

function underWaySteps(transfer: OpenTransfer, at?: string): Step[] {
  switch (transfer.state) {
    case 'requested':
    case 'in_readiness':
      return answerSteps(transfer);
    case 'accepted':
      return [...shadowSteps(transfer), ...plannedSteps(transfer, at)];
    case 'shadowing':
      return [...longShadow(transfer), ...plannedSteps(transfer, at)];
    default:
      return transfer satisfies never;
  }
}

/** First for the money, then for the team's answer. */
function answerSteps(transfer: OpenTransfer): Step[] {
  const { waiting } = transfer;
  if (waiting === undefined) return [];
  const about = isApproved(transfer) ? 'answer' : 'funding';
  return [
    { step: `${about}-1`, at: waiting.remindAt, remind: about === 'answer' ? 'receiving_lead' : 'product_manager' },
    { step: `${about}-2`, at: waiting.escalateAt, remind: 'product_manager' },
    { step: `${about}-over`, at: waiting.expiresAt, expire: true },
  ];
}

/** The last day on which it can begin, should the plan hold. */
function shadowSteps({ kind, plan, replans, ...transfer }: OpenTransfer): Step[] {
  const needed = shadowDays(kind);
  if (needed === 0) return [];
  const accepted = 'acceptedAt' in transfer ? transfer.acceptedAt : transfer.requestedAt;
  const latest = days(plan.plannedAt, -needed);
  return [{ step: `shadow-start-${replans}`, at: laterOf(latest, accepted), remind: 'both_leads' }];
}

const longShadow = (transfer: OpenTransfer): Step[] =>
  isShadowing(transfer) ? [{ step: 'shadow-long', at: days(transfer.shadow.from, longestShadowDays), remind: 'both_leads' }] : [];

function plannedSteps(transfer: OpenTransfer, at?: string): Step[] {
  const { plan, replans } = transfer;
  const { isLong, ...late } = weekOfLateness(transfer, at);
  return [
    { step: `planned-${replans}`, at: plan.plannedAt, remind: 'receiving_lead' },
    { ...late, remind: isLong ? 'receiving_lead_and_product_manager' : 'receiving_lead' },
  ];
}

const afterwards = (transfer: CompletedTransfer): Step[] => [
  ...(openFollowUps(transfer).length === 0
    ? []
    : [{ step: 'follow-ups', at: days(transfer.completed.at, followUpDays), remind: 'receiving_lead' } as const]),
  ...transfer.completed.reviewsAt.map((at, index): Step => ({ step: reviewStep(index), at, remind: 'receiving_lead_and_product_manager' })),
];

/**
 * Pure: the schedules are made to match this, under names that are never used twice: what another day brings again carries how often there was
 * another. What fires is checked against the record.
 */
export const transferTimers = (id: AggregateId, transfer: Transfer): Timer[] =>
  stepsOf(transfer).map(({ step, at }) => ({
    name: nameOf(id, step),
    at,
    payload: { aggregate: id, timer: step, generation: daysBefore(transfer) },
  }));

const nameOf = (id: AggregateId, step: string) => `${id}-${step}`;
/** How many days it was planned for before this one. */
const daysBefore = (transfer: Transfer) => (transfer.state === 'none' ? 0 : transfer.replans);

/** The question that a timer was armed for is still the question: on the same day, where it hangs on one. */
export const isStillAsked = (transfer: Transfer, step: Step, { timer, generation }: Fired): boolean =>
  step.step === timer && (generation === daysBefore(transfer) || !hangsOnTheDay(step.step));
export type Fired = Pick<TimerFired, 'timer' | 'generation'>;
const hangsOnTheDay = (step: string) => /^(shadow-start|planned|late)-/.test(step);

/**
 * Names that may still be armed and never ask anything again: what is behind it, and what hung on the day before this one. What can come back
 * stays armed, such as what an emergency leaves for later; should it fire all the same, the record says so.
 */
export function goneTransferTimers(id: AggregateId, transfer: Transfer): string[] {
  if (transfer.state === 'none') return [];
  const { replans, reminded } = transfer;
  const wanted = new Set(stepsOf(transfer).map(({ step }) => step));
  const answers = ['funding', 'answer'].flatMap((about) => [`${about}-1`, `${about}-2`, `${about}-over`]);
  const days = replans === 0 ? [0] : [replans - 1, replans];
  const hanging = days.flatMap((day) => [`shadow-start-${day}`, `planned-${day}`, weekOfLateness({ ...transfer, replans: day }).step]);
  return [...answers, ...hanging, 'shadow-long']
    .filter((step) => !wanted.has(step) && !reminded.includes(step))
    .map((step) => nameOf(id, step));
}

/** Something is due whose timer may never have come. */
export const isTransferOverdue = (transfer: Transfer, now: string): boolean => stepsOf(transfer).some(({ at }) => at <= now);
