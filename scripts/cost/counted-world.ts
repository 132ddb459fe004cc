import { startEngine } from '#sandbox/aws/engine/process';
import { resolveEngine } from '#sandbox/aws/engine/resolve';
import { object } from '#sandbox/aws/json';
import { startSandbox } from '#sandbox/start';
import { bundledHandlers } from '#test/bundled-handlers';
import { worldAt } from '#test/e2e/world';
import { countingProxy, type Units } from './counting-proxy.ts';

/** What the functions did: how often each ran and for how long here, what it called, and what went over every wire. */
export type Counted = {
  functions: Record<
    string,
    { invocations: number; sweeps: number; measuredMs: number; awsCalls: number; slackCalls: number; logBytes: number }
  >;
  table: Units;
  queueCalls: number;
  events: number;
  eventBytes: number;
  slackBytes: number;
};

/** The sandbox on an engine whose capacity is counted. */
export async function openCountedWorld(catalogue: string, at: string) {
  const engine = await startEngine();
  const { DYNAMODB_ENDPOINT: before } = process.env;
  const kind = resolveEngine();
  // Dynoxide counts an index once in a transaction, DynamoDB Local twice: the dearer reading is taken.
  const proxy = await countingProxy(engine.endpoint, 'name' in kind && kind.name === 'dynoxide' ? 2 : 1);
  process.env.DYNAMODB_ENDPOINT = proxy.endpoint;
  const sandbox = await startSandbox({ memory: true, catalogue, at, handlers: await bundledHandlers() });
  if (before === undefined) delete process.env.DYNAMODB_ENDPOINT;
  else process.env.DYNAMODB_ENDPOINT = before;

  const { aws, traffic } = sandbox;
  const runs: { service: string; ms: number; sweep: boolean }[] = [];
  const { invoke } = aws.functions;
  aws.functions.invoke = async (arn, event) => {
    const started = performance.now();
    const outcome = await invoke(arn, event);
    runs.push({ service: aws.functions.byArn(arn)?.service ?? arn, ms: performance.now() - started, sweep: 'sweep' in object(event) });
    return outcome;
  };

  return {
    ...worldAt(sandbox.origin),
    /** What happens while `work` runs, until the world is quiet again. */
    async counted(work: () => Promise<unknown>): Promise<Counted> {
      const calls = aws.runs.calls(0).at(-1)?.n ?? 0;
      const entries = (traffic.since(0) as Entry[]).at(-1)?.n ?? 0;
      const [units, published, lines] = [proxy.soFar(), aws.bus.events(0).length, aws.logs.lines().length];
      runs.length = 0;
      await work();
      const made = aws.runs.calls(calls);
      const events = aws.bus.events(0).slice(published);
      const said = (traffic.since(entries) as Entry[]).filter(({ kind }) => kind === 'slack-api');
      const now = proxy.soFar();
      const printed = aws.logs.lines().slice(lines);
      const functions = Object.fromEntries(
        aws.functions.all().map(({ service }) => {
          const own = runs.filter((run) => run.service === service);
          const from = made.filter((call) => call.function === service);
          const toSlack = from.filter(({ place }) => place.startsWith('slack:')).length;
          return [
            service,
            {
              invocations: own.filter(({ sweep }) => !sweep).length,
              sweeps: own.filter(({ sweep }) => sweep).length,
              measuredMs: own.reduce((sum, { ms }) => sum + ms, 0),
              awsCalls: from.length - toSlack,
              slackCalls: toSlack,
              logBytes: printed.filter((one) => one.from === service).reduce((sum, { line }) => sum + line.length, 0),
            },
          ];
        }),
      );
      return {
        functions,
        table: { reads: now.reads - units.reads, writes: now.writes - units.writes },
        queueCalls: made.filter(({ place }) => place.startsWith('queue:')).length,
        events: events.length,
        eventBytes: events.reduce((sum, event) => sum + JSON.stringify(event).length, 0),
        slackBytes: said.reduce((sum, { request }) => sum + JSON.stringify(request ?? '').length, 0),
      };
    },
    async stop() {
      await sandbox.stop();
      proxy.stop();
      await engine.stop();
    },
  };
}
type Entry = { n: number; kind: string; request?: unknown };
export type CountedWorld = Awaited<ReturnType<typeof openCountedWorld>>;
