import type { Effect } from '#domain/effects';
import type { IncidentView } from '#domain/incident/view';
import { peopleAmong } from '#domain/person/author';
import type { Lane, Parked } from '#domain/ports';
import { cut, escaped } from '#slack-kit/text';

const stuck = {
  main: {
    here: 'I have stopped trying to bring this channel up to date, so what you see here may be old. Please tell each other what matters.',
    elsewhere: 'I have stopped trying to bring its channel and messages up to date. Please tell those who need to know.',
  },
  page: {
    here: 'I have stopped trying to call people, so please call whom you need yourselves.',
    elsewhere: 'I have stopped trying to call people, so please call whom you need yourself.',
  },
} as const satisfies Record<Lane, object>;
const mended = {
  main: { here: 'This channel had not been kept up to date for a while; it is again.', elsewhere: 'All of it is up to date again.' },
  page: { here: 'People could not be called for a while; it works again.', elsewhere: 'People can be called again.' },
} as const satisfies Record<Lane, object>;

/** Says where people look that the record is not being followed any more, and afterwards, in the same place, that it is again. */
export function react(view: IncidentView, lane: Lane, parked: Parked): Effect[] {
  const { id, incident } = view;
  const reason = `Reason: ${escaped(cut(parked.why, 200))}`;
  const safe = `Everything is on record: \`/incident status ${id}\` shows it. Those who run Muster have been told.`;
  const mend = 'Mend it, then `npm run redrive`.';
  // What failed may name the incident, or what was to be said of it.
  const told = incident.private ? mend : `${reason}. ${mend}`;
  return [
    note(view, lane, parked, stuck[lane], [safe, reason]),
    notice(view, lane, parked, (what) => `*${what}* is parked: Slack or the schedules could not be made to follow it. ${told}`),
  ];
}

export const upToDate = (view: IncidentView, lane: Lane, parked: Parked): Effect[] =>
  [note(view, lane, parked, mended[lane]), notice(view, lane, parked, (what) => `*${what}* was parked; it is up to date again.`)].map(
    (effect) => ({ ...effect, onlyIfThere: true }),
  );

type Message = Extract<Effect, { kind: 'message' }>;

/** In the room; where there is none, or another company reads it, to whoever declared it. */
function note(view: IncidentView, lane: Lane, { at }: Parked, said: { here: string; elsewhere: string }, more: string[] = []): Message {
  const { id, incident, organisation, roomShared } = view;
  const room = incident.room.state === 'open' && !roomShared ? incident.room.channel : undefined;
  const [reporter] = peopleAmong(incident.reportedBy);
  return {
    kind: 'message',
    key: `${id}/parked/${lane}/${Date.parse(at)}`,
    to: room ?? reporter ?? organisation.unrouted,
    current: true,
    text: [room ? said.here : `${id}: ${said.elsewhere}`, ...more].join('\n'),
  };
}

/** Of a private one not even the number. */
function notice({ id, incident, organisation }: IncidentView, lane: Lane, { at }: Parked, text: (what: string) => string): Message {
  const [name, what] = incident.private ? [Date.parse(incident.declaredAt), 'A private incident'] : [id, id];
  return {
    kind: 'message',
    key: `${name}/parked/${lane}/${Date.parse(at)}/operations`,
    to: organisation.operations,
    current: true,
    text: text(what),
  };
}
