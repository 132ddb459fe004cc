import * as z from 'zod';
import { incidentsOfServiceKey, incidentsOfTeamKey } from '#domain/keys';
import { everyRef, type Ref } from '#domain/records';
import { IncidentId } from './incident-id.ts';

/** What stands under a service or a team for each incident of theirs. It names private ones too: what becomes of them is in their heads. */
export const IncidentOf = z.object({ incident: IncidentId });
export type IncidentOf = z.infer<typeof IncidentOf>;

/** Those that were declared in a month. */
export const ofServiceRef = (service: string, month: string): Ref<IncidentOf[]> =>
  everyRef(incidentsOfServiceKey(service, month), IncidentOf);
/** Those of all that the team owned when they were declared. */
export const ofTeamRef = (team: string, month: string): Ref<IncidentOf[]> => everyRef(incidentsOfTeamKey(team, month), IncidentOf);

/** This month and those before it, the oldest first. */
export const monthsUntil = (now: string, count: number): string[] => {
  const [year = 0, month = 0] = now.split('-').map(Number);
  return Array.from({ length: count }, (_, n) => new Date(Date.UTC(year, month - count + n, 1)).toISOString().slice(0, 7));
};

/** Newest first; what was said of one several times is one. */
export const newestOf = (months: IncidentOf[][] = [], most: number): IncidentId[] =>
  [
    ...new Set(
      months
        .flat()
        .map(({ incident }) => incident)
        .reverse(),
    ),
  ].slice(0, most);
