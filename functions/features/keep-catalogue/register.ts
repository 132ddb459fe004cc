import type { RegisteredService } from '#domain/service/service';
import type { Path } from './entries.ts';
import type { Names } from './exported.ts';

const shown = ['service', 'owner', 'model', 'lifecycle', 'target', 'product_manager', 'since', 'transfer'] as const;
/** What a service has to be called by before it is there; and what a table may say of it beyond what is listed. */
const columns = [...shown, 'name', 'kind', 'domain'] as const;
type Column = (typeof columns)[number];

/** Whose every service is, one row each, under a row of headings. */
export function registerOf(services: RegisteredService[], names: Names = new Map()): string[][] {
  const rows = services
    .toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
    .map((service) => [
      service.slug,
      service.owned?.owner ?? '',
      service.owned?.model ?? '',
      service.lifecycle,
      service.availabilityTarget === undefined ? '' : String(service.availabilityTarget),
      names.get(service.productManager)?.handle ?? service.productManager,
      service.owned?.effectiveFrom ?? '',
      service.pending?.transfer ?? '',
    ]);
  return [[...shown], ...rows];
}

type Entry = Record<string, unknown>;
type OwnedRow = { team: string; model: string; from: string };
type Known = { organisation: unknown; people: Entry[]; teams: Entry[]; services: Entry[] };
type Row = { line: number; cells: string[] };
type Sited = { line: number; message: string };
export type ConvertedRegister = {
  file: Known;
  lineOf: (path: Path) => number;
  wrong: Sited[];
};

/** A table of services with owners in the form of our own file, on top of what is on record: an empty cell says nothing. */
export function fromRegister([head, ...rows]: Row[], { known, now }: { known: Known; now: string }): ConvertedRegister {
  const headings = (head?.cells ?? []).map((cell) => cell.toLowerCase().replaceAll(/[ -]+/g, '_'));
  const wrong = headingMistakes(headings, head?.line ?? 1);
  const read = wrong.length > 0 ? [] : rows.map((row) => ({ line: row.line, ...entryOf(row, headings, known, now) }));
  return {
    file: { ...known, services: read.map(({ entry }) => entry) },
    lineOf: ([part, index]) => (part === 'services' ? read[Number(index)]?.line : undefined) ?? head?.line ?? 1,
    wrong: [...wrong, ...read.flatMap(({ line, mistakes }) => mistakes.map((message) => ({ line, message })))],
  };
}

function headingMistakes(headings: string[], line: number): Sited[] {
  const wrong = headings.flatMap((heading, index) => {
    if (!(columns as readonly string[]).includes(heading)) return [`There is no column “${heading}”; there are ${columns.join(', ')}.`];
    return headings.indexOf(heading) < index ? [`The column “${heading}” is there twice.`] : [];
  });
  const missing = headings.includes('service') ? [] : ['The first line names the columns, and one of them is “service”.'];
  return [...wrong, ...missing].map((message) => ({ line, message }));
}

function entryOf({ cells }: Row, headings: string[], known: Known, now: string): { entry: Entry; mistakes: string[] } {
  const cell = (column: Column) => cells[headings.indexOf(column)] || undefined;
  const slug = cell('service');
  const before = known.services.find((one) => one.slug === slug);
  const target = targetIn(cell('target'));
  const { rows, mistakes } = rowsIn(cell, (before?.ownership ?? []) as OwnedRow[], now);
  const { lifecycle_history: lived, target_history: aimed, availability_target: aim, ...kept } = before ?? {};
  const lifecycle = cell('lifecycle') ?? before?.lifecycle ?? 'active';
  const same = target === undefined || Number.isNaN(target) || target === aim;
  const entry = {
    ...{ kind: 'digital_service', domain: 'general' },
    ...kept,
    slug,
    ...given({ name: cell('name') ?? before?.name ?? slug, kind: cell('kind'), domain: cell('domain') }),
    ...given({ lifecycle, lifecycle_history: lifecycle === before?.lifecycle ? lived : undefined }),
    ...given({ product_manager: cell('product_manager') ?? before?.product_manager }),
    ...given({ availability_target: same ? aim : target, target_history: same ? aimed : undefined }),
    ownership: rows,
  };
  return {
    entry,
    mistakes: [
      ...(cells.length > headings.length ? [`There are ${cells.length} cells under ${headings.length} headings.`] : []),
      ...(Number.isNaN(target) ? [`The target “${cell('target')}” is no percentage; one is written like 99.9.`] : []),
      ...mistakes,
    ],
  };
}

const given = (fields: Entry): Entry => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
const targetIn = (cell: string | undefined) => (cell === undefined ? undefined : Number(cell.replace(/ ?%$/, '')));

function rowsIn(cell: (column: Column) => string | undefined, rows: OwnedRow[], now: string): { rows: OwnedRow[]; mistakes: string[] } {
  const last = rows.at(-1);
  const [team, model] = [cell('owner') ?? last?.team, cell('model') ?? last?.model ?? 'ybiyri'];
  if (team === undefined) return { rows, mistakes: [] };
  const said = cell('since');
  const since = said === undefined ? undefined : instantIn(said);
  if (said !== undefined && since === undefined)
    return { rows, mistakes: [`“${said}” is no time; one is written like 2026-03-02 or 2026-03-02T09:00:00Z.`] };
  const moves = team !== last?.team || model !== last.model;
  // Whoever changes the owner alone in a table that was written out means from now on.
  if (since === undefined || since === last?.from) return { rows: moves ? [...rows, { team, model, from: now }] : rows, mistakes: [] };
  if (moves && (last === undefined || since > last.from)) return { rows: [...rows, { team, model, from: since }], mistakes: [] };
  const so = `${last?.team} has had it since ${last?.from}`;
  return { rows, mistakes: [`${so}. A table corrects no history: do that with \`/service history\` or in a catalogue file.`] };
}

function instantIn(said: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(said)) return undefined;
  const at = new Date(said);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
