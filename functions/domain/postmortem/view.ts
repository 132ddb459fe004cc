import type { Effect } from '#domain/effects';
import { type Improvement, improvementRef, type KnownImprovement } from '#domain/improvement/improvement';
import { ImprovementId } from '#domain/improvement/improvement-kind';
import { type Incident, incidents, type OpenIncident } from '#domain/incident/incident';
import { titleOf } from '#domain/incident/view';
import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Stage } from '#domain/perform';
import type { Boards, Log } from '#domain/ports';
import type { Projection } from '#domain/reconcile';
import { type Found, headRef, type Ref, type Words } from '#domain/records';
import { type RegisteredService, type Service, serviceRef } from '#domain/service/service';
import { type ActiveTeam, type Team, type TeamSlug, teamRef } from '#domain/team/team';
import { type Channel, channelRef } from '#domain/workspace/channel';
import type { PostmortemDocument } from './document.ts';
import { type Earlier, earlierOf } from './earlier.ts';
import { type KnownPostmortem, type Postmortem, postmortemRef } from './postmortem.ts';
import { PostmortemEvent } from './postmortem-events.ts';
import type { PostmortemId } from './postmortem-id.ts';
import { channelsOf } from './room.ts';
import { withheldAmong } from './withheld.ts';

/** `withheld`: its readers may not know of it, so it counts, and nothing of it is shown; its words are not here. */
export type ListedImprovement = { id: ImprovementId; improvement: KnownImprovement; words: Words; withheld?: true };

/** All that is shown of one postmortem: the record, its incident, and what came out of it. Words of people are read by who shows them. */
export type PostmortemView = {
  id: PostmortemId;
  postmortem: KnownPostmortem;
  version: number;
  /** When it is looked at. */
  now: string;
  incident: OpenIncident;
  incidentVersion: number;
  /** Of the incident. */
  title: string;
  incidentWords: Words;
  /** What makes it dispensable, where it was waived. */
  waivedReason?: string;
  service?: RegisteredService;
  team?: ActiveTeam;
  organisation: Organisation;
  improvements: ListedImprovement[];
  /** The incident's channel, where something can be said in it. */
  room?: string;
  /** As it was published last, without what was erased since; read only for what follows from it. */
  document?: PostmortemDocument;
  /** Who had the service before, once all of it is published: they learn from it too. */
  builders?: ActiveTeam;
  earlier?: Earlier;
};
/** Those that whoever reads it may know of. */
export const shownOf = ({ improvements }: Pick<PostmortemView, 'improvements'>): ListedImprovement[] =>
  improvements.filter(({ withheld }) => !withheld);
export type PostmortemNews = { version: number; event: PostmortemEvent };
export type PostmortemReaction = (view: PostmortemView, news: PostmortemNews[]) => Effect[];

type Desk = Stage & { log: Log; boards: Boards };

