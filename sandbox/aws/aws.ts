import type { Common, Door, Part } from '#sandbox/contracts';
import { seeded } from '#sandbox/faults';
import { type Bus, createBus } from './bus/bus.ts';
import { createDeadLetters, type DeadLetters } from './dead-letters.ts';
import { createDeliveries } from './deliveries.ts';
import { createDynamoApi } from './endpoint/dynamodb-api.ts';
import { createEndpoint, type Endpoint } from './endpoint/endpoint.ts';
import { createEventsApi } from './endpoint/events-api.ts';
import { createLambdaApi } from './endpoint/lambda-api.ts';
import { createSchedulerApi } from './endpoint/scheduler-api.ts';
import { createSqsApi } from './endpoint/sqs-api.ts';
import { createSsmApi, type Parameters, sandboxParameters } from './endpoint/ssm-api.ts';
import { createUsage, type Usage } from './endpoint/usage.ts';
import { createEngineClient } from './engine/client.ts';
import { createTables, type Table } from './engine/tables.ts';
import { type CodeFrom, functionsOf } from './functions/catalogue.ts';
import { createFunctions, type Functions } from './functions/functions.ts';
import { createLogs, type Logs } from './functions/logs.ts';
import { createRuns, type Runs } from './functions/runs.ts';
import { createHttpApi } from './http-api/http-api.ts';
import { createPermissions } from './permissions.ts';
import { createQueues, type Queues } from './queues/queues.ts';
import { createSchedules, type Schedules } from './schedules/schedules.ts';
import { createSources } from './sources.ts';
import type { Stack } from './template/stack.ts';

export type AwsOptions = Common & {
  stack: Stack;
  code: CodeFrom;
  engineEndpoint: string;
  logsTo?: string | undefined;
  verbose?: boolean | undefined;
  /** More environment for every function. */
  environment?: Record<string, string>;
  /** Decides how long a fired one-shot is still there. */
  random?: () => number;
};

/** The AWS side of the sandbox: every service the app uses, wired as the template wires them. */
export type Aws = {
  parts: Part[];
  endpoint: Endpoint;
  door: Door;
  hasRoute(method: string, path: string): boolean;
  bus: Bus;
  schedules: Schedules;
  queues: Queues;
  functions: Functions;
  runs: Runs;
  tables: Table[];
  deadLetters: DeadLetters;
  parameters: Parameters;
  usage: Usage;
  logs: Logs;
  /** Looks at the streams, whoever wrote. */
  poll(): void;
  /** Holds the streams back while much is written, and lets them go. */
  hold(held: boolean): void;
  /** What the streams hold by now was dealt with before it came here. */
  passOver(): Promise<void>;
  stop(): Promise<void>;
};

export async function createAws(options: AwsOptions): Promise<Aws> {
  const { stack, clock, store, faults, origin } = options;
  const engine = createEngineClient(options.engineEndpoint);
  const tables = await createTables(stack, engine);
  const logs = createLogs({ clock, directory: options.logsTo, verbose: options.verbose ?? false });
  const permissions = createPermissions(stack);
  const deadLetters = createDeadLetters({ clock, store });
  const queues = createQueues(stack, { clock, store, deadLetters });
  const specs = functionsOf(stack, options.code);
  const runs = createRuns(clock);
  const functions = createFunctions({
    specs,
    clock,
    faults,
    logs,
    runs,
    origin: origin(),
    region: stack.region,
    environment: options.environment ?? {},
  });
  const deliveries = createDeliveries(stack, { clock, store, functions, queues, permissions, deadLetters });
  const bus = createBus(stack, { clock, store, deliveries });
  const schedules = createSchedules(stack, { clock, store, faults, deliveries, random: options.random ?? seeded(clock.now()) });
  const sources = createSources({ stack, clock, store, faults, functions, queues, tables, engine, permissions, deadLetters, logs });
  const httpApi = createHttpApi(stack, { functions, permissions, clock });
  const parameters = sandboxParameters(stack);
  const usage = createUsage();

  const poll = () => {
    for (const stream of sources.streams) stream.nudge();
  };
  const dynamodb = createDynamoApi({ engine, place: stack, wrote: poll });
  const endpoint = createEndpoint(
    {
      dynamodb,
      streams: { needs: dynamodb.needs, answer: ({ target, body }) => engine.send(target, body) },
      sqs: createSqsApi(queues),
      events: createEventsApi({ bus }),
      scheduler: createSchedulerApi({ stack, schedules, clock }),
      lambda: createLambdaApi(functions),
      ssm: createSsmApi({ parameters, clock, place: stack }),
    },
    { functions, permissions, usage, faults, runs },
  );

  return {
    parts: [functions, httpApi, ...sources.streams, ...sources.queues, deliveries, bus, schedules],
    endpoint,
    door: httpApi.door,
    hasRoute: httpApi.has,
    bus,
    schedules,
    queues,
    functions,
    runs,
    tables,
    deadLetters,
    parameters,
    usage,
    logs,
    poll,
    hold(held) {
      for (const stream of sources.streams) stream.hold(held);
    },
    async passOver() {
      for (const stream of sources.streams) await stream.passOver();
    },
    async stop() {
      for (const stream of sources.streams) stream.stop();
      await functions.stop();
      engine.close();
    },
  };
}
