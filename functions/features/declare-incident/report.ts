import type { DetectedBy, From, IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import type { Severity } from '#domain/incident/severity';
import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';

export type ReportIncident = {
  by: PersonId;
  reportedBy: PersonId;
  at: string;
  severity: Severity;
  detectedBy?: DetectedBy | undefined;
  title: string;
  titleId: string;
  symptoms?: string | undefined;
  symptomsId: string;
  from?: From | undefined;
};

/** Somebody else sees it too: their words are the incident's next report at once, and nothing of them is lost should it be a different one. */
export const reportIncident: Act<Incident, Record<string, never>, ReportIncident, IncidentEvent> = {
  facts: () => ({}),
  decide(incident, _, { by, reportedBy, at, severity, detectedBy, title, titleId, symptoms, symptomsId, from }) {
    if (incident.state === 'none') throw new Rejection('no_incident', 'There is no such incident.');
    return {
      events: [
        {
          type: 'IncidentReported',
          at,
          by,
          reportedBy,
          severity,
          ...(detectedBy && { detectedBy }),
          textId: titleId,
          ...(symptoms && { symptomsId }),
          ...(from?.link && { origin: { channel: from.channel, link: from.link } }),
        },
      ],
      texts: [{ id: titleId, by, body: title }, ...(symptoms ? [{ id: symptomsId, by, body: symptoms }] : [])],
      answer: { kind: 'reported', report: titleId, at },
    };
  },
};
