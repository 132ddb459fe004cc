import { kindNames, kinds } from './kinds.ts';
import type { Cell, MachineOnly, Row } from './row.ts';

export type Tried = { row: Row; cells: Record<string, Cell> };
type Machine = MachineOnly & { name: string };

/** docs/authority.md: who may do what, as the rules really answered. */
export const page = (tried: Tried[], machine: Machine[]) => `# Who may do what

Every act tried by every kind of person, against the rules themselves; a test keeps this page and the rules the same
(\`vitest run --project unit test/unit/authority.test.ts -u\` writes it). ✓ is done, ○ was so already, anything else is the code of the refusal below.

${table(
  ['', ...kindNames],
  tried.map(({ row, cells }) => [row.what, ...kindNames.map((name) => shown(cells[name]))]),
)}

## The people

${table(
  ['Who', 'Is'],
  kindNames.map((name) => [name, `${kinds[name].means}.`]),
)}

A guest acts where Slack lets them look: on incidents whose channel they are in, or that they were part of. A guest may always declare and
report, because declaring is never wrong. The button of someone who has left does nothing, however late it is pressed.

## What a refusal says

${table(['Code', 'Said'], refusals(tried))}

## What no person can start

${table(
  ['Act', 'Comes about by'],
  machine.map(({ name, because }) => [`\`${name}\``, because]),
)}
`;

const signs: Record<string, string> = { yes: '✓', nothing: '○' };
const shown = (cell: Cell | undefined) => signs[cell?.verdict ?? ''] ?? `\`${cell?.verdict}\``;

/** Each code with all that is ever said for it. */
export function refusals(tried: Tried[]): [code: string, said: string][] {
  const cells = tried.flatMap((one) => Object.values(one.cells));
  const said = cells.flatMap((cell) =>
    cell.said === undefined ? [] : [`${cell.verdict}\n${cell.said.replaceAll(/<@\w+>/g, '@whoever')}`],
  );
  return [...new Set(said)]
    .sort()
    .map((one) => one.split('\n') as [string, string])
    .map(([code, words]) => [`\`${code}\``, words]);
}

const table = (head: string[], lines: string[][]) =>
  [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
