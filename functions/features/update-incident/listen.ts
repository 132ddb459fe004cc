import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { isRoomOf } from '#domain/incident/find';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { readIncident, updatePressed } from '#slack-kit/incident-buttons';
import { onIncidentVerb } from '#slack-kit/incident-commands';
import { privately } from '#slack-kit/say';
import { unescaped } from '#slack-kit/text';
import { type UpdateIncident, updateIncident } from './decide.ts';
import { read, submitted, updateModal } from './modal.ts';

type Wanted = Omit<UpdateIncident, 'at' | 'textId'> & { id: IncidentId };

export function listen(app: App, desk: Desk) {
  const update = ({ id, ...wanted }: Wanted, delivery: string) =>
    perform(desk, incidents, id, updateIncident, { ...wanted, at: desk.now(), textId: desk.newId() }, delivery);

  onIncidentVerb(app, desk, 'update', async ({ ack, client, payload: { trigger_id }, id, inRoom, by, rest }) => {
    if (rest === '') {
      await client.views.open({ trigger_id, view: updateModal({ id, inRoom }) });
      return ack();
    }
    await update({ id, by, inRoom, text: unescaped(rest) }, trigger_id);
    await ack(privately(`${id}: your update is posted.`));
  });

  app.action<BlockButtonAction>(updatePressed, async ({ ack, body, client }) => {
    const id = readIncident(body.actions[0]?.value);
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    await client.views.open({ trigger_id: body.trigger_id, view: updateModal({ id, inRoom }) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    await update({ ...read(view), by: PersonId.parse(body.user.id) }, `${view.id}.${view.hash}`);
    await ack();
  });
}
