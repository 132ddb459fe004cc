import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { tableDefinition } from '#test/contract/table-definition';
import { RecordTable } from '../../lib/constructs/record-table.ts';

test('the contract runs against the very table that is deployed', () => {
  const stack = new Stack(new App(), 'Test');
  new RecordTable(stack, 'Records');
  const [table] = Object.values(Template.fromStack(stack).findResources('AWS::DynamoDB::Table'));
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, BillingMode, StreamSpecification } = table?.Properties ?? {};
  const { AttributeDefinitions: attributes, StreamSpecification: stream, ...rest } = tableDefinition;
  expect({ KeySchema, GlobalSecondaryIndexes, BillingMode }).toEqual(rest);
  expect(AttributeDefinitions).toHaveLength(attributes?.length ?? 0);
  expect(AttributeDefinitions).toEqual(expect.arrayContaining(attributes ?? []));
  expect(StreamSpecification.StreamViewType).toBe(stream?.StreamViewType);
});
