import { randomUUID } from 'node:crypto';
import { type AwsConfig, awsClient } from '#runtime/aws/aws-client';
import { plainOutput, typedInput } from './attributes.ts';
import type { Operations } from './operations.ts';

export type DynamoClient = {
  send<Name extends keyof Operations>(operation: Name, input: Operations[Name]['input']): Promise<Operations[Name]['output']>;
  tryConnect(): Promise<void>;
};
/** What every file in this folder is configured with. */
export type Table = { client: DynamoClient; table: string };
export type OnRequest = (operation: string, consumed: number) => void;

/**
 * A reply that was lost is asked for again, so each operation bears being done twice: reads do; a transaction has a token, by which its second
 * try is told that the first was done; an update with a condition is refused the second time, and whoever sends one takes that for done by
 * somebody; a counter leaves a gap. `onRequest` hears of every request and of the capacity units it took.
 */
export function dynamoClient({ onRequest, ...config }: AwsConfig & { onRequest?: OnRequest } = {}): DynamoClient {
  const { call, tryConnect } = awsClient({ name: 'dynamodb', target: 'DynamoDB_20120810', version: '1.0' }, config);
  return {
    tryConnect,
    async send(operation, input) {
      const output = plainOutput(
        (await call(operation, {
          ...typedInput(input),
          ...(operation === 'TransactWriteItems' ? { ClientRequestToken: randomUUID() } : {}),
          ...(onRequest ? { ReturnConsumedCapacity: 'TOTAL' } : {}),
        })) as object,
      );
      onRequest?.(operation, consumed(output));
      return output;
    },
  };
}

type Consumed = { CapacityUnits?: number };
const consumed = ({ ConsumedCapacity = [] }: { ConsumedCapacity?: Consumed | Consumed[] }) =>
  [ConsumedCapacity].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
