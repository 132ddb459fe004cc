import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

// biome-ignore lint/suspicious/noExplicitAny: what stands under a name is what DynamoDB's documentation says
type Change = (value: any) => unknown;

const typed: Change = (item) => marshall(item, { removeUndefinedValues: true });
const plain: Change = (item) => unmarshall(item);
const all =
  (change: Change): Change =>
  (items: unknown[]) =>
    items.map(change);
const each =
  (change: Change): Change =>
  (parts: object) =>
    Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, change(part)]));
const fields =
  (changes: Record<string, Change>) =>
  (part: object): object =>
    Object.fromEntries(
      Object.entries(part).map(([name, value]) => [name, value === undefined ? value : (changes[name]?.(value) ?? value)]),
    );

const part = { Key: typed, Item: typed, ExpressionAttributeValues: typed };

/** Values as DynamoDB writes them, `{ S: 'x' }`, in the places where a request has them. */
export const typedInput = fields({
  ...part,
  ExclusiveStartKey: typed,
  RequestItems: each(fields({ Keys: all(typed) })),
  TransactItems: all(each(fields(part))),
});

/** The way back, in the places where an answer has them. */
export const plainOutput = fields({
  Item: plain,
  Items: all(plain),
  Attributes: plain,
  LastEvaluatedKey: plain,
  Responses: each(all(plain)),
  UnprocessedKeys: each(fields({ Keys: all(plain) })),
});
