import { matchesGlob } from 'node:path';
import { dirname, join } from 'node:path/posix';
import { readSource, type Source } from './source.ts';

/** One row of the table: which files, what they may import, and what else they never do. */
export type Row = {
  of: string;
  /** Folders and files (`own` is the importer's folder), packages, and `node:` for what comes with Node. */
  may: string[];
  /** Of these only types: they are gone before anything runs. */
  types?: string[];
  /** No clock, no chance, no environment, no network: the same answer for the same question for ever. */
  pure?: true;
  /** Decides at once: no `await`, no `async`. */
  waits?: 'never';
  /** Keeps nothing between calls: no class but an error, no variable of the module. */
  keeps?: 'nothing';
  /** Loads modules whose names it computes. */
  computes?: true;
};

export type Aliases = Record<string, string>;
export type Files = { exists: (path: string) => boolean; aliases: Aliases };

/** All that one file does against the table, as sentences. */
export function violations(table: Row[], { exists, aliases }: Files, path: string, text: string): string[] {
  const row = table.find(({ of }) => matchesGlob(path, of));
  if (row === undefined) return [`${path} stands in no row of the table`];
  const source = readSource(path, text);
  return [...source.imports.flatMap((one) => ofImport(row, { exists, aliases }, path, one)), ...ofItself(row, path, source)];
}

function ofImport(row: Row, files: Files, path: string, { from, types }: Source['imports'][number]): string[] {
  if (from === undefined) return row.computes ? [] : [`${path} imports something whose name it computes`];
  const target = resolved(files.aliases, path, from);
  if (target === undefined) return [`${path} imports ${from}, which leads nowhere`];
  const own = folderOf(path);
  if (isOurs(from)) {
    if (!files.exists(target)) return [`${path} imports ${from}, which is not there`];
    const leaves = folderOf(target) !== own;
    if (leaves && !from.startsWith('#') && named(files.aliases, target))
      return [`${path} imports ${from}; other folders are imported by their # names`];
  }
  const allowed = types ? [...row.may, ...(row.types ?? [])] : row.may;
  if (allowed.some((one) => within(one.replace(/^own(?=$|\/)/, own), target))) return [];
  return [`${path} imports ${types ? 'types of ' : ''}${isOurs(from) ? target : from}`];
}

function ofItself({ pure, waits, keeps }: Row, path: string, { reaches, awaits, states }: Source): string[] {
  return [
    ...(pure
      ? [...reaches].map((what) => `${path} reaches for ${what === 'clock' ? 'a clock' : what === 'outside' ? 'the outside' : what}`)
      : []),
    ...(waits === 'never' && awaits ? [`${path} waits`] : []),
    ...(keeps === 'nothing' ? states.map((state) => `${path} keeps state: ${state}`) : []),
  ];
}

const isOurs = (from: string) => from.startsWith('.') || from.startsWith('#');

function resolved(aliases: Aliases, path: string, from: string): string | undefined {
  if (from.startsWith('.')) return join(dirname(path), from);
  if (!from.startsWith('#')) return from;
  for (const [alias, target] of Object.entries(aliases)) {
    const [start = '', end = ''] = alias.split('*');
    if (from.startsWith(start) && from.endsWith(end)) return join(target.replace('*', from.slice(start.length, from.length - end.length)));
  }
  return undefined;
}

/** Is there a `#` name under which others reach this file? */
const named = (aliases: Aliases, target: string) =>
  Object.values(aliases).some((pattern) => target.startsWith(join(pattern).split('*')[0] ?? ''));

/** A feature and an adapter are folders of their own; elsewhere the folder is the layer. */
export function folderOf(path: string): string {
  const parts = path.split('/').slice(0, -1);
  if (parts[0] !== 'functions') return parts[0] ?? '';
  return parts.slice(0, parts[1] === 'features' || parts[1] === 'adapters' ? 3 : 2).join('/');
}

function within(allowed: string, target: string): boolean {
  if (allowed === 'node:') return target.startsWith('node:');
  return matchesGlob(target, allowed) || target.startsWith(`${allowed}/`);
}
