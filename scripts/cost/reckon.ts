import type { Stack } from '#sandbox/aws/template/stack';
import { added, type Bill, bill, times } from './bill.ts';
import type { Counted } from './counted-world.ts';
import { idleUsage, memoryOf } from './idle.ts';
import { countIncident, kept, usageOf } from './incident.ts';
import { budgets, type Region, type Usage } from './prices.ts';

/** Bills of us-east-1, and beside them what the same comes to in Ireland; the budgets have to hold in both. */
export type Reckoning = {
  idle: Bill;
  incidents: Bill;
  keeping: Bill;
  counted: Counted;
  ireland: { idle: Bill; incidents: Bill };
  exceeded: string[];
};

/** Counts an incident and the scan of one night, and reckons a month without and a thousand with incidents. */
export async function reckon(stack: Stack): Promise<Reckoning> {
  const memory = memoryOf(stack);
  const { incident, scan, people, stored } = await countIncident();
  const { reads = 0, lambdaSeconds = 0 } = usageOf(scan, memory, {});
  const idleMonth: Usage = idleUsage(stack, { reads: reads / people, lambdaSeconds: lambdaSeconds / people });
  const month = kept(stored, incident);
  const thousand = times(added(usageOf(incident, memory), month), 1000);
  const billsIn = (region: Region) => ({ idle: bill(idleMonth, {}, region), incidents: bill(thousand, idleMonth, region) });
  const [here, ireland] = [billsIn('us-east-1'), billsIn('eu-west-1')];
  const exceeded = [...over(here.idle, here.incidents), ...over(ireland.idle, ireland.incidents).map((what) => `eu-west-1: ${what}`)];
  return { ...here, keeping: bill(times(month, 12 * 1000)), counted: incident, ireland, exceeded };
}

export function over(idle: Bill, incidents: Bill): string[] {
  const limits = [
    ['Idle by list price', idle.list, budgets.idleList],
    ['Idle within the free tiers', idle.free, budgets.idleFree],
    ['A thousand incidents by list price', incidents.list, budgets.thousandIncidents],
  ] as const;
  return limits.flatMap(([what, usd, budget]) => (usd > budget ? [`${what}: $${usd.toFixed(4)} is more than $${budget.toFixed(2)}.`] : []));
}
