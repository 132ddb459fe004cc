import type { Effect, LedgerEntry, Outcome } from './effects.ts';
import { isOnlyIfThere, keptCurrent, recordedEachTime } from './kept-current.ts';
import type { AggregateId } from './keys.ts';
import type { Lane, Ledger, Lines, Outbox, World } from './ports.ts';
import type { Version } from './records.ts';
import { PersonNeeded } from './rejection.ts';
import { asOne, behindOthers, notYet, takeTurn } from './turns.ts';

/** What one kind of record asks of the world. */
export type Projection = {
  /** The version seen, and what ought to be so at it. `since` is where this lane had caught up before. */
  derive(since: number): Promise<{ version: number; effects: Effect[] }>;
  /** Puts an outcome on record, where the record wants to know; answers whether it did, so that more may follow. */
  record(effect: Effect, outcome: Outcome): Promise<boolean>;
};

export type Workshop = {
  ledger: Ledger;
  lines: Lines;
  outbox: Outbox;
  world: World;
  now: () => string;
  fingerprint: (effect: Effect) => string;
};

const rounds = 12;

/**
 * Makes the world match the record: derives what ought to be so, does what the ledger does not know as done, and derives again where what was
 * done may allow more. A failed effect holds back only what depends on it; the lane has caught up when nothing failed and nothing is left.
 */
export async function reconcile(workshop: Workshop, id: AggregateId, lane: Lane, projection: Projection, asked?: Version): Promise<void> {
  const since = await workshop.outbox.reconciledUpTo(id, lane);
  // Each event asks, and a run that came later than several of them has followed them all.
  if (asked !== undefined && asked <= since) return;
  const failures: Failures = new Map();
  for (let round = 1; round <= rounds; round++) {
    const { version, effects: wanted } = await projection.derive(since);
    const effects = wanted.flatMap((effect) => [effect, ...insteadOf(effect, failures.get(effect.key))]);
    const { open, waiting } = await unfinished(
      workshop,
      id,
      effects.filter(({ key }) => !failures.has(key)),
    );
    const shut = shutRooms(effects, open, [...failures.keys()]);
    const ready = open.filter(({ effect }) => !isInside(shut, effect) && !isNeeded(effect, effects, open, [...failures.keys()]));
    const due = inTurn(workshop, ready, failures);
    if (due.length === 0) {
      if (failures.size > 0) throw asOne(id, [...failures.values()]);
      return workshop.outbox.reconciled(id, lane, version);
    }
    const onRecord = await doAll(workshop, id, projection, due, failures);
    const heldBack = waiting || due.length < open.length;
    if (!onRecord && !heldBack && failures.size === 0) return workshop.outbox.reconciled(id, lane, version);
  }
  throw new Error(`${id}: still something to do after ${rounds} rounds`);
}

/** Rooms that have yet to be opened again. What is meant for them would be refused now, and a refusal is for good. */
const shutRooms = (effects: Effect[], open: Job[], failed: string[]): string[] =>
  effects.flatMap((effect) =>
    effect.kind === 'unarchive' && (failed.includes(effect.key) || open.some((job) => job.effect.key === effect.key))
      ? [effect.channel]
      : [],
  );

/** Whoever can do it has to be told, once. */
const insteadOf = (effect: Effect, failure: unknown): Effect[] =>
  effect.kind === 'unarchive' && failure instanceof PersonNeeded ? effect.otherwise : [];

/** A room that is to be put away, while something that is meant for it is still owed. */
function isNeeded(effect: Effect, effects: Effect[], open: Job[], failed: string[]): boolean {
  if (effect.kind !== 'archive') return false;
  const owed = [...open.map((job) => job.effect), ...effects.filter(({ key }) => failed.includes(key))];
  return owed.some((other) => other.kind !== 'archive' && isInside([effect.channel], other));
}

const isInside = (rooms: string[], effect: Effect) =>
  effect.kind !== 'unarchive' && (('channel' in effect && rooms.includes(effect.channel)) || ('to' in effect && rooms.includes(effect.to)));

/** Makes a few effects so, outside of any lane: what is said about the following itself. One that fails does not keep the others. */
export async function notify(workshop: Workshop, id: AggregateId, effects: Effect[]): Promise<void> {
  const failures: Failures = new Map();
  const { open } = await unfinished(workshop, id, effects);
  await doAll(workshop, id, unrecorded, inTurn(workshop, open, failures), failures);
  if (failures.size > 0) throw asOne(id, [...failures.values()]);
}
const unrecorded = { record: async () => false };

type Job = { effect: Effect; fingerprint: string; entry: LedgerEntry | undefined };
type Failures = Map<string, unknown>;
type Recording = Pick<Projection, 'record'>;

/** What may be tried now; what has to wait has failed for this time. */
const inTurn = ({ now }: Workshop, jobs: Job[], failures: Failures) =>
  jobs.filter(({ effect, entry }) => {
    const wait = notYet(entry, now());
    if (wait) failures.set(effect.key, wait);
    return wait === undefined;
  });

/** Whether anything of it is on record. */
async function doAll(workshop: Workshop, id: AggregateId, projection: Recording, jobs: Job[], failures: Failures): Promise<boolean> {
  await intend(workshop, id, jobs);
  const recorded = await Promise.all(
    jobs.map((job) =>
      finish(workshop, id, projection, job).catch((error: unknown) => {
        failures.set(job.effect.key, error);
        return false;
      }),
    ),
  );
  return recorded.includes(true);
}

