import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { incidents } from '#domain/incident/incident';
import { serviceId } from '#domain/keys';
import { type Act, perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { lifecyclesRef } from '#domain/service/lifecycle';
import { assertionsRef, ownerAt } from '#domain/service/ownership';
import { type Service, type ServiceEvent, serviceRef, services } from '#domain/service/service';
import { loadRef } from '#domain/team/load';
import { teamOfGroupRef } from '#domain/team/team';
import { TransferId } from '#domain/transfer/transfer-kind';
import { GroupId } from '#domain/workspace/group';
import { changeHandBack } from '#features/change-hand-back/decide';
import { declareIncident } from '#features/declare-incident/decide';
import { reattributeIncidents } from '#features/reattribute-incident/scan';
import { routeIncident } from '#features/route-incident/decide';
import { declaration } from '#test/authority/scenes';
import { aStage, inc311, plus, type Stage, slug, teamSlug, tuesday } from '#test/builders';
import { compareCatalogue, exportFile, importCatalogue, lastImport, namesIn, WrongLines } from '../../../functions/handlers/catalogue.ts';

const fileOf = (name: string) => readFileSync(`examples/catalogue/${name}.yaml`, 'utf8');
const transfer = (number: number) => TransferId.parse(`XFER-${number}`);
const file = (name = 'small.yaml') => ({ name, digest: name });
async function bringIn(stage: Stage, yaml: string) {
  const changes = await compareCatalogue(stage, yaml);
  await importCatalogue(stage, file(), changes);
  return changes;
}
const load = async <Value>({ records }: Stage, ref: Ref<Value>) => (await records.load([ref] as Ref<unknown>[]))[0]?.value as Value;
const wrong = async (stage: Stage, yaml: string) => {
  const failed = await compareCatalogue(stage, yaml).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failed instanceof WrongLines)) throw failed ?? new Error('Nothing was found wrong.');
  return failed.lines.map(({ line, message }) => `${line}: ${message}`);
};

/** Small enough to be read beside the line numbers. */
const small = `organisation: { name: Small House, zone: Europe/London, incident_managers: keepers }
people:
  - { id: U0ANN, handle: ann, zone: Europe/London }
  - { id: U0BOB, handle: bob, zone: Europe/London, pagerduty: PBOB }
  - { id: U0CAT, handle: cat, zone: Europe/London }
teams:
  - slug: keepers
    name: Keepers
    type: specialist
    zone: Europe/London
    working_hours: { days: [mon, tue], from: "09:00", to: "17:00" }
    lead: ann
    members: [ann, bob]
  - slug: beds
    name: Beds
    type: delivery_team
    zone: Europe/London
    working_hours: { days: [mon, tue], from: "09:00", to: "17:00" }
    lead: bob
    members: [bob]
    rota: { starts: "2026-01-05", hand_over: "10:00", order: [bob, ann] }
services:
  - slug: bedroom
    name: Bedroom
    kind: digital_service
    domain: home
    lifecycle: active
    product_manager: cat
    availability_target: 99.9
    aliases: [bed shop]
    ownership:
      - { team: beds, model: ybiyri, from: "2025-01-06T09:00:00Z" }
`;
const changed = (...replaced: [from: string, to: string][]) =>
  replaced.reduce((yaml, [from, to]) => {
    if (!yaml.includes(from)) throw new Error(`There is no ${from}`);
    return yaml.replace(from, to);
  }, small);

describe.each(['example', 'harrow-home'])('The file %s', (name) => {
  test('comes back as it went in: its export changes nothing, and is the same again after it was imported elsewhere', async () => {
    const stage = aStage();
    await bringIn(stage, fileOf(name));
    const exported = await exportFile(stage);
    stage.setTime(plus(tuesday, 60 * 24 * 365));
    expect(await compareCatalogue(stage, exported)).toEqual([]);
    stage.setTime(tuesday);
    const elsewhere = aStage();
    await bringIn(elsewhere, exported);
    expect(await exportFile(elsewhere)).toBe(exported);
  });

  test('covers every type of team, model, lifecycle and maintenance solution', () => {
    const { teams, services } = parse(fileOf(name)) as {
      teams: { type: string }[];
      services: { lifecycle: string; ownership: { model: string; solution?: string }[] }[];
    };
    const rows = services.flatMap(({ ownership }) => ownership);
    expect(new Set(teams.map(({ type }) => type)).size).toBe(12);
    expect(new Set(services.map(({ lifecycle }) => lifecycle)).size).toBe(5);
    expect(new Set(rows.map(({ model }) => model)).size).toBe(4);
    expect(new Set(rows.map(({ solution = 'none' }) => solution)).size).toBe(5);
  });
});

