import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { isRoomOf } from '#domain/incident/find';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { lookAt } from '#domain/incident/look';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { verbHelp } from '#slack-kit/help';
import { readIncident, rolesPressed } from '#slack-kit/incident-buttons';
import { onIncidentVerb } from '#slack-kit/incident-commands';
import { privately } from '#slack-kit/say';
import { mention } from '#slack-kit/text';
import { type AssignRole, assignRole } from './decide.ts';
import { readLine } from './line.ts';
import { read, rolesModal, submitted } from './modal.ts';

type Wanted = Omit<AssignRole, 'at'> & { id: IncidentId };

export function listen(app: App, desk: Desk) {
  const assign = ({ id, ...wanted }: Wanted, delivery: string) =>
    perform(desk, incidents, id, assignRole, { ...wanted, at: desk.now() }, delivery);
  const formFor = async (id: IncidentId, by: PersonId, inRoom: boolean) => {
    const { incident } = await lookAt(desk.records, id, { by, inRoom });
    return rolesModal({ id, inRoom }, incident.roles);
  };

  onIncidentVerb(app, desk, 'role', async ({ ack, client, payload: { trigger_id, text }, id, inRoom, by, rest }) => {
    if (rest === '') {
      await client.views.open({ trigger_id, view: await formFor(id, by, inRoom) });
      return ack();
    }
    const assignment = readLine(rest, by);
    if (assignment === undefined) return ack(verbHelp('role', text));
    await assign({ id, by, inRoom, assignments: [assignment] }, trigger_id);
    const { role, person } = assignment;
    await ack(privately(`${id}: ${person === null ? `nobody is ${role} any more` : `${mention(person)} is ${role}`}.`));
  });

  app.action<BlockButtonAction>(rolesPressed, async ({ ack, body, client }) => {
    const id = readIncident(body.actions[0]?.value);
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    await client.views.open({ trigger_id: body.trigger_id, view: await formFor(id, PersonId.parse(body.user.id), inRoom) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    await assign({ ...read(view), by: PersonId.parse(body.user.id) }, `${view.id}.${view.hash}`);
    await ack();
  });
}
