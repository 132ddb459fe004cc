import type { AggregateId } from './keys.ts';
import { type Bus, type Log, lanesOf, type Outbox, type Reconciliations } from './ports.ts';
import { toPublic } from './public/to-public.ts';
import type { EventRecord, Version } from './records.ts';

type Ways = { log: Log; outbox: Outbox; bus: Bus; queue: Reconciliations };
export type NotLeft = { event: EventRecord; why: string };

/** Asks for reconciliation and publishes, side by side: one record's failure never stops another's, nor one way the other. */
export async function publish(ways: Ways, events: EventRecord[]): Promise<NotLeft[]> {
  const [asked, put] = await Promise.all([ask(ways, events), putOut(ways, events)]);
  return [...asked, ...put];
}

async function ask({ queue }: Ways, events: EventRecord[]): Promise<NotLeft[]> {
  // Whoever follows a record up to its last event has followed those before it.
  const last = new Map<AggregateId, Version>();
  for (const { id, version } of events) last.set(id, Math.max(version, last.get(id) ?? 0));
  const requests = [...last].flatMap(([id, version]) => lanesOf(id).map((lane) => ({ id, lane, because: String(version) })));
  try {
    if (requests.length > 0) await queue.ask(requests);
    return [];
  } catch (error) {
    return events.map((event) => ({ event, why: `not asked for: ${String(error)}` }));
  }
}

async function putOut({ log: whole, outbox, bus }: Ways, events: EventRecord[]): Promise<NotLeft[]> {
  const log = readOnce(whole);
  const ready = await Promise.all(events.map(async (event) => ({ event, ...(await inPublic(log, event)) })));
  const going = ready.flatMap(({ event, out }) => (out === undefined ? [] : [{ event, out }]));
  const refused =
    going.length === 0
      ? []
      : await refusals(
          bus,
          going.map(({ out }) => out),
        );
  const stayed: NotLeft[] = [
    ...ready.flatMap(({ event, why }) => (why === undefined ? [] : [{ event, why }])),
    ...refused.flatMap(({ index, why }) => (going[index] ? [{ event: going[index].event, why }] : [])),
  ];
  await outbox.published(events.filter((event) => !stayed.some((one) => one.event === event)));
  return stayed;
}

/** What is published together was all on record before: one reading of each log serves all its events. */
function readOnce({ events, texts }: Log): Log {
  const read = new Map<string, ReturnType<Log['events']>>();
  return {
    texts,
    events(id, after) {
      const key = `${id}/${after}`;
      const reading = read.get(key) ?? events(id, after);
      read.set(key, reading);
      return reading;
    },
  };
}

type Ready = { out?: Parameters<Bus['put']>[0][number]; why?: string };

/** Not every event is anybody else's business; those that are carry the facts as of their version. */
async function inPublic(log: Log, event: EventRecord): Promise<Ready> {
  try {
    const out = await toPublic(log, event);
    return out === undefined ? {} : { out };
  } catch (error) {
    return { why: `no public form: ${String(error)}` };
  }
}

async function refusals(bus: Bus, events: Parameters<Bus['put']>[0]): Promise<{ index: number; why: string }[]> {
  try {
    return await bus.put(events);
  } catch (error) {
    return events.map((_, index) => ({ index, why: String(error) }));
  }
}
