import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Hours that end before they begin go on past midnight; those that end as they begin are round the clock. */
export const WorkingHours = z.object({ days: z.array(z.enum(days)), from: time, to: time });
export type WorkingHours = z.infer<typeof WorkingHours>;

type Calendar = { zone: string; workingHours: WorkingHours; holidays: string[] };

const isWorkingDay = ({ workingHours, holidays }: Calendar, date: Temporal.PlainDate) => {
  const day = days[date.dayOfWeek - 1];
  return day !== undefined && workingHours.days.includes(day) && !holidays.includes(date.toString());
};

/** Is the team at work at this instant (ISO, UTC), by its own clock and calendar? */
export function atWork(team: Calendar, at: string): boolean {
  const { from, to } = team.workingHours;
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(team.zone);
  const [today, now] = [local.toPlainDate(), local.toPlainTime().toString()];
  if (from < to) return isWorkingDay(team, today) && from <= now && now < to;
  return (isWorkingDay(team, today) && from <= now) || (isWorkingDay(team, today.subtract({ days: 1 })) && now < to);
}

const longestHoliday = 60;

/** Nine o'clock of the next day that the team works, by its own clock; the same day, where nine is still to come. */
export function nextWorkingMorning(team: Calendar, at: string): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(team.zone);
  for (let days = 0; days <= longestHoliday; days++) {
    const date = local.toPlainDate().add({ days });
    const nine = date.toZonedDateTime({ timeZone: team.zone, plainTime: '09:00' }).toInstant();
    if (isWorkingDay(team, date) && Temporal.Instant.compare(nine, at) > 0) return new Date(nine.epochMilliseconds).toISOString();
  }
  return at;
}
