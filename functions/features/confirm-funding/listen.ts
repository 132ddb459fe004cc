import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { transfers } from '#domain/transfer/transfer';
import { transferShown } from '#domain/transfer/view';
import { privately, tryAnswer } from '#slack-kit/say';
import { confirmFundingPressed, notYetPressed, readTransfer } from '#slack-kit/transfer-buttons';
import { confirmFunding } from './decide.ts';
import { fundingModal, read, submitted } from './modal.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(confirmFundingPressed, async ({ ack, body, client }) => {
    const view = await transferShown(desk, readTransfer(body.actions[0]?.value), PersonId.parse(body.user.id));
    await client.views.open({ trigger_id: body.trigger_id, view: fundingModal(view) });
    await ack();
  });

  app.action<BlockButtonAction>(notYetPressed, async ({ ack, body, respond }) => {
    const id = readTransfer(body.actions[0]?.value);
    await ack();
    const said = `${id}: it waits for you, and the owner is as before. Confirm it when it is decided; \`/service transfer ${id}\` has the button too.`;
    await tryAnswer(respond, { ...privately(said), replace_original: false });
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const filled = read(view);
    if ('errors' in filled) return ack({ response_action: 'errors', errors: filled.errors });
    const { id, ...said } = filled;
    const command = { ...said, by: PersonId.parse(body.user.id), at: desk.now() };
    await perform(desk, transfers, id, confirmFunding, command, `${view.id}.${view.hash}`);
    await ack();
  });
}
