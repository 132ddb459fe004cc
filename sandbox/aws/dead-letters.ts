import { randomUUID } from 'node:crypto';
import type { Clock, Store } from '#sandbox/contracts';

/** `GET /dead-letters`: everything that was given up on, whether or not a queue keeps it. `message` is what a queue keeps of it. */
export type DeadLetter = { from: string; what: unknown; why: string; at: string; message?: string | undefined };
export type DeadLetters = {
  add(letter: Omit<DeadLetter, 'at'>): void;
  /** Somebody has taken the message out of its queue. */
  taken(message: string): void;
  all(): Omit<DeadLetter, 'message'>[];
};

export function createDeadLetters({ clock, store }: { clock: Clock; store: Store }): DeadLetters {
  const letters = store.collection<DeadLetter>('dead-letters');
  return {
    add: (letter) => letters.set(letter.message ?? randomUUID(), { ...letter, at: clock.iso() }),
    taken: (message) => letters.delete(message),
    all: () => letters.all().map(({ message: _, ...letter }) => letter),
  };
}
