import * as z from 'zod';
import { IncidentId } from '#domain/incident/incident-id';
import { Author } from '#domain/person/author';
import { PersonId } from '#domain/person/person';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import { Question } from '#domain/postmortem/prompt';
import { type Aggregate, headRef, type Ref } from '#domain/records';
import { ServiceSlug } from '#domain/service/service-slug';
import { TeamSlug } from '#domain/team/team-slug';
import { beside } from './beside.ts';
import { improvementEntry } from './board.ts';
import { evolve } from './evolve.ts';
import { ImprovementEvent, OfferedBecause } from './improvement-events.ts';
import { ImprovementId, ImprovementKind, Priority, Tracked } from './improvement-kind.ts';
import { nextStep } from './timers.ts';

const at = z.iso.datetime();
const day = z.iso.date();

const proposed = () =>
  z.object({
    kind: ImprovementKind,
    question: Question.optional(),
    postmortem: PostmortemId.optional(),
    incidents: z.array(IncidentId),
    service: ServiceSlug.nullable(),
    team: TeamSlug.nullable(),
    private: z.boolean(),
    titleId: z.string(),
    doneWhenId: z.string().optional(),
    priority: Priority,
    proposedAt: at,
    proposedBy: PersonId.optional(),
    /** Its place in the backlog, from small to great; by priority and age where nobody has said. */
    rank: z.number().optional(),
    tracked: Tracked.optional(),
    trackingRefused: z.object({ tracker: z.string(), code: z.string(), at }).optional(),
    /** When it was last asked to be tried again, by whomever. */
    trackingTried: at.optional(),
    /** What was merged into it. */
    joined: z.array(ImprovementId),
    /** Since when it is this team's. */
    teamSince: at,
    /** Those whose it is by now have yet to say whether they take it; `asked`: who is to say so. */
    waitingSince: at.optional(),
    asked: PersonId.optional(),
    waitingBecause: OfferedBecause.optional(),
    steps: z.array(z.string()),
    /** What somebody was reminded of last, and on which of their days. */
    reminded: z.array(z.object({ person: PersonId, day, what: z.array(z.string()) })),
  });
const chosen = () =>
  proposed().extend({
    acceptedAt: at,
    /** Nobody for now: they have left, or their service has moved. */
    owner: PersonId.optional(),
    team: TeamSlug,
    dueOn: day,
    /** Since when that is its date, or its owner: reminders begin anew. */
    datedAt: at,
    /** Whose word it is that they do it, and by when. */
    chosenBy: PersonId.optional(),
    /** How often it was given another date. */
    extensions: z.int(),
    /** Who is to hear that it was put off so often. */
    extendedTo: z.object({ person: PersonId, at }).optional(),
    overdueAt: at.optional(),
    /** It was done, and then it was not after all. */
    reopenedAt: at.optional(),
  });

export const Improvement = z.lazy(() =>
  z.discriminatedUnion('state', [
    z.object({ state: z.literal('none') }),
    proposed().extend({ state: z.literal('proposed') }),
    chosen().extend({ state: z.literal('accepted') }),
    chosen().extend({ state: z.literal('in_progress') }),
    chosen().extend({
      state: z.literal('done'),
      doneAt: at,
      doneBy: Author.optional(),
      helpAsked: z.object({ at, people: z.array(PersonId) }).optional(),
      helped: z.array(z.object({ by: PersonId, at, helped: z.enum(['yes', 'partly', 'no', 'too_early']), wordsId: z.string().optional() })),
    }),
    proposed().extend({ state: z.literal('declined'), declined: z.object({ by: PersonId, at, reasonId: z.string() }) }),
    proposed().extend({ state: z.literal('superseded'), into: ImprovementId, supersededAt: at }),
  ]),
);
export type Improvement = z.infer<typeof Improvement>;
export type KnownImprovement = Exclude<Improvement, { state: 'none' }>;
/** Somebody is to do it. */
export type ChosenImprovement = Extract<Improvement, { state: 'accepted' | 'in_progress' }>;
export type OpenImprovement = Extract<Improvement, { state: 'proposed' | 'accepted' | 'in_progress' }>;

export const isChosen = (improvement: Improvement): improvement is ChosenImprovement =>
  improvement.state === 'accepted' || improvement.state === 'in_progress';
export const isOpen = (improvement: Improvement): improvement is OpenImprovement =>
  improvement.state === 'proposed' || isChosen(improvement);

export const improvements: Aggregate<Improvement, ImprovementEvent> = {
  name: 'improvement',
  initial: { state: 'none' },
  evolve,
  state: Improvement,
  event: ImprovementEvent,
  listed: (improvement) => nextStep(improvement),
  boarded: (improvement) => improvementEntry(improvement),
  wordsKept: (improvement) =>
    improvement.state === 'none'
      ? []
      : [improvement.titleId, improvement.doneWhenId, improvement.state === 'declined' ? improvement.declined.reasonId : undefined].filter(
          (text) => text !== undefined,
        ),
  beside,
};

export const improvementRef = (id: ImprovementId): Ref<Improvement> => headRef(improvements, id);
