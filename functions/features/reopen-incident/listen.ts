import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { isRoomOf } from '#domain/incident/find';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { actions, section } from '#slack-kit/blocks';
import { readIncident, relatedButton, reopenPressed } from '#slack-kit/incident-buttons';
import { onIncidentVerb } from '#slack-kit/incident-commands';
import { privately, tryAnswer } from '#slack-kit/say';
import { unescaped } from '#slack-kit/text';
import { type ReopenIncident, reopenIncident, tooLate } from './decide.ts';

export function listen(app: App, desk: Desk) {
  /** Whoever comes too late is offered the way that is still there, with the words that they typed. */
  async function reopen(id: IncidentId, command: Omit<ReopenIncident, 'at' | 'reasonId'>, delivery: string) {
    try {
      const whole = { ...command, at: desk.now(), reasonId: desk.newId() };
      const { answer } = await perform(desk, incidents, id, reopenIncident, whole, delivery);
      return privately(answer === 'reopened' ? `${id} is open again, and people are asked afresh.` : `${id} is open; nothing has changed.`);
    } catch (error) {
      if (!(error instanceof Rejection) || error.code !== tooLate) throw error;
      return privately(error.message, [section(error.message), actions(relatedButton(id, command.reason))]);
    }
  }

  onIncidentVerb(app, desk, 'reopen', async ({ ack, payload: { trigger_id }, id, inRoom, by, rest }) => {
    await ack(await reopen(id, { by, inRoom, reason: unescaped(rest) }, trigger_id));
  });

  app.action<BlockButtonAction>(reopenPressed, async ({ ack, body, respond }) => {
    const id = readIncident(body.actions[0]?.value);
    const inRoom = await isRoomOf(desk.records, id, body.channel?.id);
    const said = await reopen(id, { by: PersonId.parse(body.user.id), inRoom, reason: '' }, body.trigger_id);
    await ack();
    await tryAnswer(respond, { ...said, replace_original: false });
  });
}
