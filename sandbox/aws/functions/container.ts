import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { FunctionSpec } from './catalogue.ts';
import type { Answer, ContainerData, Invocation } from './worker.ts';

export type Outcome = { ok: true; body: string } | { ok: false; errorType: string; message: string; trace: string[] };
export const failure = (errorType: string, message: string, trace: string[] = []): Outcome => ({ ok: false, errorType, message, trace });

/** One Lambda container: whoever holds it runs one invocation in it at a time. */
export type Container = {
  invoke(id: string, event: string): Promise<Outcome>;
  /** Ends when the invocation that runs has ended. */
  retire(): void;
  /** It will die now: what it still says is not heard. */
  doom(): void;
  /** Dies at once: what runs in it stops where it is, without `catch` and `finally`, as when Lambda loses a container. */
  kill(): Promise<void>;
  ready: Promise<void>;
  retired: boolean;
};

type Settings = { environment: Record<string, string>; shared: SharedArrayBuffer; log(line: string): void };

export function startContainer(spec: FunctionSpec, { environment, shared, log }: Settings): Container {
  const data: ContainerData = { service: spec.service, file: spec.file, exported: spec.exported, shared };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: data,
    env: environment,
    execArgv: [],
    stdout: true,
    stderr: true,
    stdin: false,
  });
  for (const stream of [worker.stdout, worker.stderr]) createInterface({ input: stream }).on('line', log);
  const became = Promise.withResolvers<void>();
  const container: Container = { invoke, retire, doom, kill, ready: became.promise, retired: false };
  let running: { id: string; finish: (outcome: Outcome) => void; timer: NodeJS.Timeout } | undefined;
  let doomed = false;
  let gone = false;

  worker.on('message', (answer: Answer) => {
    if (answer.kind === 'ready') return became.resolve();
    if (doomed || answer.id !== running?.id) return;
    if (answer.kind === 'result') end({ ok: true, body: answer.body });
    else end(failure(answer.error.errorType, answer.error.errorMessage, answer.error.trace));
  });
  let why = 'Error: Runtime exited';
  const exited = () => failure('Runtime.ExitError', why.split('\n')[0] ?? why, why.split('\n'));
  worker.on('error', (error: unknown) => {
    why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log(why);
  });
  worker.on('exit', () => {
    gone = true;
    container.retired = true;
    became.resolve();
    end(exited());
  });

  function end(outcome: Outcome): void {
    if (!running) return;
    const { finish, timer } = running;
    running = undefined;
    clearTimeout(timer);
    if (container.retired) void worker.terminate();
    finish(outcome);
  }

  function invoke(id: string, event: string): Promise<Outcome> {
    if (gone) return Promise.resolve(exited());
    const { timeoutMs } = spec;
    return new Promise((finish) => {
      const timer = setTimeout(() => {
        // Lambda throws the container away after a timeout.
        container.retired = true;
        end(failure('Sandbox.Timedout', `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`));
      }, timeoutMs);
      running = { id, finish, timer };
      const deadline = performance.timeOrigin + performance.now() + timeoutMs;
      const invocation: Invocation = { id, event, context: contextOf(spec, id, environment), deadline };
      worker.postMessage(invocation);
    });
  }

  function retire(): void {
    container.retired = true;
    if (!running) void worker.terminate();
  }

  function doom(): void {
    doomed = true;
    container.retired = true;
  }

  async function kill(): Promise<void> {
    doom();
    why = 'RequestId: Error: Runtime exited with error: signal: killed';
    await worker.terminate();
  }
  return container;
}

const contextOf = ({ name, arn, memory }: FunctionSpec, id: string, environment: Record<string, string>): Invocation['context'] => ({
  awsRequestId: id,
  functionName: name,
  functionVersion: '$LATEST',
  invokedFunctionArn: arn,
  memoryLimitInMB: String(memory),
  logGroupName: environment.AWS_LAMBDA_LOG_GROUP_NAME ?? '',
  logStreamName: environment.AWS_LAMBDA_LOG_STREAM_NAME ?? '',
  callbackWaitsForEmptyEventLoop: true,
});
