import type { Effect } from '#domain/effects';
import type { PersonId } from '#domain/person/person';
import { isApproved, waitedFor } from '#domain/transfer/answering';
import { inThread, toEach } from '#domain/transfer/places';
import { isUnderWay } from '#domain/transfer/under-way';
import type { TransferNews, TransferView } from '#domain/transfer/view';
import { actions, section } from '#slack-kit/blocks';
import { quoted } from '#slack-kit/rich';
import { escaped, mention, named } from '#slack-kit/text';
import { acceptButton, askButton, declineButton } from '#slack-kit/transfer-buttons';
import { hardOf } from '#slack-kit/transfer-findings';
import { moveSaid, overSaid, toName } from '#slack-kit/transfer-said';
import { actsAsSaid } from '#slack-kit/transfer-words';

/** Those whose yes it needs are asked; what they answer is heard by those who asked, and read by both teams. */
export function react(view: TransferView, news: TransferNews[]): Effect[] {
  const { transfer } = view;
  return [
    ...(hardOf(transfer).length === 0 || transfer.overrides.length > 0
      ? toEach(view, 'answer', askedOf(view), { ...question(view), current: true })
      : []),
    ...news.flatMap(({ version, event, texts }): Effect[] => {
      switch (event.type) {
        case 'TransferAccepted': {
          const more = event.complete ? '' : ' One more has to say yes.';
          const text = `${view.id}: ${mention(event.by)} (${actsAsSaid[event.as]}) has accepted it for ${named(toName(view))}.${more}`;
          return [
            inThread(view, `${version}/accepted`, { text }),
            ...(event.complete ? toEach(view, `${version}/accepted`, concerned(view, event.by), { text }) : []),
          ];
        }
        case 'TransferAsked': {
          const words = texts[event.wordsId] ?? 'Words removed';
          const said = `${view.id}: ${mention(event.by)} (${actsAsSaid[event.as]}) wants to know this before they answer. Please tell them, here or directly.`;
          const question = { text: `${said} ${escaped(words)}`, blocks: [section(said), quoted(words)] };
          return [
            inThread(view, `${version}/asked`, question),
            ...toEach(
              view,
              `${version}/asked`,
              [transfer.requestedBy, transfer.productManager].filter((person) => person !== event.by),
              question,
            ),
          ];
        }
        case 'TransferDeclined': {
          const reason = texts[event.reasonId] ?? 'Words removed';
          const said = `${view.id}: ${mention(event.by)} (${actsAsSaid[event.as]}) has declined it. The owner is as before, and nothing has moved.`;
          const words = { text: `${said} ${escaped(reason)}`, blocks: [section(said), quoted(reason)] };
          return [
            inThread(view, `${version}/declined`, words),
            ...toEach(view, `${version}/declined`, [...concerned(view, event.by), view.from?.lead], words),
          ];
        }
        default:
          return [];
      }
    }),
  ];

  function concerned({ from }: TransferView, by: string) {
    return [transfer.requestedBy, transfer.productManager, from?.lead].filter((person) => person !== by);
  }
}

/** All whose yes it needs or needed: what they were asked says so once it was given. */
const askedOf = ({ transfer, to, organisation }: TransferView): PersonId[] =>
  waitedFor({ ...transfer, acceptedBy: [] }, { receiver: to ?? { state: 'none' }, organisation });

function question(view: TransferView) {
  const { id, transfer, words } = view;
  const text = `${moveSaid(view)}. ${mention(transfer.requestedBy)} asks whether you take it.`;
  const funding =
    !isUnderWay(transfer) || isApproved(transfer) ? '' : ' You can accept it once the product manager has confirmed the funding.';
  const accepted = 'acceptedAt' in transfer ? '✓ It has been accepted.' : undefined;
  const answered = overSaid(view) ?? accepted;
  const asked = isUnderWay(transfer) && [
    section(`Until you say yes and take it over, nothing changes.${funding}`),
    actions(acceptButton(id), declineButton(id), askButton(id)),
  ];
  return {
    text,
    blocks: [section(text), quoted(words[transfer.reasonId] ?? 'Words removed'), ...(answered ? [section(answered)] : asked || [])],
  };
}
