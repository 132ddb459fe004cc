import type { Part } from '#domain/postmortem/people';
import type { KnownPostmortem } from '#domain/postmortem/postmortem';
import type { PostmortemEvent, PostmortemFact } from '#domain/postmortem/postmortem-events';
import type { PostmortemId } from '#domain/postmortem/postmortem-id';
import { incidentOf } from '#domain/postmortem/postmortem-id';
import { Question } from '#domain/postmortem/prompt';
import type { PostmortemData, PostmortemFacts, PublicPostmortemType } from './postmortem-schemas.ts';

type Own<Type extends PublicPostmortemType> = Omit<PostmortemData<Type>, 'facts'>;
export type ByQuestion = PostmortemData<'PostmortemCompleted'>['improvements_by_question'];

/** `events`: up to this one; `postmortem`: as it is with them. `undefined` for what is a note to ourselves. */
export function publicPostmortem(
  id: PostmortemId,
  postmortem: KnownPostmortem,
  events: readonly PostmortemEvent[],
  improvements: ByQuestion,
): object | undefined {
  const event = events.at(-1);
  const own = event && told(event, improvements);
  return own && { ...own, facts: { ...postmortemFacts(id, postmortem, event.at), ...asking(events) } };
}

/** Whether this one says what has become of the improvements too. */
export const tellsOfImprovements = ({ type }: { type: string }): boolean =>
  type === 'PostmortemCompleted' || type === 'PostmortemPublished';

export const tellsOfPostmortem = (event: PostmortemEvent): boolean => told(event, []) !== undefined;

/** Field by field, never by spreading: what is not named here does not leave. */
function told(event: PostmortemEvent, improvements: ByQuestion): object | undefined {
  switch (event.type) {
    case 'PostmortemRequired':
    case 'PostmortemRequirementChanged':
    case 'PostmortemServiceChanged':
    case 'PostmortemDue':
    case 'PostmortemEscalated':
    case 'PostmortemReopened':
    case 'PostmortemResumed':
    case 'PostmortemMadePrivate':
      return {} satisfies Own<'PostmortemDue'>;
    case 'PostmortemOwnerAssigned':
      return { owner: event.owner, because: event.because } satisfies Own<'PostmortemOwnerAssigned'>;
    case 'PostmortemPromptSent':
      return { what: event.what, ...(event.nudge && { nudge: event.nudge }) } satisfies Own<'PostmortemPromptSent'>;
    case 'PostmortemPromptAnswered':
      return { prompts: event.prompts, boxes: boxes(event) } satisfies Own<'PostmortemPromptAnswered'>;
    case 'PostmortemOverdue':
      return { rung: event.rung } satisfies Own<'PostmortemOverdue'>;
    case 'PostmortemMeetingHeld':
      return { held_at: event.heldAt, decide_by: event.decideBy, publish_by: event.publishBy } satisfies Own<'PostmortemMeetingHeld'>;
    case 'PostmortemCompleted':
      return { improvements_by_question: improvements } satisfies Own<'PostmortemCompleted'>;
    case 'PostmortemPublished':
      return {
        version: event.version,
        help_asked_at: event.helpAt,
        improvements_by_question: improvements,
      } satisfies Own<'PostmortemPublished'>;
    case 'PostmortemWaived':
      return { as: event.as } satisfies Own<'PostmortemWaived'>;
    case 'PostmortemDropped':
      return { because: event.because } satisfies Own<'PostmortemDropped'>;
    case 'PostmortemOffered':
    case 'PostmortemPeopleChanged':
    case 'PostmortemChannelRead':
    case 'PostmortemFacilitatorAssigned':
    case 'PostmortemPromptSkipped':
    case 'PostmortemNameShown':
    case 'PostmortemWordsErased':
    case 'PostmortemSummaryWritten':
    case 'PostmortemMomentSaid':
    case 'PostmortemImpactConfirmed':
    case 'PostmortemArtifactsAdded':
    case 'PostmortemArtifactRemoved':
    case 'PostmortemFactorsSet':
    case 'PostmortemMeetingPlanned':
    case 'PostmortemMeetingStarted':
    case 'PostmortemMeetingMoved':
    case 'PostmortemMeetingReminded':
    case 'PostmortemMeetingWaived':
    case 'PostmortemImprovementListed':
    case 'PostmortemNoneChosen':
    case 'PostmortemSignOffAsked':
    case 'PostmortemSignOffRests':
    case 'PostmortemSignedOff':
    case 'PostmortemRead':
    case 'PostmortemCanvasRefused':
    case 'PostmortemCanvasTried':
    case 'PostmortemCanvasKept':
    case 'PostmortemStepTaken':
      return undefined;
    default:
      return event satisfies never;
  }
}

