import { Failure } from '#sandbox/slack/failure';
import type { Json } from '#sandbox/slack/records';
import type { Arguments } from './arguments.ts';

/** One page of a list, with the cursor to the next. */
export function page<Item>(
  items: Item[],
  args: Arguments,
  { otherwise = 100, most = 1000 } = {},
): { items: Item[]; response_metadata: Json; has_more: boolean } {
  const limit = args.count('limit', otherwise, most);
  const start = args.given('cursor')
    ? Number(/^next:(\d+)$/.exec(Buffer.from(args.text('cursor'), 'base64').toString())?.[1] ?? Number.NaN)
    : 0;
  if (Number.isNaN(start)) throw new Failure('invalid_cursor');
  const end = start + limit;
  const has_more = end < items.length;
  return {
    items: items.slice(start, end),
    has_more,
    response_metadata: { next_cursor: has_more ? Buffer.from(`next:${end}`).toString('base64') : '' },
  };
}
