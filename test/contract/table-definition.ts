import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

const index = (
  IndexName: string,
  partition: string,
  sort: string,
  ProjectionType: 'ALL' | 'KEYS_ONLY' | 'INCLUDE',
  NonKeyAttributes?: string[],
) => ({
  IndexName,
  KeySchema: [
    { AttributeName: partition, KeyType: 'HASH' as const },
    { AttributeName: sort, KeyType: 'RANGE' as const },
  ],
  Projection: { ProjectionType, ...(NonKeyAttributes && { NonKeyAttributes }) },
});

/** The table as `lib/` makes it; `test/infra/table-definition.test.ts` holds the two together. */
export const tableDefinition: Omit<CreateTableCommandInput, 'TableName'> = {
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: ['pk', 'sk', 'list', 'listedAt', 'board', 'boardedAt', 'unpublished', 'recordedAt', 'behind', 'behindAt'].map(
    (AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    }),
  ),
  GlobalSecondaryIndexes: [
    index('open', 'list', 'listedAt', 'KEYS_ONLY'),
    index('board', 'board', 'boardedAt', 'INCLUDE', ['entry']),
    index('unpublished', 'unpublished', 'recordedAt', 'ALL'),
    index('behind', 'behind', 'behindAt', 'KEYS_ONLY'),
  ],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
};