const boxes = ({ answers }: PostmortemFact<'PostmortemPromptAnswered'>) =>
  answers.filter(({ textId, nothing }) => textId !== undefined || nothing).length;

type Asking = Pick<PostmortemFacts, 'people_asked' | 'people_answered' | 'messages_sent' | 'nudges_sent'>;

/** Counted in the log: the head forgets what may be asked again. */
function asking(events: readonly PostmortemEvent[]): Asking {
  const sent = events.filter((event) => event.type === 'PostmortemPromptSent');
  const answers = events.filter((event) => event.type === 'PostmortemPromptAnswered');
  return {
    people_asked: new Set(sent.map(({ person }) => person)).size,
    people_answered: new Set(answers.map(({ by }) => by)).size,
    messages_sent: sent.length,
    nudges_sent: sent.filter(({ nudge }) => nudge !== undefined).length,
  };
}

const dayMs = 24 * 3_600_000;

function postmortemFacts(id: PostmortemId, postmortem: KnownPostmortem, at: string): Omit<PostmortemFacts, keyof Asking> {
  const parts = Object.values(postmortem.people);
  const ladder = 'ladder' in postmortem ? postmortem.ladder : undefined;
  const metAt = 'metAt' in postmortem ? postmortem.metAt : undefined;
  const published = postmortem.state === 'closed' ? postmortem.published : [];
  const counted = ladder && postmortem.state !== 'dropped' ? Date.parse(metAt ?? at) - Date.parse(ladder.due) : 0;
  return {
    postmortem_id: id,
    incident_id: incidentOf(id),
    service_id: postmortem.service,
    team_id: postmortem.team,
    state: postmortem.state,
    requirement: postmortem.requirement,
    because: postmortem.because,
    severity_peak: postmortem.peak,
    drill: postmortem.drill,
    private: postmortem.private,
    t0: postmortem.t0,
    due_at: ladder?.due ?? null,
    paused: postmortem.pausedAt !== undefined,
    reopen_count: postmortem.reopened,
    owner: postmortem.owner ?? null,
    facilitator: postmortem.facilitator ?? null,
    questions_answered: Question.options.map((question) => ({ question, people: parts.filter(about(question)).length })),
    factors: postmortem.private ? [] : postmortem.factors,
    meeting_at: postmortem.meeting?.begins ?? null,
    met_at: metAt ?? null,
    met: 'metAt' in postmortem ? (postmortem.waived ? 'waived' : 'held') : null,
    days_late: Math.max(0, Math.round((counted / dayMs) * 10) / 10),
    overdue: 'overdue' in postmortem && postmortem.overdue.length > 0,
    escalated_at: ('escalatedAt' in postmortem && postmortem.escalatedAt) || null,
    improvements: postmortem.improvements,
    completed_at: 'completedAt' in postmortem ? postmortem.completedAt : null,
    published_at: published[0]?.at ?? null,
    published_version: published.at(-1)?.version ?? null,
    waived_at: postmortem.state === 'waived' ? postmortem.waivedBy.at : null,
  };
}

const about =
  (question: Question) =>
  ({ answered, nothing }: Part): boolean =>
    answered.includes(question) || nothing.includes(question);
