import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { improvements } from '#domain/improvement/improvement';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { movePressed, readMove } from '#slack-kit/improvement-buttons';
import { pressedOn } from '#slack-kit/improvement-commands';
import { moveImprovement } from './decide.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(movePressed, async ({ ack, body, action, client, respond }) => {
    const { id, to } = readMove(action.value);
    const command = { by: PersonId.parse(body.user.id), at: desk.now(), to };
    await perform(desk, improvements, id, moveImprovement, command, body.trigger_id);
    await pressedOn(desk, { ack, body, client, respond }, id);
  });
}
