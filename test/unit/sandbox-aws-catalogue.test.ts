import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { functionsOf } from '#sandbox/aws/functions/catalogue';
import { createStack, here } from '#sandbox/aws/template/stack';

const folder = mkdtempSync(join(tmpdir(), 'muster-unpacked-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a bundle is unpacked as it was built, with what it says of itself', () => {
  const asset = join(folder, 'asset.slack');
  mkdirSync(asset);
  writeFileSync(join(asset, 'index.js'), 'exports.handler = () => 1');
  writeFileSync(join(asset, 'package.json'), '{"type":"commonjs"}');
  const Properties = { Handler: 'index.handler', Environment: { Variables: { POWERTOOLS_SERVICE_NAME: 'slack' } } };
  const Slack = { Type: 'AWS::Lambda::Function', Metadata: { 'aws:asset:path': 'asset.slack' }, Properties };
  const stack = createStack({ Resources: { Slack } }, here('http://127.0.0.1'));
  const [slack] = functionsOf(stack, { bundles: folder, unpackTo: join(folder, 'unpacked') });
  expect(slack?.file).toBe(join(folder, 'unpacked', 'Slack', 'index.js'));
  expect(readFileSync(join(dirname(slack?.file ?? ''), 'package.json'), 'utf8')).toBe('{"type":"commonjs"}');
});
