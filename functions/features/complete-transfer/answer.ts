import type { KnownBlock } from '@slack/types';
import * as z from 'zod';
import { Finding } from '#domain/transfer/finding';
import type { TransferView } from '#domain/transfer/view';
import { actions, section } from '#slack-kit/blocks';
import { privately } from '#slack-kit/say';
import { named } from '#slack-kit/text';
import { completeButton } from '#slack-kit/transfer-buttons';
import { keptBy } from '#slack-kit/transfer-findings';
import { serviceName, toName } from '#slack-kit/transfer-said';

/** What the act answered, as it is kept with the claim of the delivery. */
export const Completed = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('taken') }),
  z.object({ outcome: z.literal('blocked'), findings: z.array(Finding), missing: z.array(z.string()) }),
]);

/** To whoever pressed: it is theirs, or all that is in the way. An incident is said first, because it only wants waiting. */
export function answer(view: TransferView, completed: z.infer<typeof Completed>) {
  const service = named(serviceName(view));
  if (completed.outcome === 'taken')
    return privately(`${view.id}: *${service}* belongs to ${named(toName(view))} from now on. Everybody is told.`);
  const active = completed.findings.some(({ guardrail, because }) => guardrail === 'G12' && because !== 'not_now');
  const burning = active ? `There's an active incident on ${service}. Ownership can move once customers are restored.\n` : '';
  const said = `${burning}${view.id} cannot be taken over yet; nothing has moved.`;
  const blocks: KnownBlock[] = [section(`${said}\n${keptBy(view, completed).join('\n')}`), actions(completeButton(view.id))];
  return privately(said, blocks);
}
