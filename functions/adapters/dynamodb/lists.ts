import * as z from 'zod';
import { aggregateAt } from '#domain/keys';
import type { Lists } from '#domain/ports';
import type { Table } from './client.ts';
import { named } from './expression.ts';
import type { Item } from './operations.ts';
import { readKeys } from './reading.ts';

const Place = z.object({ pk: z.string(), sk: z.string(), list: z.string(), listedAt: z.string() });
type Place = z.infer<typeof Place>;
const Head = z.object({ list: z.string().optional(), state: z.unknown(), words: z.record(z.string(), z.string()).default({}) });
const inList = '#list = :list';
const dueInList = '#list = :list AND #listedAt <= :before';

/** The index says where the heads stand; they are read themselves, so that nothing is shown that is in the list no more. */
export function dynamoLists({ client, table }: Table): Lists {
  return {
    async page(list, size, cursor) {
      const found: { place: Place; head: z.infer<typeof Head> }[] = [];
      let after: Item | undefined = placeOf(cursor, list);
      do {
        // One more than is shown tells whether there is a next page.
        const page = await client.send('Query', {
          TableName: table,
          IndexName: 'open',
          KeyConditionExpression: inList,
          ExpressionAttributeNames: named(inList),
          ExpressionAttributeValues: { ':list': list },
          ScanIndexForward: false,
          Limit: size + 1 - found.length,
          ExclusiveStartKey: after,
        });
        const places = (page.Items ?? []).map((item) => Place.parse(item));
        const heads = await readKeys({ client, table }, places);
        found.push(...places.flatMap((place, index) => (heads[index] ? [{ place, head: Head.parse(heads[index]) }] : [])));
        after = page.LastEvaluatedKey;
      } while (after && found.length <= size);
      const last = found[size - 1];
      const shown = found.slice(0, size).filter(({ head }) => head.list === list);
      return {
        heads: shown.map(({ place, head: { state, words } }) => ({ id: aggregateAt(place), state, words })),
        ...(last && found.length > size ? { next: cursorTo(last.place) } : {}),
      };
    },
    async due(list, before, atMost) {
      const found: Place[] = [];
      let after: Item | undefined;
      do {
        const page = await client.send('Query', {
          TableName: table,
          IndexName: 'open',
          KeyConditionExpression: dueInList,
          ExpressionAttributeNames: named(dueInList),
          ExpressionAttributeValues: { ':list': list, ':before': before },
          Limit: atMost - found.length,
          ExclusiveStartKey: after,
        });
        found.push(...(page.Items ?? []).map((item) => Place.parse(item)));
        after = page.LastEvaluatedKey;
      } while (after && found.length < atMost);
      return found.map(aggregateAt);
    },
  };
}

const cursorTo = (place: Place) => Buffer.from(JSON.stringify(Place.parse(place))).toString('base64url');

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
