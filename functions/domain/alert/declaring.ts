import type { IncidentEvent } from '#domain/incident/events';
import { type Incident, IncidentId, incidents, isActive, type Latest, latestRef } from '#domain/incident/incident';
import { wayFrom } from '#domain/incident/same-as';
import type { Severity } from '#domain/incident/severity';
import { latestKey } from '#domain/keys';
import type { Act } from '#domain/perform';
import type { Monitor } from '#domain/person/author';
import { headRef } from '#domain/records';
import type { ServiceSlug } from '#domain/service/service';
import type { AlertId } from './alert-id.ts';

export type DeclareForAlert = {
  at: string;
  by: Monitor;
  alert: AlertId;
  service: ServiceSlug;
  severity: Severity;
  title: string;
  titleId: string;
  /** The incident that this alert had raised before and that is over. */
  earlier: IncidentId | null;
};
/** `newest`: the latest one of the service, and what that is the same as. */
type Facts = { latest: Latest | undefined; newest: Incident[] };

const joinableForMs = 30 * 60_000;

/** A monitor declares like anyone else: what already hurts gets its report, and nothing is declared twice. */
export const declareForAlert: Act<Incident, Facts, DeclareForAlert, IncidentEvent> = {
  facts: (_, { service }, { latest, newest }) => ({
    latest: latestRef(service),
    newest: latest ? wayFrom(latest.incident, newest).map((id) => headRef(incidents, id)) : [],
  }),
  decide(_, { latest, newest }, { at, by, alert, service, severity, title, titleId, earlier }, { id, versions }) {
    const [incident, before] = [latest && wayFrom(latest.incident, newest).at(-1), newest.at(-1)];
    if (latest && incident && before && joins(latest, before, at)) return { events: [], answer: { kind: 'joins', incident } };
    return {
      events: [
        {
          type: 'IncidentDeclared',
          at,
          by,
          reportedBy: by,
          alert,
          severity,
          service,
          private: false,
          drill: false,
          detectedBy: 'monitoring',
          titleId,
          ...(earlier && { relatedTo: earlier }),
        },
      ],
      texts: [{ id: titleId, by, body: title, inHead: true }],
      puts: [{ key: latestKey(service), value: { incident: IncidentId.parse(id), at }, expected: versions.latest }],
      answer: { kind: 'declared' },
    };
  },
};

const joins = ({ at: since }: Latest, newest: Incident, at: string) =>
  newest.state !== 'none' &&
  isActive(newest) &&
  !newest.private &&
  !newest.drill &&
  [since, ...newest.reopened].some((one) => Date.parse(at) - Date.parse(one) < joinableForMs);
