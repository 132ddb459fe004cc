import type { Clock, Store } from './contracts.ts';

/** Real time plus an offset. The offset lies in shared memory, so that the functions' threads see the same moved time at once. */
export function createClock(startAt?: number): Clock {
  const shared = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  const offset = new Float64Array(shared);
  const now = () => Math.floor(Date.now() + (offset[0] ?? 0));
  const move = (toMs: number) => {
    offset[0] = toMs - Date.now();
  };
  if (startAt !== undefined) move(startAt);
  return { now, iso: () => new Date(now()).toISOString(), move, shared };
}

/** Kept data has its own time: a clock that was moved stays moved over a restart. */
export function keptClock(store: Store, at: string | undefined): Clock {
  const kept = store.collection<{ offset: number }>('clock');
  const start = at === undefined ? Date.now() + (kept.get('clock')?.offset ?? 0) : Date.parse(at);
  const clock = createClock(start);
  const move = (to: number) => {
    clock.move(to);
    kept.set('clock', { offset: to - Date.now() });
  };
  if (at !== undefined) move(start);
  return { ...clock, move };
}
