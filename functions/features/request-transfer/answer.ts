import type { KnownBlock, ModalView } from '@slack/types';
import type { Outcome } from '#domain/transfer/comparing';
import type { TransferForm } from '#domain/transfer/draft';
import { type Finding, isWorse } from '#domain/transfer/finding';
import type { Suggestion } from '#domain/transfer/suggesting';
import type { TransferId } from '#domain/transfer/transfer-kind';
import { actions, button, context, section } from '#slack-kit/blocks';
import { nextSaid, weighedSaid } from '#slack-kit/guardrail-words';
import { modal } from '#slack-kit/inputs';
import { comparisonSaid, suggestionSaid } from '#slack-kit/receiver-words';
import { named, when } from '#slack-kit/text';
import { showButton } from '#slack-kit/transfer-buttons';

export const picked = /^request-transfer-pick:/;
export const saved = 'request-transfer-save';

/** Of several services the worst of what each guardrail says: they all go to the same team. */
export function worst(findings: Finding[]): Finding[] {
  const by = new Map<string, Finding>();
  for (const one of findings) {
    const before = by.get(one.guardrail);
    if (before === undefined || isWorse(one, before)) by.set(one.guardrail, one);
  }
  return [...by.values()];
}

/** What speaks against it, before anybody is asked, and what one can do about it. `outcomes`: where other solutions have to be looked at. */
export function weighed(
  team: string,
  findings: Finding[],
  { domain, others, outcomes, of: [looked, all] }: { domain: string; others: Suggestion[]; outcomes: Outcome[]; of: [number, number] },
): KnownBlock[] {
  const next = nextSaid(findings);
  const pick = others.map(({ team: slug, name }) => button(`request-transfer-pick:${slug}`, `Pick ${name}`, slug));
  return [
    section(weighedSaid(team, findings)),
    ...(others.length > 0 ? [context(...others.map((one) => suggestionSaid(one, domain)))] : []),
    ...(looked < all ? [context(`As for the first ${looked} of ${all}; the others are looked at when they are asked for.`)] : []),
    ...(next ? [context(next)] : []),
    ...comparisonSaid(outcomes).map((text) => section(text)),
    actions(...pick, button(saved, 'Save for later', 'later')),
  ];
}

/** What became of each service. */
export type Became = { service: string; id: TransferId } | { service: string; refused: string };

export function asked(
  became: Became[],
  called: Record<string, string>,
  { to, plannedAt }: Pick<TransferForm, 'to' | 'plannedAt'>,
): ModalView {
  const nameOf = (slug: string) => named(called[slug] ?? slug);
  const done = became.filter((one) => 'id' in one);
  const refused = became.filter((one) => 'refused' in one);
  const said = done.map(({ id, service }) => `*${id}*: ${nameOf(service)} to ${nameOf(to ?? '')}`).join('\n');
  const from = plannedAt ? `from ${when(plannedAt, 'day and time')}` : 'at once';
  const each = done.length === 1 ? `It can be taken over ${from}` : `They can be taken over ${from}, each on its own`;
  return modal('transfer-requested', done.length === 1 ? `${done[0]?.id} is asked for` : `${done.length} transfers`, undefined, [
    ...(done.length > 0
      ? [section(`${said}\n${each}. Until then nothing changes.`), actions(...done.slice(0, mostButtons).map(({ id }) => showButton(id)))]
      : []),
    ...(refused.length > 0 ? [section(refused.map(({ service, refused: why }) => `✗ ${nameOf(service)}: ${why}`).join('\n'))] : []),
  ]);
}
const mostButtons = 25;

/** Slack waits for so long only: the others want one more press. */
export const others = (became: Became[], left: number): KnownBlock[] => [
  section(`*${became.length} done, ${left} to go.* Press again for the others; each press asks for as many as Slack gives time for.`),
];

export const savedForLater = (): ModalView =>
  modal('transfer-saved', 'Saved for later', undefined, [
    section('Nobody was asked. `/service transfer new` goes on with it, and so does the form of the same service.'),
  ]);
