import { type Incident, isActive } from './incident.ts';

export const quietAfterHours = 24;

/** Nobody has done anything for a day: is it still going on? The sweep asks, since nobody waits for the minute. */
export const isQuiet = (incident: Incident, now: string): boolean =>
  incident.state !== 'none' && isActive(incident) && Date.parse(now) - Date.parse(incident.stirredAt) >= quietAfterHours * 3_600_000;
