import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { maySee } from '#domain/incident/authority';
import { Incident, IncidentId } from '#domain/incident/incident';
import { titleOf } from '#domain/incident/view';
import { refuseUnlessPerson } from '#domain/person/authority';
import { momentOf } from '#domain/person/moment';
import { type Person, PersonId, personRef } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { lookUps } from '#domain/service/names';
import { type Named, namedRef, type ServiceSlug } from '#domain/service/service';
import type { Moment } from '#domain/time/said-time';
import { type Channel, channelRef, notHere } from '#domain/workspace/channel';
import { onVerb } from '#slack-kit/commands';
import { verbHelp } from '#slack-kit/help';
import { privately, tryAnswer } from '#slack-kit/say';
import { type Line, type Period, readLine } from './line.ts';
import { heading, list, type Row, readWanted, turned, type Wanted } from './list.ts';

const pageSize = 10;
/** A page stays within Slack's blocks even where the last look brought as many as it could. */
const lookSize = 8;
/** What is rare is looked for a little further at each press, and never through everything at once. */
const mostLooks = 20;

export function listen(app: App, desk: Desk) {
  onVerb(app, '/incident', 'list', async ({ ack, payload: { user_id, channel_id, text }, rest }) => {
    const line = readLine(rest);
    if (line === undefined) return ack(verbHelp('list', text));
    const by = PersonId.parse(user_id);
    const [here, viewer] = await desk.records.load([channelRef(channel_id), personRef(by)] as Ref<unknown>[]);
    if ((here?.value as Channel | undefined)?.shared) throw new Rejection('shared_channel', notHere);
    await ack(await page(desk, by, viewer?.value as Person, await meant(desk, line, by)));
  });

  app.action<BlockButtonAction>(turned, async ({ ack, body, respond }) => {
    const by = PersonId.parse(body.user.id);
    const [viewer] = await desk.records.load([personRef(by)] as Ref<unknown>[]);
    const said = await page(desk, by, viewer?.value as Person, readWanted(body.actions[0]?.value));
    await ack();
    await tryAnswer(respond, { ...said, replace_original: true });
  });
}

async function meant(desk: Desk, line: Line, by: PersonId): Promise<Wanted> {
  if (line.which === 'open') return line;
  const since = line.period && (await begins(line.period, await momentOf(desk, by)));
  const service = line.service === undefined ? undefined : await serviceCalled(desk, line.service);
  return { which: 'over', ...(service && { service }), ...(since && { since }) };
}

/** Today begins at midnight where the viewer is; nothing else needs a calendar. */
const begins = async (period: Period, moment: Moment): Promise<string | undefined> =>
  period === 'today'
    ? (await import('#domain/time/said-time')).readTime('00:00', moment)
    : new Date(Date.parse(moment.now) - Number.parseInt(period, 10) * 86_400_000).toISOString();

async function serviceCalled({ records }: Desk, said: string): Promise<ServiceSlug> {
  const found = await records.load(lookUps(said).map(namedRef) as Ref<unknown>[]);
  const service = found.map(({ value }) => value as Named | undefined).find((named) => named !== undefined)?.service;
  if (service === undefined)
    throw new Rejection(
      'no_such_service',
      'I know no service by that name. Say its name, an alias or a journey; `/incident list closed 7d` shows those of all services.',
    );
  return service;
}

/** One page of those that the viewer may see. The others are passed over, so that a page says nothing of them. */
async function page(desk: Desk, by: PersonId, viewer: Person, wanted: Wanted) {
  refuseUnlessPerson(viewer);
  const rows: Row[] = [];
  const names = new Map((await desk.directory.services()).map(({ slug, name }) => [slug, name]));
  const size = wanted.service ? lookSize : pageSize;
  let from = wanted.cursor;
  for (let looks = 1; ; looks++) {
    const { heads, next } = await desk.lists.page(wanted.which, wanted.service ? size : size - rows.length, from);
    const all = heads.map(({ id, state, words }) => ({ id: IncidentId.parse(id), incident: Incident.parse(state), words }));
    for (const { id, incident, words } of all) {
      if (incident.state === 'none' || !maySee(incident, viewer, { by, inRoom: false })) continue;
      if (wanted.service && incident.service !== wanted.service) continue;
      if (wanted.since && incident.declaredAt < wanted.since) continue;
      const service = names.get(incident.service ?? '') ?? incident.service ?? 'unknown service';
      rows.push({ id, incident, title: titleOf(incident, words), service });
    }
    const last = all.at(-1)?.incident;
    const past = wanted.since !== undefined && last !== undefined && last.state !== 'none' && last.declaredAt < wanted.since;
    from = past ? undefined : next;
    if (from === undefined || rows.length >= pageSize || looks >= mostLooks) break;
  }
  return privately(heading(wanted), list(rows, wanted, from));
}
