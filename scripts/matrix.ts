/**
 * `npm run matrix`: every fault that fits, at every call of every flow, and each time the whole world compared with that of the quiet run.
 * `--flow "declare"`, `--fault "lost reply"` and `--site "react slack:chat.postMessage 1"` choose; `--alone` puts one fault into each case
 * instead of a dozen. `--gestures` lives through the flows in quiet and writes down what people did in them. Exits 1 when one did not come out alike, or when less than nine tenths of them met a call.
 */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { faultNames } from '#test/matrix/faults';
import { flows } from '#test/matrix/flows';
import type { Verdict, Wanted } from '#test/matrix/part';
import { writeGestures } from './matrix/gestures.ts';
import { enoughMet, sayMet } from './matrix/met.ts';

const { values } = parseArgs({
  options: {
    flow: { type: 'string' },
    fault: { type: 'string' },
    site: { type: 'string' },
    alone: { type: 'boolean' },
    workers: { type: 'string' },
    gestures: { type: 'boolean' },
  },
});
for (const [name, given, known] of [
  ['flow', values.flow, flows.map((flow) => flow.name)],
  ['fault', values.fault, [...faultNames]],
] as const) {
  if (given === undefined || known.some((one) => one === given)) continue;
  console.error(`There is no ${name} "${given}". There is: ${known.join('; ')}.`);
  process.exit(2);
}

if (values.gestures) {
  console.log(`Written: ${await writeGestures()}`);
  process.exit(0);
}

type Cell = { struck: number; missed: number };
const table = new Map<string, Map<string, Cell>>();
const wrong: Verdict[] = [];
let dealt = 0;

function note(verdict: Verdict) {
  const row = table.get(verdict.flow) ?? new Map<string, Cell>();
  table.set(verdict.flow, row);
  const cell = (fault: string) => row.get(fault) ?? row.set(fault, { struck: 0, missed: 0 }).get(fault);
  for (const { fault } of verdict.struck) count(cell(fault), 'struck');
  for (const { fault } of verdict.missed) count(cell(fault), 'missed');
  if (verdict.wrong.length === 0) return;
  wrong.push(verdict);
  console.error(`\nNot alike: ${verdict.flow}, ${verdict.struck.map(({ site }) => site).join('; ')}\n  ${verdict.wrong.join('\n  ')}`);
}
const count = (cell: Cell | undefined, what: keyof Cell) => {
  if (cell) cell[what] += 1;
};

const of = Number(values.workers ?? availableParallelism());
const started = performance.now();
const ended = await Promise.all(Array.from({ length: of }, (_, part) => worker(part)));

function worker(part: number): Promise<number> {
  const { flow, fault, site } = values;
  const wanted: Wanted = { part, of, most: values.alone ? 1 : 12, ...(flow && { flow }), ...(fault && { fault }), ...(site && { site }) };
  const child = fork(fileURLToPath(new URL('matrix/part.ts', import.meta.url)), [JSON.stringify(wanted)]);
  child.on('message', (message: { dealt?: number; verdict?: Verdict }) => {
    dealt += message.dealt ?? 0;
    if (message.verdict) note(message.verdict);
  });
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}

const width = Math.max(4, ...[...table.keys()].map((name) => name.length));
console.log(`${'flow'.padEnd(width)}  ${faultNames.map((name) => name.padStart(14)).join('')}`);
for (const [name, row] of [...table].sort())
  console.log(`${name.padEnd(width)}  ${faultNames.map((fault) => said(row.get(fault)).padStart(14)).join('')}`);
function said(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  return cell.missed === 0 ? String(cell.struck) : `${cell.struck} (-${cell.missed})`;
}
const cells = [...table.values()].flatMap((row) => [...row.values()]);
const sum = (what: keyof Cell) => cells.reduce((all, cell) => all + cell[what], 0);
const met = { met: sum('struck'), dealt };
console.log(`\n${sayMet(met)}; ${wrong.length} did not come out alike; ${Math.round((performance.now() - started) / 1000)} s.`);
process.exitCode = wrong.length === 0 && ended.every((code) => code === 0) && enoughMet(met) ? 0 : 1;
