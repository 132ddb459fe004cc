import * as z from 'zod';
import { type AggregateId, latestKey } from '#domain/keys';
import { PersonId } from '#domain/person/person';
import { type Aggregate, oneRef, type Ref } from '#domain/records';
import { ServiceSlug } from '#domain/service/service';
import { DetectedBy, type Fact, IncidentEvent, LeftOut, Origin, Owner, Rung, RungRole } from './events.ts';
import { Severity } from './severity.ts';

const at = z.iso.datetime();

export const IncidentId = z.custom<`INC-${number}`>((id) => typeof id === 'string' && /^INC-[1-9]\d*$/.test(id));
export type IncidentId = z.infer<typeof IncidentId>;

const Room = z.discriminatedUnion('state', [
  z.object({ state: z.literal('awaited') }),
  z.object({ state: z.literal('open'), channel: z.string(), name: z.string() }),
  z.object({ state: z.literal('refused'), code: z.string() }),
]);

/** Who was found, and who has been asked so far: rung by rung, each with what became of its pages. */
const Routing = z.object({
  owner: Owner.nullable(),
  working: z.boolean(),
  uncoveredSince: at.nullable(),
  ladder: z.array(Rung),
  swarm: z.array(PersonId),
  leftOut: z.array(LeftOut),
  group: z.string().optional(),
});
export type Routing = z.infer<typeof Routing>;

const Asked = z.object({ role: RungRole, at, people: z.array(PersonId), refused: z.array(PersonId) });

const open = z.object({
  severity: Severity,
  service: ServiceSlug.nullable(),
  saidId: z.string().optional(),
  private: z.boolean(),
  drill: z.boolean(),
  detectedBy: DetectedBy.optional(),
  declaredAt: at,
  declaredBy: PersonId,
  reportedBy: PersonId,
  reports: z.int(),
  titleId: z.string(),
  symptomsId: z.string().optional(),
  origin: Origin.optional(),
  room: Room,
  routing: Routing.optional(),
  unrouted: z.boolean(),
  asked: z.array(Asked),
  /** Counts how often the question "who has it?" was asked anew; a timer of an older generation asks nothing. */
  generation: z.int(),
  askedSince: at,
});

/** A field exists only in the states where it makes sense. */
export const Incident = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  open.extend({ state: z.literal('declared') }),
  open.extend({ state: z.literal('acknowledged'), acknowledged: z.object({ at, by: PersonId }) }),
]);
export type Incident = z.infer<typeof Incident>;
export type OpenIncident = Exclude<Incident, { state: 'none' }>;

function evolve(incident: Incident, event: IncidentEvent): Incident {
  if (event.type === 'IncidentDeclared') return declared(event);
  return incident.state === 'none' ? incident : go(incident, event);
}

function declared({ type: _type, at, by, ...told }: Fact<'IncidentDeclared'>): Incident {
  return {
    state: 'declared',
    ...told,
    declaredAt: at,
    declaredBy: by,
    reports: 1,
    room: { state: 'awaited' },
    unrouted: false,
    asked: [],
    generation: 1,
    askedSince: at,
  };
}

function go(incident: OpenIncident, event: Exclude<IncidentEvent, { type: 'IncidentDeclared' }>): OpenIncident {
  switch (event.type) {
    case 'IncidentReported':
      return { ...incident, reports: incident.reports + 1 };
    case 'IncidentRouted': {
      const { type: _type, at, ...routing } = event;
      const first = routing.ladder[0];
      return { ...incident, routing, asked: first?.role === 'on_call' ? [{ ...first, at, refused: [] }] : [] };
    }
    case 'IncidentUnrouted':
      return { ...incident, unrouted: true };
    case 'IncidentServiceChanged':
      return { ...withoutRouting(incident), service: event.to, unrouted: false, ...askedAnew(incident, event.at) };
    case 'IncidentChannelOpened':
      return { ...incident, room: { state: 'open', channel: event.channel, name: event.name } };
    case 'IncidentChannelRefused':
      return { ...incident, room: { state: 'refused', code: event.code } };
    case 'IncidentPaged':
      return event.outcome === 'delivered' || event.generation !== incident.generation
        ? incident
        : {
            ...incident,
            asked: incident.asked.map((one, rung) => (rung === event.rung ? { ...one, refused: [...one.refused, event.person] } : one)),
          };
    case 'IncidentEscalated':
      return { ...incident, asked: [...incident.asked, { role: event.role, at: event.at, people: event.people, refused: [] }] };
    case 'IncidentAcknowledged':
      return { ...incident, state: 'acknowledged', acknowledged: { at: event.at, by: event.by } };
    case 'IncidentUnacknowledged':
      return { ...withoutRouting(unacknowledged(incident)), ...askedAnew(incident, event.at) };
    default:
      return event satisfies never;
  }
}

const askedAnew = ({ generation }: OpenIncident, at: string) => ({ asked: [], generation: generation + 1, askedSince: at });

function withoutRouting({ routing: _routing, ...incident }: OpenIncident): OpenIncident {
  return incident;
}

function unacknowledged(incident: OpenIncident): OpenIncident {
  if (incident.state === 'declared') return incident;
  const { acknowledged: _acknowledged, ...open } = incident;
  return { ...open, state: 'declared' };
}

export const incidents: Aggregate<Incident, IncidentEvent> = {
  name: 'incident',
  initial: { state: 'none' },
  evolve,
  state: Incident,
  event: IncidentEvent,
  listed: (incident) => (incident.state === 'none' ? undefined : { list: 'open', at: incident.declaredAt }),
};

/** The newest incident of a service that a second declaration may join. Private ones and drills are never here. */
export const Latest = z.object({ incident: IncidentId, at });
export type Latest = z.infer<typeof Latest>;
export const latestRef = (service: string): Ref<Latest | undefined> => oneRef(latestKey(service), Latest);

export const isIncident = (id: AggregateId): id is IncidentId => id.startsWith('INC-');

/** Everyone the record has brought in: who may see a private incident from outside its channel. */
export function insiders(incident: OpenIncident): PersonId[] {
  const acknowledged = incident.state === 'acknowledged' ? [incident.acknowledged.by] : [];
  const asked = incident.asked.flatMap(({ people }) => people);
  return [...new Set([incident.declaredBy, incident.reportedBy, ...(incident.routing?.swarm ?? []), ...asked, ...acknowledged])];
}

/** A private incident exists for its insiders only; `inRoom` is someone who speaks from its own channel. */
export const mayKnow = (incident: OpenIncident, viewer: PersonId, inRoom = false) =>
  !incident.private || inRoom || insiders(incident).includes(viewer);
