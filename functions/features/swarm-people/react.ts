import type { Effect } from '#domain/effects';
import type { Fact } from '#domain/incident/events';
import type { IncidentView, News } from '#domain/incident/view';
import { restBroken } from '#slack-kit/support-words';
import { mention, mentions } from '#slack-kit/text';

/** Invited, and called by name in the room. The on-call of a service is paged besides, in a lane of its own; a page that fails is said aloud. */
export function react({ id, incident: { room } }: IncidentView, news: News[]): Effect[] {
  if (room.state !== 'open') return [];
  const { channel } = room;
  return news.flatMap(({ version, event }): Effect[] => {
    if (event.type === 'IncidentSwarmChanged')
      return [
        { kind: 'invite', key: `${id}/${version}/invite`, channel, people: event.people },
        { kind: 'message', key: `${id}/${version}/swarm`, to: channel, text: called(event) },
      ];
    if (event.type === 'IncidentPaged' && event.rung === null && event.outcome === 'refused') {
      const text = `⚠ ${mention(event.person)} could not be paged (${event.code ?? 'no reason given'}). Call them another way, or \`/incident swarm\` somebody else.`;
      return [{ kind: 'message', key: `${id}/${version}/not-paged`, to: channel, text }];
    }
    return [];
  });
}

const called = ({ by, people, because, service, calledOut }: Fact<'IncidentSwarmChanged'>): string =>
  because === 'service'
    ? `${mentions(people)} on call for ${service ?? 'it'}: ${mention(by)} needs you here.${restBroken(calledOut)}`
    : `${mentions(people)} ${mention(by)} needs you here.`;
