import * as z from 'zod';
import { AlertId } from '#domain/alert/alert-id';
import { type AggregateId, latestKey } from '#domain/keys';
import { Author } from '#domain/person/author';
import { PersonId } from '#domain/person/person';
import { type Aggregate, oneRef, type Ref } from '#domain/records';
import { ServiceSlug } from '#domain/service/service';
import { Pager } from '#domain/team/pager';
import { TeamSlug } from '#domain/team/team-slug';
import { IncidentRole } from './asking-events.ts';
import { beside } from './beside.ts';
import { openEntry } from './board.ts';
import { nothingYet } from './declared.ts';
import { DetectedBy, Origin } from './declaring-events.ts';
import { IncidentEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { ImpactWindow } from './impact.ts';
import { IncidentId } from './incident-id.ts';
import { Passing } from './passing.ts';
import { Fix } from './restoring-events.ts';
import { CalledOut, Owner, Routing, Rung } from './routing.ts';
import { Severity } from './severity.ts';
import { Subscriber } from './telling-events.ts';

const at = z.iso.datetime();

export { IncidentId };

const Room = z.discriminatedUnion('state', [
  z.object({ state: z.literal('awaited') }),
  /** `archivedAt`: since when it has been put away. */
  z.object({ state: z.literal('open'), channel: z.string(), archivedAt: at.optional() }),
  z.object({ state: z.literal('refused'), code: z.string() }),
]);

/** A rung that was asked, with those whose page was refused. */
const Asked = Rung.extend({ at, refused: z.array(PersonId) });

const Act = z.object({ at, by: PersonId });

const open = () =>
  z.object({
    severity: Severity,
    severityDeclared: Severity,
    /** Never falls. */
    severityPeak: Severity,
    /** How often the severity was changed. */
    regraded: z.int(),
    service: ServiceSlug.nullable(),
    saidId: z.string().optional(),
    private: z.boolean(),
    /** It was public before; `generation` is the last question that the public could see. */
    madePrivate: z.object({ at, generation: z.int() }).optional(),
    drill: z.boolean(),
    /** It was over when it was put on record: nobody is asked, unless it is opened again. */
    afterwards: z.boolean().optional(),
    detectedBy: DetectedBy.optional(),
    declaredAt: at,
    declaredBy: Author,
    reportedBy: Author,
    /** Everyone the record has ever brought in. */
    insiders: z.array(PersonId),
    reports: z.int(),
    /** The alert that declared it. */
    alert: AlertId.optional(),
    /** Alerts of monitors that are not over. */
    alerts: z.array(AlertId),
    /** There were more than are kept apart: which of them go on is not known here. */
    moreAlerts: z.boolean(),
    /** A person has done something to it. */
    touched: z.boolean(),
    /** The teams' own pagers that took the question, and which of the questions it was. */
    called: z.array(z.object({ team: TeamSlug, generation: z.int(), pager: Pager.optional() })),
    titleId: z.string(),
    symptomsId: z.string().optional(),
    origin: Origin.optional(),
    /** What it goes on from: one that had been over for too long to be opened again. */
    relatedTo: IncidentId.optional(),
    room: Room,
    /** Public channels that it had before it became private. */
    formerRooms: z.array(z.string()),
    routing: Routing.optional(),
    /** Whose it was, where that was corrected afterwards; who was asked stays what it was. */
    attributed: Owner.optional(),
    unrouted: z.boolean(),
    asked: z.array(Asked),
    /** Counts how often the question "who has it?" was asked anew; a timer of an older generation asks nothing. */
    generation: z.int(),
    askedSince: at,
    roles: z.partialRecord(IncidentRole, PersonId),
    impact: z.array(ImpactWindow),
    /** When people were told last or a reminder was due last, and until when nobody is reminded; the question's own generation. */
    telling: z.object({
      since: at,
      nextBy: at.nullable(),
      updates: z.int(),
      generation: z.int(),
      last: Act.extend({ textId: z.string() }).optional(),
    }),
    /** When somebody did something last, or was asked whether it still goes on. */
    stirredAt: at,
    /** Since when nobody does anything, once that was asked. */
    quietSince: at.nullable(),
    subscribers: z.array(Subscriber),
    /** Services whose on-call was brought in to help, and as part of which question. */
    swarmed: z.array(
      z.object({ service: ServiceSlug, people: z.array(PersonId), generation: z.int(), calledOut: z.array(CalledOut).optional() }),
    ),
    reopened: z.array(at),
    /** When somebody had it for the first time, whatever became of that. */
    firstHadAt: at.optional(),
    passing: Passing,
    /** Others that are the same as this one. */
    duplicates: z.array(IncidentId),
    /** Every one that it was ever said to be the same as, and who spoke of it last: each of them has to know how it is now. */
    sameAs: z.array(z.object({ incident: IncidentId, by: PersonId })),
  });

const Resolution = Act.extend({ by: Author, fix: Fix, howId: z.string() });
const Over = Act.extend({ archiveAt: at.optional() });
const ended = { acknowledged: Act.optional(), mitigated: Act.optional() };

/** A field exists only in the states where it makes sense. */
const AnyState = z.lazy(() =>
  z.discriminatedUnion('state', [
    z.object({ state: z.literal('none') }),
    open().extend({ state: z.literal('declared') }),
    open().extend({ state: z.literal('acknowledged'), acknowledged: Act }),
    /** Customers are no longer hurt; the cause may still be there. */
    open().extend({ state: z.literal('mitigated'), acknowledged: Act.optional(), mitigated: Act }),
    open().extend({ state: z.literal('resolved'), ...ended, resolved: Resolution }),
    open().extend({ state: z.literal('closed'), ...ended, resolved: Resolution, closed: Over }),
    /** The same as another, which goes on; what it was before is what it is again, should it be one of its own after all. */
    open().extend({
      state: z.literal('duplicate'),
      ...ended,
      resolved: Resolution.optional(),
      closed: Over.optional(),
      duplicate: Act.extend({ of: IncidentId }),
    }),
    /** A false alarm. */
    open().extend({ state: z.literal('cancelled'), ...ended, cancelled: Over.extend({ reasonId: z.string() }) }),
  ]),
);

/** Heads that were written before these fields came: nothing had happened to them yet. */
const completed = (stored: unknown): unknown => {
  const head = z.looseObject({ severity: Severity, declaredAt: at }).safeParse(stored).data;
  if (head === undefined) return stored;
  return { ...nothingYet(head.severity, head.declaredAt), touched: true, ...head };
};
export const Incident = z.preprocess(completed, AnyState);
export type Incident = z.infer<typeof AnyState>;
/** One that is on record, whatever has become of it. */
export type OpenIncident = Exclude<Incident, { state: 'none' }>;
/** One that people are at. */
export type ActiveIncident = Extract<Incident, { state: 'declared' | 'acknowledged' | 'mitigated' }>;
export const isActive = (incident: OpenIncident): incident is ActiveIncident =>
  incident.state === 'declared' || incident.state === 'acknowledged' || incident.state === 'mitigated';
/** It was over when it was put on record, and has not come back. */
export const asksNobody = ({ afterwards, reopened }: OpenIncident): boolean => afterwards === true && reopened.length === 0;
/** Who has it, or had it in the end. */
export const holderOf = (incident: OpenIncident): PersonId | undefined =>
  incident.state === 'declared' ? undefined : incident.acknowledged?.by;

export const incidents: Aggregate<Incident, IncidentEvent> = {
  name: 'incident',
  initial: { state: 'none' },
  evolve,
  state: Incident,
  event: IncidentEvent,
  listed(incident) {
    if (incident.state === 'none') return undefined;
    return isActive(incident) ? { list: 'open', at: incident.declaredAt } : { list: 'over', at: incident.declaredAt };
  },
  boarded: openEntry,
  wordsKept(incident) {
    if (incident.state === 'none') return [];
    const said = [incident.titleId, incident.symptomsId, incident.saidId, incident.telling.last?.textId];
    const end =
      incident.state === 'cancelled' ? incident.cancelled.reasonId : 'resolved' in incident ? incident.resolved?.howId : undefined;
    return [...said, end].filter((text) => text !== undefined);
  },
  beside,
};

/** The newest incident of a service that a second declaration may join. Private ones and drills are never here. */
export const Latest = z.object({ incident: IncidentId, at });
export type Latest = z.infer<typeof Latest>;
/** `hidden`: it has become private since. */
const Stored = Latest.extend({ hidden: z.boolean().optional() }).transform(({ hidden, ...latest }) => (hidden ? undefined : latest));
export const latestRef = (service: string): Ref<Latest | undefined> => oneRef(latestKey(service), Stored);

export const isIncident = (id: AggregateId): id is IncidentId => id.startsWith('INC-');

/** A private incident exists for those whom the record has brought in; `inRoom` is someone who speaks from its own channel. */
export const mayKnow = ({ private: hidden, insiders }: Pick<OpenIncident, 'private' | 'insiders'>, viewer: PersonId, inRoom = false) =>
  !hidden || inRoom || insiders.includes(viewer);
