import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { isRoomOf } from '#domain/incident/find';
import type { IncidentId } from '#domain/incident/incident';
import { lookAt } from '#domain/incident/look';
import { type From, timelinePage } from '#domain/incident/timeline';
import { momentOf } from '#domain/person/moment';
import { PersonId } from '#domain/person/person';
import { beginning } from '#domain/ports';
import { verbHelp } from '#slack-kit/help';
import { readIncident, timelinePressed } from '#slack-kit/incident-buttons';
import { onIncidentVerb } from '#slack-kit/incident-commands';
import { modal } from '#slack-kit/inputs';
import { openInstead, openOver } from '#slack-kit/opening';
import { privately, tryAnswer } from '#slack-kit/say';
import { elsewhere, list, pageSize, read, turned } from './list.ts';

type Asked = { id: IncidentId; by: PersonId; inRoom: boolean; workspace: string | undefined; from: From };

/** Shown to whoever asks, page by page; who may see it is looked at anew for each page. */
export function listen(app: App, desk: Desk) {
  async function show({ id, workspace, from, ...actor }: Asked) {
    const [{ incident }, { zone }, page] = await Promise.all([
      lookAt(desk.records, id, actor),
      momentOf(desk, actor.by),
      timelinePage(desk, id, from, pageSize),
    ]);
    return privately(`Timeline of ${id}`, [...list(id, page, zone, workspace), ...elsewhere(page, incident.duplicates)]);
  }

  onIncidentVerb(app, desk, 'timeline', async ({ ack, payload: { team_domain: workspace, text }, id, by, inRoom, rest }) => {
    if (rest !== '') return ack(verbHelp('timeline', text));
    await ack(await show({ id, by, inRoom, workspace, from: { after: beginning } }));
  });

  app.action<BlockButtonAction>(timelinePressed, async ({ ack, body, client, respond }) => {
    const id = readIncident(body.actions[0]?.value);
    const shown = await show({ ...(await pressedBy(id, body)), from: { after: beginning } });
    if (body.view) await openOver(client, body, inView(shown));
    await ack();
    await tryAnswer(respond, { ...shown, replace_original: false });
  });

  app.action<BlockButtonAction>(turned, async ({ ack, action, body, client, respond }) => {
    const { id, from } = read(action);
    const shown = await show({ ...(await pressedBy(id, body)), from });
    if (body.view) await openInstead(client, body, inView(shown));
    await ack();
    await tryAnswer(respond, { ...shown, replace_original: true });
  });

  const pressedBy = async (id: IncidentId, { user, channel, team }: Pressed) => ({
    id,
    by: PersonId.parse(user.id),
    inRoom: await isRoomOf(desk.records, id, channel?.id),
    workspace: team?.domain,
  });
}

/** In a view there is no message to answer to. */
const inView = ({ text, blocks }: ReturnType<typeof privately>) => modal('show-timeline', text.slice(0, 24), undefined, blocks ?? []);

type Pressed = { user: { id: string }; channel?: { id: string } | undefined; team?: { domain: string } | null | undefined };
