import { shadowDays } from '#domain/transfer/plan';
import { progress } from '#domain/transfer/readiness';
import type { KnownTransfer } from '#domain/transfer/transfer';
import { mention, when } from './text.ts';

type Step = { done: boolean; said: string };

/** How far a transfer has come: what has been done, by whom and when, and what is still to come. */
export function journey(transfer: KnownTransfer, now: string): string {
  const over = ending(transfer);
  const all = steps(transfer, now);
  const ahead = over ? all.filter(({ done }) => done) : all;
  return [...ahead.map(({ done, said }) => `${done ? '✓' : '–'} ${said}`), ...(over ? [`✗ ${over}`] : [])].join('\n');
}

const day = (at: string) => when(at, 'day and time');

function steps(transfer: KnownTransfer, now: string): Step[] {
  const { requestedBy, requestedAt, funding, kind, acceptedBy, plan } = transfer;
  const accepted = 'acceptedAt' in transfer && acceptedBy.length > 0 ? transfer.acceptedAt : undefined;
  return [
    { done: true, said: `Asked for by ${mention(requestedBy)}, ${day(requestedAt)}` },
    funding
      ? { done: true, said: `Funding confirmed by ${mention(funding.by)}, ${day(funding.at)}` }
      : { done: false, said: 'Funding confirmed by the product manager' },
    ...(kind === 'emergency' ? [] : [ready(transfer, now)]),
    accepted
      ? { done: true, said: `Accepted by ${acceptedBy.map(({ by }) => mention(by)).join(' and ')}, ${day(accepted)}` }
      : {
          done: false,
          said:
            acceptedBy.length > 0 ? `Accepted by ${acceptedBy.map(({ by }) => mention(by)).join(' and ')}; one more has to` : 'Accepted',
        },
    ...(shadowDays(kind) === 0 ? [] : [shadowed(transfer)]),
    transfer.state === 'completed'
      ? { done: true, said: `Taken over by ${mention(transfer.completed.by)}, ${day(transfer.completed.at)}` }
      : { done: false, said: `Taken over, ${day(plan.plannedAt)} at the earliest` },
    ...(transfer.state === 'completed' ? afterwards(transfer) : []),
  ];
}

function ready(transfer: KnownTransfer, now: string): Step {
  // What was ready when it was taken over stays ready in its story.
  const { done, all } = progress(transfer, transfer.state === 'completed' ? transfer.completed.at : now);
  return { done: done === all, said: `Ready: ${done} of ${all} items` };
}

function shadowed(transfer: KnownTransfer): Step {
  const shadow = 'shadow' in transfer ? transfer.shadow : undefined;
  if (shadow === undefined) return { done: false, said: 'Shadowing: both are paged' };
  const pages = shadow.pages.map(({ person, as, incident, at }) => `${incident ?? pageSaid[as]} ${mention(person)} ${day(at)}`);
  const taken = pages.length === 0 ? 'nothing has been taken by the new team yet' : pages.join(', ');
  return { done: pages.length > 0, said: `Shadowing since ${day(shadow.from)}, until ${day(shadow.until)}: ${taken}` };
}
const pageSaid = { test_page: 'test page', incident: 'incident', drill: 'drill' } as const;

function afterwards({ completed, reviews }: Extract<KnownTransfer, { state: 'completed' }>): Step[] {
  return [
    { done: true, said: `Those who had it can be asked until ${day(completed.warrantyUntil)}` },
    ...completed.reviewsAt.map((at) => {
      const days = Math.round((Date.parse(at) - Date.parse(completed.at)) / 86_400_000);
      const found = reviews.filter(({ afterDays }) => afterDays === days);
      const said = found.map(({ by, verdict }) => `${verdictSaid[verdict]} (${mention(by)})`).join(', ');
      return { done: found.length > 0, said: `After ${days} days${said ? `: ${said}` : `, ${day(at)}`}` };
    }),
  ];
}

export const verdictSaid = { works: 'it works', needs_care: 'it needs care', hand_back: 'it should go back' } as const;

function ending(transfer: KnownTransfer): string | undefined {
  if (transfer.state === 'expired') return `Expired ${day(transfer.endedAt)}: nobody answered. The owner is as before`;
  if (transfer.state !== 'declined' && transfer.state !== 'cancelled') return undefined;
  const { ended } = transfer;
  const how = transfer.state === 'declined' ? 'Declined' : 'Called off';
  return `${how} by ${mention(ended.by)}, ${day(ended.at)}. The owner is as before`;
}
