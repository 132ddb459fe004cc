import { isActive, type OpenIncident } from './incident.ts';

/** Nobody is waited for any more: somebody has it who took it since it was asked last, or it is over. */
export const isAnswered = (incident: OpenIncident): boolean =>
  !isActive(incident) || (incident.state !== 'declared' && (incident.acknowledged?.at ?? '') >= incident.askedSince);
