import type { Effect, LedgerEntry, Outcome } from './effects.ts';
import type { AggregateId } from './keys.ts';
import type { Lane, Ledger, Outbox, World } from './ports.ts';
import { ComeBackLater } from './rejection.ts';

/** What one kind of record asks of the world. */
export type Projection = {
  /** The version seen, and what ought to be so at it. `since` is where this lane had caught up before. */
  derive(since: number): Promise<{ version: number; effects: Effect[] }>;
  /** Puts an outcome on record, where the record wants to know. */
  record(effect: Effect, outcome: Outcome): Promise<void>;
};

export type Workshop = { ledger: Ledger; outbox: Outbox; world: World; now: () => string; fingerprint: (effect: Effect) => string };

const rounds = 12;

/**
 * Makes the world match the record: derives what ought to be so, does what the ledger does not know as done, and derives again, because what was
 * done may allow more. A failed effect holds back only what depends on it; the lane has caught up when nothing failed and nothing is left.
 */
export async function reconcile(workshop: Workshop, id: AggregateId, lane: Lane, projection: Projection): Promise<void> {
  const since = await workshop.outbox.reconciledUpTo(id, lane);
  const failures = new Map<string, unknown>();
  for (let round = 1; round <= rounds; round++) {
    const { version, effects } = await projection.derive(since);
    const open = await unfinished(
      workshop,
      id,
      effects.filter(({ key }) => !failures.has(key)),
    );
    if (open.length === 0) {
      if (failures.size > 0) throw asOne(id, [...failures.values()]);
      return workshop.outbox.reconciled(id, lane, version);
    }
    await intend(workshop, id, open);
    await Promise.all(
      open.map((job) => finish(workshop, id, projection, job).catch((error: unknown) => failures.set(job.effect.key, error))),
    );
  }
  throw new Error(`${id}: still something to do after ${rounds} rounds`);
}

type Job = { effect: Effect; fingerprint: string; entry: LedgerEntry | undefined };

async function unfinished({ ledger, fingerprint }: Workshop, id: AggregateId, effects: Effect[]): Promise<Job[]> {
  const entries =
    effects.length === 0
      ? {}
      : await ledger.entries(
          id,
          effects.map(({ key }) => key),
        );
  return effects
    .map((effect) => ({ effect, fingerprint: fingerprint(effect), entry: entries[effect.key] }))
    .filter(({ effect, fingerprint, entry }) => {
      if (entry?.outcome === undefined) return !('onlyIfThere' in effect && effect.onlyIfThere);
      // A page that was refused is answered by the next rung, not by a later try.
      if (effect.kind === 'page' && entry.outcome.kind === 'refused') return false;
      return keptCurrent(effect) && entry.fingerprint !== fingerprint;
    });
}

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
    case 'invite':
    case 'bookmark':
    case 'schedule':
    case 'unschedule':
      return false;
    default:
      return effect satisfies never;
  }
}

/** One write for all that is about to be tried for the first time, before any of it is. */
async function intend({ ledger, now }: Workshop, id: AggregateId, jobs: Job[]): Promise<void> {
  const fresh = jobs.filter(({ entry }) => entry === undefined);
  if (fresh.length > 0)
    await ledger.intend(
      id,
      fresh.map(({ effect, fingerprint }) => ({ effect: effect.key, intendedAt: now(), fingerprint })),
    );
}

async function finish(
  { ledger, world, now }: Workshop,
  id: AggregateId,
  projection: Projection,
  { effect, fingerprint, entry }: Job,
): Promise<void> {
  const before = entry?.outcome;
  const done = before
    ? await world.update(effect, before)
    : ((entry && (await world.find(effect, entry.intendedAt))) ?? (await world.perform(effect)));
  // On record first: were it in the ledger before, a crash in between would leave the record waiting for ever.
  if (before === undefined) await projection.record(effect, done);
  await ledger.done(id, { effect: effect.key, intendedAt: entry?.intendedAt ?? now(), fingerprint, outcome: done });
}

/** The longest wait that was asked for decides; a real failure speaks louder. */
function asOne(id: AggregateId, failures: unknown[]): unknown {
  const waits = failures.filter((failure) => failure instanceof ComeBackLater);
  const others = failures.filter((failure) => !(failure instanceof ComeBackLater));
  if (others.length > 0) return others.length === 1 ? others[0] : new AggregateError(others, `${id}: ${others.length} effects failed`);
  return new ComeBackLater(Math.max(...waits.map(({ seconds }) => seconds)), waits[0]?.message ?? 'asked to wait');
}