describe('What a file would change', () => {
  test('is said before it is written, one record after the other', async () => {
    const changes = await compareCatalogue(aStage(), small);
    expect(changes.map(({ kind, what }) => `${kind} ${what}`)).toEqual([
      'new person @ann',
      'new person @bob',
      'changes person @bob',
      'new person @cat',
      'new team keepers',
      'new team beds',
      'changes organisation',
      'new service bedroom',
    ]);
  });

  test('is nothing at all once it is written', async () => {
    const stage = aStage();
    await bringIn(stage, small);
    expect(await compareCatalogue(stage, small)).toEqual([]);
  });

  test('names an owner that would be another one, and moves it with a word of its own', async () => {
    const stage = aStage();
    await bringIn(stage, small);
    const moving = changed([
      'from: "2025-01-06T09:00:00Z" }',
      'from: "2025-01-06T09:00:00Z" }\n      - { team: keepers, model: ybiyri, from: "2026-03-02T09:00:00Z" }',
    ]);
    const [change] = await bringIn(stage, moving);
    expect(change).toMatchObject({
      kind: 'moves',
      what: 'service bedroom',
      words: [expect.stringContaining('would belong to keepers instead of beds'), expect.any(String)],
    });
    expect(await load(stage, serviceRef('bedroom'))).toMatchObject({ assertions: 2, owned: { owner: 'keepers', version: 2 } });
    expect(await load(stage, loadRef(teamSlug('keepers')))).toMatchObject({ owns: ['bedroom'] });
    expect(await load(stage, loadRef(teamSlug('beds')))).toMatchObject({ owns: [] });
  });

  test('a row that says something else is a correction that supersedes, and the old one stays on record', async () => {
    const stage = aStage();
    await bringIn(stage, small);
    stage.setTime(plus(tuesday, 60));
    const [change] = await bringIn(
      stage,
      changed(['{ team: beds, model: ybiyri, from: "2025-01-06', '{ team: beds, model: ybiyri, cost_basis: capex, from: "2025-02-03']),
    );
    expect(change).toMatchObject({ kind: 'changes', words: [expect.stringContaining('is corrected')] });
    const assertions = await load(stage, assertionsRef('bedroom'));
    expect(assertions).toMatchObject([{ version: 1 }, { version: 2, supersedes: 1, costBasis: 'capex' }]);
    expect(ownerAt(assertions, '2025-01-10T00:00:00.000Z')).toBeUndefined();
    expect(ownerAt(assertions, '2025-01-10T00:00:00.000Z', tuesday)?.owner).toBe('beds');
  });

  test('of a time that is over is a correction, by which its incidents are attributed anew; a new service corrects nothing', async () => {
    const stage = aStage();
    await bringIn(stage, small);
    const corrections = async () =>
      (await stage.log.events(serviceId('bedroom'), 0))
        .map(({ body }) => body as ServiceEvent)
        .filter(({ type }) => type === 'OwnershipCorrected');
    expect(await corrections()).toEqual([]);
    await perform(stage, incidents, inc311, declareIncident, { ...declaration(), service: slug('bedroom') });
    await perform(stage, incidents, inc311, routeIncident, { at: tuesday });
    stage.setTime(plus(tuesday, 60));
    await stage.outbox.reconciled(serviceId('bedroom'), 'main', (await stage.log.events(serviceId('bedroom'), 0)).length);
    await bringIn(
      stage,
      changed([
        'from: "2025-01-06T09:00:00Z" }',
        'from: "2025-01-06T09:00:00Z" }\n      - { team: keepers, model: ybiyri, from: "2026-03-02T09:00:00Z" }',
      ]),
    );
    expect(await corrections()).toMatchObject([{ version: 2, from: '2026-03-02T09:00:00.000Z' }]);
    await reattributeIncidents(stage, serviceId('bedroom'));
    expect((await stage.log.events(inc311, 0)).map(({ body }) => body).at(-1)).toMatchObject({
      type: 'IncidentReattributed',
      owner: { team: 'keepers' },
      assertion: 2,
    });
  });

  test('that it is switched off releases its teams, and no word on whose it was brings it back to them', async () => {
    const stage = aStage();
    await bringIn(stage, changed(['lifecycle: active', 'lifecycle: deprecated']));
    const loads = async () => [
      (await load(stage, loadRef(teamSlug('beds')))).owns,
      (await load(stage, loadRef(teamSlug('keepers')))).takesBack,
    ];
    expect(await loads()).toEqual([['bedroom'], []]);
    const retired = changed(['lifecycle: active', 'lifecycle: retired']);
    stage.setTime(plus(tuesday, 60));
    await bringIn(stage, retired);
    expect(await loads()).toEqual([[], []]);
    const word = { by: PersonId.parse('U0BOB'), at: plus(tuesday, 61), to: teamSlug('keepers') };
    await perform(stage, services, serviceId('bedroom'), changeHandBack, word);
    expect(await loads()).toEqual([[], []]);
  });

  test('another lifecycle and other targets are so from now on, and what was so before stays', async () => {
    const stage = aStage();
    await bringIn(stage, small);
    stage.setTime(plus(tuesday, 60));
    await bringIn(
      stage,
      changed(['lifecycle: active', 'lifecycle: maintenance_mode'], ['99.9', '99.5\n    targets: { lead_time_days: 3 }']),
    );
    expect(await load(stage, lifecyclesRef('bedroom'))).toMatchObject([
      { to: 'active', effectiveFrom: '2025-01-06T09:00:00.000Z' },
      { to: 'maintenance_mode', effectiveFrom: plus(tuesday, 60) },
    ]);
    expect(await load(stage, serviceRef('bedroom'))).toMatchObject({
      lifecycle: 'maintenance_mode',
      availabilityTarget: 99.5,
      targets: { leadTimeDays: 3 },
    });
  });

  test('a name that is dropped leads nowhere any more, and another service may have it', async () => {
    const stage = aStage();
    await bringIn(stage, small);
    await bringIn(stage, changed(['bed shop', 'beds and more']));
    const [, second] = small.split('services:\n');
    const other = `${changed(['bed shop', 'beds and more'])}${second?.replaceAll('bedroom', 'bath').replaceAll('Bedroom', 'Bath')}`;
    expect((await bringIn(stage, other)).map(({ kind }) => kind)).toEqual(['new']);
  });
});

