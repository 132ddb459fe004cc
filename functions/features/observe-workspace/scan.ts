import { allOf, each, type Failure } from '#domain/each';
import { glimpse } from '#domain/glimpse';
import { groupId } from '#domain/keys';
import type { Stage } from '#domain/perform';
import { people, personAggregate, personRef } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { groupRef, groups } from '#domain/workspace/group';
import { sightingRef } from '#domain/workspace/sighting';
import { observeGroup, observePerson } from './decide.ts';
import { readPerson, SlackGroup } from './read.ts';

/** The workspace as Slack shows it, all of it. */
export type Workspace = { people(): AsyncIterable<unknown>; groups(): Promise<unknown[]> };

/** Once a night: what no event told us. A page of people that Slack keeps for itself leaves the groups to be looked at. */
export async function scanWorkspace(stage: Stage, workspace: Workspace): Promise<Failure[]> {
  return allOf([
    ['people', async () => scanPeople(stage, await allOfThem(workspace.people()))],
    ['groups', async () => scanGroups(stage, await workspace.groups())],
  ]);
}

async function scanPeople(stage: Stage, users: unknown[]): Promise<Failure[]> {
  const glimpsed = glimpse(stage);
  const observed: ReturnType<typeof readPerson>[] = [];
  const unread = await each(users, nameOf, async (user) => observed.push(readPerson(user, stage.now())));
  await glimpsed.see(observed.flatMap(({ id }) => [personRef(id), sightingRef(personAggregate(id))]) as Ref<unknown>[]);
  const unlearned = await each(
    observed,
    ({ id }) => personAggregate(id),
    ({ id, seen }) => glimpsed.performWhereDue(people, personAggregate(id), observePerson, { ...seen, scan: true }),
  );
  return [...unread, ...unlearned];
}

async function scanGroups(stage: Stage, shown: unknown[]): Promise<Failure[]> {
  const glimpsed = glimpse(stage);
  const observed: SlackGroup[] = [];
  const unread = await each(shown, nameOf, async (group) => observed.push(SlackGroup.parse(group)));
  await glimpsed.see(observed.flatMap(({ id }) => [groupRef(id), sightingRef(groupId(id))]) as Ref<unknown>[]);
  const unlearned = await each(
    observed,
    ({ id }) => groupId(id),
    ({ id, users }) => glimpsed.performWhereDue(groups, groupId(id), observeGroup, { at: stage.now(), members: users ?? [], scan: true }),
  );
  return [...unread, ...unlearned];
}

async function allOfThem(users: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const user of users) all.push(user);
  return all;
}

const nameOf = (one: unknown) => (typeof one === 'object' && one !== null && 'id' in one ? String(one.id) : 'one without an id');
