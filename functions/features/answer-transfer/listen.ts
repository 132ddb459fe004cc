import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { transfers } from '#domain/transfer/transfer';
import { transferShown } from '#domain/transfer/view';
import { privately, tryAnswer } from '#slack-kit/say';
import { acceptPressed, askPressed, declinePressed, readTransfer } from '#slack-kit/transfer-buttons';
import { accepted } from './answer.ts';
import { acceptTransfer, askAboutTransfer, declineTransfer } from './decide.ts';
import { askModal, askSubmitted, declineModal, declineSubmitted, read } from './modal.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(acceptPressed, async ({ ack, body, respond }) => {
    const id = readTransfer(body.actions[0]?.value);
    const command = { by: PersonId.parse(body.user.id), at: desk.now() };
    const { answer } = await perform(desk, transfers, id, acceptTransfer, command, body.trigger_id);
    await ack();
    const said = accepted(await transferShown(desk, id, command.by), answer);
    await tryAnswer(respond, { ...privately(said), replace_original: false });
  });

  app.action<BlockButtonAction>(declinePressed, async ({ ack, body, client }) => {
    await client.views.open({ trigger_id: body.trigger_id, view: declineModal(readTransfer(body.actions[0]?.value)) });
    await ack();
  });

  app.view<SlackViewAction>(declineSubmitted, async ({ ack, body, view }) => {
    const { id, words: reason } = read(view);
    const command = { by: PersonId.parse(body.user.id), at: desk.now(), reason, reasonId: desk.newId() };
    await perform(desk, transfers, id, declineTransfer, command, `${view.id}.${view.hash}`);
    await ack();
  });

  app.action<BlockButtonAction>(askPressed, async ({ ack, body, client }) => {
    await client.views.open({ trigger_id: body.trigger_id, view: askModal(readTransfer(body.actions[0]?.value)) });
    await ack();
  });

  app.view<SlackViewAction>(askSubmitted, async ({ ack, body, view }) => {
    const { id, words } = read(view);
    const command = { by: PersonId.parse(body.user.id), at: desk.now(), words, wordsId: desk.newId() };
    await perform(desk, transfers, id, askAboutTransfer, command, `${view.id}.${view.hash}`);
    await ack();
  });
}
