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
    const seen = (one: Incident | undefined) => openTo(one ?? incidents.initial, person, { by, inRoom: false });
    // Of the one that was named nothing is confirmed to somebody whom it does not exist for, wherever it leads.
    seen(way[0]);
    const target = seen(way.at(-1));
    const ids = wayFrom(of, way);
    const [goesOn = of, circle] = [ids.at(-1), ids.some((one) => one === id)];
    refuseCircle(target, circle);
    refuseUnlikely(open, target);
    if (isActive(open)) refuseOver(goesOn, target);
    if (open.state === 'duplicate' && open.duplicate.of === goesOn) return [];
    return { events: [...(isActive(open) ? impactEnds(open, { by, at }) : []), ...marked(at, by, goesOn)], answer: { of: goesOn } };
  },
};

const marked = (at: string, by: DuplicateIncident['by'], of: IncidentId | null): IncidentEvent[] => [
  { type: 'IncidentMarkedDuplicate', at, by, of },
];

function refuseCircle(target: OpenIncident, circle: boolean): void {
  if (circle)
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

/** Nobody is at the other any more: whoever is at this one would be asked no more, and nobody would go on. */
function refuseOver(id: IncidentId, { state }: OpenIncident): void {
  if (state === 'resolved' || state === 'closed')
    throw refused(
      'is_over',
      `${id} is ${state} already, so nobody would go on with this one. If it has come back, open it again with \`/incident reopen ${id}\` and say this once more; a day after it was resolved that declares a new one which goes on from it. If it is something new, leave this one as it is.`,
    );
}

const refused = (code: string, why: string) => new Rejection(code, `${why} Nothing has changed.`);
