import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { isRoomOf } from '#domain/incident/find';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { readIncident, resolvePressed } from '#slack-kit/incident-buttons';
import { onIncidentVerb } from '#slack-kit/incident-commands';
import { answer } from './answer.ts';
import { type ResolveIncident, resolveIncident } from './decide.ts';
import { readLine } from './line.ts';
import { read, resolveModal, submitted } from './modal.ts';

type Wanted = Omit<ResolveIncident, 'at' | 'howId'> & { id: IncidentId };

export function listen(app: App, desk: Desk) {
  const resolve = ({ id, ...wanted }: Wanted, delivery: string) =>
    perform(desk, incidents, id, resolveIncident, { ...wanted, at: desk.now(), howId: desk.newId() }, delivery);

  onIncidentVerb(app, desk, 'resolve', async ({ ack, client, payload: { trigger_id }, id, inRoom, by, rest }) => {
    const { fix, how } = readLine(rest);
    if (fix === undefined || how === '') {
      await client.views.open({ trigger_id, view: resolveModal({ id, inRoom }, { ...(fix && { fix }), how }) });
      return ack();
    }
    const done = await resolve({ id, by, inRoom, fix, how }, trigger_id);
    await ack(answer(id, done.answer));
  });

  app.action<BlockButtonAction>(resolvePressed, async ({ ack, body, client }) => {
    const id = readIncident(body.actions[0]?.value);
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    await client.views.open({ trigger_id: body.trigger_id, view: resolveModal({ id, inRoom }) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    await resolve({ ...read(view), by: PersonId.parse(body.user.id) }, `${view.id}.${view.hash}`);
    await ack();
  });
}
