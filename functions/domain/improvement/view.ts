import type { Effect } from '#domain/effects';
import { type Incident, incidents } from '#domain/incident/incident';
import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Stage } from '#domain/perform';
import type { Log } from '#domain/ports';
import type { Projection } from '#domain/reconcile';
import { type Found, headRef, type Ref, type Words } from '#domain/records';
import { type RegisteredService, type Service, serviceRef } from '#domain/service/service';
import { type ActiveTeam, type Team, type TeamSlug, teamRef } from '#domain/team/team';
import { type Improvement, improvementRef, type KnownImprovement } from './improvement.ts';
import { ImprovementEvent } from './improvement-events.ts';
import type { ImprovementId } from './improvement-kind.ts';

/** All that is shown of one improvement, with the words that its head carries. */
export type ImprovementView = {
  id: ImprovementId;
  improvement: KnownImprovement;
  version: number;
  now: string;
  words: Words;
  service?: RegisteredService;
  team?: ActiveTeam;
  organisation: Organisation;
  /** It is private, or one of its incidents is by now: nothing of it leaves. */
  hidden: boolean;
  /** Those that it came out of: who may know of it is told by them. */
  incidents: Incident[];
};
export type ImprovementNews = { version: number; event: ImprovementEvent };
export type ImprovementReaction = (view: ImprovementView, news: ImprovementNews[]) => Effect[];

type Desk = Stage & { log: Log };

export async function viewImprovement(
  { records, now }: Pick<Stage, 'records' | 'now'>,
  id: ImprovementId,
): Promise<ImprovementView | undefined> {
  const [head, organisation] = (await records.load([improvementRef(id), organisationRef] as Ref<unknown>[])) as [
    Found<Improvement>,
    Found<Organisation>,
  ];
  const { value: improvement, version, words } = head;
  if (improvement.state === 'none') return undefined;
  const refs = [
    serviceRef(improvement.service ?? 'none'),
    teamRef((improvement.team ?? 'none') as TeamSlug),
    ...improvement.incidents.map((incident) => headRef(incidents, incident)),
  ];
  const [service, team, ...from] = (await records.load(refs as Ref<unknown>[])).map(({ value }) => value) as [Service, Team, ...Incident[]];
  return {
    id,
    improvement,
    version,
    now: now(),
    words,
    ...(service.state === 'registered' && { service }),
    ...(team.state === 'active' && { team }),
    organisation: organisation.value,
    incidents: from,
    hidden: improvement.private || from.some((incident) => incident.state !== 'none' && incident.private),
  };
}

/** An act that the record itself asks for, whoever comes by first; answers whether anything was due. */
export type ImprovementDue = (desk: Desk, id: ImprovementId, view: ImprovementView) => Promise<boolean>;

/** What ought to be so of an improvement, after what is due has been performed. */
export const improvementProjection = (
  desk: Desk,
  id: ImprovementId,
  { due, reactions, record }: { due: ImprovementDue[]; reactions: ImprovementReaction[]; record: Projection['record'] },
): Projection => ({
  record,
  async derive(since) {
    const seen = await viewImprovement(desk, id);
    if (seen === undefined) return { version: 0, effects: [] };
    const done = [];
    for (const perform of due) done.push(await perform(desk, id, seen));
    const view = (done.includes(true) ? await viewImprovement(desk, id) : seen) ?? seen;
    const news = (await desk.log.events(id, since)).map(({ version, body }) => ({ version, event: ImprovementEvent.parse(body) }));
    return { version: view.version, effects: reactions.flatMap((react) => react(view, news)) };
  },
});
