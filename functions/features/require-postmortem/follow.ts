import { IncidentEvent } from '#domain/incident/events';
import { type Incident, type IncidentId, incidents, isActive } from '#domain/incident/incident';
import { perform, type Stage } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import type { Boards, Log } from '#domain/ports';
import { isOpen, type Postmortem, postmortemRef, postmortems } from '#domain/postmortem/postmortem';
import { incidentOf, isPostmortem, type PostmortemId, postmortemOf } from '#domain/postmortem/postmortem-id';
import type { PostmortemView } from '#domain/postmortem/view';
import { type There, whoWasThere } from '#domain/postmortem/who-was-there';
import { type Prompts, promptsRef } from '#domain/prompts/prompts';
import { headRef, type Ref } from '#domain/records';
import { listTeams } from '#domain/team/board';
import type { TeamSlug } from '#domain/team/team';
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

/** What is known of a postmortem itself may ask for more: it is the third of its kind, or somebody wants it and nobody drives it yet. */
export async function followItself(desk: Desk, id: PostmortemId, { postmortem }: Pick<PostmortemView, 'postmortem'>): Promise<boolean> {
  const mayBeThird = postmortem.state === 'not_required' && postmortem.factors.length > 0;
  const isNobodys = isOpen(postmortem) && postmortem.owner === undefined;
  return (mayBeThird || isNobodys) && follow(desk, incidentOf(id));
}

/** Somebody has left, or is back: what they were in goes on with others. */
export async function followPerson(desk: Desk, person: PersonId): Promise<void> {
  const [found] = await desk.records.load([promptsRef(person)] as Ref<unknown>[]);
  const prompts = found?.value as Prompts;
  if (prompts.state === 'none') return;
  for (const source of prompts.from) if (isPostmortem(source)) await follow(desk, incidentOf(source));
}

/** Whose working days are whose, where somebody comes to it. The one that owned the service comes first. */
async function teamsOf(boards: Boards, { responders, reporters }: There, postmortem: Postmortem): Promise<Record<PersonId, TeamSlug>> {
  const known = postmortem.state === 'none' ? {} : postmortem.people;
  if ([...responders, ...reporters].every((person) => known[person] !== undefined)) return {};
  const owning = postmortem.state === 'none' ? null : postmortem.team;
  const teams = (await listTeams(boards)).toSorted((a, b) => Number(a.slug === owning) - Number(b.slug === owning));
  return Object.fromEntries(teams.flatMap(({ slug, people }) => people.map((person) => [person, slug])));
}
