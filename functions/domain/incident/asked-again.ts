import type { Fact } from './events.ts';
import type { OpenIncident } from './incident.ts';
import { askedOnceMore } from './passing.ts';
import { isSerious } from './severity.ts';

/** Another question: whoever was asked before has no part in it. */
export const askedAnew = ({ generation }: OpenIncident, at: string) => ({
  asked: [],
  unrouted: false,
  generation: generation + 1,
  askedSince: at,
});

/** Whom, is found out afresh; where it was passed on, it stays with them. */
export const askedAgain = (incident: OpenIncident, at: string): OpenIncident => ({
  ...withoutRouting(incident),
  ...askedAnew(incident, at),
  ...askedOnceMore(incident, at),
});

/** Whoever was asked over a small thing was not asked over this, and what waits for Monday's people needs today's. */
export const isAskedAsSerious = ({ state, routing }: OpenIncident, { from, to }: Fact<'IncidentSeverityChanged'>) =>
  state === 'declared' && routing !== undefined && isSerious(to) && !isSerious(from);

export function withoutRouting({ routing: _routing, ...incident }: OpenIncident): OpenIncident {
  return incident;
}
