import type { Act } from '#domain/perform';
import { type Person, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { type Actor, openTo } from './authority.ts';
import type { IncidentEvent } from './events.ts';
import type { Incident } from './incident.ts';

export type NoteIncident = Actor & { at: string; text: string; textId: string; happenedAt?: string | undefined };

/** What happened, and when: put on record while it goes on, or remembered long afterwards. */
export const noteIncident: Act<Incident, { person: Person }, NoteIncident, IncidentEvent> = {
  facts: (_, { by }) => ({ person: personRef(by) }),
  decide(incident, { person }, { by, at, inRoom, text, textId, happenedAt = at }) {
    openTo(incident, person, { by, inRoom });
    if (text.trim() === '')
      throw new Rejection(
        'no_words',
        'A note needs words: what happened, as in `/incident note 14:05 restarted the queue`. Nothing was noted.',
      );
    if (happenedAt > at)
      throw new Rejection('in_the_future', 'That time is still to come, and a note tells what has happened. Nothing was noted.');
    return { events: [{ type: 'IncidentNoted', at, by, textId, happenedAt }], texts: [{ id: textId, by, body: text }] };
  },
};
