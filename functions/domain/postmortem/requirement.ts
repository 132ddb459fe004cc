import { isActive, type OpenIncident } from '#domain/incident/incident';
import { isSerious } from '#domain/incident/severity';
import type { SeenFactors } from './beside.ts';
import type { RequiredBecause, Requirement } from './postmortem-events.ts';

/** One incident that has used more of a quarter's budget than this asks for a postmortem, whatever its severity (`domain.md` 4.1). */
export const largestShare = 0.2;

export type Weighed = { requirement: Requirement; because: RequiredBecause[] };
type Known = { share: number; alike: boolean };

/** What the incident asks for as it stands; `going_on` while people are at it, `none` where there is nothing to learn from. */
export function requirementOf(incident: OpenIncident, { share, alike }: Known): Weighed | 'going_on' | 'none' | 'duplicate' {
  if (isActive(incident)) return 'going_on';
  if (incident.state === 'duplicate') return 'duplicate';
  const wasSerious = isSerious(incident.severityPeak);
  if (incident.state === 'cancelled') return wasSerious && !incident.drill ? { requirement: 'light', because: ['false_alarm'] } : 'none';
  if (incident.drill) return { requirement: 'optional', because: ['drill'] };
  const [serious, others] = [wasSerious ? (['serious'] as const) : [], asking({ share, alike })];
  if (serious.length + others.length === 0) return { requirement: 'optional', because: [] };
  const lowered = others.length === 0 && !isSerious(incident.severity);
  return lowered
    ? { requirement: 'light', because: ['serious', 'downgraded'] }
    : { requirement: 'required', because: [...serious, ...others] };
}

const asking = ({ share, alike }: Known): RequiredBecause[] => [
  ...(share > largestShare ? (['error_budget'] as const) : []),
  ...(alike ? (['third_alike'] as const) : []),
];

/** What has been asked of people is never taken back by a figure that changes: it gets lighter, and what somebody wanted stays. */
export function combined(now: Weighed, wanted: Weighed): Weighed {
  const asked = now.because.includes('asked_for');
  if (wanted.requirement === 'optional') {
    // What it used of the budget is known better now, and forbids nothing any more.
    const because = now.because.filter((one) => one !== 'error_budget');
    return asked ? { ...now, because } : { requirement: 'light', because: [...new Set([...because, 'downgraded' as const])] };
  }
  if (!asked) return wanted;
  return {
    requirement: now.requirement === 'required' ? 'required' : wanted.requirement,
    because: [...new Set([...wanted.because, 'asked_for' as const])],
  };
}

const [alikeDays, alikeMany] = [90, 3];
const dayMs = 86_400_000;

/** The third incident of a service with the same factor within 90 days, whichever of them that was found of last. */
export function isThirdAlike(own: Pick<SeenFactors, 'incident' | 'declaredAt' | 'factors'>, seen: SeenFactors[]): boolean {
  const latest = new Map<string, SeenFactors>();
  for (const one of seen) if ((latest.get(one.incident)?.version ?? 0) < one.version) latest.set(one.incident, one);
  latest.delete(own.incident);
  return own.factors.some((factor) => {
    const times = [...latest.values()].filter(({ factors }) => factors.includes(factor)).map(({ declaredAt }) => Date.parse(declaredAt));
    return holdsThree([...times, Date.parse(own.declaredAt)], Date.parse(own.declaredAt));
  });
}

/** Some span of 90 days that has this one in it has three of them. */
function holdsThree(times: number[], own: number): boolean {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted.some((from, index) => {
    const to = sorted[index + alikeMany - 1];
    return to !== undefined && to - from <= alikeDays * dayMs && from <= own && own <= to;
  });
}
