import { type Actor, openTo } from '#domain/incident/authority';
import { refuseGuest } from '#domain/incident/ending';
import type { IncidentEvent } from '#domain/incident/events';
import { type Incident, type Latest, latestRef, type OpenIncident } from '#domain/incident/incident';
import { channelOf } from '#domain/incident/room';
import { incidentOfChannelKey, latestKey } from '#domain/keys';
import type { Act } from '#domain/perform';
import { type Person, type PersonId, personRef, unreachable } from '#domain/person/person';
import { type Channel, channelRef, incidentOfChannelRef } from '#domain/workspace/channel';

/** `members`: who is in its channel, as Slack shows it just now. */
export type HideIncident = Actor & { at: string; members: PersonId[] };
/** What the person who did it is told: who of the channel is left behind, and why. */
export type Hidden = 'all come' | 'too many' | 'shared';

type Facts = { person: Person; people: Person[]; channel: Channel; leads: { incident: string } | undefined; latest: Latest | undefined };

/** The head of a private incident carries everyone whom it exists for. */
const mostInside = 500;
const nowhere = 'NONE';

/** Public no more. Slack cannot make a public channel private, so a new one is made, and nothing leads to the one before. */
export const hideIncident: Act<Incident, Facts, HideIncident, IncidentEvent> = {
  facts(incident, { by, members }) {
    const [channel = nowhere, service = nowhere] = incident.state === 'none' ? [] : [channelOf(incident), incident.service ?? undefined];
    return {
      person: personRef(by),
      people: members.map(personRef),
      channel: channelRef(channel),
      leads: incidentOfChannelRef(channel),
      latest: latestRef(service),
    };
  },
  decide(incident, facts, { by, at, inRoom, members }, { id, versions }) {
    const open = openTo(incident, facts.person, { by, inRoom });
    refuseGuest(facts.person);
    if (open.private) return [];
    const { people, answer } = comeAlong(open, facts, members, by);
    const channel = channelOf(open);
    return {
      events: [{ type: 'IncidentMadePrivate', at, by, people }],
      puts: [
        ...(channel ? [{ key: incidentOfChannelKey(channel), value: { incident: id, former: true }, expected: versions.leads }] : []),
        ...(open.service && facts.latest?.incident === id
          ? [{ key: latestKey(open.service), value: { ...facts.latest, hidden: true }, expected: versions.latest }]
          : []),
      ],
      answer,
    };
  },
};

/** Whoever reads its channel and belongs to the workspace. Guests come only where the record has brought them in; another company never does. */
function comeAlong(
  { insiders }: OpenIncident,
  { people, channel }: Facts,
  members: PersonId[],
  by: PersonId,
): { people: PersonId[]; answer: Hidden } {
  const fresh = [
    by,
    ...(channel.shared ? [] : members.filter((person, index) => person !== by && unreachable(people[index] ?? gone) === undefined)),
  ];
  const wanted = fresh.filter((person) => !insiders.includes(person));
  if (insiders.length + wanted.length <= mostInside) return { people: wanted, answer: channel.shared ? 'shared' : 'all come' };
  return { people: insiders.includes(by) ? [] : [by], answer: 'too many' };
}

const gone: Person = { state: 'known', kind: 'member', deactivated: true, zone: 'UTC' };
