import { CsvError, type InfoRecord, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

/** What the library gives with `info` and `raw`, which its types do not say. */
type Found = { info: InfoRecord; record: string[]; raw: string };
type Row = { line: number; cells: string[] };
export type ReadCsv = { rows: Row[]; unreadable: { line: number; message: string }[] };

/** What a spreadsheet would take for a formula is written behind an apostrophe, which it shows as text; and so is what looks like that already. */
const formula = /^'*[=+\-@\t\r＝＋－＠]/;
const guarded = (cell: string) => (formula.test(cell) ? `'${cell}` : cell);
const plain = (cell: string) => (cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell);

/** Comma-separated values (RFC 4180) with the line on which each row begins. */
export function readCsv(text: string): ReadCsv {
  try {
    const found = parse(text, {
      bom: true,
      info: true,
      raw: true,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as Found[];
    const breaks = (raw: string) => raw.trim().split('\n').length - 1;
    return {
      rows: found.map(({ info, record, raw }) => ({ line: info.lines - breaks(raw), cells: record.map((cell) => plain(cell.trim())) })),
      unreadable: [],
    };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { rows: [], unreadable: [{ line: Number(error.lines ?? 1), message: error.message }] };
  }
}

export const writeCsv = (rows: string[][]): string =>
  stringify(
    rows.map((cells) => cells.map(guarded)),
    // Left to itself it quotes a cell for the whole of its delimiter alone.
    { record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  );
