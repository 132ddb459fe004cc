import type { Effect } from '#domain/effects';
import { isApproved } from '#domain/transfer/answering';
import { inThread, toEach } from '#domain/transfer/places';
import type { TransferFact } from '#domain/transfer/transfer-events';
import { isUnderWay } from '#domain/transfer/under-way';
import type { TransferNews, TransferView } from '#domain/transfer/view';
import { actions, section } from '#slack-kit/blocks';
import { quoted } from '#slack-kit/rich';
import { mention } from '#slack-kit/text';
import { confirmFundingButton, notYetButton } from '#slack-kit/transfer-buttons';
import { moveSaid, overSaid } from '#slack-kit/transfer-said';

/** The product manager is asked, and what they say is read by both teams. */
export function react(view: TransferView, news: TransferNews[]): Effect[] {
  const { transfer } = view;
  return [
    ...toEach(view, 'funding', [transfer.productManager], { ...question(view), current: true }),
    ...news.flatMap(({ version, event }) =>
      event.type === 'TransferFundingConfirmed' ? [inThread(view, `${version}/funding`, { text: said(event) })] : [],
    ),
  ];
}

function question(view: TransferView) {
  const { id, transfer, words } = view;
  const text = `${moveSaid(view)}. ${mention(transfer.requestedBy)} asks for it, and you answer for the service.`;
  const answered = transfer.funding ? `✓ ${said(transfer.funding)}` : overSaid(view);
  const waits =
    isUnderWay(transfer) && isApproved(transfer)
      ? 'It need not wait for that, and it belongs on record.'
      : 'Until you confirm it, it cannot be accepted; the owner is as before.';
  const asked = [
    section(`Is it decided, and who pays for its being on call? ${waits}`),
    actions(confirmFundingButton(id), notYetButton(id)),
  ];
  return {
    text,
    blocks: [section(text), quoted(words[transfer.reasonId] ?? 'Words removed'), ...(answered ? [section(answered)] : asked)],
  };
}

type Funding = Pick<TransferFact<'TransferFundingConfirmed'>, 'by' | 'endedOn' | 'until' | 'onCallPaidBy' | 'costBasis' | 'targets'>;

function said({ by, endedOn, until, onCallPaidBy, costBasis, targets }: Funding): string {
  const money = [...(endedOn ? [`the funding for features ends on ${endedOn}`] : []), ...(until ? [`it is funded until ${until}`] : [])];
  const decided = money.length > 0 ? `: ${money.join(', ')}` : '';
  const kept = targets === 'kept' ? 'The targets stay as they are.' : 'The targets will change.';
  return `${mention(by)} has confirmed the funding${decided}. ${mention(onCallPaidBy)} pays for its being on call (${basisSaid[costBasis]}). ${kept}`;
}
const basisSaid = { opex: 'OpEx', capex: 'CapEx' } as const;
