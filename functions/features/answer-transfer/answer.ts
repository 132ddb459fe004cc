import * as z from 'zod';
import { Finding } from '#domain/transfer/finding';
import type { TransferView } from '#domain/transfer/view';
import { weighedSaid } from '#slack-kit/guardrail-words';
import { mention } from '#slack-kit/text';
import { toName } from '#slack-kit/transfer-said';

const Blocked = z.object({ outcome: z.literal('blocked'), findings: z.array(Finding) });

/** To whoever said yes: what follows, or what keeps their team from taking it and who is asked about that. */
export function accepted(view: TransferView, answered: unknown): string {
  const { id, transfer } = view;
  const blocked = Blocked.safeParse(answered).data;
  if (blocked === undefined)
    return transfer.state === 'accepted' || transfer.state === 'shadowing'
      ? `${id}: It is accepted. Next both teams run it together for a while.`
      : `${id}: Your yes is on record; one more has to say it.`;
  const final = blocked.findings.some(({ verdict }) => verdict === 'blocks_finally');
  const next = final
    ? 'Nobody can override that: see it mended, or decline.'
    : `${mention(transfer.productManager)} is asked whether to override it; you can also decline.`;
  return `${id}: ${weighedSaid(toName(view), blocked.findings)} Nothing has changed. ${next}`;
}
