import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Aws, createAws } from '#sandbox/aws/aws';
import { startEngine } from '#sandbox/aws/engine/process';
import type { Json, JsonObject } from '#sandbox/aws/json';
import { createStack, here } from '#sandbox/aws/template/stack';
import { createClock } from '#sandbox/clock';
import type { Clock, Faults, Store } from '#sandbox/contracts';
import { createFaults } from '#sandbox/faults';
import { listen } from '#sandbox/server';
import { openStore } from '#sandbox/store';
import { createTime, type Time } from '#sandbox/time';
import { createTraffic } from '#sandbox/traffic';

export type Seen = { service: string; event: JsonObject; now: number };
export type World = {
  aws: Aws;
  time: Time;
  clock: Clock;
  faults: Faults;
  store: Store;
  origin: string;
  /** What the functions were handed, in order. */
  seen: Seen[];
  /** Decides what a function answers; an error that is thrown here is thrown there. */
  behave: (seen: Seen) => Json | Promise<Json>;
  /** For a real SDK client that calls as this function (or as nobody's function). */
  client(caller?: string): {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    maxAttempts: number;
  };
  stop(): Promise<void>;
};

const handler = (service: string) => `
export const handler = async (event) => {
  const answer = await fetch(process.env.REPORT_TO + '/${service}', { method: 'POST', body: JSON.stringify({ event, now: Date.now() }) });
  const { error, value } = await answer.json();
  if (error) throw new Error(error);
  return value;
};
`;

/** The AWS side of the sandbox over a template written by hand; its functions do what the test says. */
export async function awsWorld(
  template: JsonObject,
  { store = openStore(':memory:'), database, code = {} }: { store?: Store; database?: string; code?: Record<string, string> } = {},
): Promise<World> {
  const handlers = mkdtempSync(join(tmpdir(), 'muster-handlers-'));
  mkdirSync(handlers, { recursive: true });
  for (const service of ['slack', 'publish', 'react', 'remind', 'measure'])
    writeFileSync(join(handlers, `${service}.ts`), code[service] ?? handler(service));
  const clock = createClock(Date.parse('2026-03-09T08:00:00Z'));
  const engine = await startEngine(database);
  const reports = await listen(0, clock, async ({ path, body }) => {
    const seen: Seen = { service: path.slice(1), ...(JSON.parse(body) as { event: JsonObject; now: number }) };
    world.seen.push(seen);
    try {
      return { status: 200, body: JSON.stringify({ value: (await world.behave(seen)) ?? null }) };
    } catch (error) {
      return { status: 200, body: JSON.stringify({ error: (error as Error).message }) };
    }
  });
  const server = await listen(0, clock, (request) =>
    request.path.startsWith('/aws') ? world.aws.endpoint(request) : world.aws.door(request),
  );
  const origin = `http://127.0.0.1:${server.port}`;
  const common = { clock, store, faults: createFaults(), traffic: createTraffic(), origin: () => origin };
  const environment = { REPORT_TO: `http://127.0.0.1:${reports.port}` };
  const stack = createStack(template, here(origin));
  const aws = await createAws({ ...common, stack, code: { handlers }, engineEndpoint: engine.endpoint, environment, random: () => 0.5 });
  const world: World = {
    ...common,
    aws,
    origin,
    seen: [],
    behave: () => null,
    time: createTime({ clock, parts: () => aws.parts, poll: aws.poll }),
    client: (caller = 'test') => ({
      endpoint: `${origin}/aws`,
      region: 'eu-west-1',
      credentials: { accessKeyId: caller, secretAccessKey: 'x' },
      maxAttempts: 1,
    }),
    async stop() {
      await aws.stop();
      await Promise.all([server.close(), reports.close(), engine.stop()]);
      rmSync(handlers, { recursive: true, force: true });
    },
  };
  return world;
}

const allow = (Action: string[], Resource: Json): JsonObject => ({ Effect: 'Allow', Action, Resource });

/** A function of ours with a role that may do what the statements say. */
export const fn = (id: string, service: string, statements: JsonObject[] = [], more: JsonObject = {}): JsonObject => ({
  [`${id}Role`]: { Type: 'AWS::IAM::Role', Properties: {} },
  [`${id}Policy`]: {
    Type: 'AWS::IAM::Policy',
    Properties: { PolicyDocument: { Statement: statements }, Roles: [{ Ref: `${id}Role` }] },
  },
  [id]: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: service,
      Handler: 'index.handler',
      Timeout: 5,
      Role: { 'Fn::GetAtt': [`${id}Role`, 'Arn'] },
      Environment: { Variables: { POWERTOOLS_SERVICE_NAME: service } },
      ...more,
    },
  },
});

export const table: JsonObject = {
  Table: {
    Type: 'AWS::DynamoDB::GlobalTable',
    Properties: {
      TableName: 'record',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    },
  },
};

export const mayReadStream = allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], {
  'Fn::GetAtt': ['Table', 'StreamArn'],
});
export const mayReadQueue = (id: string) =>
  allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], { 'Fn::GetAtt': [id, 'Arn'] });
export const mapping = (source: Json, target: string, more: JsonObject = {}): JsonObject => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: { EventSourceArn: source, FunctionName: { Ref: target }, ...more },
});
export { allow };
