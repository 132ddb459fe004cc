import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { transfers } from '#domain/transfer/transfer';
import { cancelPressed, readTransfer } from '#slack-kit/transfer-buttons';
import { cancelTransfer } from './decide.ts';
import { cancelModal, read, submitted } from './modal.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(cancelPressed, async ({ ack, body, client }) => {
    await client.views.open({ trigger_id: body.trigger_id, view: cancelModal(readTransfer(body.actions[0]?.value)) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { id, reason } = read(view);
    const command = { by: PersonId.parse(body.user.id), at: desk.now(), reason, reasonId: desk.newId() };
    await perform(desk, transfers, id, cancelTransfer, command, `${view.id}.${view.hash}`);
    await ack();
  });
}
