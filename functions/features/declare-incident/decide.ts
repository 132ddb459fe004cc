import { cut } from '#domain/cut';
import { openTo } from '#domain/incident/authority';
import type { DetectedBy, From } from '#domain/incident/declaring-events';
import type { IncidentEvent } from '#domain/incident/events';
import { type Incident, IncidentId, incidents, isActive, type Latest, latestRef, mayKnow } from '#domain/incident/incident';
import { reopenableSince } from '#domain/incident/reopening';
import { wayFrom } from '#domain/incident/same-as';
import type { Severity } from '#domain/incident/severity';
import { latestKey } from '#domain/keys';
import type { Act } from '#domain/perform';
import { isGuest, refuseUnlessPerson } from '#domain/person/authority';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { headRef, type Text } from '#domain/records';
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
  /** What it goes on from, and whether that was said in its own channel. */
  goesOnFrom?: { id: IncidentId; inRoom: boolean };
  /** Where it was typed, and the message it was declared from. */
  from?: From | undefined;
};

/** `newest`: the service's latest incident, if any, what that is the same as, and so on; `earlier`: what this one goes on from, if anything. */
type Facts = {
  person: Person;
  channel: Channel;
  names: (Named | undefined)[];
  latest: Latest | undefined;
  newest: Incident[];
  earlier: Incident[];
};

const joinableForMs = 30 * 60_000;
const nowhere = 'NONE';

/** On record at once, whatever the catalogue knows. A second declaration on a service that already hurts is a report of the same. */
export const declareIncident: Act<Incident, Facts, DeclareIncident, IncidentEvent> = {
  facts: (_, { by, service, from, goesOnFrom }, { names, latest, newest }) => ({
    person: personRef(by),
    channel: channelRef(from?.channel ?? nowhere),
    names: lookUps(service).map(namedRef),
    latest: latestRef(meant(names) ?? lookUps(service)[0] ?? nowhere),
    newest: latest ? wayFrom(latest.incident, newest).map((one) => headRef(incidents, one)) : [],
    earlier: goesOnFrom ? [headRef(incidents, goesOnFrom.id)] : [],
  }),
  decide(_, { person, channel, names, latest, newest, earlier }, command, { id, versions }) {
    if (channel.shared) throw new Rejection('shared_channel', notHere);
    refuseUnlessPerson(person);
    const { by, goesOnFrom } = command;
    for (const one of earlier) openTo(one, person, { by, inRoom: goesOnFrom?.inRoom ?? false });
    // Of several that are the same, one goes on.
    const [incident, before] = [latest && wayFrom(latest.incident, newest).at(-1), newest.at(-1)];
    if (latest && incident && before && joins(latest, before, command)) return { events: [], answer: { kind: 'joins', incident } };
    const service = meant(names) ?? null;
    const minutes = before && overFor(before, person, command);
    const others = service !== null && !command.private && !command.drill;
    return {
      events: [declaration(command, service)],
      texts: words(command, service),
      puts: others
        ? [{ key: latestKey(service), value: { incident: IncidentId.parse(id), at: command.at }, expected: versions.latest }]
        : [],
      answer: {
        kind: 'declared',
        known: service !== null,
        ...(incident && minutes !== undefined && { same: { incident, minutes } }),
      },
    };
  },
};

const meant = (names: (Named | undefined)[] | undefined) => names?.find((named) => named !== undefined)?.service;

/** What hurts now, and is not a drill, hidden from them or over: a second declaration of it is a report, while the last one of it is not long ago. */
const joins = ({ at }: Latest, newest: Incident, command: DeclareIncident) =>
  stands(command) &&
  newest.state !== 'none' &&
  isActive(newest) &&
  mayKnow(newest, command.by) &&
  [at, ...newest.reopened].some((one) => Date.parse(command.at) - Date.parse(one) < joinableForMs);

const stands = (command: DeclareIncident) => !command.private && !command.drill && !command.evenSo;

/** For how many minutes the latest one has been over, where they could open it again instead. */
function overFor(newest: Incident, person: Person, command: DeclareIncident): number | undefined {
  if (newest.state === 'none' || !stands(command) || isGuest(person) || !mayKnow(newest, command.by)) return undefined;
  const since = reopenableSince(newest, command.at);
  return since === undefined ? undefined : Math.floor((Date.parse(command.at) - Date.parse(since)) / 60_000);
}

function declaration(
  { by, reportedBy, at, severity, detectedBy, titleId, symptoms, symptomsId, from, goesOnFrom, ...told }: DeclareIncident,
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
    ...(goesOnFrom && { relatedTo: goesOnFrom.id }),
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
