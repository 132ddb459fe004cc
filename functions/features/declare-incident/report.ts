import { noSuchIncident } from '#domain/incident/authority';
import type { DetectedBy, From } from '#domain/incident/declaring-events';
import type { IncidentEvent } from '#domain/incident/events';
import { type Incident, mayKnow } from '#domain/incident/incident';
import type { Severity } from '#domain/incident/severity';
import type { Act } from '#domain/perform';
import { refuseUnlessPerson } from '#domain/person/authority';
import { type Person, type PersonId, personRef } from '#domain/person/person';

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

/**
 * Somebody else sees it too, be it a guest: their words are the incident's next report at once, and nothing of them is lost should it be a
 * different one.
 */
export const reportIncident: Act<Incident, { person: Person }, ReportIncident, IncidentEvent> = {
  facts: (_, { by }) => ({ person: personRef(by) }),
  decide(incident, { person }, { by, reportedBy, at, severity, detectedBy, title, titleId, symptoms, symptomsId, from }) {
    refuseUnlessPerson(person);
    if (incident.state === 'none' || !mayKnow(incident, by)) throw noSuchIncident();
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
