import type { IncidentEvent } from '#domain/incident/events';
import type { OpenIncident } from '#domain/incident/incident';
import { isSerious } from '#domain/incident/severity';
import { type Author, peopleAmong } from '#domain/person/author';
import type { PersonId } from '#domain/person/person';

/** What the log of an incident says about its postmortem. */
export type There = {
  /** Those who acted on it while it went on, the ones with most to tell first. */
  responders: PersonId[];
  reporters: PersonId[];
  /** Since when it is known to have been serious, and when its impact was said last. */
  seriousSince?: string | undefined;
  /** When its severity was changed last. */
  gradedAt?: string | undefined;
  impactSaidAt?: string | undefined;
};

/** Who only wants to hear of it, says that there is one, or lets others in, was not at it. */
const saysNothing = ['IncidentSubscribed', 'IncidentUnsubscribed', 'IncidentDeclared', 'IncidentReported', 'IncidentAccessGranted'];

export function whoWasThere(incident: OpenIncident, log: IncidentEvent[]): There {
  const until = overAt(incident) ?? '9999';
  const acted = log.flatMap((event) =>
    'by' in event && event.by !== undefined && event.at <= until && !saysNothing.includes(event.type) ? [event.by] : [],
  );
  const roles = log.flatMap((event) => (event.type === 'IncidentRoleAssigned' && event.person && event.at <= until ? [event.person] : []));
  const ended = log.flatMap((event) => (event.type === 'IncidentMitigated' || event.type === 'IncidentResolved' ? [event.by] : []));
  const took = log.flatMap((event) => (event.type === 'IncidentAcknowledged' ? [event.by] : []));
  const said = log.flatMap((event): Author[] => {
    if (event.type === 'IncidentDeclared' || event.type === 'IncidentReported') return [event.by, event.reportedBy];
    return event.type === 'IncidentDuplicatesChanged' && event.added ? event.people : [];
  });
  return {
    responders: peopleAmong(...roles, ...took, ...ended, ...acted),
    reporters: peopleAmong(...said),
    seriousSince: log.find((event) => isSerious(gradeIn(event)))?.at,
    gradedAt: log.findLast((event) => event.type === 'IncidentSeverityChanged')?.at,
    impactSaidAt: log.findLast((event) => event.type === 'IncidentImpactChanged')?.at,
  };
}

const gradeIn = (event: IncidentEvent) =>
  event.type === 'IncidentDeclared' ? event.severity : event.type === 'IncidentSeverityChanged' ? event.to : 'sev4';

/** When it was over last; nothing while people are at it. */
export function overAt(incident: OpenIncident): string | undefined {
  if (incident.state === 'cancelled') return incident.cancelled.at;
  if (incident.state === 'duplicate') return incident.duplicate.at;
  return 'resolved' in incident ? incident.resolved?.at : undefined;
}
