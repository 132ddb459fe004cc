import { type Improvement, isChosen } from '#domain/improvement/improvement';
import { type OfService, ofServiceRefs, openOf } from '#domain/improvement/of-service';
import { incidents as allIncidents, type Incident } from '#domain/incident/incident';
import { type IncidentOf, newestOf, ofServiceRef } from '#domain/incident/incidents-of';
import type { Refs } from '#domain/perform';
import { headRef } from '#domain/records';
import { type LifecycleAssertion, lifecyclesRef } from '#domain/service/lifecycle';
import { type Assertion, assertionsRef, history } from '#domain/service/ownership';
import { type TargetAssertion, targetsRef } from '#domain/service/targets';
import { believed } from '#domain/time/assertions';

/** All that a service's records say of the time in which there was no money for features. */
export type Logged = {
  lifecycles: LifecycleAssertion[];
  targets: TargetAssertion[];
  assertions: Assertion[];
  years: IncidentOf[][];
  incidents: Incident[];
} & OfService;
const mostIncidents = 200;

/** When there was no money any more, as it is known; nothing where it never was in maintenance mode. */
export const enteredAt = (lifecycles: LifecycleAssertion[] = []): string | undefined =>
  believed(lifecycles).findLast(({ to }) => to === 'maintenance_mode')?.effectiveFrom;

export function logRefs(service: string, at: string, { lifecycles, years, ...known }: Partial<Logged>): Refs<Logged> {
  const since = enteredAt(lifecycles);
  return {
    lifecycles: lifecyclesRef(service),
    targets: targetsRef(service),
    assertions: assertionsRef(service),
    years: since === undefined ? [] : yearsBetween(since, at).map((year) => ofServiceRef(service, year)),
    incidents: newestOf(years, mostIncidents).map((id) => headRef(allIncidents, id)),
    ...ofServiceRefs(service, known),
  };
}

const yearsBetween = (from: string, to: string) => {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  return Array.from({ length: last - first + 1 }, (_, n) => String(first + n));
};

/** Counted, and told line by line. Of what is private only that it was. */
export type MaintenanceLog = {
  since: string;
  incidents: number;
  workarounds: number;
  lifecycles: number;
  targets: number;
  owners: number;
  lines: string[];
};

export function maintenanceLog(
  { lifecycles, targets, assertions, years, incidents, listed, open, outOf }: Logged,
  at: string,
): MaintenanceLog | undefined {
  const since = enteredAt(lifecycles);
  if (since === undefined) return undefined;
  const after = (when: string) => when >= since && when <= at;
  const counted = newestOf(years, mostIncidents)
    .flatMap((id, index) => {
      const incident = incidents[index];
      return incident === undefined || incident.state === 'none' ? [] : [{ id, incident }];
    })
    .filter(({ incident }) => counts(incident) && after(incident.declaredAt))
    .reverse();
  const named = counted.filter(({ incident }) => !incident.private);
  const hidden = counted.length - named.length;
  const workarounds = counted.filter(({ incident }) => fixOf(incident) === 'workaround').length;
  const changes = believed(lifecycles).filter(({ effectiveFrom }) => after(effectiveFrom));
  const aims = believed(targets).filter(({ effectiveFrom }) => effectiveFrom > since && after(effectiveFrom));
  const owners = history(assertions).filter(({ effectiveFrom }) => after(effectiveFrom));
  return {
    since,
    incidents: counted.length,
    workarounds,
    lifecycles: changes.length,
    targets: aims.length,
    owners: owners.length,
    lines: [
      'Upgrades: no records yet',
      'Security patches: no records yet',
      `Incidents: ${counted.length}, of which ${workarounds} ended with a workaround${hidden > 0 ? `; ${hidden} of them private` : ''}`,
      ...named.map(({ id, incident }) => `  ${day(incident.declaredAt)} ${id}: ${incident.severity}, ${saidOf(incident)}`),
      ...improvementLines(openOf({ listed, open, outOf }), open, listed),
      ...changes.map(({ effectiveFrom, to }) => `${day(effectiveFrom)} state: ${to}`),
      ...aims.map(({ effectiveFrom, targets: { availability } }) => `${day(effectiveFrom)} target: ${availability ?? 'none'}`),
      ...owners.map(({ effectiveFrom, owner, model }) => `${day(effectiveFrom)} owner: ${owner}, ${model}`),
    ],
  };
}

/** With its date where it has one; its words are read by those who have it. */
function improvementLines({ named, hidden }: ReturnType<typeof openOf>, open: Improvement[], listed: Logged['listed']): string[] {
  const all = new Map(listed.slice(-open.length).map(({ improvement }, index) => [improvement, open[index]]));
  const said = named.map((id) => {
    const one = all.get(id);
    return `  ${id}: ${one && isChosen(one) ? `due ${one.dueOn}` : 'proposed'}${one && 'waitingSince' in one && one.waitingSince ? ', waits to be taken' : ''}`;
  });
  return [`Open improvements: ${named.length + hidden}${hidden > 0 ? `; ${hidden} of them private` : ''}`, ...said];
}

type Known = Exclude<Incident, { state: 'none' }>;
const counts = ({ state, drill }: Known) => state !== 'cancelled' && state !== 'duplicate' && !drill;
const fixOf = (incident: Known) => ('resolved' in incident ? incident.resolved?.fix : undefined);
const fixSaid = { workaround: 'a workaround', permanent: 'mended for good', by_itself: 'it went by itself' };
function saidOf(incident: Known): string {
  const fix = fixOf(incident);
  return fix === undefined ? 'not over yet' : fixSaid[fix];
}
const day = (at: string) => at.slice(0, 10);
