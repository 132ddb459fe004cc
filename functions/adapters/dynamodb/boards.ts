import * as z from 'zod';
import { aggregateAt, headKey } from '#domain/keys';
import type { Boards, Posted as Posts } from '#domain/ports';
import type { Table } from './client.ts';
import { named } from './expression.ts';
import type { Item } from './operations.ts';

const Posted = z.object({ pk: z.string(), sk: z.string(), entry: z.unknown() });
const onBoard = '#board = :board';
/** A request answers a megabyte, and the longest entry is one of 800 bytes: a service with a name that is not written in Latin letters. */
const mostRequests = 8;

export function dynamoBoards({ client, table }: Table): Boards {
  async function query(board: string, after: Item | undefined, Limit?: number) {
    const { Items = [], LastEvaluatedKey } = await client.send('Query', {
      TableName: table,
      IndexName: 'board',
      KeyConditionExpression: onBoard,
      ExpressionAttributeNames: named(onBoard),
      ExpressionAttributeValues: { ':board': board },
      ScanIndexForward: false,
      ExclusiveStartKey: after,
      ...(Limit !== undefined && { Limit }),
    });
    const posts = Items.map((item) => Posted.parse(item)).map((posted) => ({ id: aggregateAt(posted), entry: posted.entry }));
    return { posts, after: LastEvaluatedKey };
  }

  return {
    async read(board, howFar) {
      const all: Posts = [];
      let after: Item | undefined;
      for (let request = 1; howFar === 'to the end' || request <= mostRequests; request++) {
        const page = await query(board, after);
        all.push(...page.posts);
        after = page.after;
        if (after === undefined) break;
      }
      return after === undefined ? all : Object.assign(all, { endsEarly: true as const });
    },

    async page(board, size, behind) {
      const from = behind && { ...headKey(behind.id), board, boardedAt: behind.at };
      // One more than is wanted tells whether there are others.
      const { posts, after } = await query(board, from, size + 1);
      return { posts: posts.slice(0, size), more: after !== undefined || posts.length > size };
    },
  };
}
