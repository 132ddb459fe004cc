import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { isRoomOf } from '#domain/incident/find';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { verbHelp } from '#slack-kit/help';
import { closePressed, readIncident } from '#slack-kit/incident-buttons';
import { onIncidentVerb } from '#slack-kit/incident-commands';
import { privately, tryAnswer } from '#slack-kit/say';
import { when } from '#slack-kit/text';
import { type CloseIncident, closeIncident } from './decide.ts';

export function listen(app: App, desk: Desk) {
  async function close(id: IncidentId, command: CloseIncident, delivery: string) {
    const { answer } = await perform(desk, incidents, id, closeIncident, command, delivery);
    if (answer !== 'closed') return privately(`${id} is closed already; nothing has changed.`);
    // Loaded only here: most gestures need nothing of postmortems.
    const { stillOpen } = await import('#domain/postmortem/still-open');
    const open = await stillOpen(desk.records, id);
    return privately(`${id} is closed.${open ? ` Its postmortem goes on and is due ${when(open.due, 'day and time')}.` : ''}`);
  }

  onIncidentVerb(app, desk, 'close', async ({ ack, payload: { trigger_id, text }, id, inRoom, by, at, rest }) => {
    if (rest !== '') return ack(verbHelp('close', text));
    await ack(await close(id, { by, at, inRoom }, trigger_id));
  });

  app.action<BlockButtonAction>(closePressed, async ({ ack, body, respond }) => {
    const id = readIncident(body.actions[0]?.value);
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    const said = await close(id, { by: PersonId.parse(body.user.id), at: desk.now(), inRoom }, body.trigger_id);
    await ack();
    await tryAnswer(respond, { ...said, replace_original: false });
  });
}
