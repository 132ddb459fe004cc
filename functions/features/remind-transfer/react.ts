import type { Button } from '@slack/types';
import type { Effect } from '#domain/effects';
import { waitedFor } from '#domain/transfer/answering';
import { inThread, toEach } from '#domain/transfer/places';
import { shadowDays } from '#domain/transfer/plan';
import { openFollowUps } from '#domain/transfer/readiness';
import { goneTransferTimers, transferTimers } from '#domain/transfer/timers';
import type { TransferFact } from '#domain/transfer/transfer-events';
import type { TransferNews, TransferView } from '#domain/transfer/view';
import { actions, section } from '#slack-kit/blocks';
import { mentions, named } from '#slack-kit/text';
import {
  acceptButton,
  cancelButton,
  confirmFundingButton,
  declineButton,
  replanButton,
  shadowButton,
  showButton,
} from '#slack-kit/transfer-buttons';
import { moveSaid } from '#slack-kit/transfer-said';
import { itemSaid } from '#slack-kit/transfer-words';

/** The schedules are made to match the record, and whoever is waited for is asked again. */
export function react(view: TransferView, news: TransferNews[]): Effect[] {
  const { id, transfer } = view;
  const armed = transferTimers(id, transfer).map((timer): Effect => ({ kind: 'schedule', key: `schedule/${timer.name}`, ...timer }));
  const gone = goneTransferTimers(id, transfer).map((name): Effect => ({ kind: 'unschedule', key: `unschedule/${name}`, name }));
  const asked = news.flatMap(({ version, event }) => (event.type === 'TransferReminded' ? remind(view, version, event) : []));
  return [...armed, ...gone, ...asked];
}

function remind(view: TransferView, version: number, { asked, step = '' }: TransferFact<'TransferReminded'>): Effect[] {
  const { id, from, to, transfer, organisation } = view;
  const people = {
    receiving_lead: step.startsWith('answer') ? waitedFor(transfer, { receiver: to ?? { state: 'none' }, organisation }) : [to?.lead],
    product_manager: [transfer.productManager],
    both_leads: [from?.lead, to?.lead],
    receiving_lead_and_product_manager: [to?.lead, transfer.productManager],
  }[asked];
  const said = question(view, step);
  if (said === undefined) return [];
  const [what, ...buttons] = said;
  const text = `${moveSaid(view)}. ${what}`;
  const words = { text, blocks: [section(text), actions(...buttons, showButton(id))] };
  const whom = mentions(people.flatMap((person) => person ?? []));
  return [
    ...toEach(view, `${version}/reminded`, people, words),
    inThread(view, `${version}/reminded`, { text: `${id}: ${whom} was asked again.` }),
  ];
}

/** What is waited for, and what can be done about it. The day itself and the looking back have messages of their own. */
function question({ id, transfer }: TransferView, step: string): [string, ...Button[]] | undefined {
  switch (step.replace(/-\d+$/, step.startsWith('shadow-start') ? '' : '$&')) {
    case 'funding-1':
    case 'funding-2':
      return ['It still waits for the word on the money.', confirmFundingButton(id)];
    case 'answer-1':
      return ['It has waited for your answer for three working days.', acceptButton(id), declineButton(id)];
    case 'answer-2':
      return ['It has waited for their answer for five working days. After ten it expires, and the owner stays as before.'];
    case 'shadow-start':
      return ['From today on the time to run along gets too short for that day.', shadowButton(id), replanButton(id)];
    case 'follow-ups':
      return [
        `What the emergency has left for later is due: ${openFollowUps(transfer)
          .map((item) => itemSaid[item])
          .join('; ')}.`,
      ];
    case 'shadow-long':
      return ['The new team has run along for three weeks. What is still missing?', replanButton(id)];
    default:
      if (step.startsWith('late')) return overdue(id, transfer);
      return step.startsWith('planned') && transfer.state === 'accepted' && shadowDays(transfer.kind) > 0
        ? ['The day has come, and nobody has run along yet.', shadowButton(id), replanButton(id)]
        : undefined;
  }
}

function overdue(id: TransferView['id'], transfer: TransferView['transfer']): [string, ...Button[]] {
  const learning = transfer.state === 'accepted' && shadowDays(transfer.kind) > 0 ? [shadowButton(id)] : [];
  const owner = `Until it is done ${named(transfer.before.owner)} answers for it.`;
  return [`Its day has passed, and it has not been taken over. ${owner}`, ...learning, replanButton(id), cancelButton(id)];
}
