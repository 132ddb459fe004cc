import * as z from 'zod';
import { ImprovementId, ImprovementKind, Priority, Tracked } from '#domain/improvement/improvement-kind';
import { ImpactWindow } from '#domain/incident/impact';
import { IncidentId } from '#domain/incident/incident-id';
import { Severity } from '#domain/incident/severity';
import { TimelineKind } from '#domain/incident/timeline-kind';
import { PersonId } from '#domain/person/person';
import { ServiceSlug } from '#domain/service/service-slug';
import { TeamSlug } from '#domain/team/team-slug';
import { PartIn } from './people.ts';
import { RequiredBecause, Requirement } from './postmortem-events.ts';
import { PostmortemId } from './postmortem-id.ts';
import { AnswerKey, Factor, Question } from './prompt.ts';

const at = z.iso.datetime();

/** What somebody wrote. `id`: where it is kept, so that what they erase goes from here too; `cut`: only its beginning is here. */
const Words = z.object({
  text: z.string(),
  id: z.string().optional(),
  erased: z.literal(true).optional(),
  cut: z.literal(true).optional(),
});
export type Words = z.infer<typeof Words>;

/** Somebody as they are called here. `person`: only of those who want their name to be shown. */
const Called = z.object({ label: z.string(), person: PersonId.optional() });
export type Called = z.infer<typeof Called>;

const Answered = z.object({
  key: AnswerKey,
  answers: z.array(z.object({ by: Called, words: Words })),
  /** How many said that they have nothing to add. */
  nothing: z.int(),
});
export type Answered = z.infer<typeof Answered>;

const Listed = z.object({
  id: ImprovementId,
  kind: ImprovementKind,
  question: Question.optional(),
  priority: Priority,
  state: z.enum(['proposed', 'accepted', 'in_progress', 'done', 'declined', 'superseded']),
  title: Words,
  done_when: Words.optional(),
  owner: Called.optional(),
  team: TeamSlug.nullable(),
  due_on: z.iso.date().optional(),
  reason: Words.optional(),
  tracked: Tracked.optional(),
});

/** All that a published postmortem says (`domain.md` 4.8). Only ever added to; what reads it looks at `schema`. */
export const PostmortemDocument = z.object({
  schema: z.literal('muster.postmortem/1'),
  id: PostmortemId,
  incident: IncidentId,
  /** 0 is a draft. */
  version: z.int(),
  as_of: at,
  /** In which times are shown besides UTC. */
  zone: z.string(),
  private: z.boolean(),
  exercise: z.boolean(),
  requirement: Requirement,
  because: z.array(RequiredBecause),
  title: Words,
  service: ServiceSlug.nullable(),
  service_name: z.string().optional(),
  team: TeamSlug.nullable(),
  severity: z.object({ declared: Severity, peak: Severity, final: Severity }),
  times: z.object({
    declared_at: at,
    detected_at: at.optional(),
    first_response_at: at.optional(),
    restored_at: at.optional(),
    resolved_at: at.optional(),
    reopened_at: z.array(at),
  }),
  artifacts: z.array(z.object({ kind: z.enum(['link', 'file', 'message']), at, words: Words })),
  summary: z.object({ words: Words.optional(), windows: z.array(ImpactWindow), confirmed: z.boolean() }),
  /** `pieces`: what is told once more, where somebody in it wants their name to be shown. */
  timeline: z.array(
    z.object({
      at,
      kind: TimelineKind,
      told: z.string(),
      pieces: z.array(z.union([z.string(), Called])).optional(),
      words: Words.optional(),
    }),
  ),
  /** How it looked to those who were there. */
  seen: z.array(Answered),
  questions: z.array(Answered),
  factors: z.array(z.object({ factor: Factor, name: z.string() })),
  improvements: z.array(Listed),
  /** How many more came out of a private incident too: nothing else is said of them. */
  improvements_withheld: z.int().optional(),
  none_chosen: Words.optional(),
  went_well: z.array(Answered),
  people: z.array(Called.extend({ as: z.array(PartIn) })),
  data_quality: z.object({
    /** Asked one by one, and how many of them said something. */
    asked: z.int(),
    answered: z.int(),
    not_asked: z.int(),
    met_at: at.optional(),
    meeting: z.enum(['held', 'waived', 'to_come']),
    overdue: z.boolean(),
    /** Sentences of what it is not whole without. */
    missing: z.array(z.string()),
    timeline_cut: z.boolean(),
    /** How many of those that stand in the record have no room here. */
    timeline_left_out: z.int().optional(),
    artifacts_left_out: z.int().optional(),
    words_cut: z.boolean(),
  }),
});
export type PostmortemDocument = z.infer<typeof PostmortemDocument>;

/** Nothing where there are none. */
export const withheldIn = (count: number): Pick<PostmortemDocument, 'improvements_withheld'> =>
  count === 0 ? {} : { improvements_withheld: count };
