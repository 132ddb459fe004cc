import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { improvements } from '#domain/improvement/improvement';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { readImprovement, retryTrackingPressed } from '#slack-kit/improvement-buttons';
import { pressedOn } from '#slack-kit/improvement-commands';
import { tryTrackingAgain } from './report.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(retryTrackingPressed, async ({ ack, body, action, client, respond }) => {
    const id = readImprovement(action.value);
    const by = PersonId.parse(body.user.id);
    await perform(desk, improvements, id, tryTrackingAgain, { by, at: desk.now() }, body.trigger_id);
    await pressedOn(desk, { ack, body, client, respond }, id);
  });
}
