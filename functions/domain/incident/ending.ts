import { isGuest } from '#domain/person/authority';
import type { Person, PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import type { IncidentEvent } from './events.ts';
import { endedAt, ongoing } from './impact.ts';
import type { OpenIncident } from './incident.ts';

/** Impact that is going on ends when customers are said to be fine: one more event of the same write. */
export const impactEnds = ({ impact }: OpenIncident, { by, at }: { by: PersonId; at: string }): IncidentEvent[] =>
  ongoing(impact) ? [{ type: 'IncidentImpactChanged', at, by, before: impact, windows: endedAt(impact, at) }] : [];

/** Guests help and say how it goes; that it is over, or not over after all, is for members to say. */
export function refuseGuest(person: Person): void {
  if (isGuest(person))
    throw new Rejection(
      'ended_by_guest',
      'Guests can help, but a member of the workspace has to say so. Nothing has changed; ask one in the channel.',
    );
}
