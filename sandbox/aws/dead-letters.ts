import type { Clock, Store } from '#sandbox/contracts';

/** `GET /dead-letters`: everything that was given up on, whether or not a queue keeps it. */
export type DeadLetter = { from: string; what: unknown; why: string; at: string };
export type DeadLetters = { add(letter: Omit<DeadLetter, 'at'>): void; all(): DeadLetter[] };

export function createDeadLetters({ clock, store }: { clock: Clock; store: Store }): DeadLetters {
  const letters = store.collection<DeadLetter>('dead-letters');
  return {
    add: (letter) => letters.set(String(letters.size() + 1), { ...letter, at: clock.iso() }),
    all: letters.all,
  };
}
