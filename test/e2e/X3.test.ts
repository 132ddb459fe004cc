import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { partOfHarrow } from './part-of-harrow.ts';
import { everythingIsSound } from './soundness.ts';
import { buttonsOf, numberIn, openWorld, textOf, told, type World } from './world.ts';

const harrow = partOfHarrow({ teams: ['team-bedroom', 'home-mpt', 'team-bath'], services: ['bedroom'], people: ['tom', 'priya'] });
/** Somebody recorded that it moved on Monday 30 March at ten; it moved on Wednesday. */
const moved = {
  ...harrow,
  services: harrow.services.map((service) => ({
    ...service,
    ownership: [...service.ownership, { team: 'home-mpt', model: 'ybiyri', solution: 'multi_product_team', from: '2026-03-30T09:00:00Z' }],
  })),
};

let world: World;
let id = '';
beforeAll(async () => {
  const catalogue = join(mkdtempSync(join(tmpdir(), 'muster-services-')), 'catalogue.yaml');
  writeFileSync(catalogue, stringify(moved));
  world = await openWorld({ at: '2026-03-31T10:00:00Z', catalogue });
});
afterAll(() => world?.stop());

const says = async (line: string) => told(await world.commands('@tom', '/service', line));
const happened = async (record: string, type: string) =>
  (await world.events(record)).filter((event) => event['detail-type'] === type).map(({ detail }) => detail);
const newestFacts = async () =>
  (await world.events(id)).toSorted((a, b) => a.detail.aggregate.version - b.detail.aggregate.version).at(-1)?.detail.data.facts;

describe('X3: a history that was recorded wrong', () => {
  test('has the incident of Tuesday with whoever was on record', async () => {
    id = numberIn(told(await world.types('@tom', 'declare sev2 bedroom: baskets are empty')));
    await world.passes(12);
    expect(await newestFacts()).toMatchObject({ owner: { team_id: 'home-mpt', ownership_version: 4 }, restated: false });
    await world.types('@dev', `ack ${id}`);
    const asked = (await world.types('@dev', `impact ${id} unavailable from 10:55`)).ephemeral.at(-1);
    const [confirm] = buttonsOf(asked?.blocks);
    await world.presses('@dev', { channel: asked?.channel ?? '', ts: asked?.ts ?? '' }, confirm?.action_id ?? '');
    await world.types('@dev', `resolve ${id} workaround restarted`);
    await world.settle();
  });

  test('is corrected by its product manager alone, in a form that reads it back', async () => {
    await world.until('2026-04-02T09:00:00Z');
    const asked = await world.commands('@marek', '/service', 'history bedroom correct');
    const others = await world.submits('@marek', asked.view, {
      wrong: '4',
      owner: 'home-mpt',
      from: '2026-04-01 10:00',
      reason: 'Wednesday',
    });
    const refused = await world.submits('@marek', others.view);
    expect(textOf(refused.view?.blocks)).toContain('is corrected by its product manager, <@U0PRIYA>');

    const form = await world.commands('@priya', '/service', 'history bedroom correct');
    const future = await world.submits('@priya', form.view, {
      wrong: '4',
      owner: 'home-mpt',
      from: '2026-04-05 10:00',
      reason: 'They took it on Wednesday',
    });
    expect(textOf((await world.submits('@priya', future.view)).view?.blocks)).toContain('That is in the future');

    const again = await world.commands('@priya', '/service', 'history bedroom correct');
    const back = await world.submits('@priya', again.view, {
      wrong: '4',
      owner: 'home-mpt',
      from: '2026-04-01 10:00',
      reason: 'They took it on Wednesday',
    });
    expect(textOf(back.view?.blocks)).toMatch(/\*home-mpt\* from .*2026-04-01 09:00 UTC.* in place of entry 4/);
    const done = await world.submits('@priya', back.view);
    expect(textOf(done.view?.blocks)).toContain('It is on record, beside what was believed before');
    await world.settle();
    expect(await happened('SVC-bedroom', 'OwnershipCorrected')).toMatchObject([
      { actor: { user_id: 'U0PRIYA' }, data: { ownership_version: 5, supersedes_version: 4, restated_from: '2026-03-30T09:00:00.000Z' } },
    ]);
    expect(JSON.stringify(await world.events('SVC-bedroom'))).not.toContain('They took it');
  });

  test('answers on both axes of time', async () => {
    expect(await says('show bedroom at 2026-03-31 12:00')).toContain('Team Bedroom (`team-bedroom`)');
    expect(await says('show bedroom at 2026-03-31 12:00 believed 2026-04-01 12:00')).toContain('(`home-mpt`)');
    expect(await says('show bedroom at 2026-04-01T09:00Z')).toContain('(`home-mpt`)');
    expect(await says('who bedroom-5xx')).toContain('(`home-mpt`)');
    const history = await says('history bedroom');
    expect(history).toMatch(/\*home-mpt\* from .*2026-04-01 09:00 UTC[\s\S]*corrects entry 4/);
    expect(history).toMatch(/Entry 4, believed since/);
  });

  test('attributes the incident of Tuesday anew, and says that what was reported of it is restated', async () => {
    expect(await happened(id, 'IncidentReattributed')).toMatchObject([
      {
        actor: { user_id: 'U0PRIYA' },
        data: { owner: { team_id: 'team-bedroom', ownership_version: 3 }, as_of: '2026-03-31T09:55:00.000Z', ownership_version: 5 },
      },
    ]);
    expect(await newestFacts()).toMatchObject({
      owner: { team_id: 'team-bedroom' },
      owner_as_of: '2026-03-31T09:55:00.000Z',
      restated: true,
    });
    const timeline = told(await world.types('@dev', `timeline ${id}`));
    expect(timeline).toContain('corrected whose bedroom was: team-bedroom');
  });

  test('leaves who was asked as it was, and everything sound', async () => {
    expect(await happened(id, 'IncidentRouted')).toHaveLength(1);
    await everythingIsSound(world);
  });
});
