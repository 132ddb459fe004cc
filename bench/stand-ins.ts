import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startEngine } from '#sandbox/aws/engine/process';
import { tableDefinition } from '#test/contract/table-definition';
import { loadCatalogue, readCatalogue, stageOn } from '../functions/handlers/catalogue.ts';

export const signingSecret = 'bench-signing-secret';
const parameters: Record<string, string> = {
  '/muster/slack/signing-secret': signingSecret,
  '/muster/slack/bot-token': 'xoxb-bench',
  '/muster/slack/bot-id': 'B0MUSTER',
  '/muster/slack/bot-user-id': 'U0MUSTER',
};

/** Parameters, a table with the example organisation in it, and as much of Slack as opens a modal: nothing else runs beside what is measured. */
export async function startStandIns() {
  const engine = await startEngine();
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const place = { endpoint: engine.endpoint, region: 'eu-west-1', credentials };
  const table = 'muster-bench';
  await new DynamoDBClient(place).send(new CreateTableCommand({ ...tableDefinition, TableName: table }));
  const catalogue = readCatalogue(readFileSync(new URL('../examples/catalogue/example.yaml', import.meta.url), 'utf8'));
  await loadCatalogue(stageOn({ table, now: () => new Date().toISOString(), client: place }), catalogue);

  const asked: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const target = String(request.headers['x-amz-target'] ?? request.url);
    asked.push(target);
    const body = await textOf(request);
    response.setHeader('content-type', 'application/json');
    if (target.startsWith('AmazonSSM')) {
      const { Names } = JSON.parse(body) as { Names: string[] };
      response.end(JSON.stringify({ Parameters: Names.map((Name) => ({ Name, Value: parameters[Name] })) }));
    } else if (target.startsWith('DynamoDB')) {
      const { authorization = '', 'x-amz-date': date = '' } = request.headers as Record<string, string>;
      const headers = { authorization, 'x-amz-date': date, 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0' };
      const reply = await fetch(engine.endpoint, { method: 'POST', headers, body });
      response.writeHead(reply.status).end(await reply.text());
    } else if (request.method === 'GET') response.end('healthy');
    else response.end(JSON.stringify({ ok: true, view: { id: 'V1', hash: 'h' } }));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    asked,
    services: catalogue.services.map(({ slug }) => slug as string),
    environment: {
      MUSTER_TABLE: table,
      MUSTER_SLACK_PARAMETERS: '/muster/slack',
      AWS_REGION: place.region,
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
      AWS_SESSION_TOKEN: 'bench',
      AWS_ENDPOINT_URL: origin,
      SLACK_API_URL: `${origin}/api/`,
      POWERTOOLS_SERVICE_NAME: 'slack',
      POWERTOOLS_METRICS_NAMESPACE: 'Muster',
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await engine.stop();
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
