import type { Effect } from '#domain/effects';
import type { IncidentView } from '#domain/incident/view';
import { peopleAmong } from '#domain/person/author';
import type { Lane, Parked } from '#domain/ports';
import { cut, escaped, mention } from '#slack-kit/text';

const stuck = {
  main: 'I have stopped trying to bring this channel up to date, so what you see here may be old. Please tell each other what matters.',
  page: 'I have stopped trying to call people, so please call whom you need yourselves.',
} as const satisfies Record<Lane, string>;
const mended = {
  main: 'This channel had not been kept up to date for a while; it is again.',
  page: 'People could not be called for a while; it works again.',
} as const satisfies Record<Lane, string>;

/** Says where people look that the record is not being followed any more, and afterwards, in the same place, that it is again. */
export function react(view: IncidentView, lane: Lane, parked: Parked): Effect[] {
  const { id } = view;
  const reason = escaped(cut(parked.why, 200));
  const safe = `Everything is on record: \`/incident status ${id}\` shows it. Those who run Muster have been told.`;
  return [
    note(view, lane, parked, `${stuck[lane]}\n${safe}\nReason: ${reason}`),
    notice(
      view,
      lane,
      parked,
      (what) =>
        `*${what}* is parked: Slack or the schedules could not be made to follow it. Reason: ${reason}. Mend it, then \`npm run redrive\`.`,
    ),
  ];
}

export const upToDate = (view: IncidentView, lane: Lane, parked: Parked): Effect[] =>
  [note(view, lane, parked, mended[lane]), notice(view, lane, parked, (what) => `*${what}* was parked; it is up to date again.`)].map(
    (effect) => ({
      ...effect,
      onlyIfThere: true,
    }),
  );

type Message = Extract<Effect, { kind: 'message' }>;

/** In the room, or to the one who waits for it. */
function note({ id, incident, organisation }: IncidentView, lane: Lane, { at }: Parked, text: string): Message {
  const room = incident.room.state === 'open' ? incident.room.channel : undefined;
  const [reporter] = peopleAmong(incident.reportedBy);
  return {
    kind: 'message',
    key: `${id}/parked/${lane}/${Date.parse(at)}`,
    to: room ?? reporter ?? organisation.unrouted,
    current: true,
    text: room ? text : `${reporter ? `${mention(reporter)} ` : ''}${id}: ${text}`,
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
