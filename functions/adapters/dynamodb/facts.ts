import * as z from 'zod';
import { factKey } from '#domain/keys';
import type { Facts } from '#domain/ports';
import type { Table } from './client.ts';
import { updateWhere } from './update-where.ts';

const Fact = z.object({ version: z.number(), value: z.record(z.string(), z.unknown()) });

/** Order and repetition do no harm: only a higher version replaces what is there. */
export const dynamoFacts = (table: Table): Facts => ({
  async keep(id, version, facts) {
    await updateWhere(table, factKey(id), {
      set: 'SET #version = :version, #value = :value',
      where: 'attribute_not_exists(#version) OR #version < :version',
      values: { ':version': version, ':value': facts },
    });
  },

  async read(id) {
    const { Item } = await table.client.send('GetItem', { TableName: table.table, Key: factKey(id), ConsistentRead: true });
    if (!Item) return undefined;
    const { version, value } = Fact.parse(Item);
    return { version, facts: value };
  },
});
