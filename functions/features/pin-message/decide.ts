import { type Actor, openTo } from '#domain/incident/authority';
import type { IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import { leaves, type PinnedMessage, pinnedPut, pinnedRef, unpinned, wordsRef } from '#domain/incident/pinned-message';
import type { MessagePlace } from '#domain/incident/telling-events';
import type { Act } from '#domain/perform';
import { type Person, personRef } from '#domain/person/person';
import { type Channel, channelRef } from '#domain/workspace/channel';

/** `seen`: Slack's own time of it, by which the latest word counts. */
export type PinMessage = Actor & { at: string; seen: string; message: MessagePlace; on: boolean; entryId: string };
type Pinning = { person: Person; channel: Channel; pinned: PinnedMessage | undefined; words: undefined };

/** 📌 by anyone in the room puts a message on the timeline, and it leaves when the last one goes. For each of them the latest word counts. */
export const pinMessage: Act<Incident, Pinning, PinMessage, IncidentEvent> = {
  facts: (_, { by, message }, __, id) => ({
    person: personRef(by),
    channel: channelRef(message.channel),
    pinned: pinnedRef(id, message),
    words: wordsRef(id, message),
  }),
  decide(incident, { person, channel, pinned }, { by, inRoom, at, seen, message, on, entryId }, { id, versions }) {
    const { room } = openTo(incident, person, { by, inRoom });
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
