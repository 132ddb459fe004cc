import * as z from 'zod';
import { type AggregateId, latestKey } from '#domain/keys';
import { PersonId } from '#domain/person/person';
import { type Aggregate, oneRef, type Ref } from '#domain/records';
import { ServiceSlug } from '#domain/service/service';
import { DetectedBy, IncidentEvent, Origin, Routing, RungRole } from './events.ts';
import { evolve } from './evolve.ts';
import { Severity } from './severity.ts';

const at = z.iso.datetime();

export const IncidentId = z.custom<`INC-${number}`>((id) => typeof id === 'string' && /^INC-[1-9]\d*$/.test(id));
export type IncidentId = z.infer<typeof IncidentId>;

const Room = z.discriminatedUnion('state', [
  z.object({ state: z.literal('awaited') }),
  z.object({ state: z.literal('open'), channel: z.string() }),
  z.object({ state: z.literal('refused'), code: z.string() }),
]);

/** A rung that was asked, with those whose page was refused. */
const Asked = z.object({ role: RungRole, at, people: z.array(PersonId), refused: z.array(PersonId) });

const open = () =>
  z.object({
    severity: Severity,
    service: ServiceSlug.nullable(),
    saidId: z.string().optional(),
    private: z.boolean(),
    drill: z.boolean(),
    detectedBy: DetectedBy.optional(),
    declaredAt: at,
    declaredBy: PersonId,
    reportedBy: PersonId,
    /** Everyone the record has ever brought in. */
    insiders: z.array(PersonId),
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
export const Incident = z.lazy(() =>
  z.discriminatedUnion('state', [
    z.object({ state: z.literal('none') }),
    open().extend({ state: z.literal('declared') }),
    open().extend({ state: z.literal('acknowledged'), acknowledged: z.object({ at, by: PersonId }) }),
  ]),
);
export type Incident = z.infer<typeof Incident>;
export type OpenIncident = Exclude<Incident, { state: 'none' }>;

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

/** A private incident exists for those whom the record has brought in; `inRoom` is someone who speaks from its own channel. */
export const mayKnow = ({ private: hidden, insiders }: OpenIncident, viewer: PersonId, inRoom = false) =>
  !hidden || inRoom || insiders.includes(viewer);
