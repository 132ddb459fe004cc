import * as z from 'zod';
import { IncidentId } from '#domain/incident/incident-id';
import { Severity } from '#domain/incident/severity';
import { PersonId } from '#domain/person/person';
import { type Aggregate, headRef, type Ref } from '#domain/records';
import { ServiceSlug } from '#domain/service/service-slug';
import { TeamSlug } from '#domain/team/team-slug';
import { beside } from './beside.ts';
import { postmortemEntry } from './board.ts';
import { takenOn } from './driving.ts';
import { evolve } from './evolve.ts';
import { Part } from './people.ts';
import { ActsAs, Ladder, Moment, OverdueRung, PostmortemEvent, Reading, RequiredBecause, Requirement } from './postmortem-events.ts';
import type { PostmortemId } from './postmortem-id.ts';
import { Factor } from './prompt.ts';
import { nextStep } from './timers.ts';

const at = z.iso.datetime();
const yes = z.object({ by: PersonId, as: ActsAs, at });

const offered = () =>
  z.object({
    incident: IncidentId,
    service: ServiceSlug.nullable(),
    /** The team that owned the service when it happened. */
    team: TeamSlug.nullable(),
    requirement: Requirement,
    because: z.array(RequiredBecause),
    peak: Severity,
    drill: z.boolean(),
    private: z.boolean(),
    movingTo: TeamSlug.optional(),
    /** It was found when the incident had been over for long. */
    late: z.literal(true).optional(),
    declaredAt: at,
    /** From when its clock is counted: when the incident was over last. */
    t0: at,
    /** Since when the clock stands still: the incident came back. */
    pausedAt: at.optional(),
    /** How often it came back. */
    reopened: z.int(),
    people: z.record(PersonId, Part),
    /** How many more were there and are not asked one by one. */
    more: z.int(),
    seenUntil: z.string().optional(),
    reading: Reading.optional(),
    owner: PersonId.optional(),
    /** Somebody has chosen the owner, or the owner has begun to drive it. */
    picked: z.boolean(),
    /** Since when they drive it, and how that came to be; `before`: who had it until then, where nobody said so. */
    owning: z.object({ since: at, because: z.string(), by: PersonId.optional(), before: PersonId.optional() }).optional(),
    facilitator: PersonId.optional(),
    facilitating: z.object({ since: at, by: PersonId.optional() }).optional(),
    summaryId: z.string().optional(),
    impact: z.object({ by: PersonId, at, windows: z.int(), incidentVersion: z.int(), print: z.string() }).optional(),
    moments: z.partialRecord(Moment, z.object({ by: PersonId, at, happenedAt: at })),
    /** How many there are: each is an item of its own. */
    artifacts: z.int(),
    factors: z.array(Factor),
    meeting: z
      .object({
        /** Who planned it last. */
        by: PersonId.optional(),
        plannedAt: at.optional(),
        begins: at,
        minutes: z.int(),
        invited: z.array(PersonId),
        draftAt: at.optional(),
        startedAt: at.optional(),
        step: z.int(),
        /** How often it was given another time. */
        moved: z.int().default(0),
      })
      .optional(),
    /** Where none is planned any more: what calendars that had one were told last. */
    calledOff: z.int().optional(),
    /** Those who have said that it needs no meeting. */
    meetingWaived: z.array(yes.extend({ reasonId: z.string() })),
    /** Ids of the improvements that came out of it. */
    improvements: z.array(z.string()),
    noneChosen: z.object({ by: PersonId, at, reasonId: z.string() }).optional(),
    /** Since when only the sign-off is missing, and whose it is. */
    signing: z.object({ since: at, of: PersonId.optional() }).optional(),
    signedOff: yes.optional(),
    /** Slack did not take it as the canvas of the channel; when it was tried again last. */
    canvasRefused: z.object({ at, code: z.string() }).optional(),
    canvasTried: at.optional(),
    /** Steps of the clock that were taken. */
    steps: z.array(z.string()),
    /** When the blameless reminder was shown: how often with prompts, and at the meeting. */
    reminders: z.object({ prompts: z.int(), last: at.optional(), meeting: at.optional() }),
  });
const running = () =>
  offered().extend({
    requiredAt: at,
    ladder: Ladder,
    dueSaid: at.optional(),
    overdue: z.array(z.object({ rung: OverdueRung, at, people: z.array(PersonId) })),
    escalatedAt: at.optional(),
    /** It had been waived then, and the incident came back after that. */
    waivedBefore: at.optional(),
  });
/** The meeting is over, or there is none. */
const met = { metAt: at, waived: z.boolean(), decideBy: at, publishBy: at };
const published = z.object({ version: z.int(), at, by: PersonId, documentId: z.string() });

/** `not_required`: offered; `draft`: people are asked; `in_review`: what they said is weighed; `reviewed`: all is there but the publishing. */
export const Postmortem = z.lazy(() =>
  z.discriminatedUnion('state', [
    z.object({ state: z.literal('none') }),
    offered().extend({ state: z.literal('not_required') }),
    running().extend({ state: z.literal('draft') }),
    running().extend({ state: z.literal('in_review'), ...met }),
    running().extend({ state: z.literal('reviewed'), ...met, completedAt: at }),
    running().extend({
      state: z.literal('closed'),
      ...met,
      completedAt: at,
      published: z.array(published).min(1),
      helpAt: at,
      /** Distinct people; never who. */
      readers: z.int(),
    }),
    running().extend({ state: z.literal('waived'), waivedBy: yes, waivedReasonId: z.string() }),
    /** The same as another incident's. */
    offered().extend({ state: z.literal('dropped'), droppedAt: at }),
  ]),
);
export type Postmortem = z.infer<typeof Postmortem>;
export type KnownPostmortem = Exclude<Postmortem, { state: 'none' }>;
/** Its clock was started, whatever has become of it. */
export type RunningPostmortem = Extract<Postmortem, { ladder: Ladder }>;
/** Somebody still has something to do. */
export type OpenPostmortem = Extract<Postmortem, { state: 'draft' | 'in_review' | 'reviewed' }>;
export type PublishedPostmortem = Extract<Postmortem, { state: 'closed' }>;

export const isOpen = (postmortem: Postmortem): postmortem is OpenPostmortem =>
  postmortem.state === 'draft' || postmortem.state === 'in_review' || postmortem.state === 'reviewed';

export const postmortems: Aggregate<Postmortem, PostmortemEvent> = {
  name: 'postmortem',
  initial: { state: 'none' },
  evolve: (postmortem, event) => takenOn(postmortem, event, evolve(postmortem, event)),
  state: Postmortem,
  event: PostmortemEvent,
  listed: (postmortem) => nextStep(postmortem),
  boarded: (postmortem) => postmortemEntry(postmortem),
  wordsKept: (postmortem) => (postmortem.state === 'waived' ? [postmortem.waivedReasonId] : []),
  beside,
};

export const postmortemRef = (id: PostmortemId): Ref<Postmortem> => headRef(postmortems, id);
