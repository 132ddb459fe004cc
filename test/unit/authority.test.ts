import { beforeAll, describe, expect, test } from 'vitest';
import { type FoundAct, foundActs, startedByGesture } from '#test/authority/acts';
import { kindNames, kinds } from '#test/authority/kinds';
import { page, refusals, type Tried } from '#test/authority/page';
import { attempted, everyKind } from '#test/authority/row';
import { machineOnly, rows } from '#test/authority/rows';
import { nothingThere } from '#test/authority/scenes';

let [acts, tried]: [FoundAct[], Tried[]] = [[], []];
beforeAll(async () => {
  acts = await foundActs();
  tried = await Promise.all(rows.map(async (row) => ({ row, cells: await everyKind(row) })));
}, 60_000);

const people = rows.flatMap(({ act }) => (act === undefined ? [] : [act]));
const machine = machineOnly.map(({ act }) => act);
const named = (names: FoundAct[]) => names.map(({ feature, name }) => `${feature}: ${name}`);

describe('Who may do what', () => {
  test('every act has a row: who may, or that no person can', () => {
    expect(acts.length).toBeGreaterThan(10);
    expect(named(acts.filter(({ act }) => !people.includes(act) && !machine.includes(act)))).toEqual([]);
  });

  test('an act is started by people or by the machine, and not by both', () => {
    expect(named(acts.filter(({ act }) => people.includes(act) && machine.includes(act)))).toEqual([]);
    expect(machine.length).toBe(new Set(machine).size);
    for (const { act } of rows) if (act !== undefined) expect(acts.map((one) => one.act)).toContain(act);
  });

  test('what no person can start is behind no button, form or command; all else is', () => {
    const started = acts.filter(({ name }) => startedByGesture(name).length > 0);
    expect(named(started)).toEqual(named(acts.filter(({ act }) => people.includes(act))));
  });

  test.each(rows.map((row) => [row.what, row] as const))('%s', (_, row) => {
    const { cells } = tried.find((one) => one.row === row) as Tried;
    expect(Object.fromEntries(kindNames.map((name) => [name, cells[name]?.verdict]))).toEqual(row.expected);
  });

  test('who is refused leaves no trace on the record', () => {
    const traces = tried.flatMap(({ row, cells }) =>
      kindNames.filter((name) => cells[name]?.verdict !== 'yes' && cells[name]?.written !== 0).map((name) => `${row.what}: ${name}`),
    );
    expect(traces).toEqual([]);
  });

  test('to an outsider a private incident answers word for word as one that is not there', async () => {
    for (const { row, cells } of tried.filter(({ row }) => row.scene !== nothingThere && !row.known)) {
      const absent = await attempted({ ...row, scene: nothingThere }, 'bystander');
      expect([row.what, cells.outsider]).toEqual([row.what, absent]);
    }
  });

  test('a refusal has one wording wherever it is said, and says more than no', () => {
    const said = refusals(tried);
    expect(said.map(([code]) => code)).toEqual([...new Set(said.map(([code]) => code))]);
    for (const [code, words] of said) expect([code, words.length > 50]).toEqual([code, true]);
  });

  test('stands in docs/authority.md, as it really is', async () => {
    const machineActs = machineOnly.map((one) => ({ ...one, name: acts.find(({ act }) => act === one.act)?.name ?? '' }));
    await expect(page(tried, machineActs)).toMatchFileSnapshot('../../docs/authority.md');
  });

  test('is asked of people who differ', () => {
    expect(new Set(kindNames.map((name) => JSON.stringify(kinds[name]))).size).toBe(kindNames.length);
  });
});
