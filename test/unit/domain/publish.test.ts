import { expect, test } from 'vitest';
import type { AggregateId } from '#domain/keys';
import type { PublicEvent, Request } from '#domain/ports';
import { publish } from '#domain/publish';
import type { EventRecord, Json } from '#domain/records';

const at = '2026-03-10T14:00:00.000Z';
const event = (id: AggregateId, version: number, body: Json): EventRecord => ({
  id,
  version,
  type: (body as { type: string }).type,
  at,
  recordedAt: at,
  body,
});
const declared = {
  type: 'IncidentDeclared',
  at,
  by: 'U1',
  reportedBy: 'U1',
  severity: 'sev2',
  service: null,
  private: false,
  drill: false,
  titleId: 't',
};
const reported = { type: 'IncidentReported', at, by: 'U2', reportedBy: 'U2', severity: 'sev2', textId: 'x' };
const logOf = (id: AggregateId) => [event(id, 1, declared), event(id, 2, reported), event(id, 3, reported)];

test('events that leave together read the log of their incident once and ask for it once; each has the facts as of its own version', async () => {
  const read: AggregateId[] = [];
  const out: PublicEvent[] = [];
  const asked: string[] = [];
  const ways = {
    log: {
      events: async (id: AggregateId) => {
        read.push(id);
        return logOf(id);
      },
      texts: async () => ({}),
    },
    outbox: { published: async () => undefined },
    bus: {
      put: async (events: PublicEvent[]) => {
        out.push(...events);
        return [];
      },
    },
    queue: {
      ask: async (all: Request[]) => {
        asked.push(...all.map(({ id, lane, because }) => `${id} ${lane} ${because}`));
      },
    },
  } as unknown as Parameters<typeof publish>[0];
  expect(await publish(ways, [...logOf('INC-1'), ...logOf('INC-2')])).toEqual([]);
  expect(read).toEqual(['INC-1', 'INC-2']);
  expect(asked).toEqual(['INC-1 main 3', 'INC-1 page 3', 'INC-2 main 3', 'INC-2 page 3']);
  const reports = out.map(({ detail }) => (detail.data as { facts: { reports: number } }).facts.reports);
  expect(reports).toEqual([1, 2, 3, 1, 2, 3]);
});
