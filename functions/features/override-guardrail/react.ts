import type { Effect } from '#domain/effects';
import type { Finding } from '#domain/transfer/finding';
import { inThread, toEach } from '#domain/transfer/places';
import { isUnderWay } from '#domain/transfer/under-way';
import type { TransferNews, TransferView } from '#domain/transfer/view';
import { actions, context, section } from '#slack-kit/blocks';
import { weighedSaid } from '#slack-kit/guardrail-words';
import { quoted } from '#slack-kit/rich';
import { escaped, mention } from '#slack-kit/text';
import { cancelButton, overrideButton } from '#slack-kit/transfer-buttons';
import { hardOf } from '#slack-kit/transfer-findings';
import { moveSaid, overSaid, toName } from '#slack-kit/transfer-said';
import { actsAsSaid } from '#slack-kit/transfer-words';

/** What stands in the way is put to the product manager; an override and its reason are read by both teams. */
export function react(view: TransferView, news: TransferNews[]): Effect[] {
  const { id, transfer } = view;
  const hard = hardOf(transfer);
  const was = hard.length > 0 || transfer.overrides.length > 0;
  return [
    ...(was ? toEach(view, 'override', [transfer.productManager], { ...question(view), current: true }) : []),
    ...news.flatMap(({ version, event, texts }) => {
      if (event.type === 'GuardrailCleared')
        return [inThread(view, `${version}/cleared`, { text: `${id}: ${event.guardrails.join(', ')} no longer stands in the way.` })];
      if (event.type === 'TransferBlocked') return askedAnew(view, version, event.findings);
      if (event.type !== 'GuardrailOverridden') return [];
      const reason = texts[event.reasonId] ?? 'Words removed';
      const which = event.findings.map(({ guardrail }) => guardrail).join(', ');
      const said = `⚠ ${mention(event.by)} (${actsAsSaid[event.as]}) has overridden ${which}. Nobody has to accept it because of that.`;
      return [inThread(view, `${version}/overridden`, { text: `${said} ${escaped(reason)}`, blocks: [section(said), quoted(reason)] })];
    }),
  ];
}

/** What passes by itself is waited for; else whoever can override it is told that it stands in the way again. */
function askedAnew(view: TransferView, version: number, findings: Finding[]): Effect[] {
  const lasting = findings.filter(({ guardrail, verdict }) => verdict === 'blocks' && guardrail !== 'G11' && guardrail !== 'G12');
  if (lasting.length === 0 || findings.some(({ verdict }) => verdict === 'blocks_finally')) return [];
  const text = `${moveSaid(view)}. This stands in the way now:`;
  const blocks = [section(text), section(weighedSaid(toName(view), findings)), actions(overrideButton(view.id), cancelButton(view.id))];
  return toEach(view, `${version}/override`, [view.transfer.productManager], { text, blocks });
}

function question(view: TransferView) {
  const { id, transfer } = view;
  const text = `${moveSaid(view)}. This stands in the way:`;
  const over = overSaid(view) ?? (hardOf(transfer).length === 0 ? '✓ You have overridden it.' : undefined);
  const asked = [
    context(
      'An override needs a reason, which stays visible until the figure is below the limit again. Whoever receives it can still decline.',
    ),
    actions(overrideButton(id), cancelButton(id)),
  ];
  return {
    text,
    blocks: [
      section(text),
      section(weighedSaid(toName(view), transfer.blocked?.findings ?? transfer.findings)),
      ...(over || !isUnderWay(transfer) ? [section(over ?? 'It is over.')] : asked),
    ],
  };
}
