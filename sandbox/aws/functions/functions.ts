import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock, FaultRule, Faults, Part } from '#sandbox/contracts';
import type { FunctionSpec } from './catalogue.ts';
import { failure, type Outcome, startContainer } from './container.ts';
import { lambdaEnvironment } from './environment.ts';
import type { Logs } from './logs.ts';
import { createPool, type Pool } from './pool.ts';
import type { Runs } from './runs.ts';

export type Functions = Part & {
  byArn(arn: string): FunctionSpec | undefined;
  byName(name: string): FunctionSpec | undefined;
  all(): FunctionSpec[];
  /** Runs a function by its ARN and waits for what it answers. */
  invoke(arn: string, event: unknown): Promise<Outcome>;
  /** Its containers die with all they hold in memory; the next invocation starts a fresh one. By name or service. */
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
  runs: Runs;
  origin: string;
  region: string;
  environment: Record<string, string>;
};

/** What Lambda says when there is no room for another invocation. */
export const throttled = 'TooManyRequestsException';

export function createFunctions({ specs, clock, faults, logs, runs, origin, region, environment }: Settings): Functions {
  const pools = new Map<string, Pool>(specs.map((spec) => [spec.arn, createPool(() => start(spec))]));
  let running = 0;
  const named = (name: string) => specs.find((spec) => spec.name === name || spec.service === name);

  function start(spec: FunctionSpec) {
    return startContainer(spec, {
      environment: { ...lambdaEnvironment(spec, origin, region), ...environment },
      shared: clock.shared,
      log: (line) => logs.add(spec.service, line),
    });
  }

  /** On Lambda all have machines of their own. Here they share two cores, and what Slack waits three seconds for goes first. */
  async function giveWay(service: string): Promise<void> {
    const door = pools.get(named('slack')?.arn ?? '');
    while (service !== 'slack' && door?.crowded()) await sleep(5);
  }

  async function run({ arn, service }: FunctionSpec, event: string, fault?: FaultRule): Promise<Outcome> {
    const pool = pools.get(arn);
    if (!pool) return failure('ResourceNotFoundException', `Function not found: ${arn}`);
    await giveWay(service);
    const container = await pool.take();
    const id = randomUUID();
    const after = fault?.do === 'crash' ? Number(fault.after ?? 0) : undefined;
    runs.begin(service, id, after === undefined ? undefined : { after, container });
    if (after === 0) await container.kill();
    const outcome = await container.invoke(id, event);
    const made = runs.end(id);
    if (after !== undefined && made < after) logs.add(service, `It was to die after call ${after}; it made ${made} and lives.`);
    pool.giveBack(container);
    return outcome;
  }

  async function struck(fault: FaultRule | undefined, spec: FunctionSpec, event: string): Promise<Outcome> {
    switch (fault?.do) {
      case 'error':
        return failure('InjectedFault', String(fault.code ?? 'The sandbox was told to fail here.'));
      case 'throttle':
        return failure(throttled, 'Rate Exceeded.');
      case 'timeout':
        await sleep(Math.min(spec.timeoutMs, Number(fault.ms ?? spec.timeoutMs)), undefined, { ref: false });
        return failure('Sandbox.Timedout', `Task timed out after ${(spec.timeoutMs / 1000).toFixed(2)} seconds`);
      case 'lost-reply':
        await run(spec, event);
        return failure('Sandbox.LostReply', 'The function ran to its end, and its answer was lost.');
      case 'delay':
        await sleep(Number(fault.ms ?? 1000), undefined, { ref: false });
        break;
      case 'duplicate':
        for (let copy = 0; copy < Number(fault.copies ?? 1); copy++) await run(spec, event);
    }
    return run(spec, event, fault);
  }

  async function invoke(arn: string, event: unknown): Promise<Outcome> {
    const spec = specs.find((one) => one.arn === arn);
    if (!spec) return failure('ResourceNotFoundException', `Function not found: ${arn}`);
    running += 1;
    try {
      const outcome = await struck(faults.at(`invoke:${spec.service}`), spec, JSON.stringify(event));
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
      await pools.get(named(name)?.arn ?? '')?.kill();
    },
    renew() {
      for (const pool of pools.values()) pool.renew();
    },
    async warm() {
      // A monitor waits longer than Slack does, and most worlds have none.
      const awaited = specs.filter(({ service }) => service !== 'intake');
      await Promise.all(awaited.flatMap(({ arn }) => pools.get(arn)?.warm() ?? []));
    },
    async stop() {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}
