import type { Clock, Faults, Part } from '#sandbox/contracts';
import type { FunctionSpec } from './catalogue.ts';
import { type Container, type Outcome, startContainer } from './container.ts';
import type { Logs } from './logs.ts';

export type Functions = Part & {
  byArn(arn: string): FunctionSpec | undefined;
  byName(name: string): FunctionSpec | undefined;
  all(): FunctionSpec[];
  /** Runs a function by its ARN and waits for what it answers. */
  invoke(arn: string, event: unknown): Promise<Outcome>;
  /** The container dies with all it holds in memory; the next invocation starts a fresh one. By name or service. */
  kill(name: string): Promise<void>;
  /** The code has changed: new invocations run it, those that run end as they began. */
  renew(): void;
  warm(): Promise<void>;
  stop(): Promise<void>;
};

type Settings = {
  specs: FunctionSpec[];
  clock: Clock;
  faults: Faults;
  logs: Logs;
  origin: string;
  region: string;
  environment: Record<string, string>;
};

export function createFunctions({ specs, clock, faults, logs, origin, region, environment }: Settings): Functions {
  const containers = new Map<string, Container>();
  let running = 0;
  const named = (name: string) => specs.find((spec) => spec.name === name || spec.service === name);

  function containerOf(spec: FunctionSpec): Container {
    const present = containers.get(spec.arn);
    if (present && !present.retired) return present;
    const log = (line: string) => logs.add(spec.service, line);
    const container = startContainer(spec, {
      environment: { ...lambdaEnvironment(spec, origin, region), ...environment },
      shared: clock.shared,
      log,
    });
    containers.set(spec.arn, container);
    return container;
  }

  async function invoke(arn: string, event: unknown): Promise<Outcome> {
    const spec = specs.find((one) => one.arn === arn);
    if (!spec) return { ok: false, errorType: 'ResourceNotFoundException', message: `Function not found: ${arn}`, trace: [] };
    running += 1;
    try {
      const fault = faults.at(`invoke:${spec.service}`);
      if (fault?.do === 'delay') await new Promise((resolve) => setTimeout(resolve, Number(fault.ms ?? 1000)));
      if (fault?.do === 'error')
        return { ok: false, errorType: 'InjectedFault', message: String(fault.code ?? 'The sandbox was told to fail here.'), trace: [] };
      if (fault?.do === 'throttle') return { ok: false, errorType: 'TooManyRequestsException', message: 'Rate Exceeded.', trace: [] };
      const body = JSON.stringify(event);
      if (fault?.do === 'duplicate') await containerOf(spec).invoke(body);
      const outcome = await containerOf(spec).invoke(body);
      if (!outcome.ok) logs.add(spec.service, `Invocation failed: ${outcome.errorType}: ${outcome.message}`);
      return outcome;
    } finally {
      running -= 1;
    }
  }

  return {
    busy: () => running > 0,
    next: () => null,
    wake: () => {},
    byArn: (arn) => specs.find((spec) => spec.arn === arn),
    byName: (name) => named(name),
    all: () => specs,
    invoke,
    async kill(name) {
      const spec = named(name);
      await (spec && containers.get(spec.arn)?.kill());
    },
    renew() {
      for (const container of containers.values()) container.retire();
    },
    async warm() {
      await Promise.all(specs.map((spec) => containerOf(spec).ready));
    },
    async stop() {
      await Promise.all([...containers.values()].map((container) => container.kill()));
    },
  };
}

/** What Lambda puts into the environment, and where the real clients find the sandbox instead of AWS and Slack. */
function lambdaEnvironment(spec: FunctionSpec, origin: string, region: string): Record<string, string> {
  return {
    ...spec.environment,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: spec.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memory),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${spec.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'sandbox',
    // The endpoint knows by this who calls, and what that function's role may do.
    AWS_ACCESS_KEY_ID: spec.name,
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    AWS_SESSION_TOKEN: 'sandbox',
    AWS_ENDPOINT_URL: `${origin}/aws`,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    SLACK_API_URL: `${origin}/api/`,
    NODE_OPTIONS: '',
    TZ: ':UTC',
  };
}
