import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Units = { reads: number; writes: number };
type Consumed = {
  CapacityUnits?: number;
  Table?: { CapacityUnits?: number };
  GlobalSecondaryIndexes?: Record<string, { CapacityUnits?: number }>;
};

const reading = ['GetItem', 'BatchGetItem', 'Query'];
const writing = ['PutItem', 'UpdateItem', 'TransactWriteItems'];
/** The engine does not say what a refused condition cost; DynamoDB charges it like a write of the item. */
const refused = 2;

/** Stands before the engine and counts what DynamoDB would charge for each request. `indexFactor`: how often an index is written in a transaction. */
export async function countingProxy(engine: string, indexFactor: number) {
  const units: Units = { reads: 0, writes: 0 };
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const operation = String(incoming.headers['x-amz-target']).split('.').at(-1) ?? '';
      const counted = reading.includes(operation) || writing.includes(operation);
      const asked = Buffer.concat(chunks).toString();
      const body = counted ? JSON.stringify({ ...JSON.parse(asked), ReturnConsumedCapacity: 'INDEXES' }) : asked;
      const headers = { ...incoming.headers, 'content-length': String(Buffer.byteLength(body)) };
      const forwarded = request(engine, { method: incoming.method, path: incoming.url, headers }, (reply) => {
        const parts: Buffer[] = [];
        reply.on('data', (part: Buffer) => parts.push(part));
        reply.on('end', () => {
          const answer = Buffer.concat(parts);
          if (counted)
            units[reading.includes(operation) ? 'reads' : 'writes'] += charged(
              operation,
              reply.statusCode ?? 0,
              answer.toString(),
              indexFactor,
            );
          outgoing.writeHead(reply.statusCode ?? 502, reply.headers).end(answer);
        });
      });
      forwarded.on('error', () => outgoing.destroy());
      forwarded.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    soFar: (): Units => ({ ...units }),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export function charged(operation: string, status: number, answer: string, indexFactor: number): number {
  if (status !== 200) return writing.includes(operation) ? refused : 0;
  const { ConsumedCapacity = [] } = JSON.parse(answer) as { ConsumedCapacity?: Consumed | Consumed[] };
  const factor = operation === 'TransactWriteItems' ? indexFactor : 1;
  const units = ({ CapacityUnits = 0 }: { CapacityUnits?: number } = {}) => CapacityUnits;
  return [ConsumedCapacity].flat().reduce((sum, { Table, GlobalSecondaryIndexes = {} }) => {
    const indexes = Object.values(GlobalSecondaryIndexes).reduce((total, index) => total + units(index), 0);
    return sum + units(Table) + factor * indexes;
  }, 0);
}
