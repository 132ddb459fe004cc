import * as z from 'zod';
import { eventKey, headKey } from '#domain/keys';
import type { Timeline } from '#domain/ports';
import type { Table } from './client.ts';
import { readEventItem } from './event-item.ts';
import { named } from './expression.ts';
import { readAll, readKeys } from './reading.ts';

const Place = z.object({ sk: z.string(), value: z.object({ version: z.number() }) });
const between = '#pk = :pk AND #sk BETWEEN :from AND :to';

export const dynamoTimeline = (table: Table): Timeline => ({
  async places(id, size, from) {
    const forward = 'after' in from;
    const [first, last] = forward ? [`${from.after}!`, '~'] : ['', justBefore(from.before)];
    const items = await readAll(
      table,
      {
        KeyConditionExpression: between,
        ExpressionAttributeNames: named(between),
        ExpressionAttributeValues: { ':pk': headKey(id).pk, ':from': `T#${first}`, ':to': `T#${last}` },
        ScanIndexForward: forward,
        ConsistentRead: true,
      },
      size,
    );
    const places = items.map((item) => Place.parse(item)).map(({ sk, value }) => ({ place: sk.slice(2), version: value.version }));
    return forward ? places : places.reverse();
  },

  async events(id, versions) {
    const items = await readKeys(
      table,
      versions.map((version) => eventKey(id, version)),
    );
    return items.filter((item) => item !== undefined).map(readEventItem);
  },
});

/** Both ends of a range belong to it: a place is left out by asking up to what would stand right before it. */
const justBefore = (place: string) => `${place.slice(0, -1)}${String.fromCharCode(place.charCodeAt(place.length - 1) - 1)}~`;
