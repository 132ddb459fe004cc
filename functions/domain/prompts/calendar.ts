import type { Organisation } from '#domain/organisation/organisation';
import { zoneOf } from '#domain/person/moment';
import type { Person } from '#domain/person/person';
import type { Team } from '#domain/team/team';
import type { Calendar, WorkingHours } from '#domain/team/working-hours';

export const usualHours: WorkingHours = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' };

/** When somebody works: by their own clock, on the days and in the hours of their team. */
export function calendarOf(person: Person, team: Team | undefined, organisation: Organisation): Calendar {
  const zone = zoneOf(person, organisation);
  if (team?.state !== 'active') return { zone, workingHours: usualHours, holidays: [] };
  const { workingHours, holidays } = team;
  // A team that names no working day has not said when it works.
  return { zone, workingHours: workingHours.days.length === 0 ? usualHours : workingHours, holidays };
}
