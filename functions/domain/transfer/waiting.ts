import type { Team } from '#domain/team/team';
import { workingDaysLater } from '#domain/team/working-days';
import type { Waiting } from './transfer-events.ts';

/** In working days: a reminder, then whoever is accountable, then it is over (`domain.md` 2.5). */
const [remindAfter, escalateAfter, expireAfter] = [3, 5, 10];

/** How long an answer is waited for, by the calendar of the team that is to take the service. */
export function waitingFrom(team: Team, at: string): Waiting | undefined {
  if (team.state !== 'active') return undefined;
  const after = (days: number) => workingDaysLater(team, at, days);
  return { remindAt: after(remindAfter), escalateAt: after(escalateAfter), expiresAt: after(expireAfter) };
}
