import * as z from 'zod';
import { Severity } from '#domain/incident/severity';
import { homeKey } from '#domain/keys';
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

type Seen = { opened: Opened | undefined; version: number };

export async function openedBy(records: Records, person: PersonId): Promise<Seen> {
  const [found] = await records.load([openedRef(person)] as Ref<unknown>[]);
  return { opened: found?.value as Opened | undefined, version: found?.version ?? 0 };
}

/** Whoever looks at the same time elsewhere may have the last word: what was chosen there is as good. */
export async function noteOpened(records: Records, person: PersonId, opened: Opened, { version }: Seen): Promise<void> {
  await records.append({ heads: [], puts: [{ key: homeKey(person), value: opened, expected: version }], holds: [], claims: [] });
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
