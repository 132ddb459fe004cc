import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startEngine } from '#sandbox/aws/engine/process';
import { tableDefinition } from '#test/contract/table-definition';
import { loadCatalogue, readCatalogue, stageOn } from '../functions/handlers/catalogue.ts';
import { certificates } from './certificates.ts';

export const signingSecret = 'bench-signing-secret';
const parameters: Record<string, string> = {
  '/muster/slack/signing-secret': signingSecret,
  '/muster/slack/bot-token': 'xoxb-bench',
  '/muster/slack/bot-id': 'B0MUSTER',
  '/muster/slack/bot-user-id': 'U0MUSTER',
};
const table = 'muster-bench';
const slackAnswers = { ok: true, bot_id: 'B0MUSTER', user_id: 'U0MUSTER', team_id: 'T0MUSTER', view: { id: 'V1', hash: 'h' } };

export type StandIns = Awaited<ReturnType<typeof startStandIns>>;

/**
 * Parameters, a table with the example organisation in it, and as much of Slack as opens a modal, each over TLS at an address of its own, as
 * deployed: nothing else runs beside what is measured.
 */
export async function startStandIns(folder: string) {
  const tls = await certificates(folder);
  const engine = await startEngine();
  const place = { endpoint: engine.endpoint, region: 'eu-west-1', credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' } };
  await new DynamoDBClient(place).send(new CreateTableCommand({ ...tableDefinition, TableName: table }));
  const catalogue = readCatalogue(readFileSync(new URL('../examples/catalogue/example.yaml', import.meta.url), 'utf8'));
  await loadCatalogue(stageOn({ table, now: () => new Date().toISOString(), client: place }), catalogue);

  const asked: string[] = [];
  const stops: (() => void)[] = [];
  async function serve(answer: (body: string, request: IncomingMessage) => string | Promise<string>): Promise<string> {
    const listener = async (request: IncomingMessage, response: ServerResponse) => {
      const body = await textOf(request);
      if (request.method === 'POST') asked.push(named(request));
      const said = request.method === 'POST' ? await answer(body, request) : 'healthy';
      response.setHeader('content-type', 'application/json').end(said);
    };
    const server = createServer(tls, (request, response) => void listener(request, response));
    stops.push(() => {
      server.closeAllConnections();
      server.close();
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const ssm = await serve((body) => {
    const { Names } = JSON.parse(body) as { Names: string[] };
    return JSON.stringify({ Parameters: Names.map((Name) => ({ Name, Value: parameters[Name] })) });
  });
  const dynamodb = await serve(async (body, { headers }) => {
    const { authorization = '', 'x-amz-date': date = '', 'x-amz-target': target = '' } = headers as Record<string, string>;
    const signed = { authorization, 'x-amz-date': date, 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0' };
    return (await fetch(engine.endpoint, { method: 'POST', headers: signed, body })).text();
  });
  const slack = await serve(() => JSON.stringify(slackAnswers));

  return {
    /** What was asked for, by operation or method, in order; whoever measures empties it. */
    asked,
    services: catalogue.services.map(({ slug }) => slug as string),
    environment: {
      NODE_EXTRA_CA_CERTS: tls.authority,
      MUSTER_TABLE: table,
      MUSTER_SLACK_PARAMETERS: '/muster/slack',
      AWS_REGION: place.region,
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
      AWS_SESSION_TOKEN: 'bench',
      AWS_ENDPOINT_URL_SSM: ssm,
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
      SLACK_API_URL: `${slack}/api/`,
      SLACK_SIGNING_SECRET: signingSecret,
      POWERTOOLS_SERVICE_NAME: 'slack',
      POWERTOOLS_METRICS_NAMESPACE: 'Muster',
    },
    async stop() {
      for (const stop of stops) stop();
      await engine.stop();
    },
  };
}

/** `BatchGetItem` or `views.open`. */
const named = ({ headers, url = '' }: IncomingMessage) =>
  String(headers['x-amz-target'] ?? '')
    .split('.')
    .at(-1) || url.replace('/api/', '');

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
