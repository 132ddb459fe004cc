import * as z from 'zod';
import { IncidentId } from '#domain/incident/incident';
import { rungOf } from '#domain/incident/ladder';

const Firing = z.object({
  aggregate: IncidentId,
  timer: z.string().optional().catch(undefined),
  generation: z.int().optional().catch(undefined),
});

/**
 * What a schedule brings back, whichever code armed it: schedules outlive deployments. What it was armed for counts where it is said as it is
 * today. Otherwise the incident is enough, because the record says what is due by now; without one there is nothing to look at.
 */
export function readFiring(payload: unknown): { id: IncidentId; fired?: { generation: number; rung: number } } | undefined {
  const read = Firing.safeParse(payload);
  if (!read.success) return undefined;
  const { aggregate: id, timer = '', generation } = read.data;
  const rung = rungOf(timer);
  return rung === undefined || generation === undefined ? { id } : { id, fired: { generation, rung } };
}
