import { type Actor, maySee, openTo, refuseOutsider } from '#domain/incident/authority';
import type { IncidentEvent } from '#domain/incident/events';
import type { Incident, OpenIncident } from '#domain/incident/incident';
import { mostSubscribers } from '#domain/incident/subscribers';
import { type Subscriber, sameSubscriber } from '#domain/incident/telling-events';
import type { Act } from '#domain/perform';
import { isGuest } from '#domain/person/authority';
import { type Person, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';

/** A channel as Slack shows it to us just now. `member`: we are in it. */
export type SeenChannel = { id: string; member: boolean; shared: boolean; archived: boolean };
/** Without a channel it is for whoever asks. */
export type SubscribeIncident = Actor & { at: string; channel?: SeenChannel | undefined };

/** Changes and updates for someone who is not at it, in a thread of their own. */
export const subscribeIncident: Act<Incident, { person: Person }, SubscribeIncident, IncidentEvent> = {
  facts: (_, { by }) => ({ person: personRef(by) }),
  decide(incident, { person }, { by, at, inRoom, channel }) {
    const open = openTo(incident, person, { by, inRoom });
    if (channel) refuseChannel(open, person, channel);
    else refuseUnlessKept(open, person, by);
    const subscriber = subscriberOf({ by, channel: channel?.id });
    if (isSubscribed(open, subscriber)) return [];
    if (open.subscribers.length >= mostSubscribers)
      throw new Rejection(
        'too_many',
        `${mostSubscribers} people and channels are kept posted already, which is as many as there can be. A channel tells many at once; \`/incident status\` shows where it stands.`,
      );
    return [{ type: 'IncidentSubscribed', at, by, subscriber }];
  },
};

export type UnsubscribeIncident = Actor & { at: string; channel?: string | undefined };

/** Nobody speaks for another person; a channel is everybody's. */
export const unsubscribeIncident: Act<Incident, { person: Person }, UnsubscribeIncident, IncidentEvent> = {
  facts: (_, { by }) => ({ person: personRef(by) }),
  decide(incident, { person }, { by, at, inRoom, channel }) {
    const subscriber = subscriberOf({ by, channel });
    if (!isSubscribed(openTo(incident, person, { by, inRoom }), subscriber)) return [];
    return [{ type: 'IncidentUnsubscribed', at, by, subscriber }];
  },
};

const subscriberOf = ({ by, channel }: { by: Actor['by']; channel: string | undefined }): Subscriber =>
  channel === undefined ? { kind: 'person', person: by } : { kind: 'channel', channel };

const isSubscribed = ({ subscribers }: OpenIncident, subscriber: Subscriber) => subscribers.some((one) => sameSubscriber(one, subscriber));

/** Whoever is kept posted is somebody for whom it exists wherever they are: nobody learns when a guest leaves its channel. */
function refuseUnlessKept(incident: OpenIncident, person: Person, by: Actor['by']): void {
  refuseOutsider(incident, by);
  if (!maySee(incident, person, { by, inRoom: false }))
    throw new Rejection(
      'subscribed_by_guest',
      'Guests hear of it in its own channel, as long as they are in it, and are kept posted nowhere else. Nothing has changed; everything is said there.',
    );
}

function refuseChannel(incident: OpenIncident, person: Person, { id, member, shared, archived }: SeenChannel): void {
  const place = `<#${id}>`;
  if (isGuest(person))
    throw new Rejection(
      'channel_by_guest',
      'Guests hear of it in its own channel; a member of the workspace can subscribe a channel. Nothing has changed.',
    );
  if (incident.private)
    throw new Rejection('private_incident', 'It is private, so no channel hears of it. Those who are in it can subscribe themselves.');
  if (incident.room.state === 'open' && incident.room.channel === id)
    throw new Rejection('its_own_channel', `${place} is its own channel, so everything is said there anyway. Nothing has changed.`);
  if (archived) throw new Rejection('archived_channel', `${place} is archived, so nobody would hear of it there. Use another channel.`);
  if (shared)
    throw new Rejection(
      'channel_is_shared',
      `${place} is shared with another company (Slack Connect), so nothing is told there. Use a channel of your own.`,
    );
  if (!member)
    throw new Rejection(
      'not_in_channel',
      `Muster is not in ${place}, so nothing can be told there. Invite it with \`/invite @Muster\` and subscribe the channel again.`,
    );
}
