import { type Actor, activeTo } from '#domain/incident/authority';
import type { IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import { type Person, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';

export type UpdateIncident = Actor & { at: string; text: string; textId: string; nextInMinutes?: number | undefined };

/** What is known and what is being done, for everyone who waits. The question when they hear next begins anew. */
export const updateIncident: Act<Incident, { person: Person }, UpdateIncident, IncidentEvent> = {
  facts: (_, { by }) => ({ person: personRef(by) }),
  decide(incident, { person }, { by, at, inRoom, text, textId, nextInMinutes }) {
    activeTo(incident, person, { by, inRoom });
    if (text.trim() === '')
      throw new Rejection('no_words', 'An update needs words: what is known, what is being done. Nothing was posted.');
    const nextBy = nextInMinutes === undefined ? null : new Date(Date.parse(at) + nextInMinutes * 60_000).toISOString();
    return { events: [{ type: 'IncidentUpdated', at, by, textId, nextBy }], texts: [{ id: textId, by, body: text, inHead: true }] };
  },
};
