import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const WorkingHours = z.object({ days: z.array(z.enum(days)), from: time, to: time });
export type WorkingHours = z.infer<typeof WorkingHours>;

type Calendar = { zone: string; workingHours: WorkingHours; holidays: string[] };

/** Is the team at work at this instant (ISO, UTC), by its own clock and calendar? */
export function atWork({ zone, workingHours: { days: working, from, to }, holidays }: Calendar, at: string): boolean {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  const day = days[local.dayOfWeek - 1];
  if (day === undefined || !working.includes(day) || holidays.includes(local.toPlainDate().toString())) return false;
  const now = local.toPlainTime();
  return Temporal.PlainTime.compare(now, from) >= 0 && Temporal.PlainTime.compare(now, to) < 0;
}
