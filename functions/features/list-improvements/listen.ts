import type { App, BlockButtonAction } from '@slack/bolt';
import type { Desk } from '#domain/desk';
import { figuresOf, openTo, ordered, type Read, readFor } from '#domain/improvement/backlog';
import { type ListedImprovement, listImprovements } from '#domain/improvement/board';
import { endedOf } from '#domain/improvement/ended';
import type { ImprovementId } from '#domain/improvement/improvement-kind';
import { sprintsOf } from '#domain/improvement/sprint';
import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import { type Person, PersonId, personRef } from '#domain/person/person';
import { postmortemOf } from '#domain/postmortem/postmortem-id';
import type { Ref } from '#domain/records';
import { refuseUnlessColleague } from '#domain/service/accountable';
import { serviceCalled } from '#domain/service/find';
import { teamsOf } from '#domain/team/board';
import type { TeamSlug } from '#domain/team/team-slug';
import { listPressed } from '#slack-kit/improvement-buttons';
import { cardFor, choiceFor } from '#slack-kit/improvement-commands';
import { onPostmortem } from '#slack-kit/postmortem-commands';
import { postmortemHelp } from '#slack-kit/postmortem-help';
import { privately, tryAnswer } from '#slack-kit/say';
import { unknownService } from '#slack-kit/service-commands';
import { refuseShared, teamNamedIn } from '#slack-kit/team-commands';
import { type Line, readLine } from './line.ts';
import { isEnded, list, pageSize, readWanted, type Scope, type Shown, turned, type Wanted } from './list.ts';

/** What is looked for by a word is read one by one, and never through everything at once. */
const mostSearched = 300;
/** Whoever is in more teams than that asks for one of them. */
const mostSprints = 3;

export function listen(app: App, desk: Desk) {
  onPostmortem(app, 'improvements', async ({ ack, client, rest, payload: { user_id, channel_id, trigger_id } }) => {
    const line = readLine(rest);
    const by = PersonId.parse(user_id);
    if (line === undefined) return ack(postmortemHelp('improvements'));
    if ('add' in line) return;
    await refuseShared(desk, channel_id);
    if ('show' in line || 'choose' in line) {
      const view = 'show' in line ? await cardFor(desk, { id: line.show }, by) : await choiceFor(desk, postmortemOf(line.choose), by);
      await client.views.open({ trigger_id, view });
      return ack();
    }
    if (isEnded(line.which) && line.scope === 'all') return ack(privately(endedOfWhat));
    const scope = await scopeOf(desk, line, by);
    if ('unknown' in scope) return ack(scope.unknown);
    await ack(await page(desk, by, { ...scope, page: 0 }));
  });

  app.action<BlockButtonAction>(turned, async ({ ack, action, body, respond }) => {
    const shown = await page(desk, PersonId.parse(body.user.id), readWanted(action.value));
    await ack();
    await tryAnswer(respond, { ...shown, replace_original: true });
  });

  app.action<BlockButtonAction>(listPressed, async ({ ack, action, body, respond }) => {
    const by = PersonId.parse(body.user.id);
    const line = readLine((action.value ?? '').replace(/^mine$/, ''));
    const scope = line && 'scope' in line ? await scopeOf(desk, line, by) : undefined;
    const shown = scope && !('unknown' in scope) ? await page(desk, by, { ...scope, page: 0 }) : postmortemHelp('improvements');
    await ack();
    await tryAnswer(respond, { ...shown, replace_original: false });
  });
}

/** It would be read through everything that ever was. */
const endedOfWhat =
  'What is done or declined is listed for you, a team or a service: `/postmortem improvements done`, `team home-mpt done`, `service checkout declined`.';

type Asked = Extract<Line, { scope: unknown }>;

