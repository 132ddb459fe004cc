import * as z from 'zod';
import { Severity } from '#domain/incident/severity';
import { PersonId } from '#domain/person/person';
import { ActsAs, OverdueRung, RequiredBecause, Requirement } from '#domain/postmortem/postmortem-events';
import { Factor, Prompt, Question } from '#domain/postmortem/prompt';
import { ServiceSlug } from '#domain/service/service-slug';
import { TeamSlug } from '#domain/team/team-slug';

const at = z.iso.datetime();

/** All that reports need to know of a postmortem, as of one version. Who was asked and has not answered is nobody's business: these are counts. */
export const PostmortemFacts = z.object({
  postmortem_id: z.string(),
  incident_id: z.string(),
  service_id: ServiceSlug.nullable(),
  team_id: TeamSlug.nullable().describe('Who owned the service when it happened'),
  state: z.enum(['not_required', 'draft', 'in_review', 'reviewed', 'closed', 'waived', 'dropped']),
  requirement: Requirement,
  because: z.array(RequiredBecause),
  severity_peak: Severity,
  drill: z.boolean().describe('Practice: in no measure'),
  private: z.boolean(),
  t0: at.describe('From when its clock is counted: when the incident was over last'),
  due_at: at.nullable().describe('By when they are to meet; null as long as nobody has asked for it'),
  paused: z.boolean().describe('The incident has come back: nobody is asked'),
  reopen_count: z.int(),
  owner: PersonId.nullable(),
  facilitator: PersonId.nullable(),
  people_asked: z.int(),
  people_answered: z.int(),
  messages_sent: z.int().describe('To all of them together; of these, those that only asked again are `nudges_sent`'),
  nudges_sent: z.int(),
  questions_answered: z
    .array(z.object({ question: Question, people: z.int() }))
    .describe('How many said something, or that there is nothing to add'),
  factors: z.array(Factor).describe('What contributed: conditions, never a person; none is named of a private one'),
  meeting_at: at.nullable(),
  met_at: at.nullable().describe('When the meeting was held, or done without'),
  met: z.enum(['held', 'waived']).nullable(),
  days_late: z.number().describe('From due to the meeting, or to this event as long as there was none; 0 while it is in time'),
  overdue: z.boolean(),
  escalated_at: at.nullable(),
  improvements: z.array(z.string()).describe('Ids of what was proposed'),
  completed_at: at.nullable(),
  published_at: at.nullable().describe('For the first time'),
  published_version: z.int().nullable(),
  waived_at: at.nullable(),
});
export type PostmortemFacts = z.infer<typeof PostmortemFacts>;

const postmortem = <Shape extends z.ZodRawShape>(shape: Shape) => z.object({ ...shape, facts: PostmortemFacts });
const proposed = {
  improvements_by_question: z
    .array(z.object({ question: Question.or(z.literal('none')), proposed: z.int(), chosen: z.int() }))
    .describe('As they were then; `chosen`: somebody is to do it, or has done it'),
};

/** Those of a postmortem. Nobody hears from them what people wrote, and of nobody whether they answered but from themselves. */
export const postmortemEvents = {
  PostmortemRequired: postmortem({}),
  PostmortemRequirementChanged: postmortem({}),
  PostmortemServiceChanged: postmortem({}),
  PostmortemOwnerAssigned: postmortem({
    owner: PersonId,
    because: z.enum(['default', 'picked', 'nobody_picked', 'changed', 'owner_left']),
  }),
  PostmortemPromptSent: postmortem({
    what: z.array(z.string()).describe('What the message asks or tells, `p1` to `p8` among it; to whom is not said'),
    nudge: z.int().optional().describe('The how-manieth time that the same is asked again'),
  }),
  PostmortemPromptAnswered: postmortem({ prompts: z.array(Prompt), boxes: z.int().describe('How many of its boxes hold something now') }),
  PostmortemDue: postmortem({}),
  PostmortemOverdue: postmortem({ rung: OverdueRung.describe('Who is told; of the organisation’s heads only that they are') }),
  PostmortemEscalated: postmortem({}),
  PostmortemMeetingHeld: postmortem({ held_at: at, decide_by: at, publish_by: at }),
  PostmortemCompleted: postmortem(proposed),
  PostmortemPublished: postmortem({ version: z.int(), help_asked_at: at.describe('When it is asked whether it helped'), ...proposed }),
  PostmortemWaived: postmortem({ as: ActsAs }),
  PostmortemReopened: postmortem({}),
  PostmortemResumed: postmortem({}),
  PostmortemDropped: postmortem({ because: z.enum(['duplicate', 'not_required']) }),
  PostmortemMadePrivate: postmortem({}),
} as const;

export type PostmortemData<Type extends keyof typeof postmortemEvents> = z.infer<(typeof postmortemEvents)[Type]>;
export type PublicPostmortemType = keyof typeof postmortemEvents;
