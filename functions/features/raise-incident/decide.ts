import { type Actor, activeTo, refuseOutsider } from '#domain/incident/authority';
import type { IncidentEvent } from '#domain/incident/events';
import type { ActiveIncident, Incident } from '#domain/incident/incident';
import { answeringParty, nextLine } from '#domain/incident/passing';
import { type Receiving, receivingLadder, receivingRefs } from '#domain/incident/receiving';
import { unrestoredDue } from '#domain/incident/restoring';
import type { HandedOffBecause } from '#domain/incident/routing';
import type { Act } from '#domain/perform';
import { isGuest } from '#domain/person/authority';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import type { Line } from '#domain/service/support';
import { isDue } from '#domain/time/due';

export type RaiseIncident = Actor & { at: string; reason: string; reasonId: string };
type Facts = Receiving & { person: Person };
export const nobodyAbove = 'nobody_above';

const teamsOf = (incident: Incident) => (incident.state === 'none' ? [] : (nextLine(incident)?.teams ?? []));

/** No help so far: on to the next level of support at once, or to the next people where support has no levels. */
export const raiseIncident: Act<Incident, Facts, RaiseIncident, IncidentEvent> = {
  facts: (incident, { by, at }, known) => ({ ...receivingRefs(incident, teamsOf(incident), at, known), person: personRef(by) }),
  decide(incident, facts, { by, at, inRoom, reason, reasonId }, { id }) {
    const open = activeTo(incident, facts.person, { by, inRoom });
    refuseOutsider(open, by);
    if (isGuest(facts.person))
      throw new Rejection(
        'escalate_by_guest',
        'Guests can help, but a member of the workspace has to escalate it. Nothing has changed; ask one who is in it.',
      );
    if (reason.trim() === '')
      throw new Rejection('no_words', 'Say why, in a few words: it is what the next people read first. Nothing has changed.');
    const line = nextLine(open);
    const said = { by, reasonId };
    const event: IncidentEvent = line ? handedOff(open, facts, line, id, { at, because: 'escalated', ...said }) : askedFor(open, at, said);
    return { events: [event], texts: [{ id: reasonId, by, body: reason }], answer: event.type };
  },
};

/** It lasts: what the first level could not restore in half an hour is the next one's too. */
export const raiseUnrestored: Act<Incident, Receiving, { at: string; early?: boolean }, IncidentEvent> = {
  facts: (incident, { at }, known) => receivingRefs(incident, teamsOf(incident), at, known),
  decide(incident, facts, { at, early = false }, { id }) {
    const due = unrestoredDue(incident);
    if (!isDue(due, at, early)) return [];
    if (incident.state !== 'declared' && incident.state !== 'acknowledged') return [];
    const line = nextLine(incident);
    return line ? [handedOff(incident, facts, line, id, { at, because: 'not_restored' })] : [];
  },
};

type Said = { at: string; because: typeof HandedOffBecause._output; by?: PersonId; reasonId?: string };

function handedOff(incident: ActiveIncident, facts: Receiving, line: Line, id: string, said: Said): IncidentEvent {
  const { bestEndeavours, compensation, level, teams } = line;
  const ladder = receivingLadder(id, facts, { bestEndeavours, compensation, at: said.at });
  const to = { team: teams[0] ?? null, level };
  return { type: 'IncidentHandedOff', ...said, from: answeringParty(incident), to, askedAt: said.at, ladder, managers: [] };
}

function askedFor(incident: ActiveIncident, at: string, said: { by: PersonId; reasonId: string }): IncidentEvent {
  const { routing, asked } = incident;
  const rung = asked.length;
  const next = routing?.ladder[rung];
  if (routing === undefined)
    throw new Rejection('not_routed', 'It is being looked up whose it is, so nobody has been asked yet. Try again in a moment.');
  if (incident.state === 'declared' && next) return { type: 'IncidentEscalated', at, rung, ...next, because: 'asked_for', ...said };
  const levels = (routing.lines?.length ?? 0) > 1;
  const why = levels
    ? 'It is with the last level of its support already, so there is none to hand it to.'
    : 'Those who build it run it: there is no tier to hand it to, only people to swarm.';
  throw new Rejection(
    nobodyAbove,
    `${why} Nothing has changed: \`/incident swarm @somebody\` or \`/incident swarm <service>\` brings in whoever can help.`,
  );
}
