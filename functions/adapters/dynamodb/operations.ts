export type Item = Record<string, unknown>;
type Expression = { ExpressionAttributeNames?: Record<string, string>; ExpressionAttributeValues?: Item };
type Conditional = Expression & { TableName: string; ConditionExpression?: string };
export type QueryInput = Expression & {
  TableName: string;
  IndexName?: string;
  KeyConditionExpression: string;
  ScanIndexForward?: boolean;
  ConsistentRead?: boolean;
  Limit?: number;
  ExclusiveStartKey?: Item | undefined;
};
export type Action =
  | { Put: Conditional & { Item: Item } }
  | { Update: Conditional & { Key: Item; UpdateExpression: string } }
  | { ConditionCheck: Conditional & { Key: Item } };

/** As much of DynamoDB as we use, with items as plain JSON. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference */
export type Operations = {
  GetItem: { input: { TableName: string; Key: Item; ConsistentRead?: boolean }; output: { Item?: Item } };
  BatchGetItem: {
    input: { RequestItems: Record<string, { Keys: Item[]; ConsistentRead?: boolean }> };
    output: { Responses?: Record<string, Item[]>; UnprocessedKeys?: Record<string, { Keys: Item[] }> };
  };
  Query: { input: QueryInput; output: { Items?: Item[]; LastEvaluatedKey?: Item } };
  UpdateItem: {
    input: Conditional & { Key: Item; UpdateExpression: string; ReturnValues?: 'UPDATED_NEW' | 'ALL_NEW' };
    output: { Attributes?: Item };
  };
  TransactWriteItems: { input: { TransactItems: Action[] }; output: object };
};
