import { parseArgs } from 'node:util';

/** `npm start`: the sandbox in the foreground, until Ctrl-C. `main.mjs` has looked at the version of Node. */
process.env.TZ = 'UTC';

const { values } = parseArgs({
  options: {
    fresh: { type: 'boolean', default: false },
    memory: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    at: { type: 'string' },
    catalogue: { type: 'string' },
    dir: { type: 'string' },
    bundles: { type: 'string' },
  },
});

try {
  const { startSandbox } = await import('./start.ts');
  const { watchSources } = await import('./watch.ts');
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  const sandbox = await startSandbox({ port: Number(process.env.PORT ?? 4646), settled: false, ...given });
  if (values.bundles === undefined) watchSources(sandbox.aws.functions);
  console.log(`The sandbox is ready on ${sandbox.origin}`);
  console.log('Open it, pick a channel and type /incident checkout: card payments are failing. Ctrl-C ends it.');
  let ending = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (ending) process.exit(1);
      ending = true;
      void sandbox.stop().then(() => process.exit(0));
    });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
