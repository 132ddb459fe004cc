import { type Priced, priceIn, prices, type Region, type Usage } from './prices.ts';

export type Line = { what: string; amount: number; list: number; free: number };
export type Bill = { lines: Line[]; list: number; free: number };

/** What a usage costs by list price, and what is left of that when the monthly free tiers are taken off. `beside` has used of them already. */
export function bill(usage: Usage, beside: Usage = {}, region: Region = 'us-east-1'): Bill {
  const lines = (Object.entries(usage) as [Priced, number][]).map(([name, amount]) => {
    const { what, per, free } = prices[name];
    const usd = priceIn(region, name);
    const used = beside[name] ?? 0;
    const charged = Math.max(0, used + amount - free) - Math.max(0, used - free);
    return { what, amount, list: (amount * usd) / per, free: (charged * usd) / per };
  });
  const sum = (column: 'list' | 'free') => lines.reduce((total, line) => total + line[column], 0);
  return { lines, list: sum('list'), free: sum('free') };
}

export function added(...usages: Usage[]): Usage {
  const total: Usage = {};
  for (const usage of usages)
    for (const [name, amount] of Object.entries(usage) as [Priced, number][]) total[name] = (total[name] ?? 0) + amount;
  return total;
}

export const times = (usage: Usage, factor: number): Usage =>
  Object.fromEntries(Object.entries(usage).map(([name, amount]) => [name, amount * factor]));

export function table(title: string, { lines, list, free }: Bill): string {
  const row = (what: string, amount: string, byList: string, byFree: string) =>
    `  ${what.padEnd(36)}${amount.padStart(14)}${byList.padStart(12)}${byFree.padStart(16)}`;
  const dollars = (usd: number) => `$${usd.toFixed(4)}`;
  const shown = lines.map(({ what, amount, list: byList, free: byFree }) => row(what, amounts(amount), dollars(byList), dollars(byFree)));
  return [title, row('', 'amount', 'list', 'less free tier'), ...shown, row('together', '', dollars(list), dollars(free))].join('\n');
}

const amounts = (amount: number) => (amount >= 100 ? Math.round(amount).toLocaleString('en') : String(Number(amount.toPrecision(3))));
