import { each, type Failure } from '#domain/each';
import { type Glimpse, glimpse } from '#domain/glimpse';
import { listImprovements } from '#domain/improvement/board';
import { improvementRef } from '#domain/improvement/improvement';
import { isImprovement } from '#domain/improvement/improvement-kind';
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
import type { PromptSource } from '#domain/prompts/owed';
import { prompts, promptsRef } from '#domain/prompts/prompts';
import { isPrompts, personOf } from '#domain/prompts/view';
import type { Ref } from '#domain/records';
import type { Calendar } from '#domain/team/working-hours';
import { lookAtPrompts, mostWaiting } from './decide.ts';

type Desk = Stage & { lists: Lists; boards: Boards };

/**
 * Once a night: holidays and hours may be others than they were, and who had more waiting than one head carries has room again. Whoever waits for
 * something is looked at, and so is whoever ought to.
 */
export async function scanPrompts(stage: Desk): Promise<Failure[]> {
  const glimpsed = glimpse(stage);
  const [waiting, asked] = [await planned(stage.lists), await askedNow(stage, glimpsed)];
  const people = [...new Set([...waiting, ...asked.keys()])];
  const organisation = glimpsed.tryGet(organisationRef);
  // By the usual hours of the organisation, since the look itself knows their own.
  const usual = organisation && calendarOf({ state: 'unknown' }, undefined, organisation);
  await glimpsed.see(people.flatMap((person) => [promptsRef(person), personRef(person), lastCalloutRef(person)]) as Ref<unknown>[]);
  return each(people, promptsId, async (person) => {
    const known = glimpsed.tryGet(promptsRef(person));
    const from = known?.state === 'asked' ? known.from : [];
    const waits = new Set<PromptSource>(from);
    const room = mostWaiting - from.length;
    const others = usual && room > 0 ? (asked.get(person) ?? []).filter((of) => !waits.has(of)) : [];
    const add = usual ? firstOwed(glimpsed, person, others, usual).slice(0, room) : [];
    if (from.length + add.length > 0)
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

/** Who is asked something by what is open. */
async function askedNow(stage: Desk, glimpsed: Glimpse): Promise<Map<PersonId, PromptSource[]>> {
  const [postmortems, improvements] = await Promise.all([
    listPostmortems(stage.boards, 'to the end'),
    listImprovements(stage.boards, 'to the end'),
  ]);
  // Of what falls due together the most serious comes first.
  const open = postmortems
    .filter(({ paused }) => !paused)
    .toSorted((one, other) => (one.peak < other.peak ? -1 : one.peak > other.peak ? 1 : 0));
  const refs = [organisationRef, ...open.map(({ id }) => postmortemRef(id)), ...improvements.map(({ id }) => improvementRef(id))];
  await glimpsed.see(refs as Ref<unknown>[]);
  const all = new Map<PersonId, PromptSource[]>();
  const asks = (of: PromptSource, people: PersonId[]) => {
    for (const person of people) {
      const theirs = all.get(person);
      if (theirs) theirs.push(of);
      else all.set(person, [of]);
    }
  };
  for (const { id } of open) asks(id, askedIn(glimpsed.tryGet(postmortemRef(id)) ?? { state: 'none' }));
  for (const { id } of improvements) asks(id, askedInImprovement(glimpsed.tryGet(improvementRef(id)) ?? { state: 'none' }));
  return all;
}

/** What owes them anything, the earliest first. */
function firstOwed(glimpsed: Glimpse, person: PersonId, sources: PromptSource[], calendar: Calendar): PromptSource[] {
  const owed = sources.flatMap((of) =>
    isImprovement(of)
      ? owedOfImprovement(of, glimpsed.tryGet(improvementRef(of)) ?? { state: 'none' }, person, calendar)
      : owedOf(of, glimpsed.tryGet(postmortemRef(of)) ?? { state: 'none' }, person, calendar),
  );
  return [...new Set(owed.toSorted((one, other) => (one.due < other.due ? -1 : one.due > other.due ? 1 : 0)).map(({ of }) => of))];
}
