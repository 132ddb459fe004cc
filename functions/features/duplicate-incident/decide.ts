import { type Actor, openTo } from '#domain/incident/authority';
import { impactEnds, refuseGuest } from '#domain/incident/ending';
import type { IncidentEvent } from '#domain/incident/events';
import { type Incident, type IncidentId, incidents, isActive, type OpenIncident } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import { type Person, personRef } from '#domain/person/person';
import { headRef } from '#domain/records';
import { Rejection } from '#domain/rejection';

/** `of`: the one that goes on for both; `null`: it is one of its own after all. */
export type DuplicateIncident = Actor & { at: string; of: IncidentId | null };

/** `other`: the one that was named; `further`: the one that this is a duplicate of itself. */
type Facts = { person: Person; other: Incident[]; further: Incident[] };

/** Somebody had declared the same already: one of the two goes on and counts for both. A chain of them has one end. */
export const duplicateIncident: Act<Incident, Facts, DuplicateIncident, IncidentEvent> = {
  facts: (_, { by, of }, { other }) => ({
    person: personRef(by),
    other: of === null ? [] : [headRef(incidents, of)],
    further: endsIn(other).map((id) => headRef(incidents, id)),
  }),
  holds: ['other', 'further'],
  decide(incident, { person, other, further }, { by, at, inRoom, of }, { id }) {
    const open = openTo(incident, person, { by, inRoom });
    refuseGuest(person);
    if (of === null) return open.state === 'duplicate' ? marked(at, by, null) : [];
    const target = openTo(further[0] ?? other[0] ?? incidents.initial, person, { by, inRoom: false });
    const [goesOn = of] = endsIn(other);
    refuseUnlikely(open, target, goesOn === id);
    if (open.state === 'duplicate' && open.duplicate.of === goesOn) return [];
    return { events: [...(isActive(open) ? impactEnds(open, { by, at }) : []), ...marked(at, by, goesOn)], answer: { of: goesOn } };
  },
};

const endsIn = (other: Incident[] | undefined) => (other ?? []).flatMap((one) => (one.state === 'duplicate' ? [one.duplicate.of] : []));
const marked = (at: string, by: DuplicateIncident['by'], of: IncidentId | null): IncidentEvent[] => [
  { type: 'IncidentMarkedDuplicate', at, by, of },
];

function refuseUnlikely(open: OpenIncident, target: OpenIncident, same: boolean): void {
  if (same)
    throw refused('same_incident', 'It cannot be a duplicate of itself. If the other one is the duplicate, say it the other way round.');
  if (open.state === 'cancelled' || target.state === 'cancelled')
    throw refused('false_alarm', 'One of the two was a false alarm, and that counts nowhere already.');
  if (open.drill !== target.drill) throw refused('drill', 'One of the two is a drill, and a drill is never the same as a real one.');
  if (open.private !== target.private)
    throw refused('private_incident', 'One of the two is private, and the other would tell of it. End this one by `cancel` instead.');
}

const refused = (code: string, why: string) => new Rejection(code, `${why} Nothing has changed.`);
