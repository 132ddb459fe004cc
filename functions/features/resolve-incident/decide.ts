import { type Actor, activeTo } from '#domain/incident/authority';
import { impactEnds, refuseGuest } from '#domain/incident/ending';
import type { IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import type { Fix } from '#domain/incident/restoring-events';
import type { Act } from '#domain/perform';
import { type Person, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';

export type ResolveIncident = Actor & { at: string; fix: Fix; how: string; howId: string };

/** It is over, and how is on record. Impact that is still going on ends with it. */
export const resolveIncident: Act<Incident, { person: Person }, ResolveIncident, IncidentEvent> = {
  facts: (_, { by }) => ({ person: personRef(by) }),
  decide(incident, { person }, { by, at, inRoom, fix, how, howId }) {
    const open = activeTo(incident, person, { by, inRoom });
    refuseGuest(person);
    if (how.trim() === '')
      throw new Rejection('no_words', 'Say in a sentence how it was resolved: it is what the next one reads first. Nothing has changed.');
    const ended = impactEnds(open, { by, at });
    return {
      events: [...ended, { type: 'IncidentResolved', at, by, fix, howId }],
      texts: [{ id: howId, by, body: how, inHead: true }],
      answer: { fix, recorded: open.impact.length > 0, ended: ended.length > 0 },
    };
  },
};
