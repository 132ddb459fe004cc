import { type Actor, openTo } from '#domain/incident/authority';
import { impactEnds, refuseGuest } from '#domain/incident/ending';
import type { IncidentEvent } from '#domain/incident/events';
import { type Incident, type IncidentId, incidents, isActive, type OpenIncident } from '#domain/incident/incident';
import { wayFrom } from '#domain/incident/same-as';
import type { Act } from '#domain/perform';
import { type Person, personRef } from '#domain/person/person';
import { headRef } from '#domain/records';
import { Rejection } from '#domain/rejection';

/** `of`: the one that goes on for both; `null`: it is one of its own after all. */
export type DuplicateIncident = Actor & { at: string; of: IncidentId | null };

/** `way`: the one that was named, what that is the same as, and so on to the one that goes on. */
type Facts = { person: Person; way: Incident[] };

/** Somebody had declared the same already: one of the two goes on and counts for both. A chain of them has one end. */
export const duplicateIncident: Act<Incident, Facts, DuplicateIncident, IncidentEvent> = {
  facts: (_, { by, of }, { way }) => ({
    person: personRef(by),
    way: of === null ? [] : wayFrom(of, way).map((one) => headRef(incidents, one)),
  }),
  holds: ['way'],
  decide(incident, { person, way }, { by, at, inRoom, of }, { id }) {
    const open = openTo(incident, person, { by, inRoom });
    refuseGuest(person);
    if (of === null) return open.state === 'duplicate' ? marked(at, by, null) : [];
    const target = openTo(way.at(-1) ?? incidents.initial, person, { by, inRoom: false });
    const ids = wayFrom(of, way);
    const goesOn = ids.at(-1) ?? of;
    refuseCircle(
      target,
      ids.some((one) => one === id),
    );
    refuseUnlikely(open, target);
    if (open.state === 'duplicate' && open.duplicate.of === goesOn) return [];
    return { events: [...(isActive(open) ? impactEnds(open, { by, at }) : []), ...marked(at, by, goesOn)], answer: { of: goesOn } };
  },
};

const marked = (at: string, by: DuplicateIncident['by'], of: IncidentId | null): IncidentEvent[] => [
  { type: 'IncidentMarkedDuplicate', at, by, of },
];

function refuseCircle(target: OpenIncident, same: boolean): void {
  if (same)
    throw refused('same_incident', 'It cannot be a duplicate of itself. If the other one is the duplicate, say it the other way round.');
  if (target.state === 'duplicate')
    throw refused(
      'endless',
      'Each of those is the same as the next, so none goes on. Say of one of them that it is one of its own: `/incident duplicate` with its number and `of none`.',
    );
}

function refuseUnlikely(open: OpenIncident, target: OpenIncident): void {
  if (open.state === 'cancelled' || target.state === 'cancelled')
    throw refused('false_alarm', 'One of the two was a false alarm, and that counts nowhere already.');
  if (open.drill !== target.drill) throw refused('drill', 'One of the two is a drill, and a drill is never the same as a real one.');
  if (open.private !== target.private)
    throw refused('private_incident', 'One of the two is private, and the other would tell of it. End this one by `cancel` instead.');
}

const refused = (code: string, why: string) => new Rejection(code, `${why} Nothing has changed.`);
