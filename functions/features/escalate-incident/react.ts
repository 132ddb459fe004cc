import type { Effect } from '#domain/effects';
import { goneTimers, timers } from '#domain/incident/timers';
import type { IncidentView, News } from '#domain/incident/view';
import { serviceName } from '#domain/incident/view';
import { peopleAmong } from '#domain/person/author';
import { drillMark, roleName, whoHasIt } from '#slack-kit/incident-words';
import { restBroken } from '#slack-kit/support-words';
import { mention, mentions, named } from '#slack-kit/text';

/** Each rung is said in the room and brings its people in; the schedules are made to match the record. */
export function react(view: IncidentView, news: News[]): Effect[] {
  return [...schedules(view), ...rungs(view, news), ...unrouted(view)];
}

function schedules({ id, incident }: IncidentView): Effect[] {
  const wanted = timers(id, incident);
  const armed: Effect[] = wanted.map((timer) => ({ kind: 'schedule', key: `schedule/${timer.name}`, ...timer }));
  return [...armed, ...goneTimers(id, incident).map((name): Effect => ({ kind: 'unschedule', key: `unschedule/${name}`, name }))];
}

function rungs({ id, incident }: IncidentView, news: News[]): Effect[] {
  if (incident.room.state !== 'open') return [];
  const { channel } = incident.room;
  return news.flatMap(({ version, event }): Effect[] => {
    if (event.type !== 'IncidentEscalated') return [];
    const invite: Effect = { kind: 'invite', key: `${id}/${version}/invite`, channel, people: event.people };
    // Said with the call itself.
    if (event.because === 'nobody_on_call' || event.because === 'on_call_resting') return [invite];
    const why = reasonSaid[event.because];
    return [
      invite,
      {
        kind: 'message',
        key: `${id}/${version}/escalated`,
        to: channel,
        text: `${drillMark(incident)}${why}: asking ${mentions(event.people)} (${roleName[event.role]}).${restBroken(event.calledOut)}`,
      },
    ];
  });
}

const reasonSaid = {
  nobody_on_call: 'Nobody is on call',
  on_call_resting: 'Whoever is on call should be resting',
  not_reached: 'Could not be reached',
  no_acknowledgement: 'No answer yet',
  working_day: 'Now is the time for it',
  asked_for: 'Not waiting any longer',
} as const;

/** It never ends in silence: everyone may read `#incidents-unrouted`, and nobody is alarmed once somebody has it. Of a private one it says that there is one, and nothing else. */
function unrouted(view: IncidentView): Effect[] {
  const { id, incident, organisation } = view;
  if (!incident.unrouted) return [];
  // Of a private one not even the number, which a key that can be read in the channel would tell.
  const key = `${incident.private ? Date.parse(incident.declaredAt) : id}/unrouted-g${incident.generation}`;
  const room = incident.room.state === 'open' ? ` It is in <#${incident.room.channel}>.` : '';
  const needed = incident.state === 'declared';
  const who = needed
    ? `has reached nobody. Who can take it? Declared by ${mention(incident.declaredBy)}.${room}`
    : `reached nobody at first; ${whoHasIt(incident)}.`;
  const secret = needed
    ? 'A private incident needs someone, and nobody could be asked. Incident managers: please speak up here.'
    : 'A private incident needed someone here; somebody has it now.';
  const text = incident.private ? secret : `${drillMark(incident)}*${id}* on ${named(serviceName(view))} ${who}`;
  const told = peopleAmong(incident.reportedBy).map(
    (person): Effect => ({
      kind: 'message',
      key: `${key}/${person}`,
      to: person,
      text: `${id}: nobody could be asked so far. Please call someone you know.`,
      onlyIfThere: !needed,
    }),
  );
  return [{ kind: 'message', key, to: organisation.unrouted, current: true, text, onlyIfThere: !needed }, ...told];
}
