import { Incident, isIncident } from './incident/incident.ts';
import { isOverdue } from './incident/timers.ts';
import type { AggregateId } from './keys.ts';
import {
  type Bus,
  type Lane,
  type Listing,
  type Lists,
  type Log,
  lanesOf,
  type Outbox,
  type Parking,
  type Reconciliations,
} from './ports.ts';
import { type NotLeft, publish } from './publish.ts';
import { isTransferOverdue } from './transfer/timers.ts';
import { Transfer } from './transfer/transfer.ts';

/** Events that have not left, and records in a list that cannot be read: nobody can say what is due in them. */
export type Swept = { stayed: NotLeft[]; unreadable: AggregateId[] };
type Ways = { log: Log; outbox: Outbox; parking: Parking; bus: Bus; queue: Reconciliations; lists: Lists };

const patienceMs = 2 * 60_000;
const givenUpAfterMs = 24 * 60 * 60_000;
/** The oldest first; what is more than this comes with the next sweep. */
const atMost = 1000;

/**
 * Nothing is forgotten: events that have not left, records that the world has not caught up with, and questions whose timer never came are
 * brought again, and so is the news of what was given up on, until somebody was told. What is younger than two minutes is still on its
 * ordinary way.
 */
export async function sweep(ways: Ways, now: string): Promise<Swept> {
  const before = new Date(Date.parse(now) - patienceMs).toISOString();
  const [late, behind, { overdue, unreadable }, due, resting] = await Promise.all([
    ways.outbox.unpublished(before, atMost),
    ways.outbox.behind(before, atMost),
    overdueQuestions(ways.lists, before),
    ways.lists.due('due', before, atMost),
    ways.parking.resting(),
  ]);
  const because = `sweep-${now}`;
  const untold = resting.filter(({ parked }) => !parked.told).map(({ id, lane }) => ({ id, lane, because }));
  await ways.queue.ask([
    ...[...new Set([...behind, ...overdue, ...due])].flatMap((id) => lanesOf(id).map((lane) => ({ id, lane, because }))),
    ...untold,
  ]);
  const stayed = late.length === 0 ? [] : await publish(ways, late);
  const dayBefore = new Date(Date.parse(now) - givenUpAfterMs).toISOString();
  // Otherwise a thousand that never leave would keep all others from being looked at.
  const hopeless = stayed.filter(({ event }) => event.recordedAt < dayBefore);
  await Promise.all(hopeless.map(({ event, why }) => ways.parking.parkEvent(event, { at: now, why })));
  return { stayed, unreadable };
}

export type Resumed = { resumed: { id: AggregateId; lane: Lane; at: string; why: string }[]; stayed: { event: string; why: string }[] };

/** Takes up what was given up on, all of it, and answers what that was, and which events the bus refuses still. */
export async function resume(ways: Ways, now: string): Promise<Resumed> {
  const [lanes, events] = await Promise.all([ways.parking.everyParked(), ways.parking.everyParkedEvent()]);
  const because = `resume-${now}`;
  await ways.queue.ask(lanes.map(({ id, lane }) => ({ id, lane, because, again: true })));
  const stayed = events.length === 0 ? [] : await publish(ways, events);
  return {
    resumed: lanes.map(({ id, lane, parked: { at, why } }) => ({ id, lane, at, why })),
    stayed: stayed.map(({ event: { id, version }, why }) => ({ event: `${id}/${version}`, why })),
  };
}

type Questions = { overdue: AggregateId[]; unreadable: AggregateId[] };

async function overdueQuestions(lists: Lists, before: string): Promise<Questions> {
  const [incidents, transfers] = await Promise.all([
    listed(lists, 'open', ({ id, state }) => isIncident(id) && isOverdue(id, Incident.parse(state), before)),
    listed(lists, 'transfers', ({ state }) => isTransferOverdue(Transfer.parse(state), before)),
  ]);
  return { overdue: [...incidents.overdue, ...transfers.overdue], unreadable: [...incidents.unreadable, ...transfers.unreadable] };
}

/** One that cannot be read keeps nobody else from being asked. */
async function listed(lists: Lists, list: string, isWanted: (one: Listing) => boolean): Promise<Questions> {
  const found: Questions = { overdue: [], unreadable: [] };
  for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
    const { heads, next } = await lists.page(list, 100, cursor);
    for (const head of heads) {
      const wanted = tryWhether(head, isWanted);
      if (wanted !== false) found[wanted ? 'overdue' : 'unreadable'].push(head.id);
    }
    cursor = next;
  }
  return found;
}

function tryWhether(head: Listing, isWanted: (one: Listing) => boolean): boolean | undefined {
  try {
    return isWanted(head);
  } catch {
    return undefined;
  }
}
