import { IncidentEvent } from '#domain/incident/events';
import { IncidentId } from '#domain/incident/incident';
import { counterKey } from '#domain/keys';
import type { Facts, Log } from '#domain/ports';
import { type IncidentFacts, incidentFacts } from '#domain/public/incident-facts';
import type { Records, Ref, Version } from '#domain/records';

export type Ways = {
  records: Pick<Records, 'load'>;
  log: Pick<Log, 'events'>;
  facts: Pick<Facts, 'read'>;
  /** Puts facts in place of what is there, unless that is of a higher version. */
  replace(id: IncidentId, version: Version, facts: IncidentFacts): Promise<void>;
};
export type Rebuilt = { incidents: number; same: number; differed: IncidentId[] };

const atOnce = 20;

/** Facts are a fold of the log, so they can be made again at any time. What is there already, byte for byte, is left alone. */
export async function rebuild(ways: Ways): Promise<Rebuilt> {
  const done: Rebuilt = { incidents: 0, same: 0, differed: [] };
  const last = await highestNumber(ways);
  for (let from = 1; from <= last; from += atOnce) {
    const ids = Array.from({ length: Math.min(atOnce, last - from + 1) }, (_, index) => IncidentId.parse(`INC-${from + index}`));
    const outcomes = await Promise.all(ids.map((id) => rebuildOne(ways, id)));
    for (const [index, outcome] of outcomes.entries()) {
      const id = ids[index];
      if (outcome === 'none' || id === undefined) continue;
      done.incidents += 1;
      if (outcome === 'same') done.same += 1;
      else done.differed.push(id);
    }
  }
  return done;
}

/** Numbers come from one counter, with gaps: no number above it was ever given. No index has to be believed. */
async function highestNumber({ records }: Ways): Promise<number> {
  const [counter] = await records.load([{ key: counterKey('incident'), read: () => undefined } satisfies Ref<undefined>]);
  return counter?.version ?? 0;
}

async function rebuildOne({ log, facts, replace }: Ways, id: IncidentId): Promise<'none' | 'same' | 'differed'> {
  const records = await log.events(id, 0);
  const version = records.at(-1)?.version;
  const learnt = incidentFacts(
    id,
    records.map(({ body }) => IncidentEvent.parse(body)),
  );
  if (learnt === undefined || version === undefined) return 'none';
  const kept = await facts.read(id);
  if (kept?.version === version && bytes(kept.facts) === bytes(learnt)) return 'same';
  await replace(id, version, learnt);
  return 'differed';
}

/** The table does not keep the order of names. */
const bytes = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
