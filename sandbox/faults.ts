import type { FaultRule, Faults } from './contracts.ts';
import { misfit, strikesAt } from './fault-places.ts';

/** A rule that could never strike as it is written. The message says what is wrong with it. */
export class WrongRule extends Error {
  override readonly name = 'WrongRule';
}

/** `draw` is the chance of the next passage, drawn ahead so that it can be foretold. */
type Kept = { rule: FaultRule; passed: number; struck: number; draw: number };

/** The hostile world: rules strike as calls pass the places they name. A place may end in `*`. */
export function createFaults(): Faults {
  let rules: Kept[] = [];
  let random = seeded(1);
  const covering = (place: string, of: string | undefined) => rules.filter(({ rule }) => covers(rule, place, of));
  return {
    set(next, seed = 1) {
      for (const rule of next) {
        const wrong = misfit(rule) ?? miscounted(rule);
        if (wrong !== undefined) throw new WrongRule(wrong);
      }
      random = seeded(seed);
      rules = next.map((rule) => ({ rule, passed: 0, struck: 0, draw: random() }));
    },
    clear() {
      rules = [];
    },
    at(place, of) {
      const passing = covering(place, of);
      const hit = passing.find(strikesNext);
      for (const one of passing) {
        one.passed += 1;
        one.draw = random();
      }
      if (hit) hit.struck += 1;
      return hit?.rule;
    },
    ahead: (place, of) => covering(place, of).find(strikesNext)?.rule,
  };
}

function covers({ on, of: wanted, do: what }: FaultRule, place: string, of: string | undefined): boolean {
  if (wanted !== undefined && (of === undefined || !names(wanted, of))) return false;
  return names(on, place) && (!on.endsWith('*') || strikesAt(place, what));
}

const names = (pattern: string, name: string) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name);

function strikesNext({ rule: { nth, every, probability, times }, passed, struck, draw }: Kept): boolean {
  if (struck >= (times ?? (nth === undefined ? Number.POSITIVE_INFINITY : 1))) return false;
  if (nth !== undefined) return passed + 1 >= nth;
  if (every !== undefined) return (passed + 1) % every === 0;
  return probability === undefined || draw < probability;
}

function miscounted({ nth, every, probability, times, of }: FaultRule): string | undefined {
  for (const [name, value] of Object.entries({ nth, every, times }))
    if (value !== undefined && !(Number.isInteger(value) && value > 0)) return `"${name}" is a whole number from 1 on, not ${say(value)}.`;
  if (probability !== undefined && !(typeof probability === 'number' && probability > 0 && probability <= 1))
    return `"probability" is above 0 and at most 1, not ${say(probability)}.`;
  if (of !== undefined && (typeof of !== 'string' || of === '')) return `"of" is a name, not ${say(of)}.`;
  if ([nth, every, probability].filter((one) => one !== undefined).length > 1)
    return 'A rule is chosen by one of nth, every and probability.';
  return undefined;
}

const say = (value: unknown) => JSON.stringify(value);

/** Mulberry32: small, and the same from every seed on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
