import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { Ref } from '#domain/records';
import { assertionsRef } from '#domain/service/ownership';
import { serviceRef } from '#domain/service/service';
import { partOfHarrow } from './part-of-harrow.ts';
import { everythingIsSound } from './soundness.ts';
import { numberIn, openWorld, told, type World } from './world.ts';

/** The catalogue on the command line, against the sandbox's table: as somebody with credentials would do it. */
const folder = mkdtempSync(join(tmpdir(), 'muster-catalogue-'));
const part = partOfHarrow({ teams: ['team-bedroom', 'team-bath', 'home-mpt'], services: ['bedroom', 'rugs'], people: ['wanda', 'priya'] });
const kept = (name: string, catalogue: object | string) => {
  const file = join(folder, name);
  writeFileSync(file, typeof catalogue === 'string' ? catalogue : stringify(catalogue));
  return file;
};
const house = kept('house.yaml', part);
let world: World;
beforeAll(async () => {
  world = await openWorld({ at: new Date().toISOString(), catalogue: house });
});
afterAll(async () => {
  await world?.stop();
  rmSync(folder, { recursive: true });
});

async function begin(...more: string[]) {
  const { table } = await world.table();
  const child = spawn(process.execPath, ['scripts/catalogue.ts', ...more, '--table', table, '--endpoint', `${world.origin}/aws`], {
    env: { ...process.env, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'sandbox', AWS_REGION: 'eu-west-1' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      said += text;
    });
  const closed = once(child, 'close');
  return { child, said: () => said, ends: async () => ({ code: (await closed)[0] as number | null, said }) };
}
const run = async (...more: string[]) => (await begin(...more)).ends();
const load = async <Value>(ref: Ref<Value>) => {
  const { records } = await world.store();
  return (await records.load([ref] as Ref<unknown>[]))[0]?.value as Value;
};
const withRow = (team: string) => ({
  ...part,
  services: part.services.map((service) =>
    service.slug === 'rugs'
      ? { ...service, ownership: [...service.ownership, { team, model: 'ybiyri', from: '2026-01-05T09:00:00Z' }] }
      : service,
  ),
});

describe('A catalogue that is on record', () => {
  test('comes back as a file, and that file changes nothing', async () => {
    const exported = await run('--export', '--people', house);
    expect(exported).toMatchObject({ code: 0, said: expect.stringContaining('slug: rugs') });
    const again = kept('exported.yaml', exported.said);
    expect(await run(again)).toEqual({ code: 0, said: `Everything in ${again} is on record already.\n` });
  }, 120_000);

  test('goes out as a table, and comes back from one: nothing is changed by it, and what is wrong has its line', async () => {
    const out = await run('--export', '--csv', '--people', house);
    expect(out).toMatchObject({ code: 0, said: expect.stringMatching(/^service,owner,.*\r\n[\s\S]*rugs,home-mpt,/) });
    const table = kept('register.csv', out.said);
    expect(await run(table, '--people', house)).toEqual({ code: 0, said: `Everything in ${table} is on record already.\n` });
    const { code, said } = await run(kept('wrong.csv', 'service,owner\nbedroom,team-bedroom\nrugs,team-nobody\n'), '--yes');
    expect([code, said]).toEqual([1, expect.stringMatching(/nothing was written\.\nline 3: There is no team team-nobody\./)]);
  }, 120_000);

  test('is not changed by a file in which something is wrong: all of it is said, with the lines', async () => {
    const wrong = kept('wrong.yaml', stringify(withRow('team-nobody')).replace('lead: marek', 'lead: mark'));
    const { code, said } = await run(wrong, '--yes');
    expect(code).toBe(1);
    expect(said).toMatch(/nothing was written\.\nline \d+: @mark is not among the people.*\nline \d+: There is no team team-nobody\./);
    expect(await load(serviceRef('rugs'))).toMatchObject({ assertions: 1, owned: { owner: 'home-mpt' } });
  }, 120_000);

  test('says that a service would move before anything is written, moves it after a yes, and the next incident goes there', async () => {
    const moving = kept('moving.yaml', withRow('team-bath'));
    const asked = await run(moving);
    expect(asked.said).toContain('! service rugs: would belong to team-bath instead of home-mpt');
    expect(asked.said).toContain('Nothing was written.');
    expect(await load(serviceRef('rugs'))).toMatchObject({ assertions: 1 });
    expect(await run(moving, '--yes')).toMatchObject({ code: 0, said: expect.stringContaining('finished') });
    expect(await load(assertionsRef('rugs'))).toMatchObject([{ owner: 'home-mpt' }, { owner: 'team-bath', version: 2 }]);
    await world.settle();
    const id = numberIn(told(await world.types('@tom', 'declare sev3 rugs: none are shown')));
    await world.settle();
    const routed = (await world.events(id)).find((event) => event['detail-type'] === 'IncidentRouted')?.detail.data;
    expect(routed).toMatchObject({ owner: { team_id: 'team-bath', ownership_version: 2 } });
  }, 180_000);

  test('that is killed in the middle of an import says so, and the same file finishes it', async () => {
    const [, rugs] = part.services;
    const many = Array.from({ length: 60 }, (_, n) => ({
      ...rugs,
      ...{ slug: `carpet-${n}`, name: `Carpet ${n}`, aliases: [], journeys: [], alert_keys: [], urls: [], dependencies: undefined },
    }));
    const large = kept('large.yaml', { ...withRow('team-bath'), services: [...withRow('team-bath').services, ...many] });
    const { child, ends } = await begin(large, '--yes');
    const there = async () => (await load(serviceRef('carpet-10'))).state === 'registered';
    while (child.exitCode === null && !(await there())) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGKILL');
    expect(await ends()).toMatchObject({ code: null, said: expect.not.stringMatching(/Error/) });
    expect((await run('--status')).said).toMatch(/large\.yaml: under way, \d+ of \d+ steps are done/);
    const others = await Promise.all(many.map(({ slug }) => load(serviceRef(slug))));
    // None of them is half there: whatever is registered has its owner.
    for (const service of others) if (service.state === 'registered') expect(service.owned).toMatchObject({ owner: 'home-mpt' });
    expect(others.some(({ state }) => state === 'none')).toBe(true);
    // Nobody else may begin while it could still be alive.
    expect((await run(large, '--yes')).said).toContain('is being imported');
    const { table, client } = await world.table();
    await client.send('UpdateItem', {
      TableName: table,
      Key: { pk: 'ORG#settings', sk: 'IMPORT' },
      UpdateExpression: 'SET #value.#at = :at',
      ExpressionAttributeNames: { '#value': 'value', '#at': 'at' },
      ExpressionAttributeValues: { ':at': new Date(Date.now() - 120_000).toISOString() },
    });
    expect((await run('--status')).said).toMatch(
      /large\.yaml: stopped \(nothing has been heard of it since .*run it again with the same file/,
    );
    expect(await run(large, '--yes')).toMatchObject({ code: 0, said: expect.stringMatching(/stopped[\s\S]*finished/) });
    expect((await run('--status')).said).toMatch(/large\.yaml: finished at/);
    const all = await Promise.all(many.map(({ slug }) => load(assertionsRef(slug))));
    expect(all.every((assertions) => assertions.length === 1)).toBe(true);
  }, 240_000);

  test('everything is sound afterwards', async () => {
    await world.settle();
    await everythingIsSound(world);
  }, 120_000);
});
