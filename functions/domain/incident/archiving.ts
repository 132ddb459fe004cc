import type { AggregateId } from '#domain/keys';
import type { Organisation } from '#domain/organisation/organisation';
import type { Incident } from './incident.ts';
import type { Timer } from './timers.ts';

export const archivingTimer = 'archive';

/** When the channel of what is over now is put away; `undefined` where the organisation keeps them. */
export const archiveAt = ({ archiveAfterDays }: Organisation, at: string): string | undefined =>
  archiveAfterDays === undefined ? undefined : new Date(Date.parse(at) + archiveAfterDays * 24 * 3_600_000).toISOString();

/** Time to read where it goes on, and to say that it is one of its own after all. */
const duplicateStaysMs = 10 * 60_000;

/** When that is due; `undefined` once it is done. */
export function archivingDue(incident: Incident): string | undefined {
  if (incident.state === 'none' || incident.room.state !== 'open' || incident.room.archivedAt) return undefined;
  if (incident.state === 'duplicate') return new Date(Date.parse(incident.duplicate.at) + duplicateStaysMs).toISOString();
  if (incident.state !== 'closed' && incident.state !== 'cancelled') return undefined;
  const { archiveAt: due } = incident.state === 'closed' ? incident.closed : incident.cancelled;
  // Somebody needs the private room that it got afterwards.
  return due !== undefined && (incident.madePrivate?.at ?? '') > due ? undefined : due;
}

export const archivingIsDue = (incident: Incident, now: string) => (archivingDue(incident) ?? '9999') <= now;

/** One that was opened again meanwhile asks nothing when it fires. */
export function archivingTimers(id: AggregateId, incident: Incident): Timer[] {
  const at = archivingDue(incident);
  if (at === undefined || incident.state === 'none') return [];
  const name = `${id}-${archivingTimer}-${Date.parse(at)}`;
  return [{ name, at, payload: { aggregate: id, timer: archivingTimer, generation: incident.generation } }];
}
