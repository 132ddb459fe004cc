import type { App, BlockAction, BlockButtonAction, ButtonAction, StaticSelectAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { type Incident, incidents } from '#domain/incident/incident';
import { PersonId } from '#domain/person/person';
import { noSuchPostmortem, readableTo } from '#domain/postmortem/authority';
import type { PostmortemDocument } from '#domain/postmortem/document';
import { partiesTo } from '#domain/postmortem/looking';
import type { KnownPostmortem } from '#domain/postmortem/postmortem';
import type { PostmortemId } from '#domain/postmortem/postmortem-id';
import { canvasKey } from '#domain/postmortem/room';
import { asExported } from '#domain/postmortem/shortening';
import { documentNow, documentPublished, versionsOf } from '#domain/postmortem/versions';
import { headRef } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { markdown } from '#slack-kit/document-markdown';
import { documentWording } from '#slack-kit/document-words';
import { exportPressed } from '#slack-kit/meeting-buttons';
import { openInstead, openOver } from '#slack-kit/opening';
import { readPostmortem } from '#slack-kit/postmortem-buttons';
import { onPostmortemVerb } from '#slack-kit/postmortem-commands';
import { postmortemHelp } from '#slack-kit/postmortem-help';
import { readingModal, readOn, readPlace } from '#slack-kit/reading';
import { canvasSaid, chosen, exportModal, read, readChoice, readingPressed, turned, type Wanted } from './modal.ts';

type Client = { users: { info(asked: { user: string }): Promise<{ user?: { real_name?: string; profile?: { display_name?: string } } }> } };
type Chosen = BlockAction<ButtonAction | StaticSelectAction>;
/** Names are asked of Slack one by one. */
const mostNames = 20;

export function listen(app: App, desk: Desk) {
  onPostmortemVerb(app, desk, 'export', async ({ ack, client, id, by, rest, payload: { trigger_id } }) => {
    const said = /^(?:(markdown|md|json)\b)?\s*(?:v(?:ersion)?\s*(\d+))?$/i.exec(rest);
    if (said === null) return ack(postmortemHelp('export'));
    const known = await readable(desk, id, by);
    const form = said[1]?.toLowerCase() === 'json' ? 'json' : 'markdown';
    const version = said[2] === undefined ? (versionsOf(known).at(-1) ?? 0) : Number(said[2]);
    const view = await shown(client, known, { id, version, form, page: 0 });
    await client.views.open({ trigger_id, view });
    await ack();
  });

  app.action<BlockButtonAction>(exportPressed, async ({ ack, body, action, client }) => {
    const id = readPostmortem(action.value);
    const known = await readable(desk, id, PersonId.parse(body.user.id));
    const document = await documentOf(id, known, versionsOf(known).at(-1) ?? 0);
    if (isReading(body.view?.callback_id))
      await openInstead(client, body, await shown(client, known, { id, version: document.version, form: 'markdown', page: 0 }));
    else await openOver(client, body, readingModal(document, 0));
    await ack();
  });

  app.action<Chosen>(chosen, async ({ ack, body, action, client }) => {
    const value = action.type === 'static_select' ? action.selected_option?.value : action.value;
    await turn(body, action.action_id, value, client);
    await ack();
  });
  app.action<Chosen>(turned, async ({ ack, body, action, client }) => {
    await turn(body, action.action_id, action.type === 'button' ? action.value : undefined, client);
    await ack();
  });

  app.action<BlockButtonAction>(readingPressed, async ({ ack, body, client }) => {
    if (body.view) {
      const wanted = read(body.view);
      const known = await readable(desk, wanted.id, PersonId.parse(body.user.id));
      const document = await documentOf(wanted.id, known, wanted.version);
      await client.views.update({ view_id: body.view.id, view: readingModal(document, 0) });
    }
    await ack();
  });
  app.action<BlockButtonAction>(readOn, async ({ ack, body, action, client }) => {
    const { id, version, page } = readPlace(action.value);
    const known = await readable(desk, id, PersonId.parse(body.user.id));
    const document = await documentOf(id, known, version);
    if (body.view) await client.views.update({ view_id: body.view.id, view: readingModal(document, page) });
    await ack();
  });

  type Slack = Client & { views: { update(said: { view_id: string; view: ReturnType<typeof exportModal> }): Promise<unknown> } };
  async function turn(body: Chosen, action: string, value: string | undefined, client: Slack) {
    if (body.view === undefined) return;
    const wanted = readChoice(read(body.view), action, value);
    const known = await readable(desk, wanted.id, PersonId.parse(body.user.id));
    await client.views.update({ view_id: body.view.id, view: await shown(client, known, wanted) });
  }

  async function shown(client: Client, known: KnownPostmortem, wanted: Wanted) {
    const document = await documentOf(wanted.id, known, wanted.version);
    const text =
      wanted.form === 'json' ? JSON.stringify(asExported(document), null, 2) : markdown(document, await namesIn(document, client));
    return exportModal({ wanted, versions: versionsOf(known), text, canvas: await canvasOf(wanted.id, known) });
  }

  /** What came of showing it in the channel of its incident. */
  async function canvasOf(id: PostmortemId, known: KnownPostmortem): Promise<string | undefined> {
    if (known.state !== 'closed') return undefined;
    const [found] = await desk.records.load([headRef(incidents, known.incident)]);
    const incident = found?.value as Incident;
    if (incident.state === 'none') return undefined;
    const key = canvasKey(id, incident);
    const outcome = (await desk.ledger.entries(id, [key]))[key]?.outcome;
    return outcome && canvasSaid(outcome);
  }

  async function documentOf(id: PostmortemId, known: KnownPostmortem, version: number): Promise<PostmortemDocument> {
    if (version === 0) {
      const made = await documentNow(desk, id, documentWording);
      if (made === undefined) throw noSuchPostmortem();
      return made.document;
    }
    const found = versionsOf(known).includes(version) ? await documentPublished(desk, id, version) : undefined;
    if (found === undefined)
      throw new Rejection(
        'no_such_version',
        `There is no version ${version} of it. \`/postmortem export ${id}\` shows those that there are.`,
      );
    return found;
  }
}

const isReading = (callback: string | undefined) => callback === 'read-postmortem';

async function readable(desk: Desk, id: PostmortemId, by: PersonId): Promise<KnownPostmortem> {
  const { postmortem, parties } = await partiesTo(desk.records, id, by);
  return readableTo(postmortem, by, parties);
}

/** Of those who want to be named, what Slack calls them; where it does not say, they are called by what they were. */
async function namesIn({ people }: PostmortemDocument, { users }: Client): Promise<Map<string, string>> {
  const named = people.flatMap(({ person }) => person ?? []).slice(0, mostNames);
  const found = await Promise.allSettled(named.map((user) => users.info({ user })));
  return new Map(
    found.flatMap((one, index) => {
      const user = one.status === 'fulfilled' ? one.value.user : undefined;
      const [person, name] = [named[index], user?.profile?.display_name || user?.real_name];
      return person && name ? [[person, name] as const] : [];
    }),
  );
}
