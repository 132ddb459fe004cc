import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export type OnRequest = (operation: string, consumed: number) => void;
/** What every file in this folder is configured with. */
export type Table = { client: DynamoDBDocumentClient; table: string };

/**
 * Three tries must fit into the three seconds Slack waits, so a try that hangs is given up early. The endpoint is found by the SDK itself
 * (`AWS_ENDPOINT_URL`). `onRequest` hears of every request and of the capacity units it took.
 */
export function dynamoClient({ onRequest, ...config }: DynamoDBClientConfig & { onRequest?: OnRequest } = {}): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 800,
      requestTimeout: 1_200,
      throwOnRequestTimeout: true,
      httpsAgent: { keepAlive: true, maxSockets: 50 },
      httpAgent: { keepAlive: true, maxSockets: 50 },
    },
    ...config,
  });
  if (onRequest) count(client, onRequest);
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

type Consumed = { CapacityUnits?: number };

function count(client: DynamoDBClient, onRequest: OnRequest) {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next({ ...args, input: { ReturnConsumedCapacity: 'TOTAL', ...args.input } });
      const { ConsumedCapacity = [] } = result.output as { ConsumedCapacity?: Consumed | Consumed[] };
      onRequest(
        (context.commandName ?? '').replace(/Command$/, ''),
        [ConsumedCapacity].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0),
      );
      return result;
    },
    { step: 'initialize', name: 'countRequests' },
  );
}
