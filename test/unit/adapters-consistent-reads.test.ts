import { expect, test } from 'vitest';
import type { DynamoClient } from '#adapters/dynamodb/client';
import { dynamoStore } from '#adapters/dynamodb/store';
import { headKey, ownershipKey } from '#domain/keys';
import { inc311, tuesday } from '#test/builders';

type Request = { IndexName?: string; ConsistentRead?: boolean; RequestItems?: Record<string, { ConsistentRead?: boolean }> };

/** A table that is empty and remembers how it was asked: no engine on one machine is ever behind itself. */
function emptyTable() {
  const asked: [operation: string, Request][] = [];
  const client: DynamoClient = {
    async send(operation, input) {
      asked.push([operation, input as Request]);
      return {};
    },
    tryConnect: async () => {},
  };
  return { asked, store: dynamoStore({ client, table: 'muster', now: () => tuesday }) };
}

type Store = ReturnType<typeof emptyTable>['store'];
const reads: [what: string, read: (store: Store) => Promise<unknown>][] = [
  ['what a rule must see', ({ records }) => records.load([{ key: headKey(inc311), read: () => null }])],
  ['every assertion of ownership', ({ records }) => records.load([{ key: ownershipKey('checkout', 1), every: true, read: () => [] }])],
  ['the log', ({ log }) => log.events(inc311, 0)],
  ['what somebody wrote', ({ log }) => log.texts(inc311, ['title'])],
  ['what has been intended and done', ({ ledger }) => ledger.entries(inc311, ['card'])],
  ['how far a lane has come', ({ outbox }) => outbox.reconciledUpTo(inc311, 'main')],
  ['the facts of an incident', ({ facts }) => facts.read(inc311)],
];

test.each(reads)('%s is read consistently and from the table itself', async (_, read) => {
  const { asked, store } = emptyTable();
  await read(store);
  const requests = asked.flatMap(([, input]) => (input.RequestItems ? Object.values(input.RequestItems) : [input]));
  expect(requests.length).toBeGreaterThan(0);
  expect(requests.map((request) => request.ConsistentRead)).toEqual(requests.map(() => true));
  expect(asked.map(([, { IndexName }]) => IndexName)).toEqual(asked.map(() => undefined));
});
