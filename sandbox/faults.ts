import type { FaultRule, Faults } from './contracts.ts';

/** The hostile world: rules strike as calls pass the places they name. A place may end in `*`. */
export function createFaults(): Faults {
  let rules: { rule: FaultRule; passed: number; struck: number }[] = [];
  let random = seeded(1);
  return {
    set(next, seed = 1) {
      rules = next.map((rule) => ({ rule, passed: 0, struck: 0 }));
      random = seeded(seed);
    },
    clear() {
      rules = [];
    },
    at(place) {
      let hit: FaultRule | undefined;
      for (const one of rules) {
        if (!names(one.rule.on, place)) continue;
        one.passed += 1;
        if (hit || one.struck >= limit(one.rule) || !strikes(one.rule, one.passed, random)) continue;
        one.struck += 1;
        hit = one.rule;
      }
      return hit;
    },
  };
}

const names = (on: string, place: string) => (on.endsWith('*') ? place.startsWith(on.slice(0, -1)) : on === place);
const limit = ({ times, nth }: FaultRule) => times ?? (nth === undefined ? Number.POSITIVE_INFINITY : 1);

function strikes({ nth, every, probability }: FaultRule, passed: number, random: () => number): boolean {
  if (nth !== undefined) return passed >= nth;
  if (every !== undefined) return passed % every === 0;
  if (probability !== undefined) return random() < probability;
  return true;
}

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
