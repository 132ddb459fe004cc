import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { isRoomOf } from '#domain/incident/find';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { verbHelp } from '#slack-kit/help';
import { readIncident } from '#slack-kit/incident-buttons';
import { onIncidentVerb } from '#slack-kit/incident-commands';
import { privately, tryAnswer } from '#slack-kit/say';
import { goesOnPressed } from './buttons.ts';
import { type SayItGoesOn, sayItGoesOn } from './decide.ts';

export function listen(app: App, desk: Desk) {
  async function say(id: IncidentId, command: SayItGoesOn, delivery: string) {
    const { answer } = await perform(desk, incidents, id, sayItGoesOn, command, delivery);
    const noted = `${id}: noted. You are asked again after another day of silence.`;
    return privately(answer === 'noted' ? noted : `${id} is open, and nobody has asked whether it goes on. Nothing has changed.`);
  }

  onIncidentVerb(app, desk, 'ongoing', async ({ ack, payload: { trigger_id, text }, id, inRoom, by, at, rest }) => {
    if (rest !== '') return ack(verbHelp('ongoing', text));
    await ack(await say(id, { by, at, inRoom }, trigger_id));
  });

  app.action<BlockButtonAction>(goesOnPressed, async ({ ack, body, respond }) => {
    const id = readIncident(body.actions[0]?.value);
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    const said = await say(id, { by: PersonId.parse(body.user.id), at: desk.now(), inRoom }, body.trigger_id);
    await ack();
    await tryAnswer(respond, { ...said, replace_original: false });
  });
}
