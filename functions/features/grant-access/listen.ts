import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { isRoomOf } from '#domain/incident/find';
import { incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { verbHelp } from '#slack-kit/help';
import { letInPressed, readLetIn } from '#slack-kit/incident-buttons';
import { onIncidentVerb } from '#slack-kit/incident-commands';
import { privately, tryAnswer } from '#slack-kit/say';
import { answer } from './answer.ts';
import { grantAccess } from './decide.ts';
import { readLine } from './line.ts';

export function listen(app: App, desk: Desk) {
  onIncidentVerb(app, desk, 'access', async ({ ack, payload: { trigger_id, text }, id, inRoom, by, at, rest }) => {
    const people = readLine(rest);
    if (people === undefined) return ack(verbHelp('access', text));
    const done = await perform(desk, incidents, id, grantAccess, { by, at, inRoom, people }, trigger_id);
    await ack(privately(answer(id, done.answer)));
  });

  app.action<BlockButtonAction>(letInPressed, async ({ ack, body, action, respond }) => {
    const { id, person } = readLetIn(action.value);
    const by = PersonId.parse(body.user.id);
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    const done = await perform(desk, incidents, id, grantAccess, { by, at: desk.now(), inRoom, people: [person] }, body.trigger_id);
    await ack();
    await tryAnswer(respond, { ...privately(answer(id, done.answer)), replace_original: false });
  });
}
