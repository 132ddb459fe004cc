import type { Key } from '#domain/keys';
import { AwsError } from '#runtime/aws/aws-error';
import type { Table } from './client.ts';
import { named } from './expression.ts';
import type { Item } from './operations.ts';

type Change = { set: string; where?: string; names?: Record<string, string>; values?: Record<string, unknown> };

/** Changes one item if the condition holds, and says whether it did. */
export const updateWhere = async (table: Table, key: Key, change: Change): Promise<boolean> =>
  (await update(table, key, change)) !== undefined;

/** The same, with the item as it is then. */
export const updatedWhere = (table: Table, key: Key, change: Change): Promise<Item | undefined> => update(table, key, change, 'ALL_NEW');

async function update({ client, table }: Table, { pk, sk }: Key, { set, where, names, values }: Change, ReturnValues?: 'ALL_NEW') {
  try {
    const { Attributes } = await client.send('UpdateItem', {
      TableName: table,
      Key: { pk, sk },
      UpdateExpression: set,
      ...(where ? { ConditionExpression: where } : {}),
      ExpressionAttributeNames: { ...named(set, where), ...names },
      ...(values ? { ExpressionAttributeValues: values } : {}),
      ...(ReturnValues ? { ReturnValues } : {}),
    });
    return Attributes ?? {};
  } catch (error) {
    if (error instanceof AwsError && error.name === 'ConditionalCheckFailedException') return undefined;
    throw error;
  }
}
