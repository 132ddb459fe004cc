import type { TimerFired } from '#domain/effects';
import type { AggregateId } from '#domain/keys';
import { archivingTimers } from './archiving.ts';
import type { Incident } from './incident.ts';
import { goneLadderTimers, ladderTimers } from './ladder.ts';
import { isQuiet } from './quiet.ts';
import { gonePassingTimers, passingTimers } from './restoring.ts';
import { goneTellingTimers, tellingTimers } from './telling.ts';

export type Timer = { name: string; at: string; payload: TimerFired };

/** Pure: the schedules are made to match this. */
export const timers = (id: AggregateId, incident: Incident): Timer[] => [
  ...ladderTimers(id, incident),
  ...tellingTimers(id, incident),
  ...archivingTimers(id, incident),
  ...passingTimers(id, incident),
];

/** Names that may still be armed and ask nothing any more. One that fires all the same is told so by the record. */
export const goneTimers = (id: AggregateId, incident: Incident): string[] =>
  incident.state === 'none'
    ? []
    : [...goneLadderTimers(id, incident), ...goneTellingTimers(id, incident), ...gonePassingTimers(id, incident)];

/** Something is due whose timer may never have come, or that has none. */
export const isOverdue = (id: AggregateId, incident: Incident, now: string) =>
  isQuiet(incident, now) || timers(id, incident).some(({ at }) => at <= now);
