import type { Effect } from '#domain/effects';
import { mayKnow, type OpenIncident } from '#domain/incident/incident';
import { type Subscriber, sameSubscriber } from '#domain/incident/telling-events';
import type { IncidentView, News } from '#domain/incident/view';
import { context } from '#slack-kit/blocks';
import { channelLink, mention } from '#slack-kit/text';
import { announcement } from './announcement.ts';
import { ended, thread } from './card.ts';

/** Each subscriber has one thread for good: what it is and where it stands above it, and each change once in it. */
export function react(view: IncidentView, news: News[]): Effect[] {
  const told = view.listeners.flatMap((subscriber) => [head(view, subscriber), ...replies(view, subscriber, news)]);
  return [...told, ...closed(view, news), ...takenBack(view), ...saidInTheRoom(view, news)];
}

const placeOf = (subscriber: Subscriber) => (subscriber.kind === 'person' ? subscriber.person : subscriber.channel);
const headKey = ({ id }: IncidentView, subscriber: Subscriber) => `${id}/subscriber/${placeOf(subscriber)}`;
const isOneOf = (subscriber: Subscriber, all: Subscriber[]) => all.some((one) => sameSubscriber(one, subscriber));

const replyKey = ({ id }: IncidentView, version: number, subscriber: Subscriber) => `${id}/${version}/told/${placeOf(subscriber)}`;

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
    const key = replyKey(view, one.version, subscriber);
    return [{ kind: 'message', key, to: placeOf(subscriber), under: headKey(view, subscriber), ...said }];
  });
}

/** Those who unsubscribed, and those who may not know of it any more: what stands above their thread says so, if it was ever sent. */
function closed(view: IncidentView, news: News[]): Effect[] {
  const { subscribers } = view.incident;
  const gone = subscribersAmong(news, 'IncidentUnsubscribed').filter((one) => !isOneOf(one, subscribers));
  return distinct([...gone, ...shutOut(view)]).map((subscriber) => ({
    kind: 'message',
    key: headKey(view, subscriber),
    to: placeOf(subscriber),
    current: true,
    onlyIfThere: true,
    ...ended(view, isShutOut(view, subscriber)),
  }));
}

/** What stands in the threads of those who may not know of it any more. Of what was never told there nothing is sent. */
function takenBack(view: IncidentView): Effect[] {
  const told = view.past.filter((one) => announcement({ ...one, texts: {} }, undefined) !== undefined);
  const text = 'Taken back: it is private now.';
  return shutOut(view).flatMap((subscriber) => {
    const since = view.past.find(({ event }) => event.type === 'IncidentSubscribed' && sameSubscriber(event.subscriber, subscriber));
    return told
      .filter(({ version }) => since !== undefined && version > since.version)
      .map(
        ({ version }): Effect => ({
          kind: 'message',
          key: replyKey(view, version, subscriber),
          to: placeOf(subscriber),
          under: headKey(view, subscriber),
          current: true,
          onlyIfThere: true,
          text,
          blocks: [context(text)],
        }),
      );
  });
}

/** Whoever listens, or has ever listened. */
const shutOut = (view: IncidentView): Subscriber[] =>
  distinct([...view.incident.subscribers, ...subscribersAmong(view.past, 'IncidentSubscribed')]).filter((one) => isShutOut(view, one));

const subscribersAmong = (all: Pick<News, 'event'>[], type: 'IncidentSubscribed' | 'IncidentUnsubscribed'): Subscriber[] =>
  distinct(all.flatMap(({ event }) => (event.type === type && 'subscriber' in event ? [event.subscriber] : [])));

const distinct = (all: Subscriber[]) => all.filter((one, index) => all.findIndex((other) => sameSubscriber(one, other)) === index);

const isShutOut = ({ incident }: IncidentView, one: Subscriber) => !mayHear(incident, one);
const mayHear = (incident: OpenIncident, one: Subscriber) => (one.kind === 'person' ? mayKnow(incident, one.person) : !incident.private);

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
