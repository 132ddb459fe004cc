import type { Timer } from '#domain/incident/timers';
import type { AggregateId } from '#domain/keys';
import type { Prompts } from './prompts.ts';

/** One alarm clock for each person: under a name that is never used twice. One that rings for an older plan asks what is due by then. */
export function promptsTimers(id: AggregateId, prompts: Prompts): Timer[] {
  if (prompts.state === 'none' || prompts.lookAt === null) return [];
  const { lookAt, generation } = prompts;
  return [{ name: `${id}-look-g${generation}`, at: lookAt, payload: { aggregate: id, timer: 'look', generation } }];
}
