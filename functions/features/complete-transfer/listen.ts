import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { transfers } from '#domain/transfer/transfer';
import { transferShown } from '#domain/transfer/view';
import { tryAnswer } from '#slack-kit/say';
import { completePressed, readTransfer } from '#slack-kit/transfer-buttons';
import { answer, Completed } from './answer.ts';
import { completeTransfer } from './decide.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(completePressed, async ({ ack, body, respond }) => {
    const id = readTransfer(body.actions[0]?.value);
    const by = PersonId.parse(body.user.id);
    const done = await perform(desk, transfers, id, completeTransfer, { by, at: desk.now() }, body.trigger_id);
    await ack();
    const said = answer(await transferShown(desk, id, by), Completed.parse(done.answer));
    await tryAnswer(respond, { ...said, replace_original: false });
  });
}