/** `waiting`: something stands under what is not there yet. */
async function unfinished(
  { ledger, fingerprint }: Workshop,
  id: AggregateId,
  effects: Effect[],
): Promise<{ open: Job[]; waiting: boolean }> {
  const keys = [...new Set(effects.flatMap((effect) => [effect.key, ...rootOf(effect)]))];
  const entries = keys.length === 0 ? {} : await ledger.entries(id, keys);
  const placed = effects.flatMap((effect) => inItsThread(effect, entries));
  const open = placed
    .map((effect) => ({ effect, fingerprint: fingerprint(effect), entry: entries[effect.key] }))
    .filter(({ effect, fingerprint, entry }) => {
      if (entry?.outcome === undefined) return !isOnlyIfThere(effect) || (mayBeDone(entry) && effect.kind !== 'pager');
      // A page that was refused is answered by the next rung, not by a later try.
      if ((effect.kind === 'page' || isOnlyIfThere(effect)) && entry.outcome.kind === 'refused') return false;
      return keptCurrent(effect) && entry.fingerprint !== fingerprint;
    })
    .map((job) => ({ ...job, entry: job.entry && asUntried(job.entry) }));
  return { open, waiting: placed.length < effects.length };
}

/** What was refused is not there: it is intended anew, so that whoever comes after a lost reply looks for it before it is made twice. */
function asUntried({ outcome, ...intended }: LedgerEntry): LedgerEntry {
  const isNowhere = outcome?.kind === 'refused' && outcome.issue === undefined;
  if (isNowhere) return { ...intended, notBefore: intended.notBefore ?? intended.intendedAt };
  return { ...intended, ...(outcome && { outcome }) };
}

const rootOf = (effect: Effect) =>
  effect.kind === 'message' && effect.under !== undefined
    ? [effect.under]
    : effect.kind === 'pager' && effect.after !== undefined
      ? [effect.after]
      : [];

/** A reply knows its thread once the message above it stands; until then it waits, and the next round asks for it again. */
function inItsThread(effect: Effect, entries: Record<string, LedgerEntry>): Effect[] {
  if (effect.kind === 'pager' && effect.after !== undefined) return mayHaveHappened(entries[effect.after]) ? [effect] : [];
  if (effect.kind !== 'message' || effect.under === undefined) return [effect];
  const { under, ...reply } = effect;
  const root = entries[under]?.outcome;
  return root?.kind === 'message' ? [{ ...reply, to: root.channel, thread: root.ts }] : [];
}

const mayHaveHappened = (entry: LedgerEntry | undefined) => entry !== undefined && entry.outcome?.kind !== 'refused';

/** What stands there is being changed: what it says nobody knows, should this run end before it can tell. */
const unknown = '';

/** One write for all of which nothing has been done yet, before any of it is tried. */
async function intend({ ledger, now }: Workshop, id: AggregateId, jobs: Job[]): Promise<void> {
  const fresh = jobs.filter(({ entry }) => !mayBeDone(entry));
  if (fresh.length > 0)
    await ledger.intend(
      id,
      fresh.map(({ effect, fingerprint }) => ({ effect: effect.key, intendedAt: now(), fingerprint })),
    );
  // Otherwise a record that is soon as it was before would be taken for what the world says.
  const changing = jobs.flatMap(({ entry }) =>
    entry?.outcome && entry.fingerprint !== unknown
      ? [{ effect: entry.effect, intendedAt: entry.intendedAt, fingerprint: unknown, outcome: entry.outcome }]
      : [],
  );
  await Promise.all(changing.map((one) => ledger.done(id, one)));
}

/** What was turned away has certainly not been done. */
const mayBeDone = (entry: LedgerEntry | undefined): entry is LedgerEntry =>
  entry !== undefined && (entry.outcome !== undefined || entry.notBefore === undefined);

async function finish(workshop: Workshop, id: AggregateId, projection: Recording, { effect, fingerprint, entry }: Job): Promise<boolean> {
  const { ledger, world, now } = workshop;
  const before = entry?.outcome;
  const found = before === undefined && mayBeDone(entry) ? await world.find(effect, entry.intendedAt) : undefined;
  if (before === undefined && found === undefined && isOnlyIfThere(effect)) {
    // Nothing was done, as if it had been turned away: it is not looked for again, and may be made should it be wanted after all.
    await ledger.putOff(id, { intendedAt: now(), fingerprint, ...entry, effect: effect.key, notBefore: now() });
    return false;
  }
  const putOff = (error: unknown) =>
    takeTurn(workshop, id, effect.kind, { intendedAt: now(), fingerprint, ...entry, effect: effect.key }, error);
  const done = found
    ? await asItIsNow(world, effect, found)
    : await (before ? world.update(effect, before) : begin(workshop, id, effect, entry)).catch(putOff);
  // On record first: were it in the ledger before, a crash in between would leave the record waiting for ever.
  const onRecord = (before === undefined || recordedEachTime(effect)) && (await projection.record(effect, done));
  await ledger.done(id, { effect: effect.key, intendedAt: entry?.intendedAt ?? now(), fingerprint, outcome: wordless(done) });
  return onRecord;
}

/** Whoever had a turn takes it; whoever comes new looks who stands there. */
async function begin({ world, ...workshop }: Workshop, id: AggregateId, effect: Effect, entry: LedgerEntry | undefined): Promise<Outcome> {
  const behind = entry?.notBefore === undefined ? behindOthers(workshop, id, effect.kind) : undefined;
  if (behind) throw behind;
  return world.perform(effect);
}

/** The ledger keeps what came of it and nobody's words. */
const wordless = (outcome: Outcome): Outcome => (outcome.kind === 'found' ? { kind: 'done' } : outcome);

/** What an earlier try left behind may say what was so then. */
const asItIsNow = async (world: World, effect: Effect, found: Outcome) => (keptCurrent(effect) ? world.update(effect, found) : found);
