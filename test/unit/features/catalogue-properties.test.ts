import { describe, expect, test } from 'vitest';
import { writeYaml } from '#adapters/yaml/document';
import { aStage, plus, type Stage, tuesday } from '#test/builders';
import { fc } from '#test/properties';
import { compareCatalogue, exportFile, importCatalogue } from '../../../functions/handlers/catalogue.ts';

const handles = ['ann', 'bob', 'cat', 'dan'];
const owners = ['beds', 'baths', 'rooms'];
const teams = [...owners, 'desk'];
const word = fc.constantFrom('quiet', 'loud', 'Früh stück', 'on', 'null', '1.5', '2026-01-01', '# no comment', 'a: b', "it's", '“said”');
const person = fc.constantFrom(...handles);
const date = fc.integer({ min: 0, max: 1500 }).map((days) => new Date(Date.UTC(2021, 0, 4) + days * 86_400_000).toISOString());
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const plain = (entry: object): object => JSON.parse(JSON.stringify(entry)) as object;

const aTeam = (slug: string) =>
  fc
    .record({
      name: word,
      type:
        slug === 'desk'
          ? fc.constant('service_desk')
          : fc.constantFrom('delivery_team', 'multi_product_team', 'operations_team', 'platform'),
      zone: fc.constantFrom('Europe/London', 'Asia/Kolkata', 'UTC'),
      region: maybe(word),
      holidays: fc.constantFrom([], ['2026-12-25']),
      lead: person,
      members: fc.subarray(handles),
      headcount: maybe(fc.integer({ min: 1, max: 20 })),
      product_domains: maybe(fc.subarray(['home', 'shop'], { minLength: 1 })),
      budget_holder: maybe(person),
      cost_basis: maybe(fc.constantFrom('opex', 'capex')),
      supplier: maybe(fc.constantFrom({ name: 'Nightwatch' }, { name: 'Nightwatch', contract: 'N-1' })),
      pagers: fc.constantFrom([], [{ pagerduty: 'main' }], [{ webhook: 'https://pager.example.com/x' }, { pagerduty: 'main' }]),
      tracker: maybe(
        fc.constantFrom(
          { github: { repository: 'acme/beds', labels: ['learnt'] } },
          { jira: { site: 'acme.atlassian.net', project: 'OPS', issue_type: 'Task' } },
        ),
      ),
      improvement_capacity_pct: maybe(fc.integer({ min: 0, max: 100 })),
      rota: maybe(
        fc.record({
          starts: fc.constant('2025-01-06'),
          hand_over: fc.constantFrom('10:00', '09:30'),
          order: fc.subarray(handles, { minLength: 1 }),
          away: fc.constantFrom([], [{ person: 'ann', from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' }]),
        }),
      ),
    })
    .map((team) => ({ slug, working_hours: { days: ['mon', 'fri'], from: '09:00', to: '17:00' }, ...team }));

const row = fc.record({
  team: fc.constantFrom(...owners),
  model: fc.constantFrom('ybiyri', 'ops_run_it', 'ops_sometimes_run_it', 'sre_run_it'),
  solution: maybe(fc.constantFrom('none', 'multi_product_team', 'operations_team')),
  tiers: maybe(
    fc.constantFrom(
      [{ level: 1, team: 'desk' }],
      [
        { level: 1, team: 'desk', hours: 'in' },
        { level: 2, team: 'rooms', best_endeavours: true, compensation: 'toil' },
      ],
    ),
  ),
  out_of_hours: maybe(fc.constantFrom('team', 'domain', 'none')),
  hand_back: maybe(fc.constantFrom(...owners)),
  cost_basis: maybe(fc.constantFrom('opex', 'capex')),
  on_call_budget_holder: maybe(person),
  reason: maybe(fc.constantFrom('funding_ended', 'reorganisation')),
});
/** Rows one after the other in time. */
const rows = <Row extends object>(one: fc.Arbitrary<Row>, minLength: number) =>
  fc.uniqueArray(date, { minLength, maxLength: 6 }).chain((dates) =>
    fc.array(one, { minLength: dates.length, maxLength: dates.length }).map((all) => {
      const sorted = dates.toSorted();
      return all.map((content, index) => ({ ...content, from: sorted[index] }));
    }),
  );
const numbers = {
  time_to_restore_minutes: maybe(fc.integer({ min: 1, max: 500 })),
  lead_time_days: maybe(fc.integer({ min: 1, max: 30 })),
};
const lives = [[], ['active'], ['active', 'maintenance_mode'], ['pre_live', 'active', 'deprecated', 'retired']];

const aService = (slug: string) =>
  fc
    .record({
      domain: word,
      kind: fc.constantFrom('digital_service', 'data_pipeline'),
      product_manager: person,
      delegate: maybe(person),
      complexity: maybe(fc.constantFrom('simple', 'complex')),
      aliases: fc.constantFrom([], [`${slug} shop`], [`${slug} shop`, `old ${slug}`]),
      urls: fc.constantFrom([], [`https://example.com/${slug}`]),
      suppliers: maybe(fc.constant([{ name: 'Makers', contact: 'mail@makers.example.com' }])),
      max_exposure_per_hour: maybe(fc.constant({ amount: 1200.5, currency: 'GBP' })),
      ownership: rows(row, 1),
      life: fc.constantFrom(...lives),
      since: fc.uniqueArray(date, { minLength: 4, maxLength: 4 }),
      aims: fc.oneof(fc.constant([]), rows(fc.record({ availability: fc.constantFrom(95, 99, 99.9), ...numbers }), 1)),
      now: fc.record({ availability: maybe(fc.constantFrom(95, 99.99)), ...numbers }),
    })
    .map(({ life, since, aims, now, ...rest }) => {
      const dates = since.toSorted();
      const lived = life.map((to, index) => ({ to, from: dates[index] }));
      const aim = plain(aims.at(-1) ?? now) as { availability?: number; from?: string };
      const { availability, from: _, ...targets } = aim;
      return {
        slug,
        name: `The ${slug}`,
        ...rest,
        lifecycle: life.at(-1) ?? 'active',
        ...(lived.length > 0 && { lifecycle_history: lived }),
        ...(availability !== undefined && { availability_target: availability }),
        ...(Object.keys(targets).length > 0 && { targets }),
        ...(aims.length > 0 && { target_history: aims }),
      };
    });

const catalogue = fc
  .record({ teams: fc.tuple(...teams.map(aTeam)), services: fc.tuple(...['beds-site', 'taps', 'lamps'].map(aService)) })
  .map(({ teams, services }) =>
    writeYaml(
      plain({
        organisation: {
          name: 'House',
          zone: 'UTC',
          incident_managers: 'rooms',
          heads: { product: ['ann'] },
          tracker: { jira: { site: 'acme.atlassian.net', project: 'OPS', issue_type: 'Task' } },
        },
        people: handles.map((handle) => ({
          id: `U0${handle.toUpperCase()}`,
          handle,
          zone: 'UTC',
          ...(handle === 'ann' && { pagerduty: 'PANN' }),
        })),
        teams,
        services,
      }),
    ),
  );

async function bringIn(stage: Stage, yaml: string) {
  await importCatalogue(stage, { name: 'generated.yaml', digest: yaml }, await compareCatalogue(stage, yaml));
}

describe('Whatever a catalogue says', () => {
  test('it is on record once it is brought in, and its export is the same file wherever it is brought in', async () => {
    await fc.assert(
      fc.asyncProperty(catalogue, async (yaml) => {
        const stage = aStage();
        await bringIn(stage, yaml);
        expect(await compareCatalogue(stage, yaml)).toEqual([]);
        const exported = await exportFile(stage);
        expect(await compareCatalogue(stage, exported)).toEqual([]);
        const elsewhere = aStage(plus(tuesday, 60));
        await bringIn(elsewhere, exported);
        expect(await exportFile(elsewhere)).toBe(exported);
      }),
      { numRuns: 20 },
    );
  }, 90_000);
});
