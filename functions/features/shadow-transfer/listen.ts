import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { transfers } from '#domain/transfer/transfer';
import { privately, tryAnswer } from '#slack-kit/say';
import { readTransfer, shadowPagePressed, shadowPressed } from '#slack-kit/transfer-buttons';
import { acknowledgeTestPage, startShadow } from './decide.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(shadowPressed, async ({ ack, body, respond }) => {
    const id = readTransfer(body.actions[0]?.value);
    await perform(desk, transfers, id, startShadow, { by: PersonId.parse(body.user.id), at: desk.now() }, body.trigger_id);
    await ack();
    await tryAnswer(respond, { ...privately(`${id}: both teams are paged from now on. The owner is as before.`), replace_original: false });
  });

  app.action<BlockButtonAction>(shadowPagePressed, async ({ ack, body, respond }) => {
    const id = readTransfer(body.actions[0]?.value);
    await perform(desk, transfers, id, acknowledgeTestPage, { by: PersonId.parse(body.user.id), at: desk.now() }, body.trigger_id);
    await ack();
    await tryAnswer(respond, { ...privately(`${id}: it is on record that a call reaches you.`), replace_original: false });
  });
}
