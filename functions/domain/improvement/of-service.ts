import { incidents as allIncidents, type Incident } from '#domain/incident/incident';
import type { Refs } from '#domain/perform';
import { headRef } from '#domain/records';
import { improvementsOfServiceRef } from './beside.ts';
import { type Improvement, improvementRef, isOpen } from './improvement.ts';
import type { ImprovementId } from './improvement-kind.ts';

/** All that was ever proposed for a service, and what has become of the newest of it. */
export type OfService = { listed: { improvement: ImprovementId }[]; open: Improvement[]; outOf: Incident[] };

const most = 200;
const newest = (listed: OfService['listed'] = []) => listed.slice(-most).map(({ improvement }) => improvement);

export const ofServiceRefs = (service: string, { listed, open = [] }: Partial<OfService>): Refs<OfService> => ({
  listed: improvementsOfServiceRef(service),
  open: newest(listed).map(improvementRef),
  outOf: numbersOf(open).map((id) => headRef(allIncidents, id)),
});
const numbersOf = (open: Improvement[]) => [...new Set(open.flatMap((one) => (isOpen(one) ? one.incidents : [])))];

/** Those that are open: a private one is counted and never named. */
export function openOf({ listed, open, outOf }: OfService): { named: ImprovementId[]; hidden: number } {
  const numbers = numbersOf(open);
  const hidden = new Set(numbers.filter((_, index) => isPrivate(outOf[index])));
  const ids = newest(listed);
  const all = ids.flatMap((id, index) => {
    const one = open[index];
    return one && isOpen(one) ? [{ id, hidden: one.private || one.incidents.some((incident) => hidden.has(incident)) }] : [];
  });
  return { named: all.flatMap((one) => (one.hidden ? [] : [one.id])), hidden: all.filter((one) => one.hidden).length };
}
const isPrivate = (incident: Incident | undefined) => incident !== undefined && incident.state !== 'none' && incident.private;
