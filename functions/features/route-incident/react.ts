import type { Effect } from '#domain/effects';
import { asksNobody, isActive } from '#domain/incident/incident';
import { roomKey } from '#domain/incident/room';
import { isCovered } from '#domain/incident/routing';
import { isSerious } from '#domain/incident/severity';
import type { IncidentView } from '#domain/incident/view';
import { serviceName } from '#domain/incident/view';
import { peopleAmong } from '#domain/person/author';
import { actions, section } from '#slack-kit/blocks';
import { acknowledgeButton } from '#slack-kit/incident-buttons';
import { drillMark } from '#slack-kit/incident-words';
import { notes } from '#slack-kit/support-words';
import { groupMention, mention, mentions, named, when } from '#slack-kit/text';

/** The swarm comes in, and whoever is on call is called by name. */
export function react(view: IncidentView): Effect[] {
  const { id, incident } = view;
  const { routing, generation } = incident;
  // Whoever it was passed on to is called where that is said.
  if (routing === undefined || asksNobody(incident) || incident.passing.now?.generation === generation) return [];
  if (routing.waitsUntil && incident.asked.length === 0) return waiting(view, routing.waitsUntil);
  const nobody = isCovered(routing.ladder) ? [] : nobodyOnCall(view);
  if (incident.room.state !== 'open') return nobody;
  const { channel } = incident.room;
  // Nobody is brought in for what is over.
  if (!isActive(incident) || saidBefore(incident)) return nobody.length === 0 ? [{ ...called(view, channel), onlyIfThere: true }] : [];
  return [
    { kind: 'invite', key: `${roomKey(id, incident)}/invite/swarm-g${generation}`, channel, people: routing.swarm },
    ...shadows(view, channel),
    ...(nobody.length === 0 ? [called(view, channel)] : nobody),
  ];
}

/** Whoever learns to run it is where it is run. */
const shadows = ({ id, incident }: IncidentView, channel: string): Effect[] =>
  incident.routing?.shadow && !incident.private
    ? [
        {
          kind: 'invite',
          key: `${roomKey(id, incident)}/invite/shadow-g${incident.generation}`,
          channel,
          people: incident.routing.shadow.people,
        },
      ]
    : [];

/** In the public room that it had before; whoever has it since needs no second call. */
const saidBefore = ({ madePrivate, generation, state }: IncidentView['incident']) =>
  madePrivate !== undefined && generation <= madePrivate.generation && state !== 'declared';

function called(view: IncidentView, to: string): Extract<Effect, { kind: 'message' }> {
  const { id, incident } = view;
  const { routing, generation } = incident;
  const team = routing?.group && routing.working && isSerious(incident.severity) ? ` ${groupMention(routing.group)}` : '';
  const [first] = routing?.ladder ?? [];
  const place = named(view.answering?.name ?? view.team?.name ?? 'incidents');
  const why =
    first?.role === 'on_call' ? `you are on call for ${place}` : `whoever is on call for ${place} should be resting, so you are asked`;
  const text = `${drillMark(incident)}${mentions(first?.people ?? [])} ${why}: ${named(serviceName(view))} needs you.${team}${notes(incident)}`;
  const button = incident.state === 'declared' ? [actions(acknowledgeButton(id))] : [];
  return {
    kind: 'message',
    key: `${roomKey(id, incident)}/on-call-g${generation}`,
    to,
    current: true,
    text,
    blocks: [section(text), ...button],
  };
}

/** Nobody is woken over a small thing; whoever reported it knows when somebody looks, and what to do if it is no small thing. */
function waiting(view: IncidentView, until: string): Effect[] {
  const { id, incident } = view;
  const people = peopleAmong(incident.reportedBy);
  const to: string[] = [...people, ...(incident.room.state === 'open' ? [incident.room.channel] : [])];
  const team = named(view.team?.name ?? 'The team');
  const text = `${id}: ${named(serviceName(view))} has no on-call at this hour, and nobody is woken for ${incident.severity.toUpperCase()}. ${team} is asked ${when(until, 'day and time')}. If it cannot wait: \`/incident severity ${id} sev2\` with the reason asks them now.`;
  return isActive(incident)
    ? to.map((place) => ({ kind: 'message', key: `${id}/waits-g${incident.generation}/${place}`, to: place, text }))
    : [];
}

/** Said aloud at once, to the reporter too: nobody waits for a person who is not there. */
function nobodyOnCall(view: IncidentView): Effect[] {
  const { id, incident, organisation } = view;
  const { routing, generation } = incident;
  const team = routing?.owner ? named(view.answering?.name ?? view.team?.name ?? routing.owner.team) : 'this';
  const since = routing?.uncoveredSince ? ` since ${when(routing.uncoveredSince, 'day and time')}` : '';
  const asked = incident.asked[0]?.people ?? routing?.ladder[0]?.people ?? [];
  const next =
    asked.length > 0
      ? `Asking ${mentions(asked)}.`
      : `There is nobody else to ask${incident.private ? '' : `; ${organisation.unrouted} has been told`}.`;
  const text = `${drillMark(incident)}⚠ Nobody is on call for ${team}${since}. ${next}`;
  const reporters = peopleAmong(incident.reportedBy);
  const tellReporter = reporters.map(
    (person): Effect => ({ kind: 'message', key: `${id}/nobody-on-call-g${generation}/${person}`, to: person, text: `${id}: ${text}` }),
  );
  if (incident.room.state !== 'open') return tellReporter;
  const comfort = reporters.map((person) => ` ${mention(person)}, you are not alone with it.`).join('');
  return [
    ...tellReporter,
    {
      kind: 'message',
      key: `${roomKey(id, incident)}/nobody-on-call-g${generation}`,
      to: incident.room.channel,
      text: `${text}${comfort}`,
    },
  ];
}
