import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { isRoomOf } from '#domain/incident/find';
import { incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { privately, tryAnswer } from '#slack-kit/say';
import { readSnooze, snoozePressed } from './buttons.ts';
import { snoozeUpdate } from './decide.ts';

export function listen(app: App, desk: Desk) {
  app.action<BlockButtonAction>(snoozePressed, async ({ ack, body, respond }) => {
    const { id, minutes } = readSnooze(body.actions[0]?.value);
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    const command = { by: PersonId.parse(body.user.id), at: desk.now(), inRoom, minutes };
    await perform(desk, incidents, id, snoozeUpdate, command, body.trigger_id);
    await ack();
    await tryAnswer(respond, { ...privately(`${id}: you are asked again in ${minutes} minutes.`), replace_original: false });
  });
}