/** Three rounds of consistent reads; `undefined` where there is no such postmortem. */
export async function viewPostmortem(
  { records, now }: Pick<Stage, 'records' | 'now'>,
  id: PostmortemId,
): Promise<PostmortemView | undefined> {
  const [head, organisation] = await records.load([postmortemRef(id), organisationRef] as Ref<unknown>[]);
  const postmortem = head?.value as Postmortem;
  if (postmortem.state === 'none') return undefined;
  const { incident, service, team, improvements } = postmortem;
  const ids = improvements.map((one) => ImprovementId.parse(one));
  const [found, served, owning, ...listed] = await records.load([
    headRef(incidents, incident),
    serviceRef(service ?? 'none'),
    teamRef((team ?? 'none') as TeamSlug),
    ...ids.map(improvementRef),
  ] as Ref<unknown>[]);
  const happened = found?.value as Incident;
  if (happened.state === 'none') throw new Error(`${id} is of an incident that is not on record`);
  const [known, owner] = [served?.value as Service, owning?.value as Team];
  const all = ids.flatMap((one, index): ListedImprovement[] => {
    const { value, words } = listed[index] as Found<Improvement>;
    return value.state === 'none' ? [] : [{ id: one, improvement: value, words }];
  });
  const [room, builders, earlier, withheld] = await Promise.all([
    roomOf(records, happened),
    buildersOf(records, postmortem, happened),
    earlierOf(records, postmortem, happened),
    withheldAmong(records, incident, all),
  ]);
  return {
    id,
    postmortem,
    version: head?.version ?? 0,
    now: now(),
    incident: happened,
    incidentVersion: found?.version ?? 0,
    title: titleOf(happened, found?.words ?? {}),
    incidentWords: found?.words ?? {},
    ...reasonIn(postmortem, head?.words ?? {}),
    ...(known.state === 'registered' && { service: known }),
    ...(owner.state === 'active' && { team: owner }),
    organisation: organisation?.value as Organisation,
    improvements: all.map((one) => (withheld.has(one.id) ? { ...one, words: {}, withheld: true } : one)),
    ...(room && { room }),
    ...(builders && { builders }),
    ...(earlier && { earlier }),
  };
}

function reasonIn(postmortem: KnownPostmortem, words: Words): Pick<PostmortemView, 'waivedReason'> {
  const waivedReason = postmortem.state === 'waived' ? words[postmortem.waivedReasonId] : undefined;
  return waivedReason === undefined ? {} : { waivedReason };
}

async function roomOf(records: Stage['records'], incident: OpenIncident): Promise<string | undefined> {
  const [channel] = channelsOf(incident);
  if (channel === undefined) return undefined;
  const [found] = await records.load([channelRef(channel)] as Ref<unknown>[]);
  return (found?.value as Channel | undefined)?.shared ? undefined : channel;
}

async function buildersOf(
  { load }: Stage['records'],
  postmortem: KnownPostmortem,
  { routing }: OpenIncident,
): Promise<ActiveTeam | undefined> {
  const former = postmortem.state === 'closed' ? routing?.warranty?.team : undefined;
  if (former === undefined) return undefined;
  const [found] = await load([teamRef(former)] as Ref<unknown>[]);
  const team = found?.value as Team | undefined;
  return team?.state === 'active' ? team : undefined;
}

/** An act that the record itself asks for, whoever comes by first; answers whether anything was due. */
export type PostmortemDue = (desk: Desk, id: PostmortemId, view: PostmortemView) => Promise<boolean>;

const mostDue = 10;

/** What ought to be so of a postmortem, after what is due has been performed. */
export const postmortemProjection = (
  desk: Desk,
  id: PostmortemId,
  {
    due,
    reactions,
    record,
    published,
  }: {
    due: PostmortemDue[];
    reactions: PostmortemReaction[];
    record: Projection['record'];
    published: (postmortem: KnownPostmortem) => Promise<PostmortemDocument | undefined>;
  },
): Projection => ({
  record,
  async derive(since) {
    const found = await upToDate(desk, id, due);
    if (found === undefined) return { version: 0, effects: [] };
    const [records, document] = await Promise.all([desk.log.events(id, since), found.room && published(found.postmortem)]);
    const view = { ...found, ...(document && { document }) };
    const news = records.map(({ version, body }) => ({ version, event: PostmortemEvent.parse(body) }));
    return { version: view.version, effects: reactions.flatMap((react) => react(view, news)) };
  },
});

async function upToDate(desk: Desk, id: PostmortemId, due: PostmortemDue[]): Promise<PostmortemView | undefined> {
  for (let passed = 0; passed <= mostDue; passed++) {
    const view = await viewPostmortem(desk, id);
    if (view === undefined) return undefined;
    const done = [];
    for (const perform of due) done.push(await perform(desk, id, view));
    if (!done.includes(true)) return view;
  }
  throw new Error(`${id}: something is due again and again`);
}
