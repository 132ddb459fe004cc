import { describe, expect, test } from 'vitest';
import { Rejection } from '#domain/rejection';
import { asserted, type SaidOwnership } from '#domain/service/asserting';
import { type Assertion, history, ownerAt } from '#domain/service/ownership';
import type { ServiceEvent } from '#domain/service/service';
import { type RegisteredService, services } from '#domain/service/service';
import { noLoad } from '#domain/team/load';
import { correctHistory } from '#features/correct-history/decide';
import { aService, aTeam, longAgo, member, owned, plus, priya, teamSlug } from '#test/builders';
import { fc } from '#test/properties';

const teams = ['a', 'b', 'c', 'd'];
const hours = 30;
const hour = (n: number) => plus('2026-03-01T00:00:00.000Z', n * 60);
const instants = Array.from({ length: hours }, (_, n) => hour(n));

/** A transfer moves it now; a correction says what was so before, in place of an entry or beside them all. */
type Step = { wait: number; team: string; model: 'ybiyri' | 'ops_run_it'; from: number; instead: number | null };
const step = fc.record({
  wait: fc.integer({ min: 0, max: 6 }),
  team: fc.constantFrom(...teams),
  model: fc.constantFrom('ybiyri' as const, 'ops_run_it' as const),
  from: fc.nat(hours),
  /** Which entry a correction is of; nothing: a transfer. */
  instead: fc.option(fc.integer({ min: -1, max: 8 }), { freq: 2 }),
});

type Told = { service: RegisteredService; assertions: Assertion[] };
const active = aTeam({ teamType: 'multi_product_team' });
const standing = { id: 'SVC-bedroom', versions: { loads: Array(12).fill(0) } } as never;

/** By the product's own rules: what they refuse leaves everything as it was. */
function taken({ service, assertions }: Told, { team, model, from, instead }: Step, at: string): Told {
  const facts = { teams: Array(3).fill(active), assertions, loads: Array(12).fill(noLoad) };
  const decide = (): { events: ServiceEvent[]; puts?: { key: { sk: string }; value: unknown }[] } => {
    if (instead === null) {
      const said: SaidOwnership = { owner: teamSlug(team), model, solution: 'none', effectiveFrom: at };
      return asserted(service, said, facts, { loads: Array(12).fill(0) } as never, at);
    }
    const command = { by: priya, at, owner: teamSlug(team), model, effectiveFrom: hour(from), reason: 'wrong', reasonId: 'x' };
    const supersedes = instead === -1 ? {} : { supersedes: instead };
    const person = { person: member, lifecycles: [], touched: [] };
    return correctHistory.decide(service, { ...facts, ...person }, { ...command, ...supersedes }, standing) as ReturnType<typeof decide>;
  };
  try {
    const { events, puts = [] } = decide();
    const written = puts.flatMap(({ key, value }) => (key.sk.startsWith('OWN#') ? [value as Assertion] : []));
    return { service: events.reduce(services.evolve, service) as RegisteredService, assertions: [...assertions, ...written] };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return { service, assertions };
  }
}

/** As naive as it can be: cards in a drawer. What is corrected is taken out; whoever asks looks through all of them. */
function drawer(all: Assertion[]) {
  const cards = new Map<number, Assertion>();
  const snapshots: { at: string; owners: (string | undefined)[] }[] = [];
  for (const card of all) {
    if (card.supersedes !== undefined) cards.delete(card.supersedes);
    cards.set(card.version, card);
    const owners = instants.map((at) => {
      let best: Assertion | undefined;
      for (const one of cards.values())
        if (one.effectiveFrom <= at && (best === undefined || best.effectiveFrom <= one.effectiveFrom)) best = one;
      return best?.owner;
    });
    snapshots.push({ at: card.recordedAt, owners });
  }
  return snapshots;
}

/** One walk along what is believed, in place of a question for each instant. */
function owners(told: Assertion[]): (string | undefined)[] {
  let next = 0;
  return instants.map((at) => {
    while (next < told.length && (told[next]?.effectiveFrom ?? '') <= at) next++;
    return told[next - 1]?.owner;
  });
}

const first = owned(1, 'a', hour(0), { recordedAt: hour(0) });
const begun: Told = { service: aService({ owned: first, assertions: 1, slug: aService().slug }), assertions: [first] };

describe('Ten thousand histories, made by the acts that people have', () => {
  const seen = { transfers: 0, corrections: 0, refused: 0 };
  test('have exactly one owner at every instant, and answer as the naive model does, as believed at any time', { timeout: 60_000 }, () => {
    const begins = process.cpuUsage();
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 9 }), (steps) => {
        let told = begun;
        let clock = 1;
        for (const one of steps) {
          clock = Math.min(clock + one.wait, hours - 1);
          const before = told.assertions.length;
          told = taken(told, one, plus(hour(clock), 1 + before));
          if (told.assertions.length === before) seen.refused++;
          else if (one.instead === null) seen.transfers++;
          else seen.corrections++;
        }
        const snapshots = drawer(told.assertions);
        for (const { at, owners: naive } of snapshots) {
          const answered = owners(history(told.assertions, at));
          // Fifty thousand comparisons: the slow one is for those that differ.
          if (answered.join() !== naive.join()) expect(answered).toEqual(naive);
        }
        const now = plus(hour(hours), 60);
        const believed = history(told.assertions);
        const starts = believed.map(({ effectiveFrom }) => effectiveFrom);
        return (
          starts[0] === hour(0) &&
          new Set(starts).size === starts.length &&
          snapshots.at(-1)?.owners.every((owner) => owner !== undefined) === true &&
          told.service.owned?.version === ownerAt(told.assertions, now)?.version
        );
      }),
      { numRuns: 10_000 },
    );
    // Of this process alone, however busy the machine is.
    expect(process.cpuUsage(begins).user / 1e6).toBeLessThan(10);
  });
  test('were transferred, corrected and refused often enough to mean something', () => {
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(1500);
  });
});

describe('A service with two hundred words on it', () => {
  const many = Array.from({ length: 200 }, (_, n) =>
    owned(n + 1, teams[n % 4] ?? 'a', plus(longAgo, n * 1440), {
      recordedAt: plus(longAgo, n * 1440 + 5),
      ...(n % 7 === 3 && { supersedes: n }),
    }),
  );
  test('answers in a millisecond, and says how many of them are still believed', () => {
    expect(history(many)).toHaveLength(200 - many.filter(({ supersedes }) => supersedes).length);
    const started = performance.now();
    for (let n = 0; n < 200; n++) ownerAt(many, plus(longAgo, n * 1440), plus(longAgo, 400 * 1440));
    expect((performance.now() - started) / 200).toBeLessThan(5);
  });
});
