import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { transfers } from '#domain/transfer/transfer';
import { transferShown } from '#domain/transfer/view';
import { readReview, reviewPressed } from '#slack-kit/transfer-buttons';
import { reviewTransfer } from './decide.ts';
import { read, reviewModal, submitted } from './modal.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(reviewPressed, async ({ ack, body, client }) => {
    const about = readReview(body.actions[0]?.value);
    const view = await transferShown(desk, about.id, PersonId.parse(body.user.id));
    await client.views.open({ trigger_id: body.trigger_id, view: reviewModal(about, view) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { id, ...said } = read(view);
    const command = { ...said, by: PersonId.parse(body.user.id), at: desk.now(), wordsId: desk.newId() };
    await perform(desk, transfers, id, reviewTransfer, command, `${view.id}.${view.hash}`);
    await ack();
  });
}
