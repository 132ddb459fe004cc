import type { App, BlockButtonAction, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { isRoomOf } from '#domain/incident/find';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { actions, section } from '#slack-kit/blocks';
import { raisePressed, readIncident, swarmButton } from '#slack-kit/incident-buttons';
import { onIncidentVerb } from '#slack-kit/incident-commands';
import { privately } from '#slack-kit/say';
import { unescaped } from '#slack-kit/text';
import { nobodyAbove, type RaiseIncident, raiseIncident } from './decide.ts';
import { raiseModal, read, submitted } from './modal.ts';

type Wanted = Omit<RaiseIncident, 'at' | 'reasonId'> & { id: IncidentId };

export function listen(app: App, desk: Desk) {
  const raise = ({ id, ...wanted }: Wanted, delivery: string) =>
    perform(desk, incidents, id, raiseIncident, { ...wanted, at: desk.now(), reasonId: desk.newId() }, delivery);

  /** Where nobody is above, the way that is there is one press away. */
  async function said(wanted: Wanted, delivery: string) {
    try {
      const { answer } = await raise(wanted, delivery);
      const asked = answer === 'IncidentHandedOff' ? 'it is with the next level now' : 'the next people are asked';
      return privately(`${wanted.id}: ${asked}. The channel reads why.`);
    } catch (error) {
      if (!(error instanceof Rejection) || error.code !== nobodyAbove) throw error;
      return privately(error.message, [section(error.message), actions(swarmButton(wanted.id))]);
    }
  }

  onIncidentVerb(app, desk, 'escalate', async ({ ack, client, payload: { trigger_id }, id, inRoom, by, rest }) => {
    if (rest === '') {
      await client.views.open({ trigger_id, view: raiseModal({ id, inRoom }) });
      return ack();
    }
    await ack(await said({ id, by, inRoom, reason: unescaped(rest) }, trigger_id));
  });

  app.action<BlockButtonAction>(raisePressed, async ({ ack, body, client }) => {
    const id = readIncident(body.actions[0]?.value);
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    await client.views.open({ trigger_id: body.trigger_id, view: raiseModal({ id, inRoom }) });
    await ack();
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    await raise({ ...read(view), by: PersonId.parse(body.user.id) }, `${view.id}.${view.hash}`);
    await ack();
  });
}
