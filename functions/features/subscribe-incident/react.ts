import type { Effect } from '#domain/effects';
import { mayKnow, type OpenIncident } from '#domain/incident/incident';
import { type Subscriber, sameSubscriber } from '#domain/incident/telling-events';
import type { IncidentView, News } from '#domain/incident/view';
import { channelLink, mention } from '#slack-kit/text';
import { announcement } from './announcement.ts';
import { ended, thread } from './card.ts';

/** Each subscriber has one thread for good: what it is and where it stands above it, and each change once in it. */
export function react(view: IncidentView, news: News[]): Effect[] {
  const told = view.listeners.flatMap((subscriber) => [head(view, subscriber), ...replies(view, subscriber, news)]);
  return [...told, ...closed(view, news), ...saidInTheRoom(view, news)];
}

const placeOf = (subscriber: Subscriber) => (subscriber.kind === 'person' ? subscriber.person : subscriber.channel);
const headKey = ({ id }: IncidentView, subscriber: Subscriber) => `${id}/subscriber/${placeOf(subscriber)}`;
const isOneOf = (subscriber: Subscriber, all: Subscriber[]) => all.some((one) => sameSubscriber(one, subscriber));

const head = (view: IncidentView, subscriber: Subscriber): Effect => ({
  kind: 'message',
  key: headKey(view, subscriber),
  to: placeOf(subscriber),
  current: true,
  ...thread(view, subscriber),
});

/** What happened before they subscribed is in the first message. */
function replies(view: IncidentView, subscriber: Subscriber, news: News[]): Effect[] {
  const since =
    news.findLast(({ event }) => event.type === 'IncidentSubscribed' && sameSubscriber(event.subscriber, subscriber))?.version ?? 0;
  const goesOn = view.sameAs && mayHear(view.sameAs.incident, subscriber) ? view.sameAs : undefined;
  return news.flatMap((one): Effect[] => {
    const said = one.version > since ? announcement(one, goesOn) : undefined;
    if (said === undefined) return [];
    const key = `${view.id}/${one.version}/told/${placeOf(subscriber)}`;
    return [{ kind: 'message', key, to: placeOf(subscriber), under: headKey(view, subscriber), ...said }];
  });
}

/** Those who unsubscribed, and those who may not know of it any more: what stands above their thread says so, if it was ever sent. */
function closed(view: IncidentView, news: News[]): Effect[] {
  const { subscribers } = view.incident;
  const left = news.flatMap(({ event }) => (event.type === 'IncidentUnsubscribed' ? [event.subscriber] : []));
  const gone = left.filter((one, index) => !isOneOf(one, subscribers) && left.findIndex((other) => sameSubscriber(one, other)) === index);
  const shutOut = subscribers.filter((one) => isShutOut(view, one));
  return [...gone, ...shutOut].map((subscriber) => ({
    kind: 'message',
    key: headKey(view, subscriber),
    to: placeOf(subscriber),
    current: true,
    onlyIfThere: true,
    ...ended(view, isShutOut(view, subscriber)),
  }));
}

const mayHear = (incident: OpenIncident, one: Subscriber) => (one.kind === 'person' ? mayKnow(incident, one.person) : !incident.private);
const isShutOut = ({ incident }: IncidentView, one: Subscriber) => !mayHear(incident, one);

/** A channel concerns those who work here: what they say is read elsewhere. Who else listens for themselves is their own affair. */
function saidInTheRoom({ id, incident: { room } }: IncidentView, news: News[]): Effect[] {
  if (room.state !== 'open') return [];
  return news.flatMap(({ version, event }): Effect[] => {
    if ((event.type !== 'IncidentSubscribed' && event.type !== 'IncidentUnsubscribed') || event.subscriber.kind === 'person') return [];
    const place = channelLink(event.subscriber.channel);
    const text =
      event.type === 'IncidentSubscribed'
        ? `${mention(event.by)} keeps ${place} posted: updates and changes are told there too.`
        : `${mention(event.by)} ended it: ${place} hears no more of this.`;
    return [{ kind: 'message', key: `${id}/${version}/subscriber`, to: room.channel, text }];
  });
}
