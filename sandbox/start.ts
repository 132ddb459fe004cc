import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { manifest } from '../scripts/manifest.ts';
import { type Aws, createAws } from './aws/aws.ts';
import { leaveUsage } from './aws/endpoint/usage.ts';
import { startEngine } from './aws/engine/process.ts';
import { createStack, here } from './aws/template/stack.ts';
import { type Assembly, readAssembly, synthesize } from './aws/template/synthesize.ts';
import { checkpoint } from './checkpoint.ts';
import { keptClock } from './clock.ts';
import type { Clock, Common, Door, Faults, HttpRequest, HttpResponse, Store, Traffic } from './contracts.ts';
import { openDataFolder } from './data-folder.ts';
import { createFaults } from './faults.ts';
import { type KeptOrganisation, keptOrganisation } from './kept-organisation.ts';
import { fileOf, loadOrganisation } from './organisation.ts';
import { createPagers } from './pagers.ts';
import { answerFrom } from './routes.ts';
import { listen } from './server.ts';
import { createSlack, type Slack } from './slack/slack.ts';
import { createTime, type Time } from './time.ts';
import { createTrackers } from './trackers/trackers.ts';
import { createTraffic } from './traffic.ts';

export type SandboxOptions = {
  /** 0, the default, takes any that is free. */
  port?: number;
  /** Keeps nothing. */
  memory?: boolean;
  /** Where the data is kept. */
  dir?: string;
  /** Where the clock starts; needs `memory` or `fresh`. */
  at?: string;
  /** The organisation to load into an empty sandbox; `false` loads none. */
  catalogue?: string | false;
  /** Throws away what was kept. */
  fresh?: boolean;
  /** Shows what the functions print. */
  verbose?: boolean;
  /** Runs the bundles of this synthesized assembly (`cdk.out`) instead of the sources. */
  bundles?: string;
  /** Runs the handlers in this folder, one bundled file each, instead of the sources. */
  handlers?: string;
  /** Ready only when the loaded organisation's events have left too; the default. */
  settled?: boolean;
};
export type Sandbox = {
  origin: string;
  clock: Clock;
  faults: Faults;
  traffic: Traffic;
  store: Store;
  time: Time;
  aws: Aws;
  slack: Slack;
  /** Keeps the settled world as it stands; what it answers brings that back. */
  checkpoint(): Promise<() => Promise<void>>;
  stop(): Promise<void>;
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, 'node_modules', '.cache', 'muster-sandbox');

/** The whole local world, ready when the promise is: Slack, AWS and the app between them. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  if (typeof options.catalogue === 'string' && !existsSync(options.catalogue))
    throw new Error(`There is no catalogue ${options.catalogue}.`);
  if (options.at !== undefined && !options.memory && !options.fresh)
    throw new Error('A start of the clock (--at) needs --memory or --fresh: kept data has its own time.');
  if (options.at !== undefined && Number.isNaN(Date.parse(options.at)))
    throw new Error(`${options.at} is no time; say --at 2026-03-09T08:00Z.`);
  const catalogue = options.catalogue === false ? undefined : fileOf(options.catalogue ?? join(root, 'examples', 'catalogue'));
  // Bundles are code from elsewhere, nobody else asks for a catalogue from elsewhere, and whoever does not wait until all has settled wants to see it come.
  const organisation =
    options.memory && options.at !== undefined && catalogue?.startsWith(root) && options.bundles === undefined && (options.settled ?? true)
      ? keptOrganisation(root, cache, { catalogue, at: options.at })
      : undefined;
  for (let tries = 0; tries < 3 && organisation && !organisation.isKept(); tries++) {
    const first = await start({ ...options, at: organisation.loadedAt, port: 0 }, { catalogue, keep: organisation.keep });
    await first.stop();
  }
  return start(options, { catalogue, kept: organisation?.isKept() ? organisation : undefined });
}

type Organisation = { catalogue: string | undefined; kept?: KeptOrganisation | undefined; keep?: KeptOrganisation['keep'] };

async function start(options: SandboxOptions, { catalogue, kept, keep }: Organisation): Promise<Sandbox> {
  const memory = options.memory ?? false;
  const data = openDataFolder({ memory, dir: options.dir ?? join(root, '.sandbox'), fresh: options.fresh ?? false });
  const { store } = data;
  const stops: (() => Promise<void> | void)[] = [data.close];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const assembling: Promise<Assembly> =
      options.bundles === undefined ? synthesize(root, cache) : Promise.resolve(readAssembly(resolve(options.bundles)));
    assembling.catch(() => {});
    const starting = startEngine(data.engineFile);
    starting.catch(() => {});
    stops.push(() =>
      starting.then(
        (engine) => engine.stop(),
        () => {},
      ),
    );
    const clock = keptClock(store, options.at);
    kept?.recall(store);
    const ready = Promise.withResolvers<(request: HttpRequest) => Promise<HttpResponse>>();
    ready.promise.catch(() => {});
    const server = await listen(options.port ?? 0, clock, async (request) => (await ready.promise)(request));
    const origin = `http://127.0.0.1:${server.port}`;
    stops.push(server.close);
    const [{ template, directory }, engine] = await Promise.all([assembling, starting]);
    const common: Common = { clock, store, faults: createFaults(), traffic: createTraffic(), origin: () => origin };
    const aws = await createAws({
      ...common,
      stack: createStack(template, here(origin)),
      code:
        options.bundles === undefined
          ? { handlers: options.handlers ?? join(root, 'functions', 'handlers') }
          : { bundles: directory, unpackTo: data.bundles },
      engineEndpoint: engine.endpoint,
      logsTo: data.logs,
      verbose: options.verbose,
    });
    const { MUSTER_IAM_USAGE: usageFolder } = process.env;
    if (usageFolder) stops.push(() => leaveUsage(aws.usage, usageFolder));
    stops.push(aws.stop);
    const pagers = createPagers(common);
    const door: Door = (request) => aws.door(request);
    const trackers = createTrackers({ ...common, door });
    const slack = createSlack({
      ...common,
      door,
      signingSecret: 'sandbox-signing-secret',
      botToken: 'xoxb-sandbox',
      manifest: manifest(`${origin}/slack/events`),
    });
    const time = createTime({ clock, parts: () => [slack, trackers, ...aws.parts], poll: aws.poll });
    ready.resolve((request) =>
      answerFrom({ aws, slack, time, pagers, trackers, pages: join(root, 'sandbox', 'page'), ...common }, request),
    );
    const warming = aws.functions.warm();
    const ticking = setInterval(time.tick, 100);
    const polling = setInterval(aws.poll, 1000);
    stops.push(() => {
      clearInterval(ticking);
      clearInterval(polling);
    });
    const world = { ...common, aws, slack, engineEndpoint: engine.endpoint };
    await kept?.restore(world);
    if (typeof options.catalogue === 'string' && !kept && !slack.isEmpty())
      console.warn('There is an organisation already, so this catalogue was not loaded; --fresh empties the sandbox first.');
    if (catalogue !== undefined && slack.isEmpty()) await loadOrganisation(world, catalogue);
    await warming;
    if (options.settled ?? true) await time.settle();
    await keep?.(world);
    return { ...common, origin, time, aws, slack, checkpoint: () => checkpoint(world), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
