import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { isRoomOf } from '#domain/incident/find';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { lookAt } from '#domain/incident/look';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { verbHelp } from '#slack-kit/help';
import { gradePressed, readIncident } from '#slack-kit/incident-buttons';
import { onIncidentVerb } from '#slack-kit/incident-commands';
import { openOver } from '#slack-kit/opening';
import { privately } from '#slack-kit/say';
import { type GradeIncident, gradeIncident } from './decide.ts';
import { readLine } from './line.ts';
import { gradeModal, read, submitted } from './modal.ts';

type Wanted = Omit<GradeIncident, 'at' | 'reasonId'> & { id: IncidentId };

export function listen(app: App, desk: Desk) {
  const grade = ({ id, ...wanted }: Wanted, delivery: string) =>
    perform(desk, incidents, id, gradeIncident, { ...wanted, at: desk.now(), reasonId: desk.newId() }, delivery);

  onIncidentVerb(app, desk, 'severity', async ({ ack, client, payload: { trigger_id, text }, id, inRoom, by, rest }) => {
    const line = readLine(rest);
    if (line === undefined && rest !== '') return ack(verbHelp('severity', text));
    if (line === undefined || line.reason === '') {
      const { incident } = await lookAt(desk.records, id, { by, inRoom });
      await client.views.open({ trigger_id, view: gradeModal({ id, inRoom }, line?.severity ?? incident.severity) });
      return ack();
    }
    const { state } = await grade({ id, by, inRoom, ...line }, trigger_id);
    await ack(privately(state.state === 'none' ? id : `${id} is ${state.severity.toUpperCase()}.`));
  });

  app.action<BlockButtonAction>(gradePressed, async ({ ack, body, client }) => {
    const id = readIncident(body.actions[0]?.value);
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    const { incident } = await lookAt(desk.records, id, { by: PersonId.parse(body.user.id), inRoom });
    await openOver(client, body, gradeModal({ id, inRoom }, incident.severity));
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    await grade({ ...read(view), by: PersonId.parse(body.user.id) }, `${view.id}.${view.hash}`);
    await ack();
  });
}
