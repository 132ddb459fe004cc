import * as z from 'zod';
import { aggregateAt } from '#domain/keys';
import type { Lists } from '#domain/ports';
import type { Table } from './client.ts';
import { named } from './expression.ts';
import type { Item } from './operations.ts';

const Place = z.object({ pk: z.string(), sk: z.string(), list: z.string(), listedAt: z.string() });
const Head = z.object({ ...Place.shape, state: z.unknown().optional(), words: z.record(z.string(), z.string()).default({}) });
const inList = '#list = :list';

export function dynamoLists({ client, table }: Table): Lists {
  return {
    async page(list, size, cursor) {
      const heads: z.infer<typeof Head>[] = [];
      let after: Item | undefined = placeOf(cursor, list);
      do {
        // One more than is shown tells whether there is a next page. A page of large heads may end at 1 MB before that.
        const page = await client.send('Query', {
          TableName: table,
          IndexName: 'open',
          KeyConditionExpression: inList,
          ExpressionAttributeNames: named(inList),
          ExpressionAttributeValues: { ':list': list },
          ScanIndexForward: false,
          Limit: size + 1 - heads.length,
          ExclusiveStartKey: after,
        });
        heads.push(...(page.Items ?? []).map((item) => Head.parse(item)));
        after = page.LastEvaluatedKey;
      } while (after && heads.length <= size);
      const last = heads[size - 1];
      const shown = heads.slice(0, size).map((head) => ({ id: aggregateAt(head), state: head.state, words: head.words }));
      return { heads: shown, ...(last && heads.length > size ? { next: cursorTo(last) } : {}) };
    },
  };
}

const cursorTo = (head: z.infer<typeof Place>) => Buffer.from(JSON.stringify(Place.parse(head))).toString('base64url');

/** A cursor has been in someone's hands; one that cannot be read, or belongs to another list, starts from the beginning. */
function placeOf(cursor: string | undefined, list: string) {
  if (cursor === undefined) return undefined;
  try {
    const place = Place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return place.list === list ? place : undefined;
  } catch {
    return undefined;
  }
}
