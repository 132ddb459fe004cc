import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { transfers } from '#domain/transfer/transfer';
import { privately, tryAnswer } from '#slack-kit/say';
import { readReview, reviewPressed } from '#slack-kit/transfer-buttons';
import { reviewTransfer } from './decide.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(reviewPressed, async ({ ack, body, respond }) => {
    const { id, ...said } = readReview(body.actions[0]?.value);
    const command = { ...said, by: PersonId.parse(body.user.id), at: desk.now(), wordsId: desk.newId() };
    await perform(desk, transfers, id, reviewTransfer, command, body.trigger_id);
    await ack();
    const next = said.verdict === 'hand_back' ? ' `/service handback` begins that, and a transfer moves it to another team.' : '';
    await tryAnswer(respond, { ...privately(`${id}: that is on record.${next}`), replace_original: false });
  });
}
