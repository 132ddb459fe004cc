import type { Key } from '#domain/keys';
import { AwsError } from '#runtime/aws/aws-error';
import type { Table } from './client.ts';
import { named } from './expression.ts';

type Change = { set: string; where?: string; names?: Record<string, string>; values?: Record<string, unknown> };

/** Changes one item if the condition holds, and says whether it did. */
export async function updateWhere({ client, table }: Table, { pk, sk }: Key, { set, where, names, values }: Change): Promise<boolean> {
  try {
    await client.send('UpdateItem', {
      TableName: table,
      Key: { pk, sk },
      UpdateExpression: set,
      ...(where ? { ConditionExpression: where } : {}),
      ExpressionAttributeNames: { ...named(set, where), ...names },
      ...(values ? { ExpressionAttributeValues: values } : {}),
    });
    return true;
  } catch (error) {
    if (error instanceof AwsError && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}
