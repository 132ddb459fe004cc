import { setTimeout as sleep } from 'node:timers/promises';
import type { Key } from '#domain/keys';
import type { Table } from './client.ts';
import type { Item, QueryInput } from './operations.ts';

const mostKeys = 100;
const mostRounds = 6;

/** Items by key in the order of `keys`, in parallel requests of a hundred; keys the table did not get to are asked for again. */
export async function readKeys({ client, table }: Table, keys: Key[], ConsistentRead = true): Promise<(Item | undefined)[]> {
  const found = new Map<string, Item>();
  const distinct = [...new Map(keys.map(({ pk, sk }) => [`${pk}|${sk}`, { pk, sk }])).values()];
  const chunks = Array.from({ length: Math.ceil(distinct.length / mostKeys) }, (_, chunk) =>
    distinct.slice(chunk * mostKeys, (chunk + 1) * mostKeys),
  );
  await Promise.all(
    chunks.map(async (chunk) => {
      let Keys: Item[] = chunk;
      for (let round = 1; Keys.length > 0; round++) {
        if (round > mostRounds) throw new Error(`The table left ${Keys.length} keys unread ${mostRounds} times`);
        if (round > 1) await sleep(Math.random() * 20 * 2 ** round);
        const { Responses, UnprocessedKeys } = await client.send('BatchGetItem', { RequestItems: { [table]: { Keys, ConsistentRead } } });
        for (const item of Responses?.[table] ?? []) found.set(`${item.pk}|${item.sk}`, item);
        Keys = UnprocessedKeys?.[table]?.Keys ?? [];
      }
    }),
  );
  return keys.map(({ pk, sk }) => found.get(`${pk}|${sk}`));
}

/** Everything a query finds, page after page, or the first `atMost` of it. */
export async function readAll(
  { client, table }: Table,
  query: Omit<QueryInput, 'TableName'>,
  atMost = Number.POSITIVE_INFINITY,
): Promise<Item[]> {
  const items: Item[] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const left = atMost - items.length;
    const page = await client.send('Query', {
      TableName: table,
      ...query,
      ExclusiveStartKey,
      ...(Number.isFinite(left) ? { Limit: left } : {}),
    });
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey && items.length < atMost);
  return items;
}
