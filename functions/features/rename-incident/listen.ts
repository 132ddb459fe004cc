import type { App, SlackViewAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { lookAt } from '#domain/incident/look';
import { perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import { onIncidentVerb } from '#slack-kit/incident-commands';
import { privately } from '#slack-kit/say';
import { unescaped } from '#slack-kit/text';
import { type RenameIncident, renameIncident } from './decide.ts';
import { oneLine, read, renameModal, submitted } from './modal.ts';

type Wanted = Omit<RenameIncident, 'at' | 'titleId'> & { id: IncidentId };

export function listen(app: App, desk: Desk) {
  const rename = ({ id, ...wanted }: Wanted, delivery: string) =>
    perform(desk, incidents, id, renameIncident, { ...wanted, at: desk.now(), titleId: desk.newId() }, delivery);

  onIncidentVerb(app, desk, 'title', async ({ ack, client, payload: { trigger_id }, id, inRoom, by, rest }) => {
    const title = oneLine(unescaped(rest));
    if (title === '') {
      const { incident, words } = await lookAt(desk.records, id, { by, inRoom });
      await client.views.open({ trigger_id, view: renameModal({ id, inRoom }, words[incident.titleId] ?? '') });
      return ack();
    }
    await rename({ id, by, inRoom, title }, trigger_id);
    await ack(privately(`${id} has its new title. Its channel keeps its name.`));
  });

  app.view<SlackViewAction>(submitted, async ({ ack, body, view }) => {
    await rename({ ...read(view), by: PersonId.parse(body.user.id) }, `${view.id}.${view.hash}`);
    await ack();
  });
}
