import * as z from 'zod';
import { Severity } from '#domain/incident/severity';
import { homeKey } from '#domain/keys';
import type { Stage } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { oneRef, type Records, type Ref } from '#domain/records';
import { ServiceSlug } from '#domain/service/service';

/** What somebody chose to see of all open incidents. */
export const Filter = z.object({ severity: Severity.optional(), service: ServiceSlug.optional(), mine: z.boolean(), page: z.int().min(1) });
export type Filter = z.infer<typeof Filter>;
export const everything: Filter = { mine: false, page: 1 };

/** That somebody opened their Home, when last, and what they chose to see there. */
const Opened = z.object({ at: z.iso.datetime(), filter: Filter });
export type Opened = z.infer<typeof Opened>;
const openedRef = (person: PersonId): Ref<Opened | undefined> => oneRef(homeKey(person), Opened);

export async function openedBy(records: Records, person: PersonId): Promise<{ opened: Opened | undefined; version: number }> {
  const [found] = await records.load([openedRef(person)] as Ref<unknown>[]);
  return { opened: found?.value as Opened | undefined, version: found?.version ?? 0 };
}

const freshMs = 10 * 60_000;
const isSame = (one: Filter, other: Filter) =>
  one.severity === other.severity && one.service === other.service && one.mine === other.mine && one.page === other.page;
const attempts = 8;

/** Somebody looks, and sees what follows from what they chose before. Said again within minutes it says nothing new. */
export async function noteOpened(
  { records, now }: Pick<Stage, 'records' | 'now'>,
  person: PersonId,
  choose: (before: Filter) => Filter,
): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const { opened: before, version } = await openedBy(records, person);
    const opened: Opened = { at: now(), filter: choose(before?.filter ?? everything) };
    if (before && isSame(before.filter, opened.filter) && Date.parse(opened.at) - Date.parse(before.at) < freshMs) return;
    const puts = [{ key: homeKey(person), value: opened, expected: version }];
    if ((await records.append({ heads: [], puts, holds: [], claims: [] })) === 'done') return;
    await records.pause(attempt);
  }
  throw new Error(`${person}: what was chosen in the Home could not be noted ${attempts} times`);
}

const dayMs = 24 * 60 * 60_000;
export const isWatched = (opened: Opened | undefined, now: string): opened is Opened =>
  opened !== undefined && Date.parse(now) - Date.parse(opened.at) < dayMs;

/** Of these people, those who opened their Home in the last day. */
export async function watching(records: Records, people: PersonId[], now: string): Promise<PersonId[]> {
  if (people.length === 0) return [];
  const found = await records.load(people.map(openedRef) as Ref<unknown>[]);
  return people.filter((_, index) => isWatched(found[index]?.value as Opened | undefined, now));
}
