import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { isRoomOf } from '#domain/incident/find';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { cancelPressed, readIncident } from '#slack-kit/incident-buttons';
import { onIncidentVerb } from '#slack-kit/incident-commands';
import { privately } from '#slack-kit/say';
import { unescaped } from '#slack-kit/text';
import { type CancelIncident, cancelIncident } from './decide.ts';
import { cancelModal, read, submitted } from './modal.ts';

type Wanted = Omit<CancelIncident, 'at' | 'reasonId'> & { id: IncidentId };

export function listen(app: App, desk: Desk) {
  const cancel = ({ id, ...wanted }: Wanted, delivery: string) =>
    perform(desk, incidents, id, cancelIncident, { ...wanted, at: desk.now(), reasonId: desk.newId() }, delivery);

  onIncidentVerb(app, desk, 'cancel', async ({ ack, client, payload: { trigger_id }, id, inRoom, by, rest }) => {
    if (rest === '') {
      await client.views.open({ trigger_id, view: cancelModal({ id, inRoom }) });
      return ack();
    }
    await cancel({ id, by, inRoom, reason: unescaped(rest) }, trigger_id);
    await ack(privately(`${id} is a false alarm: nobody is asked any more, and it counts nowhere.`));
  });

  app.action<BlockButtonAction>(cancelPressed, async ({ ack, body, client }) => {
    const id = readIncident(body.actions[0]?.value);
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    await client.views.open({ trigger_id: body.trigger_id, view: cancelModal({ id, inRoom }) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    await cancel({ ...read(view), by: PersonId.parse(body.user.id) }, `${view.id}.${view.hash}`);
    await ack();
  });
}
