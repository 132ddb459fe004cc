import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { PersonId } from '#domain/person/person';
import { readImprovement, showPressed } from '#slack-kit/improvement-buttons';
import { cardFor } from '#slack-kit/improvement-commands';
import { aboutPressed } from '#slack-kit/improvement-forms';
import { openOver } from '#slack-kit/opening';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(showPressed, async ({ ack, body, action, client }) => {
    const about = aboutPressed(body, readImprovement(action.value));
    await openOver(client, body, await cardFor(desk, about, PersonId.parse(body.user.id)));
    await ack();
  });
}
