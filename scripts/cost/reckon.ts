import type { Stack } from '#sandbox/aws/template/stack';
import { added, type Bill, bill, times } from './bill.ts';
import type { Counted } from './counted-world.ts';
import { idleUsage, memoryOf } from './idle.ts';
import { countIncident, kept, usageOf } from './incident.ts';
import { budgets, type Usage } from './prices.ts';

export type Reckoning = { idle: Bill; incidents: Bill; keeping: Bill; counted: Counted; exceeded: string[] };

/** Counts an incident and the scan of one night, and reckons a month without and a thousand with incidents. */
export async function reckon(stack: Stack): Promise<Reckoning> {
  const memory = memoryOf(stack);
  const { incident, scan, people, stored } = await countIncident();
  const { reads = 0, lambdaSeconds = 0 } = usageOf(scan, memory, {});
  const idleMonth: Usage = idleUsage(stack, { reads: reads / people, lambdaSeconds: lambdaSeconds / people });
  const idle = bill(idleMonth);
  const month = kept(stored, incident);
  const incidents = bill(times(added(usageOf(incident, memory), month), 1000), idleMonth);
  const keeping = bill(times(month, 12 * 1000));
  return { idle, incidents, keeping, counted: incident, exceeded: over(idle, incidents) };
}

export function over(idle: Bill, incidents: Bill): string[] {
  const limits = [
    ['Idle by list price', idle.list, budgets.idleList],
    ['Idle within the free tiers', idle.free, budgets.idleFree],
    ['A thousand incidents by list price', incidents.list, budgets.thousandIncidents],
  ] as const;
  return limits.flatMap(([what, usd, budget]) => (usd > budget ? [`${what}: $${usd.toFixed(4)} is more than $${budget.toFixed(2)}.`] : []));
}