describe('What is wrong with a file', () => {
  test('is said all at once, each with its line, and nothing is written', async () => {
    const stage = aStage();
    const lines = await wrong(
      stage,
      changed(
        ['lead: ann\n    members: [ann, bob]', 'lead: zed\n    tech_lead: cat\n    members: [ann, bob]\n    colour: red'],
        ['type: delivery_team', 'type: service_desk'],
        [
          'rota: {',
          'rota: { away: [{ person: bob, from: "2026-03-01T00:00:00Z", to: "2026-03-05T00:00:00Z" }, { person: bob, from: "2026-03-04T00:00:00Z", to: "2026-03-06T00:00:00Z" }],',
        ],
        ['99.9', '100'],
        ['[bed shop]', '[bed shop, Bedroom]'],
        ['lifecycle: active', 'lifecycle: alive'],
        [
          'services:\n',
          'services:\n  - { slug: bathroom, name: Bed Shop, kind: digital_service, domain: home, lifecycle: active, product_manager: cat, ownership: [{ team: keeprs, model: ybiyri, from: "2027-01-01T00:00:00Z" }] }\n',
        ],
      ),
    );
    expect(lines).toEqual([
      expect.stringMatching(/^12: @zed is not among the people/),
      '15: There is no “colour” here.',
      expect.stringMatching(/^23: @bob is away twice at the same time\.$/),
      expect.stringMatching(/^25: @cat is tech lead of keepers/),
      expect.stringMatching(/^25: There is no team keeprs\.$/),
      expect.stringMatching(/^25: This is in the future\./),
      expect.stringMatching(/^30: “lifecycle” is one of: pre_live, active, maintenance_mode, deprecated, retired\.$/),
      expect.stringMatching(/^32: Nothing is there all the time: 100 % is neither possible nor wanted\./),
    ]);
    expect(await stage.outbox.unpublished('9999', 100)).toEqual([]);
  });

  test.each<[what: string, replaced: [string, string][], said: RegExp]>([
    ['somebody who is not there', [['lead: ann', 'lead: zed']], /^12: @zed is not among the people/],
    ['an owner that may not own', [['type: delivery_team', 'type: service_desk']], /^32: beds supports services of others/],
    ['a tech lead who answers for targets', [['lead: bob', 'lead: bob\n    tech_lead: cat']], /^29: @cat is tech lead of beds/],
    [
      'a live service that nobody owns',
      [['    ownership:\n      - { team: beds, model: ybiyri, from: "2025-01-06T09:00:00Z" }\n', '']],
      /^23: bedroom is live, and nobody owns it/,
    ],
    [
      'a handle that is there twice',
      [
        ['handle: bob', 'handle: ann'],
        ['lead: bob', 'lead: ann'],
        ['[bob, ann]', '[ann]'],
        ['[ann, bob]', '[ann]'],
        ['[bob]', '[ann]'],
      ],
      /^4: “ann” is there twice/,
    ],
    [
      'a time zone that there is not',
      [
        ['pagerduty: PBOB', 'pagerduty: PBOB'],
        ['{ id: U0CAT, handle: cat, zone: Europe/London }', '{ id: U0CAT, handle: cat, zone: Europe/Londn }'],
      ],
      /^5: There is no time zone/,
    ],
    [
      'a lifecycle that jumps',
      [
        [
          'lifecycle: active',
          'lifecycle: retired\n    lifecycle_history: [{ to: active, from: "2025-01-06T09:00:00Z" }, { to: retired, from: "2026-01-01T00:00:00Z" }]',
        ],
      ],
      /^28: retired cannot follow on active development/,
    ],
    [
      'rows that begin at the same time',
      [
        [
          'from: "2025-01-06T09:00:00Z" }',
          'from: "2025-01-06T09:00:00Z" }\n      - { team: keepers, model: ybiyri, from: "2025-01-06T09:00:00Z" }',
        ],
      ],
      /^33: Two rows begin at the same time/,
    ],
    ['YAML that is none', [['people:', 'people: [']], /^\d+: /],
  ])('%s', async (_, replaced, said) => {
    const lines = await wrong(aStage(), changed(...replaced));
    expect(lines[0]).toMatch(said);
  });

  test('a service whose transfer is under way is not moved by a file', async () => {
    const stage = aStage();
    await bringIn(stage, small);
    const pending = {
      transfer: transfer(1),
      kind: 'between_teams' as const,
      from: teamSlug('beds'),
      to: teamSlug('keepers'),
      plannedAt: tuesday,
    };
    const ask: Act<Service, Record<string, never>, object, ServiceEvent> = {
      facts: () => ({}),
      decide: () => [{ type: 'ServicePending', at: tuesday, pending }],
    };
    await perform(stage, services, serviceId('bedroom'), ask, {});
    const moving = changed([
      'from: "2025-01-06T09:00:00Z" }',
      'from: "2025-01-06T09:00:00Z" }\n      - { team: keepers, model: ybiyri, from: "2026-03-02T09:00:00Z" }',
    ]);
    expect(await wrong(stage, moving)).toEqual([expect.stringMatching(/^33: bedroom has a transfer under way, XFER-1, to keepers/)]);
    const retiring = changed([
      'lifecycle: active',
      'lifecycle: retired\n    lifecycle_history: [{ to: deprecated, from: "2025-01-06T09:00:00Z" }, { to: retired, from: "2026-01-01T00:00:00Z" }]',
    ]);
    expect(await wrong(stage, retiring)).toEqual([
      expect.stringMatching(/^27: bedroom has a transfer under way, XFER-1, .* before you retire it/),
    ]);
  });

  test('a file that is older than the record forgets nothing', async () => {
    const stage = aStage();
    await bringIn(stage, small);
    await bringIn(
      stage,
      changed([
        'from: "2025-01-06T09:00:00Z" }',
        'from: "2025-01-06T09:00:00Z" }\n      - { team: keepers, model: ybiyri, from: "2026-03-02T09:00:00Z" }',
      ]),
    );
    expect(await wrong(stage, small)).toEqual([
      expect.stringMatching(/^31: bedroom: that keepers has owned it since .* is on record, and not in this file/),
    ]);
  });

  test('a group of Slack’s that leads to a team outside of the file, and a tech lead of such a team who answers for targets', async () => {
    const stage = aStage();
    const group = ['name: Keepers', 'name: Keepers\n    tech_lead: ann\n    group: { id: S0KEEP }'] as [string, string];
    await bringIn(stage, changed(group));
    const keepers = / {2}- slug: keepers[\s\S]*?(?= {2}- slug: beds)/;
    const other = changed(['name: Beds', 'name: Beds\n    group: { id: S0KEEP }'], ['product_manager: cat', 'product_manager: ann'])
      .replace(keepers, '')
      .replace('ownership:', 'ownership:\n      - { team: keepers, model: ybiyri, from: "2025-01-05T09:00:00Z" }');
    expect(await wrong(stage, other)).toEqual([
      expect.stringMatching(/^\d+: This Slack group is the one of keepers/),
      expect.stringMatching(/^\d+: @ann is tech lead of keepers/),
    ]);
    await bringIn(stage, changed(['name: Beds', 'name: Beds\n    group: { id: S0KEEP }']));
    expect(await load(stage, teamOfGroupRef(GroupId.parse('S0KEEP')))).toEqual({ team: 'beds' });
    await bringIn(stage, small);
    expect(await load(stage, teamOfGroupRef(GroupId.parse('S0KEEP')))).toBeUndefined();
  });

  test('a name that a service outside of the file has', async () => {
    const stage = aStage();
    await bringIn(stage, small);
    const other = small.replaceAll('bedroom', 'bath').replaceAll('name: Bedroom', 'name: Bath');
    expect(await wrong(stage, other)).toEqual([expect.stringMatching(/^30: “bed shop” leads to bedroom already/)]);
  });
});

