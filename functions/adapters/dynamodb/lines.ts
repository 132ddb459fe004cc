import * as z from 'zod';
import { lineKey } from '#domain/keys';
import type { Lines } from '#domain/ports';
import { AwsError } from '#runtime/aws/aws-error';
import type { Table } from './client.ts';
import { absent, named } from './expression.ts';
import { epochSeconds } from './transaction.ts';

const behindTheLast = { set: 'SET #version = #version + :apart', where: '#version >= :earliest' };
const first = { set: 'SET #version = :earliest, #expiresAt = :expiresAt', where: `${absent} OR #version < :earliest` };
const day = 24 * 60 * 60;

/** The version of a line is the time of its last turn. Nobody holds a lock, so nobody who dies holds up the others. */
export function dynamoLines({ client, table }: Table): Lines {
  async function take(line: string, { set, where }: typeof first, values: Record<string, number>): Promise<number | undefined> {
    try {
      const { Attributes } = await client.send('UpdateItem', {
        TableName: table,
        Key: lineKey(line),
        UpdateExpression: set,
        ConditionExpression: where,
        ExpressionAttributeNames: named(set, where),
        ExpressionAttributeValues: values,
        ReturnValues: 'UPDATED_NEW',
      });
      return z.object({ version: z.number() }).parse(Attributes).version;
    } catch (error) {
      if (error instanceof AwsError && error.name === 'ConditionalCheckFailedException') return undefined;
      throw error;
    }
  }

  return {
    async turn(line, notBefore, apartMs) {
      const earliest = Date.parse(notBefore);
      for (;;) {
        const at =
          (await take(line, behindTheLast, { ':earliest': earliest, ':apart': apartMs })) ??
          (await take(line, first, { ':earliest': earliest, ':expiresAt': epochSeconds(notBefore) + day }));
        if (at !== undefined) return new Date(at).toISOString();
      }
    },
  };
}
