import type { Clock } from './contracts.ts';

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
