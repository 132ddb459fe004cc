import * as z from 'zod';
import { ImprovementKind, Priority } from '#domain/improvement/improvement-kind';
import { PersonId } from '#domain/person/person';
import { Question } from '#domain/postmortem/prompt';
import { ServiceSlug } from '#domain/service/service-slug';
import { TeamSlug } from '#domain/team/team-slug';

const at = z.iso.datetime();
const day = z.iso.date();

/** All that reports need to know of an improvement, as of one version. */
export const ImprovementFacts = z.object({
  improvement_id: z.string(),
  kind: ImprovementKind,
  question: Question.nullable().describe('Which of the five it answers'),
  postmortem_id: z.string().nullable(),
  incident_ids: z.array(z.string()),
  service_id: ServiceSlug.nullable(),
  team_id: TeamSlug.nullable().describe('Whose it is: it follows its service'),
  owner: PersonId.nullable().describe('One person; null as long as it is nobody’s'),
  state: z.enum(['proposed', 'accepted', 'in_progress', 'done', 'declined', 'superseded']),
  priority: Priority,
  private: z.boolean(),
  proposed_at: at,
  accepted_at: at.nullable(),
  due_on: day.nullable(),
  extensions: z.int().describe('How often whoever does it now gave it another day'),
  waiting: z.boolean().describe('Its service has moved, and the new owner has yet to say whether they take it'),
  overdue: z.boolean(),
  done_at: at.nullable(),
  lead_time_s: z.number().nullable().describe('From the proposal until it was done'),
  days_late: z.number().describe('Days after the one on which it was due, until it was done or this event; 0 while it is in time'),
  superseded_by: z.string().nullable(),
  tracker: z.enum(['github', 'jira']).nullable().describe('Where it is kept too'),
  helped: z.object({ yes: z.int(), partly: z.int(), no: z.int(), too_early: z.int() }).describe('What was said of it 30 days later'),
});
export type ImprovementFacts = z.infer<typeof ImprovementFacts>;

const improvement = <Shape extends z.ZodRawShape>(shape: Shape) => z.object({ ...shape, facts: ImprovementFacts });

/** Those of an improvement. Its title and all that was written about it stay in the record. */
export const improvementEvents = {
  ImprovementProposed: improvement({}),
  ImprovementAccepted: improvement({}),
  ImprovementDeclined: improvement({}),
  ImprovementStarted: improvement({}),
  ImprovementRescheduled: improvement({ from: day, due_on: day, extension: z.int().describe('The how-manieth') }),
  ImprovementReassigned: improvement({ because: z.enum(['service_moved', 'owner_left', 'asked']), waiting: z.boolean() }),
  ImprovementOverdue: improvement({}),
  ImprovementCompleted: improvement({}),
  ImprovementReopened: improvement({}),
  ImprovementMerged: improvement({ into: z.string() }),
  ImprovementMadePrivate: improvement({}),
  ImprovementHelpSaid: improvement({ helped: z.enum(['yes', 'partly', 'no', 'too_early']) }),
} as const;

export type ImprovementData<Type extends keyof typeof improvementEvents> = z.infer<(typeof improvementEvents)[Type]>;
export type PublicImprovementType = keyof typeof improvementEvents;
