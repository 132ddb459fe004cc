import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { dynamoClient } from '#adapters/dynamodb/client';
import { dynamoRecords } from '#adapters/dynamodb/records';
import { headKey } from '#domain/keys';
import { type Asked, scriptedServer } from './scripted-server.ts';
import { connection, endpoints, openTable, startOfTime } from './stores.ts';
import { any, append, head } from './writes.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** The table does what it is asked, and its first `lost` answers to `operation` never arrive. */
async function losing(endpoint: string, operation: string, lost: number) {
  const { table } = await openTable(endpoint);
  const pass = async ({ request, body, socket }: Asked, response: ServerResponse) => {
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
    const reply = await fetch(endpoint, { method: 'POST', headers: headers as Record<string, string>, body });
    const text = await reply.text();
    if (String(headers['x-amz-target']).endsWith(operation) && lost-- > 0) socket.destroy();
    else response.writeHead(reply.status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
  };
  const server = await scriptedServer([(asked, response) => void pass(asked, response)]);
  stops.push(server.stop);
  const patience = { connectMs: 1_000, replyMs: 5_000, allMs: 20_000 };
  const client = dynamoClient({ ...connection(server.endpoint), patience });
  return { records: dynamoRecords({ client, table, now: () => startOfTime }), asked: server.asked };
}

describe.each(endpoints)('A lost reply ($name)', ({ endpoint }) => {
  test.each([1, 2])('of a transaction is a success when it is asked for again (%i lost)', async (lost) => {
    const { records, asked } = await losing(endpoint, 'TransactWriteItems', lost);
    const write = append({ heads: [head('INC-1', 0)], claims: [{ delivery: 'd', id: 'INC-1', answer: null }] });
    expect(await records.append(write)).toBe('done');
    const tokens = asked.map(({ body }) => (JSON.parse(body) as { ClientRequestToken: string }).ClientRequestToken);
    expect(tokens).toHaveLength(lost + 1);
    expect(new Set(tokens).size).toBe(1);
    expect(tokens[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect((await records.load([any(headKey('INC-1'))]))[0]?.version).toBe(1);
    // The very same write as another request is another write.
    expect(await records.append(write)).toBe('claimed');
  });

  test('of a counter leaves a gap', async () => {
    const { records } = await losing(endpoint, 'UpdateItem', 1);
    expect(await records.next('incident')).toBe(2);
    expect(await records.next('incident')).toBe(3);
  });
});
