import { type Actor, openTo } from '#domain/incident/authority';
import { refuseGuest } from '#domain/incident/ending';
import type { IncidentEvent } from '#domain/incident/events';
import { type Incident, isActive } from '#domain/incident/incident';
import { reopenableForMs } from '#domain/incident/reopening';
import type { Act } from '#domain/perform';
import { type Person, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';

export type ReopenIncident = Actor & { at: string; reason: string; reasonId: string };
export const tooLate = 'reopen_too_late';

/** Not over after all: the same incident goes on, and people are asked afresh. Its earlier end stays on record. */
export const reopenIncident: Act<Incident, { person: Person }, ReopenIncident, IncidentEvent> = {
  facts: (_, { by }) => ({ person: personRef(by) }),
  decide(incident, { person }, { by, at, inRoom, reason, reasonId }) {
    const open = openTo(incident, person, { by, inRoom });
    refuseGuest(person);
    if (isActive(open)) return [];
    if (open.state === 'cancelled')
      throw new Rejection(
        'was_cancelled',
        'It was a false alarm, so there is nothing to open again, and nothing has changed. If something is wrong now, `/incident` declares it.',
      );
    if (open.state === 'duplicate')
      throw new Rejection(
        'is_duplicate',
        `It is the same as ${open.duplicate.of}, which goes on, and nothing has changed. If it is one of its own after all: \`/incident duplicate\` with its number and \`of none\`.`,
      );
    if (Date.parse(at) - Date.parse(open.resolved.at) > reopenableForMs)
      throw new Rejection(
        tooLate,
        'It was resolved more than 24 hours ago, so it stays as it is. If it has come back, declare a new one that goes on from it.',
      );
    const said = reason.trim() === '' ? undefined : { id: reasonId, by, body: reason };
    return {
      events: [{ type: 'IncidentReopened', at, by, ...(said && { reasonId }) }],
      texts: said ? [said] : [],
      answer: 'reopened',
    };
  },
};
