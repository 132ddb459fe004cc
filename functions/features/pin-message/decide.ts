import { openTo } from '#domain/incident/authority';
import type { IncidentEvent, MessagePlace } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import { type Heard, type PinnedMessage, pinnedPut, pinnedRef, unpinned, wordsOf, wordsRef } from '#domain/incident/pinned-message';
import type { Act, Standing } from '#domain/perform';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import type { Text } from '#domain/records';
import { type Channel, channelRef } from '#domain/workspace/channel';

/** `seen`: Slack's own time of it, by which the latest word counts. */
export type PinMessage = { by: PersonId; at: string; seen: string; message: MessagePlace; on: boolean; entryId: string };
type Pinning = { person: Person; channel: Channel; pinned: PinnedMessage | undefined; words: undefined };

/** 📌 by anyone in the room puts a message on the timeline, and it leaves when the last one goes. For each of them the latest word counts. */
export const pinMessage: Act<Incident, Pinning, PinMessage, IncidentEvent> = {
  facts: (_, { by, message }, __, id) => ({
    person: personRef(by),
    channel: channelRef(message.channel),
    pinned: pinnedRef(id, message),
    words: wordsRef(id, message),
  }),
  decide(incident, { person, channel, pinned }, { by, at, seen, message, on, entryId }, { id, versions }) {
    const { room } = openTo(incident, person, { by, inRoom: true });
    if (channel.shared || room.state !== 'open' || room.channel !== message.channel) return [];
    const known = pinned ?? unpinned(message);
    if (known.gone || (known.pins[by]?.at ?? '') >= seen) return [];
    const now = { ...known, pins: { ...known.pins, [by]: { at: seen, on } } };
    const wanted = Object.values(now.pins).some((pin) => pin.on);
    if (wanted === (known.entryId !== undefined)) return { events: [], puts: [pinnedPut(id, now, versions.pinned)] };
    if (!wanted) return leaves(now, { id, versions }, { at, by, because: 'unpinned' });
    return {
      events: [{ type: 'IncidentMessagePinned', at, by, entryId, message, happenedAt: known.happenedAt }],
      puts: [pinnedPut(id, { ...now, entryId }, versions.pinned)],
    };
  },
};

/** `gone`: it has been deleted, or was not there any more when it was looked for. */
export type LearnMessage = { at: string; message: MessagePlace } & ({ heard: Heard } | { gone: true });
type Learning = { pinned: PinnedMessage | undefined; words: undefined };

/** The words of a message on the timeline are those of its latest edit, in whatever order we hear of edits; what is deleted leaves. */
export const learnMessage: Act<Incident, Learning, LearnMessage, IncidentEvent> = {
  facts: (_, { message }, __, id) => ({ pinned: pinnedRef(id, message), words: wordsRef(id, message) }),
  decide(incident, { pinned }, { at, ...learned }, { id, versions }) {
    if (incident.state === 'none' || pinned?.entryId === undefined || pinned.gone) return [];
    if ('gone' in learned) return leaves({ ...pinned, gone: true }, { id, versions }, { at, because: 'deleted' });
    const { by, machine, thread, asOf, body } = learned.heard;
    if ((pinned.asOf ?? '') >= asOf) return [];
    const now = { ...pinned, machine, asOf, ...(by && { by }), ...(thread && { thread }) };
    const text: Text = { id: wordsOf(pinned), by: by ?? '', body, expected: versions.words };
    return { events: [], puts: [pinnedPut(id, now, versions.pinned)], texts: [text] };
  },
};

/** Its words go with it: nothing is kept that nobody wants to be kept. */
function leaves(
  { entryId = '', asOf: _, ...message }: PinnedMessage,
  { id, versions }: Pick<Standing<Learning>, 'id' | 'versions'>,
  told: { at: string; by?: PersonId; because: 'unpinned' | 'deleted' },
) {
  const place = { channel: message.channel, ts: message.ts };
  const event: IncidentEvent = { type: 'IncidentMessageUnpinned', ...told, entryId, message: place };
  return {
    events: [event],
    puts: [pinnedPut(id, message, versions.pinned)],
    texts: versions.words === 0 ? [] : [{ id: wordsOf(place), by: message.by ?? '', body: '', expected: versions.words }],
  };
}
