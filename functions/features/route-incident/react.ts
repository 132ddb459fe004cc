import type { Effect } from '#domain/effects';
import { isActive } from '#domain/incident/incident';
import { isSerious } from '#domain/incident/severity';
import type { IncidentView } from '#domain/incident/view';
import { serviceName } from '#domain/incident/view';
import { peopleAmong } from '#domain/person/author';
import { actions, section } from '#slack-kit/blocks';
import { acknowledgeButton } from '#slack-kit/incident-buttons';
import { groupMention, mention, mentions, named, when } from '#slack-kit/text';

/** The swarm comes in, and whoever is on call is called by name. */
export function react(view: IncidentView): Effect[] {
  const { id, incident } = view;
  const { routing, generation } = incident;
  if (routing === undefined) return [];
  const nobody = routing.ladder[0]?.role === 'on_call' ? [] : nobodyOnCall(view);
  if (incident.room.state !== 'open') return nobody;
  const { channel } = incident.room;
  // Nobody is brought in for what is over.
  if (!isActive(incident)) return nobody.length === 0 ? [{ ...called(view, channel), onlyIfThere: true }] : [];
  return [
    { kind: 'invite', key: `${id}/invite/swarm-g${generation}`, channel, people: routing.swarm },
    ...(nobody.length === 0 ? [called(view, channel)] : nobody),
  ];
}

function called(view: IncidentView, to: string): Extract<Effect, { kind: 'message' }> {
  const { id, incident } = view;
  const { routing, generation } = incident;
  const team = routing?.group && routing.working && isSerious(incident.severity) ? ` ${groupMention(routing.group)}` : '';
  const text = `${mentions(routing?.ladder[0]?.people ?? [])} you are on call for ${named(view.team?.name ?? 'incidents')}: ${named(serviceName(view))} needs you.${team}`;
  const button = incident.state === 'declared' ? [actions(acknowledgeButton(id))] : [];
  return { kind: 'message', key: `${id}/on-call-g${generation}`, to, current: true, text, blocks: [section(text), ...button] };
}

/** Said aloud at once, to the reporter too: nobody waits for a person who is not there. */
function nobodyOnCall(view: IncidentView): Effect[] {
  const { id, incident, organisation } = view;
  const { routing, generation } = incident;
  const team = routing?.owner ? named(view.team?.name ?? routing.owner.team) : 'this';
  const since = routing?.uncoveredSince ? ` since ${when(routing.uncoveredSince, 'day and time')}` : '';
  const asked = incident.asked[0]?.people ?? routing?.ladder[0]?.people ?? [];
  const next =
    asked.length > 0
      ? `Asking ${mentions(asked)}.`
      : `There is nobody else to ask${incident.private ? '' : `; ${organisation.unrouted} has been told`}.`;
  const text = `⚠ Nobody is on call for ${team}${since}. ${next}`;
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
      key: `${id}/nobody-on-call-g${generation}`,
      to: incident.room.channel,
      text: `${text}${comfort}`,
    },
  ];
}
