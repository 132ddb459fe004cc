import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { transfers } from '#domain/transfer/transfer';
import { transferShown } from '#domain/transfer/view';
import { overridePressed, readTransfer } from '#slack-kit/transfer-buttons';
import { overrideGuardrail } from './decide.ts';
import { overrideModal, read, submitted } from './modal.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(overridePressed, async ({ ack, body, client }) => {
    const view = await transferShown(desk, readTransfer(body.actions[0]?.value), PersonId.parse(body.user.id));
    await client.views.open({ trigger_id: body.trigger_id, view: overrideModal(view) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { id, reason } = read(view);
    const command = { by: PersonId.parse(body.user.id), at: desk.now(), reason, reasonId: desk.newId() };
    await perform(desk, transfers, id, overrideGuardrail, command, `${view.id}.${view.hash}`);
    await ack();
  });
}
