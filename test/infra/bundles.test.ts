import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { deployedApp } from '#test/deployed-app';
import { replaced } from '../../lib/bundling/bundling.ts';
import { contentsOf, type Metafile } from '../../lib/bundling/metafile.ts';
import { MusterFunction } from '../../lib/constructs/muster-function.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');
const out = await deployedApp();

describe('what is deployed', () => {
  const bundles: Record<string, { bytes: number; inputs: string[]; atStart: string[] }> = {};

  beforeAll(() => {
    for (const file of readdirSync(out).filter((name) => name.endsWith('.meta.json'))) {
      const meta = JSON.parse(readFileSync(join(out, file), 'utf8')) as Metafile;
      const name = file.replace('.meta.json', '');
      const atStart = [...evaluatedAtStart(meta.inputs, `functions/handlers/${name}.ts`)];
      bundles[name] = { ...contentsOf(meta, name), atStart };
    }
  });

  test('synthesizes without a network, an account or a finding of cdk-nag', () => {
    const report = JSON.parse(readFileSync(join(out, 'validation-report.json'), 'utf8')) as { pluginReports: unknown[] };
    expect(report.pluginReports).toEqual([]);
  });

  test('is one bundle for each handler', () => {
    expect(Object.keys(bundles).sort()).toEqual(['intake', 'measure', 'publish', 'react', 'remind', 'slack']);
    for (const [name, { inputs }] of Object.entries(bundles)) expect(inputs).toContain(`functions/handlers/${name}.ts`);
  });

  test('carries no server, no second HTTP client and neither zod as a whole nor its languages', () => {
    const unwanted =
      /node_modules\/(express|undici|iconv-lite|mime-db|jsonwebtoken|@slack\/(oauth|socket-mode))\/|zod\/v4\/locales\/(?!en\.)/;
    for (const { inputs } of Object.values(bundles)) expect(inputs.filter((input) => unwanted.test(input))).toEqual([]);
  });

  test('is the same to the byte when it is built again', () => {
    const again = mkdtempSync(join(tmpdir(), 'muster-again-'));
    const app = new App({ outdir: again });
    new MusterFunction(new Stack(app, 'Again'), 'Slack', { name: 'slack', memory: 1024, timeout: Duration.seconds(5) });
    app.synth();
    const assets = readdirSync(again).filter((name) => name.startsWith('asset.'));
    rmSync(again, { recursive: true, force: true });
    expect(assets).toHaveLength(1);
    expect(readdirSync(out)).toContain(assets[0]);
  });

  test('asks DynamoDB and SSM through the small signed client alone', () => {
    for (const { inputs } of Object.values(bundles)) {
      expect(inputs.filter((input) => /@aws-sdk\/(client-dynamodb|lib-dynamodb|client-ssm)\//.test(input))).toEqual([]);
    }
  });

  test('says that it is no module, which Node would otherwise compile it once more to find out', () => {
    for (const asset of readdirSync(out).filter((name) => name.startsWith('asset.')))
      expect(JSON.parse(readFileSync(join(out, asset, 'package.json'), 'utf8'))).toEqual({ type: 'commonjs' });
  });

  test('a monitor does not wait for what only Slack needs', () => {
    expect(bundles.intake?.bytes).toBeLessThanOrEqual(340_000);
    expect(
      bundles.intake?.inputs.filter((input) =>
        /node_modules\/(@slack|@aws-sdk\/(?!util-dynamodb)|@smithy|temporal-polyfill|chrono-node)/.test(input),
      ),
    ).toEqual([]);
  });

  test('fits the budget of a cold start, without an SDK', () => {
    expect(bundles.slack?.bytes).toBeLessThanOrEqual(600_000);
    expect(bundles.slack?.inputs.filter((input) => /node_modules\/(@aws-sdk\/(?!util-dynamodb)|@smithy)/.test(input))).toEqual([]);
  });

  test('has what is not of incidents in a file that a start does not read', () => {
    const { atStart, inputs } = bundles.slack ?? { atStart: [], inputs: [] };
    expect(inputs).toContain('functions/following/ownership-listeners.ts');
    expect(
      atStart.filter((input) =>
        /(ownership|postmortem)-listeners|features\/(request-transfer|keep-rota|show-home|answer-prompt)\//.test(input),
      ),
    ).toEqual([]);
  });

  test('starts without what reads a time that somebody typed, and without the calendar as a whole', () => {
    const { atStart, inputs } = bundles.slack ?? { atStart: [], inputs: [] };
    expect(inputs.filter((input) => /chrono-node|said-time/.test(input))).not.toEqual([]);
    expect(atStart).toContain('functions/handlers/slack.ts');
    expect(atStart.filter((input) => /chrono-node|said-time/.test(input))).toEqual([]);
    expect(inputs.filter((input) => /temporal-polyfill\/(index|implementation|chunks\/classApi)/.test(input))).toEqual([]);
  });
});

test('with their stand-ins bundled, Bolt acknowledges a signed command and the SDK finds its credentials', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-probe-'));
  const outfile = join(folder, 'probe.cjs');
  const alias = Object.fromEntries(replaced.map((name) => [name, './lib/bundling/unused.cjs']));
  await build({
    stdin: { contents: probe, resolveDir: root },
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    alias,
    outfile,
  });
  const env = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example', AWS_REGION: 'eu-west-1', PATH: process.env.PATH };
  const { stdout } = await run(process.execPath, [outfile], { env }).finally(() => rmSync(folder, { recursive: true, force: true }));
  expect(stdout).toContain('acknowledged: on record; credentials: AKIDEXAMPLE');
}, 30_000);

const probe = `
import { createHmac } from 'node:crypto';
import { App, AwsLambdaReceiver } from '@slack/bolt';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
const receiver = new AwsLambdaReceiver({ signingSecret: 'secret' });
const app = new App({ receiver, convoStore: false, authorize: async () => ({ botToken: 'xoxb', botId: 'B1', botUserId: 'U1' }) });
app.command('/incident', ({ ack }) => ack('on record'));
const body = 'command=%2Fincident&user_id=U1&team_id=T1';
const timestamp = String(Math.floor(Date.now() / 1000));
const signature = 'v0=' + createHmac('sha256', 'secret').update('v0:' + timestamp + ':' + body).digest('hex');
const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature };
receiver.start()
  .then((handle) => handle({ body, headers, isBase64Encoded: false }, {}))
  .then(async (answer) => console.log('acknowledged: ' + answer.body + '; credentials: ' + (await new EventBridgeClient({}).config.credentials()).accessKeyId));
`;

/** The entry, what it imports, and so on: all but what waits behind an `import()` for its first use. */
function evaluatedAtStart(inputs: Metafile['inputs'], path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const { path: next, kind } of inputs[path]?.imports ?? []) if (kind !== 'dynamic-import') evaluatedAtStart(inputs, next, found);
  return found;
}
