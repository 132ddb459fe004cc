import type { Spent } from './table.ts';

/** The last page of a list that has hardly two is shorter: a later one may cost less than the first, never more. */
const shorter = 'list, older';

/** What an act takes in a small table and in a large one, as a sentence for each that differs. */
export function differing(small: Record<string, Spent>, large: Record<string, Spent>): string[] {
  const acts = new Set([...Object.keys(small), ...Object.keys(large)]);
  return [...acts].flatMap((act) => {
    const [one, other] = act === shorter ? [large.list, large[act]] : [small[act], large[act]];
    if (one === undefined || other === undefined) return [`${act} was measured in one of them only`];
    const more = act === shorter ? other.units > one.units : other.units !== one.units;
    return said(one) === said(other) && !more ? [] : [`${act}: ${said(one)}, ${one.units} units, but ${said(other)}, ${other.units} units`];
  });
}

const said = ({ requests }: Spent) =>
  Object.entries(requests)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([operation, count]) => `${count} ${operation}`)
    .join(', ');
