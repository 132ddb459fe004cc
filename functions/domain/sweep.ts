import { Incident, isIncident } from './incident/incident.ts';
import { rungIsDue } from './incident/ladder.ts';
import type { AggregateId } from './keys.ts';
import { type Bus, type Lists, type Log, lanesOf, type Outbox, type Reconciliations } from './ports.ts';
import { type NotLeft, publish } from './publish.ts';

type Ways = { log: Log; outbox: Outbox; bus: Bus; queue: Reconciliations; lists: Lists };

const patienceMs = 2 * 60_000;
const atMost = 200;

/**
 * Nothing is forgotten: events that have not left, records that the world has not caught up with, and questions whose timer never came are
 * brought again. What is younger than two minutes is still on its ordinary way.
 */
export async function sweep(ways: Ways, now: string): Promise<NotLeft[]> {
  const before = new Date(Date.parse(now) - patienceMs).toISOString();
  const [late, behind, overdue] = await Promise.all([
    ways.outbox.unpublished(before, atMost),
    ways.outbox.behind(before, atMost),
    overdueQuestions(ways.lists, before),
  ]);
  const because = `sweep-${now}`;
  await ways.queue.ask([...new Set([...behind, ...overdue])].flatMap((id) => lanesOf(id).map((lane) => ({ id, lane, because }))));
  return late.length === 0 ? [] : publish(ways, late);
}

async function overdueQuestions(lists: Lists, before: string) {
  const found: AggregateId[] = [];
  for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
    const { heads, next } = await lists.page('open', 100, cursor);
    found.push(...heads.filter(({ id, state }) => isIncident(id) && rungIsDue(Incident.parse(state), before)).map(({ id }) => id));
    cursor = next;
  }
  return found;
}
