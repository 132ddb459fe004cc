import type { Outcome } from '#domain/effects';
import type { IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import { incidentOfChannelKey } from '#domain/keys';
import type { Act } from '#domain/perform';
import { incidentOfChannelRef } from '#domain/workspace/channel';

/** `hidden`: a private one was asked for. */
export type RecordChannel = { at: string; hidden: boolean; outcome: Extract<Outcome, { kind: 'channel' | 'refused' }> };
type Facts = { owner: { incident: string } | undefined };

/** What came of making the channel, put on record once; from here on the channel leads to its incident. */
export const recordChannel: Act<Incident, Facts, RecordChannel, IncidentEvent> = {
  facts: (_, { outcome }) => ({ owner: incidentOfChannelRef(outcome.kind === 'channel' ? outcome.channel : 'NONE') }),
  decide(incident, { owner }, { at, hidden, outcome }, { id, versions }) {
    if (incident.state === 'none' || incident.room.state !== 'awaited') return [];
    // What became private meanwhile waits for its private channel; the public one leads nowhere.
    const former = hidden !== incident.private;
    if (outcome.kind === 'refused') return former ? [] : [{ type: 'IncidentChannelRefused', at, code: outcome.code }];
    if (owner !== undefined && owner.incident !== id) throw new Error(`${outcome.channel} is the channel of ${owner.incident} already`);
    return {
      events: [{ type: 'IncidentChannelOpened', at, channel: outcome.channel, private: hidden }],
      puts: [{ key: incidentOfChannelKey(outcome.channel), value: { incident: id, ...(former && { former }) }, expected: versions.owner }],
    };
  },
};
