import { cut } from '#domain/cut';
import type { DetectedBy, From, IncidentEvent } from '#domain/incident/events';
import { type Incident, IncidentId, type Latest, latestRef } from '#domain/incident/incident';
import type { Severity } from '#domain/incident/severity';
import { latestKey } from '#domain/keys';
import type { Act } from '#domain/perform';
import { refuseUnlessPerson } from '#domain/person/authority';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import type { Text } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { lookUps } from '#domain/service/names';
import { type Named, namedRef, type ServiceSlug } from '#domain/service/service';
import { type Channel, channelRef, notHere } from '#domain/workspace/channel';

export type DeclareIncident = {
  by: PersonId;
  reportedBy: PersonId;
  at: string;
  /** As it was said: a name, alias, journey, alert key or URL. Empty or `?` means that nobody knows. */
  service: string;
  title: string;
  titleId: string;
  symptoms?: string | undefined;
  symptomsId: string;
  severity: Severity;
  detectedBy?: DetectedBy | undefined;
  private: boolean;
  drill: boolean;
  saidId: string;
  /** "Mine is different": do not join the one that is open. */
  evenSo?: boolean;
  /** Where it was typed, and the message it was declared from. */
  from?: From | undefined;
};

type Facts = { person: Person; channel: Channel; names: (Named | undefined)[]; latest: Latest | undefined };

const joinableForMs = 30 * 60_000;
const nowhere = 'NONE';

/** On record at once, whatever the catalogue knows. A second declaration on a service that already hurts is a report of the same. */
export const declareIncident: Act<Incident, Facts, DeclareIncident, IncidentEvent> = {
  facts: (_, { by, service, from }, { names }) => ({
    person: personRef(by),
    channel: channelRef(from?.channel ?? nowhere),
    names: lookUps(service).map(namedRef),
    latest: latestRef(meant(names) ?? lookUps(service)[0] ?? nowhere),
  }),
  decide(_, { person, channel, names, latest }, command, { id, versions }) {
    if (channel.shared) throw new Rejection('shared_channel', notHere);
    refuseUnlessPerson(person);
    if (latest && joins(latest, command)) return { events: [], answer: { kind: 'joins', incident: latest.incident } };
    const service = meant(names) ?? null;
    const others = service !== null && !command.private && !command.drill;
    return {
      events: [declaration(command, service)],
      texts: words(command, service),
      puts: others
        ? [{ key: latestKey(service), value: { incident: IncidentId.parse(id), at: command.at }, expected: versions.latest }]
        : [],
      answer: { kind: 'declared', known: service !== null },
    };
  },
};

const meant = (names: (Named | undefined)[] | undefined) => names?.find((named) => named !== undefined)?.service;

const joins = ({ at }: Latest, command: DeclareIncident) =>
  !command.private && !command.drill && !command.evenSo && Date.parse(command.at) - Date.parse(at) < joinableForMs;

function declaration(
  { by, reportedBy, at, severity, detectedBy, titleId, symptoms, symptomsId, from, ...told }: DeclareIncident,
  service: ServiceSlug | null,
): IncidentEvent {
  return {
    type: 'IncidentDeclared',
    at,
    by,
    reportedBy,
    severity,
    service,
    ...(unnamed(told.service, service) && { saidId: told.saidId }),
    private: told.private,
    drill: told.drill,
    ...(detectedBy && { detectedBy }),
    titleId,
    ...(symptoms && { symptomsId }),
    ...(from?.link && { origin: { channel: from.channel, link: from.link } }),
  };
}

const words = (
  { by, title, titleId, symptoms, symptomsId, service: said, saidId }: DeclareIncident,
  service: ServiceSlug | null,
): Text[] => [
  { id: titleId, by, body: title, inHead: true },
  ...(symptoms ? [{ id: symptomsId, by, body: symptoms, inHead: true }] : []),
  ...(unnamed(said, service) ? [{ id: saidId, by, body: cut(said, 200), inHead: true }] : []),
];

/** Something was said of the service, and it named none. */
const unnamed = (said: string, service: ServiceSlug | null) => service === null && lookUps(said).length > 0;
