import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCsv, writeCsv } from '#adapters/csv/document';
import { serviceId } from '#domain/keys';
import { type Act, perform } from '#domain/perform';
import type { Ref } from '#domain/records';
import { assertionsRef } from '#domain/service/ownership';
import { type Service, type ServiceEvent, serviceRef, services } from '#domain/service/service';
import { TransferId } from '#domain/transfer/transfer-kind';
import { aStage, type Stage, teamSlug, tuesday } from '#test/builders';
import { fc } from '#test/properties';
import {
  compareCatalogue,
  compareRegister,
  exportCsv,
  exportFile,
  importCatalogue,
  namesIn,
  WrongLines,
} from '../../../functions/handlers/catalogue.ts';

const house = readFileSync('examples/catalogue/harrow-home.yaml', 'utf8');
const job = { name: 'a file', digest: 'a file' };
async function harrow() {
  const stage = aStage();
  await importCatalogue(stage, job, await compareCatalogue(stage, house));
  return stage;
}
async function bringIn(stage: Stage, csv: string, people = house) {
  const changes = await compareRegister(stage, csv, people);
  await importCatalogue(stage, job, changes);
  return changes.map(({ kind, what }) => `${kind} ${what}`);
}
const wrong = async (stage: Stage, csv: string) => {
  const failed = await compareRegister(stage, csv, house).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failed instanceof WrongLines)) throw failed ?? new Error('Nothing was found wrong.');
  return failed.lines.map(({ line, message }) => `${line}: ${message}`);
};
const load = async <Value>({ records }: Stage, ref: Ref<Value>) => (await records.load([ref] as Ref<unknown>[]))[0]?.value as Value;
const rowsOf = (csv: string) => readCsv(csv).rows.map(({ cells }) => cells);

describe('A table of comma-separated values', () => {
  test('comes back as it was written, whatever is in its cells', () => {
    const cell = fc.oneof(
      fc.constantFrom('=1+1', "'=1+1", '+44', '-1', '@ann', 'a,b', 'say "yes"', 'two\nlines', "'quoted'", '', '\u{1F600}', '；', '＝x'),
      fc.string().map((text) => text.replaceAll('\r', '').trim()),
    );
    const tables = fc.array(fc.tuple(fc.constant('a'), cell, cell), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(tables, (rows) => {
        expect(rowsOf(writeCsv(rows))).toEqual(rows);
      }),
    );
  });

  test.each(['=HYPERLINK("https://evil.example")', '+1', '-1', '@SUM(A1)', '＝1'])('never has a formula in it: %s', (cell) => {
    expect(writeCsv([['a', cell]]).replaceAll('"', '')).toMatch(/^a,'/);
    expect(rowsOf(writeCsv([['a', cell]]))).toEqual([['a', cell]]);
  });

  test('says of each row on which line it begins, also behind empty lines, cells of several, and a mark of the byte order', () => {
    const { rows } = readCsv('\uFEFFa,b\r\n1,"x\ny"\r\n\r\n2,3\n4\n');
    expect(rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', 'x\ny'] },
      { line: 5, cells: ['2', '3'] },
      { line: 6, cells: ['4'] },
    ]);
  });

  test('that ends within quotes cannot be read, and it says where', () => {
    expect(readCsv('a,b\n1,"x')).toMatchObject({ rows: [], unreadable: [{ line: 2, message: expect.stringContaining('Quote') }] });
  });
});

