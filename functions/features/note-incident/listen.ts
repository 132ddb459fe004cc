import type { App, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { momentOf } from '#domain/person/moment';
import { PersonId } from '#domain/person/person';
import { onIncidentVerb } from '#slack-kit/incident-commands';
import { privately } from '#slack-kit/say';
import { unescaped, when } from '#slack-kit/text';
import { type NoteIncident, noteIncident } from './decide.ts';
import { mayBeginWithTime } from './line.ts';
import { noteModal, read, submitted, timeUnread } from './modal.ts';

type Wanted = Omit<NoteIncident, 'at' | 'textId'> & { id: IncidentId };

export function listen(app: App, desk: Desk) {
  const note = ({ id, ...wanted }: Wanted, delivery: string) =>
    perform(desk, incidents, id, noteIncident, { ...wanted, at: desk.now(), textId: desk.newId() }, delivery);

  async function timed(said: string, by: PersonId) {
    if (!mayBeginWithTime(said)) return { text: said };
    const [{ leadingTime }, moment] = await Promise.all([import('#domain/time/leading-time'), momentOf(desk, by)]);
    const found = leadingTime(said, moment);
    return found ? { text: found.rest, happenedAt: found.at } : { text: said };
  }

  onIncidentVerb(app, desk, 'note', async ({ ack, client, payload: { trigger_id }, id, inRoom, by, rest }) => {
    if (rest === '') {
      await client.views.open({ trigger_id, view: noteModal({ id, inRoom }) });
      return ack();
    }
    const { text, happenedAt } = await timed(unescaped(rest), by);
    await note({ id, by, inRoom, text, happenedAt }, trigger_id);
    const as = happenedAt ? `, as of ${when(happenedAt, 'day and time')}` : '';
    await ack(privately(`${id}: your note is on record${as}.`));
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    const { when: said, ...wanted } = read(view);
    const by = PersonId.parse(body.user.id);
    const happenedAt = said && (await import('#domain/time/said-time')).readTime(said, await momentOf(desk, by));
    if (said && !happenedAt) return ack({ response_action: 'errors', errors: timeUnread });
    await note({ ...wanted, by, happenedAt }, `${view.id}.${view.hash}`);
    await ack();
  });
}
