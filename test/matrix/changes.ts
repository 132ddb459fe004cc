import type { Snapshot } from './snapshot.ts';

export type Piece = Record<string, unknown>;
/** `was` is missing where it is new, `is` where it is gone. */
export type Change = { was?: Piece | undefined; is?: Piece | undefined };
export type Changes = Map<string, Change>;

const parsed = (json: string | undefined) => (json === undefined ? undefined : (JSON.parse(json) as Piece));

/** All that is new, different or gone, wherever it stands. */
export function changesBetween(before: Snapshot, after: Snapshot): Changes {
  const names = [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
  return new Map(names.map((name) => [name, { was: parsed(before.get(name)), is: parsed(after.get(name)) }]));
}

/** The same bytes whatever order a map's names come in. */
export const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
