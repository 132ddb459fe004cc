import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { postmortems } from '#domain/postmortem/postmortem';
import { askForPressed, readAskFor } from '#slack-kit/postmortem-buttons';
import { askForPostmortem } from './decide.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(askForPressed, async ({ ack, body, action }) => {
    const { id, how } = readAskFor(action.value);
    const command = { by: PersonId.parse(body.user.id), at: desk.now(), how };
    await perform(desk, postmortems, id, askForPostmortem, command, body.trigger_id);
    await ack();
  });
}
