import type { Effect } from '#domain/effects';
import { inThread, toEach } from '#domain/transfer/places';
import { reviewStep } from '#domain/transfer/transfer';
import type { TransferFact } from '#domain/transfer/transfer-events';
import type { TransferNews, TransferView } from '#domain/transfer/view';
import { actions, section } from '#slack-kit/blocks';
import { quoted } from '#slack-kit/rich';
import { mention, named } from '#slack-kit/text';
import { handBackButton, reviewButton } from '#slack-kit/transfer-buttons';
import { verdictSaid } from '#slack-kit/transfer-journey';
import { fromName, serviceName } from '#slack-kit/transfer-said';

/** After a month and after three: how does it go with it? */
export function react(view: TransferView, news: TransferNews[]): Effect[] {
  const { transfer, now, to } = view;
  if (transfer.state !== 'completed') return [];
  const { completed } = transfer;
  const due = completed.reviewsAt.filter((at, index) => at <= now || transfer.reminded.includes(reviewStep(index)));
  return [
    ...due.flatMap((at) => {
      const days = daysAfter(completed.at, at);
      return [...new Set([to?.lead, transfer.productManager])].flatMap((person) =>
        person ? toEach(view, `review-${days}`, [person], { ...question(view, days, person), current: true }) : [],
      );
    }),
    ...news.flatMap(({ version, event, texts }) =>
      event.type === 'TransferReviewed' ? [inThread(view, `${version}/reviewed`, said(event, texts))] : [],
    ),
  ];
}

function said({ afterDays, by, verdict, wordsId }: TransferFact<'TransferReviewed'>, texts: Record<string, string>) {
  const text = `After ${afterDays} days ${mention(by)} says: ${verdictSaid[verdict]}.`;
  return { text, ...(wordsId && { blocks: [section(text), quoted(texts[wordsId] ?? 'Words removed')] }) };
}

const daysAfter = (from: string, at: string) => Math.round((Date.parse(at) - Date.parse(from)) / 86_400_000);

function question(view: TransferView, days: number, person: string) {
  const { id, transfer, words } = view;
  const text = `${id}: *${named(serviceName(view))}* came from ${named(fromName(view))} ${days} days ago. How does it go?`;
  const criteria = transfer.plan.successCriteriaId;
  const answered =
    transfer.state === 'completed' ? transfer.reviews.find(({ afterDays, by }) => afterDays === days && by === person) : undefined;
  const buttons = [
    reviewButton(id, 'works', 'It works', days),
    reviewButton(id, 'needs_care', 'It needs care', days),
    reviewButton(id, 'hand_back', 'It should go back', days),
  ];
  return {
    text,
    blocks: [
      section(text),
      ...(criteria ? [section('It was to be told by this:'), quoted(words[criteria] ?? 'Words removed')] : []),
      ...(answered ? [section(`✓ You said: ${verdictSaid[answered.verdict]}.`)] : [actions(...buttons)]),
      ...(answered?.verdict === 'hand_back' ? [actions(handBackButton(transfer.service))] : []),
    ],
  };
}
