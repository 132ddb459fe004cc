import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import type { Clock, Part } from './contracts.ts';

export type Time = {
  /** Waits until nothing can run now; answers how long that took, in real milliseconds. */
  settle(): Promise<number>;
  /** Moves the clock to each moment at which something is due, in turn, and settles there. */
  advance(to: number): Promise<void>;
  next(): { at: number; name: string } | null;
  /** Starts what has become due by the ticking of the clock. */
  tick(): void;
};

export class NotSettled extends Error {
  override readonly name = 'NotSettled';
}

export function createTime({
  clock,
  parts,
  poll,
  patience = 120_000,
}: {
  clock: Clock;
  parts: () => Part[];
  poll: () => void;
  patience?: number;
}): Time {
  const tick = () => {
    for (const part of parts()) part.wake();
  };
  const next = () =>
    parts()
      .flatMap((part) => part.next() ?? [])
      .reduce<{ at: number; name: string } | null>((first, one) => (first && first.at <= one.at ? first : one), null);
  const quiet = () => !parts().some((part) => part.busy()) && (next()?.at ?? Number.POSITIVE_INFINITY) > clock.now();

  async function settle(): Promise<number> {
    const started = performance.now();
    poll();
    // Quiet must be seen several turns in a row: between two parts, work is for a moment in nobody's hands.
    for (let seen = 0; seen < 4; ) {
      tick();
      await turn();
      seen = quiet() ? seen + 1 : 0;
      if (seen > 0) continue;
      await sleep(1);
      if (performance.now() - started > patience) throw new NotSettled(`Something still runs after ${patience / 1000} s.`);
    }
    return Math.round(performance.now() - started);
  }

  async function advance(to: number): Promise<void> {
    await settle();
    for (let due = next(); due && due.at <= to; due = next()) {
      if (due.at > clock.now()) clock.move(due.at);
      await settle();
    }
    if (to > clock.now()) clock.move(to);
    await settle();
  }
  return { settle, advance, next, tick };
}
