import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { FunctionSpec } from './catalogue.ts';
import type { Answer, ContainerData, Invocation } from './worker.ts';

export type Outcome = { ok: true; body: string } | { ok: false; errorType: string; message: string; trace: string[] };
export type Container = {
  invoke(event: string): Promise<Outcome>;
  /** No new invocations; ends when those that run have ended. */
  retire(): void;
  /** Dies at once: what runs in it stops where it is, as when Lambda loses a container. */
  kill(): Promise<void>;
  ready: Promise<void>;
  retired: boolean;
};

type Settings = { environment: Record<string, string>; shared: SharedArrayBuffer; log(line: string): void };

export function startContainer(spec: FunctionSpec, { environment, shared, log }: Settings): Container {
  const data: ContainerData = { file: spec.file, exported: spec.exported, shared };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: data,
    env: environment,
    execArgv: [],
    stdout: true,
    stderr: true,
    stdin: false,
  });
  const running = new Map<string, { finish: (outcome: Outcome) => void; timer: NodeJS.Timeout }>();
  for (const stream of [worker.stdout, worker.stderr]) createInterface({ input: stream }).on('line', log);
  const became = Promise.withResolvers<void>();
  const container: Container = { invoke, retire, kill, ready: became.promise, retired: false };

  worker.on('message', (answer: Answer) => {
    if (answer.kind === 'ready') return became.resolve();
    if (answer.kind === 'result') end(answer.id, { ok: true, body: answer.body });
    else end(answer.id, { ok: false, errorType: answer.error.errorType, message: answer.error.errorMessage, trace: answer.error.trace });
  });
  let why = 'Error: Runtime exited';
  worker.on('error', (error: unknown) => {
    why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log(why);
  });
  worker.on('exit', () => {
    container.retired = true;
    became.resolve();
    for (const id of [...running.keys()])
      end(id, { ok: false, errorType: 'Runtime.ExitError', message: why.split('\n')[0] ?? why, trace: why.split('\n') });
  });

  function end(id: string, outcome: Outcome): void {
    const one = running.get(id);
    if (!one) return;
    running.delete(id);
    clearTimeout(one.timer);
    one.finish(outcome);
    if (container.retired && running.size === 0) void worker.terminate();
  }

  function invoke(event: string): Promise<Outcome> {
    const id = randomUUID();
    const { name, arn, timeoutMs, memory } = spec;
    const context = {
      awsRequestId: id,
      functionName: name,
      functionVersion: '$LATEST',
      invokedFunctionArn: arn,
      memoryLimitInMB: String(memory),
      logGroupName: environment.AWS_LAMBDA_LOG_GROUP_NAME ?? '',
      logStreamName: environment.AWS_LAMBDA_LOG_STREAM_NAME ?? '',
      callbackWaitsForEmptyEventLoop: true,
    };
    return new Promise((finish) => {
      const timer = setTimeout(() => {
        // Lambda throws the container away after a timeout.
        retire();
        end(id, {
          ok: false,
          errorType: 'Sandbox.Timedout',
          message: `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`,
          trace: [],
        });
      }, timeoutMs);
      running.set(id, { finish, timer });
      const invocation: Invocation = { id, event, context, deadline: performance.timeOrigin + performance.now() + timeoutMs };
      worker.postMessage(invocation);
    });
  }

  function retire(): void {
    container.retired = true;
    if (running.size === 0) void worker.terminate();
  }

  async function kill(): Promise<void> {
    container.retired = true;
    why = 'RequestId: Error: Runtime exited with error: signal: killed';
    await worker.terminate();
  }
  return container;
}
