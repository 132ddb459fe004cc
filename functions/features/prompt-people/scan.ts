import { each, type Failure } from '#domain/each';
import { glimpse } from '#domain/glimpse';
import { listImprovements } from '#domain/improvement/board';
import { improvementRef } from '#domain/improvement/improvement';
import { askedIn as askedInImprovement, owedOf as owedOfImprovement } from '#domain/improvement/owed';
import { lastCalloutRef } from '#domain/incident/callout';
import { promptsId } from '#domain/keys';
import { organisationRef } from '#domain/organisation/organisation';
import type { Stage } from '#domain/perform';
import { type PersonId, personRef } from '#domain/person/person';
import type { Boards, Lists } from '#domain/ports';
import { listPostmortems } from '#domain/postmortem/board';
import { askedIn, owedOf } from '#domain/postmortem/owed';
import { postmortemRef } from '#domain/postmortem/postmortem';
import { calendarOf } from '#domain/prompts/calendar';
import type { Owed } from '#domain/prompts/owed';
import { prompts, promptsRef } from '#domain/prompts/prompts';
import { isPrompts, personOf } from '#domain/prompts/view';
import type { Ref } from '#domain/records';
import { lookAtPrompts, mostWaiting } from './decide.ts';

type Desk = Stage & { lists: Lists; boards: Boards };

/**
 * Once a night: holidays and hours may be others than they were, and who had more waiting than one head carries has room again. Whoever waits for
 * something is looked at, and so is whoever ought to.
 */
export async function scanPrompts(stage: Desk): Promise<Failure[]> {
  const glimpsed = glimpse(stage);
  const [waiting, owed] = [await planned(stage.lists), await owedToEach(stage, glimpsed)];
  const people = [...new Set([...waiting, ...owed.keys()])];
  await glimpsed.see(people.flatMap((person) => [promptsRef(person), personRef(person), lastCalloutRef(person)]) as Ref<unknown>[]);
  return each(people, promptsId, async (person) => {
    const known = glimpsed.tryGet(promptsRef(person));
    const from = known?.state === 'asked' ? known.from : [];
    const news = [...new Set((owed.get(person) ?? []).toSorted((a, b) => (a.due < b.due ? -1 : 1)).map(({ of }) => of))];
    const add = news.filter((of) => !from.includes(of)).slice(0, Math.max(0, mostWaiting - from.length));
    if (from.length + add.length === 0) return;
    await glimpsed.performWhereDue(prompts, promptsId(person), lookAtPrompts, { person, at: stage.now(), add });
  });
}

async function planned(lists: Lists): Promise<PersonId[]> {
  const people: PersonId[] = [];
  for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
    const { heads, next } = await lists.page('due', 100, cursor);
    people.push(...heads.flatMap(({ id }) => (isPrompts(id) ? [personOf(id)] : [])));
    cursor = next;
  }
  return people;
}

/** By the usual hours of the organisation: the look itself knows each person's own. */
async function owedToEach(stage: Desk, glimpsed: ReturnType<typeof glimpse>): Promise<Map<PersonId, Owed[]>> {
  const [postmortems, improvements] = await Promise.all([
    listPostmortems(stage.boards, 'to the end'),
    listImprovements(stage.boards, 'to the end'),
  ]);
  const open = postmortems.filter(({ state, paused }) => state !== 'closed' && state !== 'waived' && !paused);
  const refs = [organisationRef, ...open.map(({ id }) => postmortemRef(id)), ...improvements.map(({ id }) => improvementRef(id))];
  await glimpsed.see(refs as Ref<unknown>[]);
  const organisation = glimpsed.tryGet(organisationRef);
  const all = new Map<PersonId, Owed[]>();
  if (organisation === undefined) return all;
  const usual = calendarOf({ state: 'unknown' }, undefined, organisation);
  const owes = (person: PersonId, some: Owed[]) => {
    if (some.length > 0) all.set(person, [...(all.get(person) ?? []), ...some]);
  };
  for (const { id } of open) {
    const one = glimpsed.tryGet(postmortemRef(id));
    if (one) for (const person of askedIn(one)) owes(person, owedOf(id, one, person, usual));
  }
  for (const { id } of improvements) {
    const one = glimpsed.tryGet(improvementRef(id));
    if (one) for (const person of askedInImprovement(one)) owes(person, owedOfImprovement(id, one, person, usual));
  }
  return all;
}
