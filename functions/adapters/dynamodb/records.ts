import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { withinLimits } from '#domain/append-limits';
import { counterKey } from '#domain/keys';
import type { Found, Records, Ref } from '#domain/records';
import { outcomeOf } from './cancellation.ts';
import type { Table } from './client.ts';
import { named } from './expression.ts';
import type { Item } from './operations.ts';
import { readAll, readKeys } from './reading.ts';
import { actionsOf, epochSeconds } from './transaction.ts';

const Stored = z.object({
  version: z.number().optional(),
  state: z.unknown().optional(),
  words: z.record(z.string(), z.string()).optional(),
  value: z.unknown().optional(),
  /** Of a text: who wrote it. */
  by: z.string().optional(),
  expiresAt: z.number().optional(),
});
const beginsWith = '#pk = :pk AND begins_with(#sk, :sk)';
const addOne = 'ADD #version :one';

export function dynamoRecords({ client, table, now }: Table & { now: () => string }): Records {
  return {
    async load(refs) {
      const keyed = refs.filter((ref) => !ref.every);
      const [byKey, ...everies] = await Promise.all([
        readKeys(
          { client, table },
          keyed.map(({ key }) => key),
        ),
        ...refs.filter((ref) => ref.every).map(({ key }) => every(key)),
      ]);
      return refs.map((ref) => (ref.every ? foundAll(ref, everies.shift() ?? []) : foundOne(ref, byKey.shift())));
    },

    async append(write) {
      const { actions, claimsFrom } = actionsOf(table, withinLimits(write), now());
      try {
        await client.send('TransactWriteItems', { TransactItems: actions });
        return 'done';
      } catch (error) {
        const outcome = outcomeOf(error, claimsFrom);
        if (outcome) return outcome;
        throw error;
      }
    },

    async next(counter) {
      const { Attributes } = await client.send('UpdateItem', {
        TableName: table,
        Key: counterKey(counter),
        UpdateExpression: addOne,
        ExpressionAttributeNames: named(addOne),
        ExpressionAttributeValues: { ':one': 1 },
        ReturnValues: 'UPDATED_NEW',
      });
      return z.object({ version: z.number() }).parse(Attributes).version;
    },

    /** Full jitter: those who lost the same race do not meet again. */
    pause: async (attempt) => {
      await sleep(Math.random() * Math.min(150, 20 * 2 ** attempt));
    },
  };

  function every({ pk, sk }: Ref<unknown>['key']) {
    return readAll(
      { client, table },
      {
        KeyConditionExpression: beginsWith,
        ExpressionAttributeNames: named(beginsWith),
        ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
        ConsistentRead: true,
      },
    );
  }

  function foundOne(ref: Ref<unknown>, item: Item | undefined): Found<unknown> {
    const { state, value, by, words = {}, version = 0, expiresAt } = Stored.parse(item ?? {});
    // What has expired may stand in the table for two days more.
    const gone = expiresAt !== undefined && expiresAt <= epochSeconds(now());
    return {
      value: readOne(ref, gone ? undefined : (state ?? value ?? (by === undefined ? undefined : { by }))),
      version: gone ? 0 : version,
      words,
    };
  }
}

/** The version of many items is that of the newest: worth comparing, nothing that a hold can name. */
function foundAll(ref: Ref<unknown>, items: Item[]): Found<unknown> {
  const stored = items.map((item) => Stored.parse(item));
  const values = stored.map(({ value }) => value);
  return { value: ref.every ? ref.read(values) : undefined, version: Math.max(0, ...stored.map(({ version = 0 }) => version)), words: {} };
}

const readOne = (ref: Ref<unknown>, stored: unknown) => (ref.every ? undefined : ref.read(stored));
