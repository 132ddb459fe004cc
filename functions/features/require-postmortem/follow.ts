import { each } from '#domain/each';
import { IncidentEvent } from '#domain/incident/events';
import { type Incident, type IncidentId, incidents, isActive } from '#domain/incident/incident';
import { type AggregateId, serviceId } from '#domain/keys';
import { perform, type Stage } from '#domain/perform';
import { hasLeft } from '#domain/person/authority';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import type { Boards, Log, Reconciliations } from '#domain/ports';
import { listPostmortems } from '#domain/postmortem/board';
import { isOpen, type Postmortem, postmortemRef, postmortems } from '#domain/postmortem/postmortem';
import { incidentOf, isPostmortem, type PostmortemId, postmortemOf } from '#domain/postmortem/postmortem-id';
import type { PostmortemView } from '#domain/postmortem/view';
import { type There, whoWasThere } from '#domain/postmortem/who-was-there';
import { type Prompts, promptsRef } from '#domain/prompts/prompts';
import { headRef, type Ref } from '#domain/records';
import { listTeams } from '#domain/team/board';
import type { TeamSlug } from '#domain/team/team';
import { laterOf } from '#domain/time/later-of';
import { followIncident } from './decide.ts';

type Desk = Stage & { log: Log; boards: Boards };

/** Whenever something has happened to an incident that is over, or that was: its postmortem is to match it. */
export async function follow(desk: Desk, id: IncidentId): Promise<boolean> {
  const name = postmortemOf(id);
  const [head, found] = await desk.records.load([headRef(incidents, id), postmortemRef(name)] as Ref<unknown>[]);
  const [incident, postmortem] = [head?.value as Incident, found?.value as Postmortem];
  if (incident.state === 'none' || (postmortem.state === 'none' && isActive(incident))) return false;
  const records = await desk.log.events(id, 0);
  const there = whoWasThere(
    incident,
    records.map(({ body }) => IncidentEvent.parse(body)),
  );
  const at = desk.now();
  const known = { teams: await teamsOf(desk.boards, there, postmortem), recordedAt: records[0]?.recordedAt ?? at };
  const { events } = await perform(desk, postmortems, name, followIncident, { at, there, ...known });
  return events.length > 0;
}

/** However late that is heard of; what comes later finds it said. */
const newsMs = 6 * 3_600_000;
/** The channel may have opened later than its incident was over, and what a postmortem has to say there waits in no event of its own. */
export async function followRoom({ records, log, queue, now }: Desk & { queue: Reconciliations }, id: IncidentId): Promise<void> {
  const name = postmortemOf(id);
  const [found] = await records.load([postmortemRef(name)] as Ref<unknown>[]);
  const postmortem = found?.value as Postmortem;
  if (postmortem.state === 'none') return;
  const events = (await log.events(id, 0)).map(({ version, body }) => ({ version, event: IncidentEvent.parse(body) }));
  const news = new Date(Date.parse(now()) - newsMs).toISOString();
  const since = laterOf(postmortem.t0, news);
  const opened = events.findLast(({ event }) => event.type === 'IncidentChannelOpened' && event.at > since);
  if (opened) await queue.ask([{ id: name, lane: 'main', because: `${id} has a channel since ${opened.version}` }]);
}

/** What is known of a postmortem itself may ask for more: it is the third of its kind, or somebody wants it and nobody drives it yet. */
export async function followItself(desk: Desk, id: PostmortemId, { postmortem }: Pick<PostmortemView, 'postmortem'>): Promise<boolean> {
  const mayBeThird = postmortem.state === 'not_required' && postmortem.factors.length > 0;
  const isNobodys = isOpen(postmortem) && postmortem.owner === undefined;
  return (mayBeThird || isNobodys) && follow(desk, incidentOf(id));
}

/** Somebody has left, or is back: what they were in goes on with others. */
export async function followPerson(desk: Desk, person: PersonId): Promise<void> {
  const [found, head] = await desk.records.load([promptsRef(person), personRef(person)] as Ref<unknown>[]);
  const prompts = found?.value as Prompts;
  const known = head?.value as Person;
  const waiting = prompts.state === 'none' ? [] : prompts.from.filter(isPostmortem);
  // Who drives one or leads its talk may have nothing waiting.
  const theirs = hasLeft(known)
    ? (await listPostmortems(desk.boards, 'to the end')).filter((one) => one.owner === person || one.facilitator === person)
    : [];
  await followEach(desk, [...waiting, ...theirs.map(({ id }) => id)]);
}

/** It may be somebody else's to answer for: whoever that is comes to what is open of it. */
export async function followService(desk: Desk, id: AggregateId): Promise<void> {
  const open = (await listPostmortems(desk.boards, 'to the end')).filter(({ service }) => service !== null && serviceId(service) === id);
  await followEach(
    desk,
    open.map((one) => one.id),
  );
}

/** One that cannot be followed keeps none of the others. */
async function followEach(desk: Desk, ids: PostmortemId[]): Promise<void> {
  const [failed] = await each(
    [...new Set(ids)],
    (id) => id,
    (id) => follow(desk, incidentOf(id)),
  );
  if (failed) throw new Error(`${failed.what} could not follow: ${failed.why}`);
}

/** Whose working days are whose, where somebody comes to it. The one that owned the service comes first. */
async function teamsOf(boards: Boards, { responders, reporters }: There, postmortem: Postmortem): Promise<Record<PersonId, TeamSlug>> {
  const known = postmortem.state === 'none' ? {} : postmortem.people;
  if ([...responders, ...reporters].every((person) => known[person] !== undefined)) return {};
  const owning = postmortem.state === 'none' ? null : postmortem.team;
  const teams = (await listTeams(boards)).toSorted((a, b) => Number(a.slug === owning) - Number(b.slug === owning));
  return Object.fromEntries(teams.flatMap(({ slug, people }) => people.map((person) => [person, slug])));
}
