import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { transfers } from '#domain/transfer/transfer';
import { transferShown } from '#domain/transfer/view';
import { itemPressed, readItem } from '#slack-kit/transfer-buttons';
import { checkReadiness } from './decide.ts';
import { itemModal, read, submitted } from './modal.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(itemPressed, async ({ ack, body, client }) => {
    const about = readItem(body.actions[0]?.value);
    const { transfer } = await transferShown(desk, about.id, PersonId.parse(body.user.id));
    await client.views.open({ trigger_id: body.trigger_id, view: itemModal(about, transfer.checklist[about.item]) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const filled = read(view);
    if ('errors' in filled) return ack({ response_action: 'errors', errors: filled.errors });
    const { id, ...said } = filled;
    const command = { ...said, by: PersonId.parse(body.user.id), at: desk.now(), reasonId: desk.newId() };
    await perform(desk, transfers, id, checkReadiness, command, `${view.id}.${view.hash}`);
    await ack();
  });
}
