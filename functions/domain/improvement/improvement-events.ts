import * as z from 'zod';
import { IncidentId } from '#domain/incident/incident-id';
import { Author } from '#domain/person/author';
import { PersonId } from '#domain/person/person';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import { Question } from '#domain/postmortem/prompt';
import { ServiceSlug } from '#domain/service/service-slug';
import { TeamSlug } from '#domain/team/team-slug';
import { ImprovementId, ImprovementKind, Priority, Tracked } from './improvement-kind.ts';

const at = z.iso.datetime();
const day = z.iso.date();

/** Why those whose it is now are asked whether they take it. */
export const OfferedBecause = z.enum(['service_moved', 'owner_left']);
export type OfferedBecause = z.infer<typeof OfferedBecause>;

/** What becomes of what was learnt (`domain.md` 4.7). Its title and when it is done are texts. */
export const ImprovementEvent = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({
      type: z.literal('ImprovementProposed'),
      at,
      by: PersonId.optional(),
      kind: ImprovementKind,
      /** Which of the five questions it answers. */
      question: Question.optional(),
      postmortem: PostmortemId.optional(),
      incidents: z.array(IncidentId),
      service: ServiceSlug.nullable(),
      /** Who has the service then. */
      team: TeamSlug.nullable(),
      private: z.boolean(),
      titleId: z.string(),
      doneWhenId: z.string().optional(),
      priority: Priority,
    }),
    z.object({
      type: z.literal('ImprovementDescribed'),
      at,
      by: PersonId,
      titleId: z.string().optional(),
      doneWhenId: z.string().optional(),
      question: Question.optional(),
      priority: Priority.optional(),
    }),
    /** Chosen: one owner, a person and their team, and one date. */
    z.object({ type: z.literal('ImprovementAccepted'), at, by: PersonId, owner: PersonId, team: TeamSlug, dueOn: day, priority: Priority }),
    z.object({ type: z.literal('ImprovementDeclined'), at, by: PersonId, reasonId: z.string() }),
    z.object({ type: z.literal('ImprovementStarted'), at, by: Author.optional() }),
    /** `extension`: the how-manieth. */
    z.object({
      type: z.literal('ImprovementRescheduled'),
      at,
      by: PersonId,
      from: day,
      dueOn: day,
      extension: z.int(),
      reasonId: z.string().optional(),
      /** Who is to hear that it was put off so often. */
      tell: PersonId.optional(),
    }),
    /** `waiting`: those whose it is now have yet to say whether they take it, and `ask` is to; `owner`: nobody yet where it is missing. */
    z.object({
      type: z.literal('ImprovementReassigned'),
      at,
      by: PersonId.optional(),
      owner: PersonId.optional(),
      team: TeamSlug,
      because: z.enum([...OfferedBecause.options, 'asked']),
      waiting: z.boolean(),
      ask: PersonId.optional(),
    }),
    z.object({ type: z.literal('ImprovementOverdue'), at }),
    z.object({ type: z.literal('ImprovementCompleted'), at, by: Author.optional() }),
    /** It was not done after all. */
    z.object({ type: z.literal('ImprovementReopened'), at, by: Author.optional() }),
    z.object({ type: z.literal('ImprovementMerged'), at, by: PersonId, into: ImprovementId }),
    /** What was merged into it. */
    z.object({ type: z.literal('ImprovementJoined'), at, from: ImprovementId, incidents: z.array(IncidentId) }),
    z.object({ type: z.literal('ImprovementRanked'), at, by: PersonId, rank: z.number() }),
    /** It is kept in another tool too. */
    z.object({ type: z.literal('ImprovementTracked'), at, tracked: Tracked }),
    z.object({ type: z.literal('ImprovementTrackingRefused'), at, tracker: z.string(), code: z.string() }),
    /** What was refused is tried again. `nowhere`: it is to be kept nowhere else by now. */
    z.object({ type: z.literal('ImprovementTrackingTried'), at, by: PersonId.optional(), nowhere: z.literal(true).optional() }),
    z.object({ type: z.literal('ImprovementMadePrivate'), at }),
    /** In one message with all else of that person's day. */
    z.object({ type: z.literal('ImprovementReminded'), at, person: PersonId, day, what: z.array(z.string()) }),
    z.object({ type: z.literal('ImprovementWordsErased'), at, by: PersonId, textIds: z.array(z.string()) }),
    /** From now on it is asked whether it helped. */
    z.object({ type: z.literal('ImprovementHelpAsked'), at, people: z.array(PersonId) }),
    z.object({
      type: z.literal('ImprovementHelpSaid'),
      at,
      by: PersonId,
      helped: z.enum(['yes', 'partly', 'no', 'too_early']),
      wordsId: z.string().optional(),
    }),
    z.object({ type: z.literal('ImprovementStepTaken'), at, step: z.string() }),
  ]),
);
export type ImprovementEvent = z.infer<typeof ImprovementEvent>;
export type ImprovementFact<Type extends ImprovementEvent['type']> = Extract<ImprovementEvent, { type: Type }>;