describe('The register', () => {
  test('has a row for each service: whose it is, how it is run, since when, and the transfer that is under way', async () => {
    const stage = await harrow();
    const pending = {
      ...{ transfer: TransferId.parse('XFER-7'), kind: 'between_teams' as const, plannedAt: tuesday },
      ...{ from: teamSlug('team-bedroom'), to: teamSlug('team-bath') },
    };
    const ask: Act<Service, Record<string, never>, object, ServiceEvent> = {
      facts: () => ({}),
      decide: () => [{ type: 'ServicePending', at: tuesday, pending }],
    };
    await perform(stage, services, serviceId('bedroom'), ask, {});
    const [head, ...rows] = rowsOf(await exportCsv(stage, namesIn(house)));
    expect(head).toEqual(['service', 'owner', 'model', 'lifecycle', 'target', 'product_manager', 'since', 'transfer']);
    expect(rows.length).toBeGreaterThan(10);
    const bedroom = await load(stage, serviceRef('bedroom'));
    if (bedroom.state === 'none') throw new Error('There is no bedroom.');
    expect(rows.find(([service]) => service === 'bedroom')).toEqual([
      ...['bedroom', 'team-bedroom', 'ybiyri', 'active', String(bedroom.availabilityTarget), expect.stringMatching(/^[a-z]+$/)],
      ...[bedroom.owned?.effectiveFrom, 'XFER-7'],
    ]);
  });

  test('changes nothing when it comes back, with handles or with ids', async () => {
    const stage = await harrow();
    const before = await exportFile(stage);
    expect(await bringIn(stage, await exportCsv(stage, namesIn(house)))).toEqual([]);
    expect(await compareRegister(stage, await exportCsv(stage))).toEqual([]);
    expect(await exportFile(stage)).toBe(before);
  });

  test('moves a service whose owner is another one, from now on, and keeps everything else of it', async () => {
    const stage = await harrow();
    const before = await load(stage, serviceRef('rugs'));
    expect(await bringIn(stage, 'service,owner\nrugs,team-bath\n')).toEqual(['moves service rugs']);
    const [, ...more] = await load(stage, assertionsRef('rugs'));
    expect(more.at(-1)).toMatchObject({ owner: 'team-bath', effectiveFrom: tuesday });
    const { assertions: _a, owned: _o, ...same } = before as Extract<Service, { state: 'registered' }>;
    expect(await load(stage, serviceRef('rugs'))).toMatchObject({ ...same, owned: { owner: 'team-bath' } });
  });

  test('brings in services that are new, changes lifecycle and target from now on, and says nothing with an empty cell', async () => {
    const stage = await harrow();
    const csv = [
      'Service,Owner,Model,Lifecycle,Target,Product manager,Since,Name,Domain',
      'carpets,team-bath,ybiyri,active,99.5 %,priya,2025-02-03,"Carpets, tiles",home',
      'rugs,,,deprecated,90,,,,',
    ];
    expect(await bringIn(stage, csv.join('\r\n'))).toEqual(['new service carpets', 'changes service rugs']);
    expect(await load(stage, serviceRef('carpets'))).toMatchObject({
      ...{ name: 'Carpets, tiles', productDomain: 'home', availabilityTarget: 99.5, kind: 'digital_service' },
      owned: { owner: 'team-bath', effectiveFrom: '2025-02-03T00:00:00.000Z' },
    });
    expect(await load(stage, serviceRef('rugs'))).toMatchObject({
      lifecycle: 'deprecated',
      availabilityTarget: 90,
      owned: { owner: 'home-mpt' },
    });
  });

  test('is refused as a whole where lines are wrong: all of them are said, and nothing is written', async () => {
    const stage = await harrow();
    const before = await exportFile(stage);
    const csv = [
      'service,owner,model,lifecycle,target,product_manager,since',
      'rugs,team-nobody,,,,,',
      'bedroom,,you_build_it,,100,,',
      'lamps-new,team-bath,ybiyri,active,often,priya,2099-01-01',
      'lamps-other,,,active,99,priya,',
      'checkout,,,,,,1999-01-01',
      'rugs,,,,,,yesterday',
      'sofas,team-bath,,,,zed,,too much',
    ];
    expect(await wrong(stage, csv.join('\n'))).toEqual([
      expect.stringMatching(/^2: There is no team team-nobody/),
      expect.stringMatching(/^3: Nothing is there all the time/),
      expect.stringMatching(/^3: “model” is one of/),
      expect.stringMatching(/^4: The target “often” is no percentage/),
      expect.stringMatching(/^4: This is in the future/),
      expect.stringMatching(/^5: lamps-other is live, and nobody owns it/),
      expect.stringMatching(/^6: .* A table corrects no history/),
      expect.stringMatching(/^7: “yesterday” is no time/),
      expect.stringMatching(/^7: .*twice/),
      expect.stringMatching(/^8: There are 8 cells under 7 headings/),
      expect.stringMatching(/^8: @zed is not among the people/),
    ]);
    expect(await exportFile(stage)).toBe(before);
  });

  test('whose headings are not known says which there are', async () => {
    const stage = await harrow();
    expect(await wrong(stage, 'service;owner\nrugs;team-bath')).toEqual([
      expect.stringMatching(/^1: There is no column “service;owner”; there are service, owner/),
      expect.stringMatching(/^1: The first line names the columns/),
    ]);
  });
});
