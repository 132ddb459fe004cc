import type { Effect, LedgerEntry, Outcome } from './effects.ts';
import type { AggregateId } from './keys.ts';
import type { Lane, Ledger, Lines, Outbox, World } from './ports.ts';
import type { Version } from './records.ts';
import { ComeBackLater } from './rejection.ts';

/** What one kind of record asks of the world. */
export type Projection = {
  /** The version seen, and what ought to be so at it. `since` is where this lane had caught up before. */
  derive(since: number): Promise<{ version: number; effects: Effect[] }>;
  /** Puts an outcome on record, where the record wants to know. */
  record(effect: Effect, outcome: Outcome): Promise<void>;
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
 * Makes the world match the record: derives what ought to be so, does what the ledger does not know as done, and derives again, because what was
 * done may allow more. A failed effect holds back only what depends on it; the lane has caught up when nothing failed and nothing is left.
 */
export async function reconcile(workshop: Workshop, id: AggregateId, lane: Lane, projection: Projection, asked?: Version): Promise<void> {
  const since = await workshop.outbox.reconciledUpTo(id, lane);
  // Each event asks, and a run that came later than several of them has followed them all.
  if (asked !== undefined && asked <= since) return;
  const failures = new Map<string, unknown>();
  for (let round = 1; round <= rounds; round++) {
    const { version, effects } = await projection.derive(since);
    const open = await unfinished(
      workshop,
      id,
      effects.filter(({ key }) => !failures.has(key)),
    );
    const shut = shutRooms(effects, open, [...failures.keys()]);
    const due = open
      .filter(({ effect }) => !isInside(shut, effect) && !isNeeded(effect, effects, open, [...failures.keys()]))
      .filter((job) => {
        const wait = secondsUntil(job.entry?.notBefore, workshop.now());
        if (wait > 0) failures.set(job.effect.key, new ComeBackLater(wait, 'it is not its turn yet'));
        return wait <= 0;
      });
    if (due.length === 0) {
      if (failures.size > 0) throw asOne(id, [...failures.values()]);
      return workshop.outbox.reconciled(id, lane, version);
    }
    await intend(workshop, id, due);
    await Promise.all(
      due.map((job) => finish(workshop, id, projection, job).catch((error: unknown) => failures.set(job.effect.key, error))),
    );
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
  const open = await unfinished(workshop, id, effects);
  await intend(workshop, id, open);
  const said = await Promise.allSettled(open.map((job) => finish(workshop, id, unrecorded, job)));
  const failures = said.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (failures.length > 0) throw asOne(id, failures);
}
const unrecorded = { record: async () => {} };

type Job = { effect: Effect; fingerprint: string; entry: LedgerEntry | undefined };

async function unfinished({ ledger, fingerprint }: Workshop, id: AggregateId, effects: Effect[]): Promise<Job[]> {
  const keys = [...new Set(effects.flatMap((effect) => [effect.key, ...rootOf(effect)]))];
  const entries = keys.length === 0 ? {} : await ledger.entries(id, keys);
  return effects
    .flatMap((effect) => inItsThread(effect, entries))
    .map((effect) => ({ effect, fingerprint: fingerprint(effect), entry: entries[effect.key] }))
    .filter(({ effect, fingerprint, entry }) => {
      if (entry?.outcome === undefined) return !('onlyIfThere' in effect && effect.onlyIfThere);
      // A page that was refused is answered by the next rung, not by a later try.
      if (effect.kind === 'page' && entry.outcome.kind === 'refused') return false;
      return keptCurrent(effect) && entry.fingerprint !== fingerprint;
    });
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

/** What describes a state follows the latest one; what tells of an event is said once. */
function keptCurrent(effect: Effect): boolean {
  switch (effect.kind) {
    case 'topic':
    case 'purpose':
    case 'page':
      return true;
    case 'message':
      return effect.current === true;
    case 'open-channel':
    case 'unarchive':
    case 'archive':
    case 'invite':
    case 'bookmark':
    case 'pager':
    case 'read-message':
    case 'schedule':
    case 'unschedule':
      return false;
    default:
      return effect satisfies never;
  }
}

/** One write for all of which nothing has been done yet, before any of it is tried. */
async function intend({ ledger, now }: Workshop, id: AggregateId, jobs: Job[]): Promise<void> {
  const fresh = jobs.filter(({ entry }) => !mayBeDone(entry));
  if (fresh.length > 0)
    await ledger.intend(
      id,
      fresh.map(({ effect, fingerprint }) => ({ effect: effect.key, intendedAt: now(), fingerprint })),
    );
}

/** What was turned away has certainly not been done. */
const mayBeDone = (entry: LedgerEntry | undefined): entry is LedgerEntry =>
  entry !== undefined && (entry.outcome !== undefined || entry.notBefore === undefined);

async function finish(
  workshop: Workshop,
  id: AggregateId,
  projection: Pick<Projection, 'record'>,
  { effect, fingerprint, entry }: Job,
): Promise<void> {
  const { ledger, world, now } = workshop;
  const before = entry?.outcome;
  const found = before === undefined && mayBeDone(entry) ? await world.find(effect, entry.intendedAt) : undefined;
  const putOff = (error: unknown) => takeTurn(workshop, id, { intendedAt: now(), fingerprint, ...entry, effect: effect.key }, error);
  const done = found
    ? await asItIsNow(world, effect, found)
    : await (before ? world.update(effect, before) : world.perform(effect)).catch(putOff);
  // On record first: were it in the ledger before, a crash in between would leave the record waiting for ever.
  if (before === undefined) await projection.record(effect, done);
  await ledger.done(id, { effect: effect.key, intendedAt: entry?.intendedAt ?? now(), fingerprint, outcome: wordless(done) });
}

/** The ledger keeps what came of it and nobody's words. */
const wordless = (outcome: Outcome): Outcome => (outcome.kind === 'found' ? { kind: 'done' } : outcome);

/** What an earlier try left behind may say what was so then. */
const asItIsNow = async (world: World, effect: Effect, found: Outcome) => (keptCurrent(effect) ? world.update(effect, found) : found);

/** Turned away by a limit that others wait for too: its turn is on record, so that it neither asks before nor is looked for then. */
async function takeTurn({ ledger, lines, now }: Workshop, id: AggregateId, entry: LedgerEntry, error: unknown): Promise<never> {
  if (!(error instanceof ComeBackLater) || error.line === undefined) throw error;
  const earliest = new Date(Date.parse(now()) + error.seconds * 1000).toISOString();
  const notBefore = await lines.turn(error.line, earliest, apartMs(error.seconds));
  await ledger.putOff(id, { ...entry, notBefore });
  throw new ComeBackLater(secondsUntil(notBefore, now()), error.message);
}

/** A long wait says that many came at once, and as many will be let in at once; a short one, that there is room for one at a time. */
const apartMs = (seconds: number) => (seconds >= 30 ? 250 : 1000);

const secondsUntil = (at: string | undefined, now: string) => (at === undefined ? 0 : Math.ceil((Date.parse(at) - Date.parse(now)) / 1000));

const together = 3;

/** The first turn decides, and what comes shortly after it comes with it; a real failure speaks louder. */
function asOne(id: AggregateId, failures: unknown[]): unknown {
  const waits = failures.filter((failure) => failure instanceof ComeBackLater);
  const others = failures.filter((failure) => !(failure instanceof ComeBackLater));
  if (others.length > 0) return others.length === 1 ? others[0] : new AggregateError(others, `${id}: ${others.length} effects failed`);
  const seconds = waits.map((wait) => wait.seconds);
  const first = Math.min(...seconds);
  return new ComeBackLater(Math.max(...seconds.filter((one) => one <= first + together)), waits[0]?.message ?? 'asked to wait');
}
