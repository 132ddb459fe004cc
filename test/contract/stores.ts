import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoClient, type OnRequest } from '#adapters/dynamodb/client';
import { dynamoStore } from '#adapters/dynamodb/store';
import { memoryStore } from '#adapters/memory/store';
import type { Boards, Directory, Facts, Ledger, Lines, Lists, Log, Outbox, Parking, Timeline } from '#domain/ports';
import type { Records } from '#domain/records';
import { startEngines } from './engines.ts';
import { tableDefinition } from './table-definition.ts';

export type Store = {
  records: Records;
  log: Log;
  timeline: Timeline;
  outbox: Outbox;
  parking: Parking;
  ledger: Ledger;
  lines: Lines;
  lists: Lists;
  boards: Boards;
  directory: Directory;
  facts: Facts;
};
export type Clock = { now: () => string; set: (at: string) => void };
/** One implementation of the ports, over a table of its own each time it is opened. */
export type Implementation = { name: string; open: (clock: Clock) => Promise<Store> };

export const startOfTime = '2026-03-10T14:00:00.000Z';
export function clock(at = startOfTime): Clock {
  let time = at;
  return {
    now: () => time,
    set: (to) => {
      time = to;
    },
  };
}

export const connection = (endpoint: string) => ({
  endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
let tables = 0;

/** What is held here is meaning and not speed: a busy machine is no fault. */
const patience = { connectMs: 5_000, replyMs: 10_000, allMs: 30_000 };

export async function openTable(endpoint: string, onRequest?: OnRequest) {
  const table = `muster-${++tables}-${process.pid}`;
  const admin = new DynamoDBClient(connection(endpoint));
  await admin.send(new CreateTableCommand({ ...tableDefinition, TableName: table }));
  return { table, client: dynamoClient({ ...connection(endpoint), patience, ...(onRequest ? { onRequest } : {}) }) };
}

const engines = await startEngines();
console.info(`The contract runs against memory, ${engines.map(({ name }) => name).join(', ')}.`);
export const stopEngines = () => {
  for (const { stop } of engines) stop();
};
export const endpoints = engines.map(({ name, endpoint }) => ({ name, endpoint }));

export const implementations: Implementation[] = [
  { name: 'memory', open: async ({ now }) => memoryStore({ now }) },
  ...engines.map(({ name, endpoint }) => ({
    name,
    open: async ({ now }: Clock) => dynamoStore({ ...(await openTable(endpoint)), now }),
  })),
];
