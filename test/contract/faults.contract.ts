import { describe, expect, test } from 'vitest';
import type { DynamoClient } from '#adapters/dynamodb/client';
import { dynamoDirectory } from '#adapters/dynamodb/directory';
import { dynamoRecords } from '#adapters/dynamodb/records';
import { nameKey } from '#domain/keys';
import { clock, endpoints, openTable, startOfTime } from './stores.ts';
import { any, append, head } from './writes.ts';

type Fault = (operation: string, input: Record<string, unknown>) => unknown;

/** What no local engine does by itself, the client is made to hear: `fault` throws, answers instead, or lets the call through. */
async function broken(endpoint: string, fault: Fault) {
  const requests: { operation: string; consumed: number }[] = [];
  const { client, table } = await openTable(endpoint, (operation, consumed) => requests.push({ operation, consumed }));
  const faulty: DynamoClient = {
    ...client,
    send: async (operation, input) => (fault(operation, input) as object | undefined) ?? client.send(operation, input),
  };
  return { records: dynamoRecords({ client: faulty, table, now: () => startOfTime }), client: faulty, table, requests };
}

const canceled = (...codes: string[]) =>
  Object.assign(new Error('canceled'), { name: 'TransactionCanceledException', CancellationReasons: codes.map((Code) => ({ Code })) });
const throwing = (error: Error) => (operation: string) => {
  if (operation.startsWith('TransactWrite')) throw error;
};
const write = append({ heads: [head('INC-1', 0)], claims: [{ delivery: 'd', id: 'INC-1', answer: null }] });

describe.each(endpoints)('DynamoDB in trouble ($name)', ({ endpoint }) => {
  test.each([
    ['a conflict with another transaction', 'busy', canceled('TransactionConflict', 'None', 'None')],
    ['throttling', 'busy', canceled('None', 'ThrottlingError', 'None')],
    ['used up throughput', 'busy', canceled('None', 'None', 'ProvisionedThroughputExceeded')],
    ['the same transaction still running', 'busy', Object.assign(new Error('in progress'), { name: 'TransactionInProgressException' })],
    ['a failed head beside a conflict', 'lost-race', canceled('ConditionalCheckFailed', 'TransactionConflict', 'None')],
    ['a failed head and a failed claim', 'claimed', canceled('ConditionalCheckFailed', 'None', 'ConditionalCheckFailed')],
    ['a failed claim beside a conflict', 'claimed', canceled('TransactionConflict', 'None', 'ConditionalCheckFailed')],
  ])('%s is said to be "%s"', async (_, outcome, error) => {
    const { records } = await broken(endpoint, throwing(error));
    expect(await records.append(write)).toBe(outcome);
  });

  test.each([
    ['a fault of our own', canceled('ValidationError', 'None', 'None')],
    ['an item collection that is full', canceled('ItemCollectionSizeLimitExceeded', 'None', 'None')],
    ['a table that is not there', Object.assign(new Error('no table'), { name: 'ResourceNotFoundException' })],
    ['a network that is down', Object.assign(new Error('connect ECONNREFUSED'), { name: 'Error' })],
  ])('%s is thrown on', async (_, error) => {
    const { records } = await broken(endpoint, throwing(error));
    await expect(records.append(write)).rejects.toBe(error);
  });

  test('keys that were not processed are asked for again', async () => {
    let rounds = 0;
    const { records, table } = await broken(endpoint, (operation, input) => {
      if (!operation.startsWith('BatchGet') || ++rounds > 2) return undefined;
      const { Keys } = (input as { RequestItems: Record<string, { Keys: unknown[] }> }).RequestItems[table] ?? {};
      return { Responses: {}, UnprocessedKeys: { [table]: { Keys } } };
    });
    await records.append(append({ puts: [{ key: nameKey('a'), value: 'A', expected: 0 }] }));
    expect((await records.load([any(nameKey('a')), any(nameKey('b'))])).map(({ value }) => value)).toEqual(['A', undefined]);
    expect(rounds).toBe(3);
  });

  test('a table that never answers for a key is an error, not an absence', async () => {
    const { records, table } = await broken(endpoint, (operation) =>
      operation.startsWith('BatchGet') ? { Responses: {}, UnprocessedKeys: { [table]: { Keys: [nameKey('a')] } } } : undefined,
    );
    await expect(records.load([any(nameKey('a'))])).rejects.toThrow(/left 1 keys unread/);
  });

  test('a command is one round of reads and one transaction, however many facts it has', async () => {
    const { records, requests } = await broken(endpoint, () => undefined);
    await records.load(Array.from({ length: 40 }, (_, index) => any(nameKey(`name-${index}`))));
    await records.append(write);
    expect(requests.map(({ operation }) => operation)).toEqual(['BatchGetItem', 'TransactWriteItems']);
    expect(requests[1]?.consumed).toBeGreaterThan(0);
  });

  test('the directory is read once a minute by each container', async () => {
    const { client, table, requests } = await broken(endpoint, () => undefined);
    const time = clock();
    const directory = dynamoDirectory({ client, table, now: time.now });
    await Promise.all([directory.services(), directory.services()]);
    time.set('2026-03-10T14:00:59.000Z');
    await directory.services();
    expect(requests).toHaveLength(1);
    time.set('2026-03-10T14:01:00.000Z');
    await directory.services();
    expect(requests).toHaveLength(2);
  });

  test('a directory that could not be read is asked for again', async () => {
    let broke = true;
    const { client, table } = await broken(endpoint, (operation) => {
      if (broke && operation.startsWith('BatchGet')) throw new Error('down');
    });
    const directory = dynamoDirectory({ client, table, now: () => startOfTime });
    await expect(directory.services()).rejects.toThrow('down');
    broke = false;
    expect(await directory.services()).toEqual([]);
  });
});
