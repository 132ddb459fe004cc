import type { IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import { type Heard, leaves, type PinnedMessage, pinnedPut, pinnedRef, wordsOf, wordsRef } from '#domain/incident/pinned-message';
import type { MessagePlace } from '#domain/incident/telling-events';
import type { Act } from '#domain/perform';
import type { Text } from '#domain/records';

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
