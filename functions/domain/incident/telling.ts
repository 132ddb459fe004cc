import type { AggregateId } from '#domain/keys';
import { type Incident, isActive, type OpenIncident } from './incident.ts';
import { isQuiet } from './quiet.ts';
import { isSerious } from './severity.ts';
import type { Timer } from './timers.ts';

/** In serious incidents people hear something every half hour (`domain.md`, appendix C), or when they were promised to. */
export const tellEveryMinutes = 30;
export const tellingTimer = 'telling';

/** When the next update is due; `undefined` where nobody waits for one. */
export function tellingDue(incident: Incident): string | undefined {
  if (incident.state === 'none' || !isActive(incident)) return undefined;
  const { since, nextBy } = incident.telling;
  if (nextBy !== null) return nextBy;
  // After a day of silence it is asked instead, once a day, whether it still goes on.
  if (incident.quietSince !== null) return undefined;
  const next = new Date(Date.parse(since) + tellEveryMinutes * 60_000).toISOString();
  return isSerious(incident.severity) && !isQuiet(incident, next) ? next : undefined;
}

export const tellingIsDue = (incident: Incident, now: string) => (tellingDue(incident) ?? '9999') <= now;

const nameOf = (id: AggregateId, generation: number) => `${id}-${tellingTimer}-g${generation}`;

/** A name is used once: whatever changes when people hear next starts another generation. */
export function tellingTimers(id: AggregateId, incident: Incident): Timer[] {
  const at = tellingDue(incident);
  if (at === undefined || incident.state === 'none') return [];
  const { generation } = incident.telling;
  return [{ name: nameOf(id, generation), at, payload: { aggregate: id, timer: tellingTimer, generation } }];
}

/** That of the question before, and this one's when nobody waits any more. */
export function goneTellingTimers(id: AggregateId, incident: OpenIncident): string[] {
  const { generation } = incident.telling;
  const before = generation > 1 ? [nameOf(id, generation - 1)] : [];
  return tellingDue(incident) === undefined && (isSerious(incident.severityPeak) || incident.telling.nextBy !== null)
    ? [...before, nameOf(id, generation)]
    : before;
}
