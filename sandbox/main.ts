import { parseArgs } from 'node:util';

/** `npm start`: the sandbox in the foreground, until Ctrl-C. `main.mjs` has looked at the version of Node. */
process.env.TZ = 'UTC';

const usage = `npm start -- [flags]
  --fresh               throw away what was kept
  --memory              keep nothing
  --at 2026-03-09T08:00Z  where the clock starts, with --fresh or --memory
  --catalogue <file>    another organisation where there is none yet: examples/catalogue/harrow-home.yaml
  --dir <folder>        where the data is kept, instead of .sandbox
  --bundles <cdk.out>   run what \`npm run synth\` made, instead of the sources
  --handlers <folder>   run one bundled file for each function, instead of the sources
  --verbose             show what the functions print
PORT=4700 npm start takes another port.`;

const options = {
  fresh: { type: 'boolean', default: false },
  memory: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
  at: { type: 'string' },
  catalogue: { type: 'string' },
  dir: { type: 'string' },
  bundles: { type: 'string' },
  handlers: { type: 'string' },
} as const;

function flags() {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message.split('. ')[0] : error}.\n\n${usage}`);
    process.exit(1);
  }
}

const { help, ...values } = flags();
if (help) {
  console.log(usage);
  process.exit(0);
}
const port = Number(process.env.PORT ?? 4646);

try {
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT=${process.env.PORT} is no port; say a number up to 65535.`);
  const { startSandbox } = await import('./start.ts');
  const { watchSources } = await import('./watch.ts');
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  const sandbox = await startSandbox({ port, settled: false, ...given });
  if (values.bundles === undefined && values.handlers === undefined) watchSources(sandbox.aws.functions);
  console.log(`The sandbox is ready on ${sandbox.origin}`);
  const first = values.catalogue === undefined ? 'declare sev2 checkout: card payments failing' : 'card payments failing';
  console.log(`Open it, pick #general and type /incident ${first}. Ctrl-C ends it.`);
  let ending = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (ending) process.exit(1);
      ending = true;
      console.log('Stopping…');
      void sandbox.stop().then(() => process.exit(0));
    });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
