import * as z from 'zod';
import { aggregateAt } from '#domain/keys';
import type { Boards } from '#domain/ports';
import type { Table } from './client.ts';
import { named } from './expression.ts';
import type { Item } from './operations.ts';

const Posted = z.object({ pk: z.string(), sk: z.string(), entry: z.unknown() });
const onBoard = '#board = :board';
/** A request answers a megabyte, and the longest entry is one of 800 bytes: a service with a name that is not written in Latin letters. */
const mostRequests = 8;

export const dynamoBoards = ({ client, table }: Table): Boards => ({
  async read(board, howFar) {
    const found: z.infer<typeof Posted>[] = [];
    let after: Item | undefined;
    for (let request = 1; howFar === 'to the end' || request <= mostRequests; request++) {
      const page = await client.send('Query', {
        TableName: table,
        IndexName: 'board',
        KeyConditionExpression: onBoard,
        ExpressionAttributeNames: named(onBoard),
        ExpressionAttributeValues: { ':board': board },
        ScanIndexForward: false,
        ExclusiveStartKey: after,
      });
      found.push(...(page.Items ?? []).map((item) => Posted.parse(item)));
      after = page.LastEvaluatedKey;
      if (after === undefined) break;
    }
    const all = found.map((posted) => ({ id: aggregateAt(posted), entry: posted.entry }));
    return after === undefined ? all : Object.assign(all, { endsEarly: true as const });
  },
});
