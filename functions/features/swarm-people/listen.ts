import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { isRoomOf } from '#domain/incident/find';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { readIncident, swarmPressed } from '#slack-kit/incident-buttons';
import { onIncidentVerb } from '#slack-kit/incident-commands';
import { privately } from '#slack-kit/say';
import { allCome, answer, readAnswer } from './answer.ts';
import { type SwarmPeople, swarmPeople } from './decide.ts';
import { readLine } from './line.ts';
import { outcome, read, submitted, swarmModal } from './modal.ts';

type Wanted = Omit<SwarmPeople, 'at'> & { id: IncidentId };

export function listen(app: App, desk: Desk) {
  const swarm = async ({ id, ...wanted }: Wanted, delivery: string) => {
    const done = await perform(desk, incidents, id, swarmPeople, { ...wanted, at: desk.now() }, delivery);
    return readAnswer(done.answer);
  };

  onIncidentVerb(app, desk, 'swarm', async ({ ack, client, payload: { trigger_id }, id, inRoom, by, rest }) => {
    if (rest === '') {
      await client.views.open({ trigger_id, view: swarmModal({ id, inRoom }) });
      return ack();
    }
    const swarmed = await swarm({ id, by, inRoom, ...readLine(rest) }, trigger_id);
    await ack(privately(answer(id, swarmed)));
  });

  app.action<BlockButtonAction>(swarmPressed, async ({ ack, body, client }) => {
    const id = readIncident(body.actions[0]?.value);
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    await client.views.open({ trigger_id: body.trigger_id, view: swarmModal({ id, inRoom }) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const wanted = read(view);
    const swarmed = await swarm({ ...wanted, by: PersonId.parse(body.user.id) }, `${view.id}.${view.hash}`);
    if (allCome(swarmed)) await ack();
    else await ack({ response_action: 'update', view: outcome(wanted, answer(wanted.id, swarmed)) });
  });
}
