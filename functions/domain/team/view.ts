import type { Effect } from '#domain/effects';
import type { Incident, IncidentId } from '#domain/incident/incident';
import { incidents } from '#domain/incident/incident';
import { type IncidentOf, monthsUntil, newestOf, ofTeamRef } from '#domain/incident/incidents-of';
import { titleOf } from '#domain/incident/view';
import type { AggregateId } from '#domain/keys';
import type { Act } from '#domain/perform';
import { perform, type Stage } from '#domain/perform';
import type { Log } from '#domain/ports';
import type { Projection } from '#domain/reconcile';
import { type Found, headRef, type Ref, type Version } from '#domain/records';
import { rememberTeam } from './evolve.ts';
import type { Rota } from './rota.ts';
import { type KnownTeam, type Team, TeamEvent, TeamSlug, teams } from './team.ts';
import type { Swap } from './team-events.ts';

/** All that is said of a team: the record, its words, and what its last week was like. */
export type TeamView = {
  id: AggregateId;
  slug: TeamSlug;
  version: Version;
  team: KnownTeam;
  words: Readonly<Record<string, string>>;
  now: string;
  /** Incidents of its services of late that everybody may know of, newest first. */
  happened: { id: IncidentId; title: string; at: string; open: boolean }[];
};
/** `swap`: the question that an answer is about; `rotas`: before and after what has changed the rota. */
export type TeamNews = {
  version: Version;
  event: TeamEvent;
  texts: Record<string, { body: string }>;
  swap?: Swap | undefined;
  rotas?: { before: Rota | null; after: Rota | null } | undefined;
};
export type TeamReaction = (view: TeamView, news: TeamNews[]) => Effect[];
export type TeamDue = Act<Team, Record<string, never>, { at: string }, TeamEvent>;

type Desk = Stage & { log: Log };
const textsOf = (event: TeamEvent) => (event.type === 'HandoverNoted' ? [event.noteId] : []);

/** What ought to be said to whom, and which schedules ought to be armed. */
export const teamProjection = (
  desk: Desk,
  id: AggregateId,
  { due, reactions }: { due: TeamDue[]; reactions: TeamReaction[] },
): Projection => ({
  async derive(since) {
    for (const act of due) await perform(desk, teams, id, act, { at: desk.now() });
    const [head] = (await desk.records.load([headRef(teams, id)] as Ref<unknown>[])) as [Found<Team>];
    const { value: team, version, words } = head;
    if (team.state === 'none') return { version, effects: [] };
    const news = await newsSince(desk.log, id, since);
    const slug = TeamSlug.parse(id.slice('TEAM-'.length));
    const rotated = news.some(({ event }) => event.type === 'OnCallRotated');
    const happened = rotated ? await weekOf(desk, slug) : [];
    const view = { id, slug, version, team, words, now: desk.now(), happened };
    return { version, effects: reactions.flatMap((react) => react(view, news)) };
  },
  record: async () => false,
});

/** What an answer is about is in the log before it. */
async function newsSince(log: Log, id: AggregateId, since: Version): Promise<TeamNews[]> {
  const records = (await log.events(id, since)).map(({ version, body }) => ({ version, event: TeamEvent.parse(body) }));
  const wanted = records.flatMap(({ event }) => textsOf(event));
  const texts = wanted.length === 0 ? {} : await log.texts(id, wanted);
  const looksBack = records.some(({ event }) => 'swap' in event || changesRota(event));
  const all = looksBack ? (await log.events(id, 0)).map(({ version, body }) => ({ version, event: TeamEvent.parse(body) })) : [];
  return records.map((record) => ({
    ...record,
    texts,
    swap: 'swap' in record.event ? askedAs(all, record.event.swap) : undefined,
    rotas: changesRota(record.event) ? rotasAround(all, record) : undefined,
  }));
}

type Logged = { version: Version; event: TeamEvent };
const changesRota = ({ type }: TeamEvent) => type === 'TeamRotaSet' || type === 'RotaOverridden';

function rotasAround(all: Logged[], { version, event }: Logged): TeamNews['rotas'] {
  const before = all.filter((one) => one.version < version).reduce<Team>((team, one) => rememberTeam(team, one.event), teams.initial);
  const after = rememberTeam(before, event);
  return { before: before.state === 'none' ? null : before.rota, after: after.state === 'none' ? null : after.rota };
}

function askedAs(all: Logged[], swap: string): Swap | undefined {
  const event = all.map((one) => one.event).find((one) => one.type === 'SwapAsked' && one.id === swap);
  if (event?.type !== 'SwapAsked') return undefined;
  const { type: _, at: askedAt, ...question } = event;
  return { ...question, askedAt };
}

const weekMs = 7 * 86_400_000;
const mostShown = 10;

/** Of the last week. What is private, practice, or was called off or counted elsewhere is left out: the whole team reads it. */
async function weekOf({ records, now }: Stage, slug: TeamSlug): Promise<TeamView['happened']> {
  const months = await records.load(monthsUntil(now(), 2).map((month) => ofTeamRef(slug, month)) as Ref<unknown>[]);
  const ids = newestOf(
    months.map(({ value }) => value as IncidentOf[]),
    mostShown * 2,
  );
  const heads = (await records.load(ids.map((one) => headRef(incidents, one)) as Ref<unknown>[])) as Found<Incident>[];
  const since = new Date(Date.parse(now()) - weekMs).toISOString();
  return ids
    .flatMap((one, index) => {
      const head = heads[index];
      const incident = head?.value;
      if (!head || !incident || incident.state === 'none' || incident.private || incident.drill) return [];
      if (incident.state === 'cancelled' || incident.state === 'duplicate' || incident.declaredAt < since) return [];
      const open = incident.state !== 'resolved' && incident.state !== 'closed';
      return [{ id: one, title: titleOf(incident, head.words), at: incident.declaredAt, open }];
    })
    .slice(0, mostShown);
}
