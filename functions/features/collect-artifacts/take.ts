import type { Effect } from '#domain/effects';
import { type Incident, incidents } from '#domain/incident/incident';
import { perform, type Stage } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import type { Boards } from '#domain/ports';
import { type Postmortem, postmortemRef, postmortems } from '#domain/postmortem/postmortem';
import { incidentOf, type PostmortemId } from '#domain/postmortem/postmortem-id';
import { overAt } from '#domain/postmortem/who-was-there';
import { headRef, type Ref } from '#domain/records';
import { listTeams } from '#domain/team/board';
import type { TeamSlug } from '#domain/team/team-slug';
import { type CollectArtifacts, collectArtifacts } from './decide.ts';
import { type HistoryPage, readHistory, type Writer } from './read.ts';

type Desk = Stage & { boards: Boards };
type Asked = Extract<Effect, { kind: 'read-history' }>;
/** Each has an item and a text, and a transaction has room for sixty of both. */
const atOnce = 20;

/** A page of the channel, a few things at a time; the last of them says how far it has been read. Answers whether anything is on record now. */
export async function takeHistory(desk: Desk, id: PostmortemId, { channel, oldest }: Asked, history: unknown): Promise<boolean> {
  const page = readHistory(history, channel);
  const [head, incident] = await desk.records.load([postmortemRef(id), headRef(incidents, incidentOf(id))] as Ref<unknown>[]);
  const postmortem = head?.value as Postmortem;
  if (postmortem.state === 'none') return false;
  const read = readSoFar(page, postmortem.reading, oldest);
  const people = whoWasThere(page.people, (incident?.value as Incident | undefined) ?? { state: 'none' }, postmortem.t0);
  const unknown = people.filter((person) => postmortem.people[person] === undefined);
  const teams = unknown.length === 0 ? {} : await teamsOf(desk.boards);
  const distinct = [...new Map(page.found.map((one) => [one.artifact.id, one])).values()];
  let changed = false;
  for (let from = 0; from === 0 || from < distinct.length; from += atOnce) {
    const last = from + atOnce >= distinct.length;
    const command: CollectArtifacts = {
      ...{ at: desk.now(), found: distinct.slice(from, from + atOnce), teams },
      ...(last ? { people, read } : { people: [] }),
    };
    changed = (await perform(desk, postmortems, id, collectArtifacts, command)).events.length > 0 || changed;
  }
  return changed;
}

const windingUpMs = 3_600_000;
/** Whoever writes there when it has been over for an hour had no part in it by that. */
function whoWasThere(writers: Writer[], incident: Incident, t0: string): PersonId[] {
  const over = (incident.state === 'none' ? undefined : overAt(incident)) ?? t0;
  const until = new Date(Date.parse(over) + windingUpMs).toISOString();
  return [...new Set(writers.flatMap(({ person, at }) => (at <= until ? [person] : [])))];
}

/** It is read backwards, and counts as read when the place is reached up to which it had been read before. */
function readSoFar({ newest, oldest, more }: HistoryPage, reading: { upTo: string } | undefined, before: string): CollectArtifacts['read'] {
  const upTo = reading?.upTo ?? newest;
  if (upTo === undefined) return undefined;
  return more && oldest ? { seenUntil: before, reading: { upTo, before: oldest } } : { seenUntil: upTo };
}

async function teamsOf(boards: Boards): Promise<Record<PersonId, TeamSlug>> {
  return Object.fromEntries((await listTeams(boards)).flatMap(({ slug, people }) => people.map((person) => [person, slug])));
}