test('hundreds of teams may share one list of holidays by an alias', async () => {
  const hours = 'working_hours: { days: [mon], from: "09:00", to: "17:00" }, lead: ann';
  const teams = Array.from(
    { length: 300 },
    (_, n) => `  - { slug: t${n}, name: T${n}, type: platform, zone: UTC, ${hours}, holidays: ${n === 0 ? '&h ["2026-12-25"]' : '*h'} }`,
  );
  const changes = await compareCatalogue(aStage(), changed(['services:\n', `${teams.join('\n')}\nservices:\n`]));
  expect(changes.filter(({ what }) => what.startsWith('team t'))).toHaveLength(300);
});

describe('An import', () => {
  test('holds the team on which a service rests, and not those that its past names: they may change meanwhile', async () => {
    const stage = aStage();
    const holds: string[] = [];
    const watched: Stage = {
      ...stage,
      records: {
        ...stage.records,
        append(write) {
          holds.push(...write.holds.map(({ key }) => key.pk));
          return stage.records.append(write);
        },
      },
    };
    const moved = ' }\n      - { team: keepers, model: ybiyri, from: "2026-03-02T09:00:00Z" }';
    await bringIn(watched, changed(['from: "2025-01-06T09:00:00Z" }', `from: "2025-01-06T09:00:00Z"${moved}`]));
    expect(holds).toEqual(['TEAM#keepers']);
  });

  test('looks at thousands of histories by their keys, with no query for any of them', async () => {
    const stage = aStage();
    await bringIn(stage, small);
    const asked: Ref<unknown>[] = [];
    const watched: Stage = {
      ...stage,
      records: {
        ...stage.records,
        load(refs) {
          asked.push(...refs);
          return stage.records.load(refs);
        },
      },
    };
    expect(await compareCatalogue(watched, small)).toEqual([]);
    expect(asked.some(({ key }) => key.sk.startsWith('OWN#'))).toBe(true);
    expect(asked.filter(({ every }) => every)).toEqual([]);
  });

  test('that is cut off says where it stopped, and goes on with the same file', async () => {
    const stage = aStage();
    const yaml = fileOf('harrow-home');
    const changes = await compareCatalogue(stage, yaml);
    let appended = 0;
    const dying: Stage = {
      ...stage,
      records: {
        ...stage.records,
        append: (write) => (++appended > 60 ? Promise.reject(new Error('The power is gone.')) : stage.records.append(write)),
      },
    };
    await expect(importCatalogue(dying, file(), changes)).rejects.toThrow('The power is gone.');
    const stopped = await lastImport(stage);
    expect(stopped).toMatchObject({ state: 'running', of: changes.length });
    stage.setTime(plus(tuesday, 2));
    const left = await compareCatalogue(stage, yaml);
    expect(left.length).toBeLessThan(changes.length);
    expect(await importCatalogue(stage, file(), left)).toMatchObject({ state: 'finished' });
    expect(await compareCatalogue(stage, yaml)).toEqual([]);
  });

  test('is one at a time', async () => {
    const stage = aStage();
    const changes = await compareCatalogue(stage, small);
    const both = await Promise.allSettled([importCatalogue(stage, file('one'), changes), importCatalogue(stage, file('two'), changes)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

test('an export calls people by the handles of another file, because the record has no names of them', async () => {
  const stage = aStage();
  await bringIn(stage, small);
  expect(await exportFile(stage)).toContain('lead: U0ANN');
  const named = await exportFile(stage, namesIn(small));
  expect(named).toContain('lead: ann');
  expect(await compareCatalogue(stage, named)).toEqual([]);
});
