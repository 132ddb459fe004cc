import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoClient } from '#adapters/dynamodb/client';
import { dynamoStore } from '#adapters/dynamodb/store';
import { startEngine } from '#sandbox/aws/engine/process';
import { tableDefinition } from '#test/contract/table-definition';

export const now = () => '2026-03-10T14:00:00.000Z';
const place = { region: 'eu-west-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
const patience = { connectMs: 5_000, replyMs: 20_000, allMs: 60_000 };
/** What is measured is the table; the engine's stream only slows down with each record. */
const { StreamSpecification: _, ...definition } = tableDefinition;

/** What was asked of the table, and the capacity units that took. */
export type Spent = { requests: Record<string, number>; units: number };

/** A table of its own in an engine of its own, seen through our adapter, which counts. */
export async function openCountedTable() {
  const { endpoint, stop } = await startEngine();
  const table = 'muster';
  await new DynamoDBClient({ ...place, endpoint }).send(new CreateTableCommand({ ...definition, TableName: table }));
  let spent: Spent = { requests: {}, units: 0 };
  const onRequest = (operation: string, units: number) => {
    spent.requests[operation] = (spent.requests[operation] ?? 0) + 1;
    spent.units += units;
  };
  const client = dynamoClient({ ...place, endpoint, patience, onRequest });
  return {
    table: { client, table },
    /** A store as a new container has it: nothing is remembered. */
    store: () => dynamoStore({ client, table, now }),
    async spentOn(work: () => Promise<unknown>): Promise<Spent> {
      const ours = { requests: {}, units: 0 };
      spent = ours;
      await work();
      spent = { requests: {}, units: 0 };
      return ours;
    },
    stop,
  };
}
export type CountedTable = Awaited<ReturnType<typeof openCountedTable>>;
