import type { Effect } from '#domain/effects';
import { channelNames } from '#domain/incident/channel-name';
import { roomKey } from '#domain/incident/room';
import type { IncidentView, News } from '#domain/incident/view';
import { serviceName } from '#domain/incident/view';
import { peopleAmong } from '#domain/person/author';
import { severityLabel, standing } from '#slack-kit/incident-words';
import { ownerStanding } from '#slack-kit/support-words';
import { cut, escaped, mention } from '#slack-kit/text';

/** A room for it: first the channel, then everything that stands in it, side by side. */
export function react(view: IncidentView, news: News[]): Effect[] {
  const { id, incident, title } = view;
  if (incident.room.state === 'refused') return refused(view, incident.room.code);
  if (incident.room.state === 'awaited')
    return [{ kind: 'open-channel', key: `${roomKey(id, incident)}/channel`, names: channelNames(id, title), private: incident.private }];
  const { channel } = incident.room;
  const key = roomKey(id, incident);
  const leads = incident.roles.commander ? ` · commander: ${mention(incident.roles.commander)}` : '';
  const owner = incident.routing?.owner ? ` · ${escaped(view.team?.name ?? incident.routing.owner.team)}` : '';
  return [
    {
      kind: 'topic',
      key: `${key}/topic`,
      channel,
      topic: `${severityLabel(incident)} · ${escaped(cut(serviceName(view), 80))}${owner} · ${standing(incident)}${leads}${ownerStanding(view)}`,
    },
    { kind: 'purpose', key: `${key}/purpose`, channel, purpose: `${id}: ${escaped(cut(title, 150))}` },
    ...bookmarks(view).map(
      ({ label, url }, index): Effect => ({ kind: 'bookmark', key: `${key}/bookmark/${index}/${url}`, channel, title: label, link: url }),
    ),
    ...reporters(view, news, channel),
  ];
}

export function bookmarks({ service }: IncidentView): { label: string; url: string }[] {
  const dashboards = (service?.dashboards ?? [])
    .slice(0, 3)
    .map((url, index) => ({ label: index === 0 ? 'Dashboard' : `Dashboard ${index + 1}`, url }));
  return [...(service?.runbook ? [{ label: 'Runbook', url: service.runbook }] : []), ...dashboards];
}

/** Whoever reports is brought in, the first one as soon as there is a room. */
function reporters({ id, incident }: IncidentView, news: News[], channel: string): Effect[] {
  const first: Effect = {
    kind: 'invite',
    key: `${roomKey(id, incident)}/invite/reporters`,
    channel,
    people: peopleAmong(incident.reportedBy, incident.declaredBy),
  };
  const others = news.flatMap(({ version, event }): Effect[] =>
    event.type === 'IncidentReported'
      ? [{ kind: 'invite', key: `${id}/${version}/invite`, channel, people: peopleAmong(event.by, event.reportedBy) }]
      : [],
  );
  // A monitor comes into no room.
  return [first, ...others].filter((effect) => effect.kind !== 'invite' || effect.people.length > 0);
}

/** Fails closed: without its channel a private incident stays without one, and those who know of it are told. */
function refused({ id, incident }: IncidentView, code: string): Effect[] {
  const safe = incident.private
    ? 'It is private, so it never gets a public one: speak to each other directly.'
    : 'It is on record and people are being asked.';
  const text = `${id} has no channel: Slack refused to make one (${code}). ${safe} Someone who may create channels can help; \`/incident status ${id}\` shows where it stands.`;
  const people = new Set([...peopleAmong(incident.declaredBy, incident.reportedBy), ...(incident.routing?.swarm ?? [])]);
  return [...people].map((person) => ({
    kind: 'message',
    key: `${id}/no-channel/${person}`,
    to: person,
    text: `${mention(person)} ${text}`,
  }));
}
