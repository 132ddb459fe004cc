import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { postmortems } from '#domain/postmortem/postmortem';
import { collectPressed } from '#slack-kit/known-buttons';
import { readPostmortem } from '#slack-kit/postmortem-buttons';
import { privately, tryAnswer } from '#slack-kit/say';
import { lookAgain } from './decide.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(collectPressed, async ({ ack, body, respond }) => {
    const id = readPostmortem(body.actions[0]?.value);
    await perform(desk, postmortems, id, lookAgain, { by: PersonId.parse(body.user.id), at: desk.now() }, body.trigger_id);
    await ack();
    const said = 'I am looking through the channel again; what is new there is in the list in a moment.';
    await tryAnswer(respond, { ...privately(said), replace_original: false });
  });
}
