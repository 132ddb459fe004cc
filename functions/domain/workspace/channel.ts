import * as z from 'zod';
import { channelId, incidentOfChannelKey } from '#domain/keys';
import { type Aggregate, headRef, oneRef, type Ref } from '#domain/records';

export const ChannelObserved = z.object({ type: z.literal('ChannelObserved'), at: z.iso.datetime(), shared: z.boolean() });
export type ChannelObserved = z.infer<typeof ChannelObserved>;
export const Channel = z.object({ shared: z.boolean() });
export type Channel = z.infer<typeof Channel>;

/** What we need to know of a channel: is it shared with another company (Slack Connect)? */
export const channels: Aggregate<Channel, ChannelObserved> = {
  name: 'channel',
  initial: { shared: false },
  evolve: (_, { shared }) => ({ shared }),
  state: Channel,
  event: ChannelObserved,
};

export const channelRef = (channel: string): Ref<Channel> => headRef(channels, channelId(channel));

/** Whose channel it is: written in the transaction that records the channel. */
export const IncidentOfChannel = z.object({ incident: z.string() });
export type IncidentOfChannel = z.infer<typeof IncidentOfChannel>;
/** `former`: it was public, and the incident is private now, so nothing leads there any more. */
const Stored = IncidentOfChannel.extend({ former: z.boolean().optional() }).transform(({ incident, former }) =>
  former ? undefined : { incident },
);
export const incidentOfChannelRef = (channel: string): Ref<IncidentOfChannel | undefined> => oneRef(incidentOfChannelKey(channel), Stored);

/** Closed when in doubt: in a channel that another company reads, nothing is done and nothing is told. */
export const notHere = 'This channel is shared with another company (Slack Connect), so nothing is done here. Use a channel of your own.';