async function scopeOf(
  desk: Desk,
  { scope, which, words }: Asked,
  by: PersonId,
): Promise<Scope | { unknown: ReturnType<typeof privately> }> {
  const more = { which, words: words.slice(0, 100) };
  if (scope === 'mine') return { owner: by, ...more };
  if (scope === 'all') return more;
  if (scope === 'mine_in_teams') return { teams: (await teamsOf(desk.boards, by)).slice(0, 20), ...more };
  if (scope.kind === 'service') {
    const service = await serviceCalled(desk.records, scope.named);
    return service ? { service: service.slug, ...more } : { unknown: await unknownService(desk, scope.named) };
  }
  const found = await teamNamedIn(desk, scope.named, by);
  return 'which' in found ? { unknown: found.which } : { teams: [found.slug], ...more };
}

async function page(desk: Desk, by: PersonId, wanted: Wanted) {
  const found = await desk.records.load([personRef(by), organisationRef] as Ref<unknown>[]);
  const [person, { zone }] = found.map(({ value }) => value) as [Person, Organisation];
  refuseUnlessColleague(person);
  const today = desk.now().slice(0, 10);
  const viewer = { by, person };
  const [shown, sprints] = await Promise.all([
    isEnded(wanted.which) ? ended(desk, viewer, wanted) : open(desk, viewer, wanted, today),
    hasSprint(wanted) ? sprintsOf(desk.records, wanted.teams.slice(0, mostSprints), { now: desk.now(), zone }, viewer) : [],
  ]);
  const { text, blocks } = list({ ...shown, sprints }, wanted, today);
  return privately(text, blocks);
}

/** On the first page of a team's whole backlog. */
const hasSprint = (wanted: Wanted): wanted is Wanted & { teams: TeamSlug[] } =>
  wanted.teams !== undefined && wanted.which === 'open' && wanted.words === '' && wanted.page === 0;

type Viewer = { by: PersonId; person: Person };

async function open(desk: Desk, viewer: Viewer, wanted: Wanted, today: string): Promise<Shown> {
  const all = (await listImprovements(desk.boards)).filter((one) => fits(one, wanted, today));
  const known = ordered(await openTo(desk.records, all, viewer.by));
  const figures = figuresOf(known, today);
  const cut = (ids: ImprovementId[]) => ids.slice(wanted.page * pageSize, (wanted.page + 1) * pageSize);
  if (wanted.words === '') {
    const rows = await readFor(desk.records, cut(known.map(({ id }) => id)), viewer);
    return { rows, total: known.length, figures };
  }
  const looked = await readFor(
    desk.records,
    known.slice(0, mostSearched).map(({ id }) => id),
    viewer,
  );
  const found = looked.filter((one) => says(one, wanted.words));
  const rows = found.slice(wanted.page * pageSize, (wanted.page + 1) * pageSize);
  return { rows, total: found.length, ...(known.length > mostSearched && { lookedThrough: mostSearched }) };
}

function fits(one: ListedImprovement, { owner, teams, service, which }: Scope, today: string): boolean {
  return (
    (owner === undefined || one.owner === owner) &&
    (teams === undefined || (one.team !== null && teams.includes(one.team))) &&
    (service === undefined || one.service === service) &&
    (which !== 'overdue' || (one.dueOn !== undefined && one.dueOn < today)) &&
    (which !== 'waiting' || one.waiting === true) &&
    (which !== 'proposed' || one.state === 'proposed')
  );
}

const says = ({ improvement, words }: Read, wanted: string) =>
  [improvement.titleId, improvement.doneWhenId].some((id) => id && words[id]?.toLowerCase().includes(wanted.toLowerCase()));

async function ended(desk: Desk, viewer: Viewer, wanted: Wanted): Promise<Shown> {
  const { known, ...more } = await endedOf(desk.records, wanted, desk.now(), viewer);
  const found = known.filter(
    (one) => (wanted.which === 'over' || one.improvement.state === wanted.which) && (wanted.words === '' || says(one, wanted.words)),
  );
  return { rows: found.slice(wanted.page * pageSize, (wanted.page + 1) * pageSize), total: found.length, ...more };
}
