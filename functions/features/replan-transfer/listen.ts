import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { transfers } from '#domain/transfer/transfer';
import { transferShown } from '#domain/transfer/view';
import { readTransfer, replanPressed } from '#slack-kit/transfer-buttons';
import { replanTransfer } from './decide.ts';
import { plannedMissing, read, replanModal, submitted } from './modal.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(replanPressed, async ({ ack, body, client }) => {
    const { id, transfer } = await transferShown(desk, readTransfer(body.actions[0]?.value), PersonId.parse(body.user.id));
    await client.views.open({ trigger_id: body.trigger_id, view: replanModal(id, transfer.plan.plannedAt) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { id, plannedAt } = read(view);
    if (plannedAt === undefined) return ack({ response_action: 'errors', errors: plannedMissing });
    const command = { by: PersonId.parse(body.user.id), at: desk.now(), plannedAt };
    await perform(desk, transfers, id, replanTransfer, command, `${view.id}.${view.hash}`);
    await ack();
  });
}
