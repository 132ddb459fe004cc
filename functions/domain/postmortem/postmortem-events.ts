import * as z from 'zod';
import { IncidentId } from '#domain/incident/incident-id';
import { Severity } from '#domain/incident/severity';
import { PersonId } from '#domain/person/person';
import { ServiceSlug } from '#domain/service/service-slug';
import { TeamSlug } from '#domain/team/team-slug';
import { Participant } from './people.ts';
import { AnswerKey, Factor, Prompt } from './prompt.ts';

const at = z.iso.datetime();

/** `optional`: one button asks for it. `light`: P1, Detect and React only. */
export const Requirement = z.enum(['required', 'light', 'optional']);
export type Requirement = z.infer<typeof Requirement>;
/** Which rule of `domain.md` 4.1 asks for it. */
export const RequiredBecause = z.enum(['serious', 'error_budget', 'third_alike', 'false_alarm', 'drill', 'asked_for', 'downgraded']);
export type RequiredBecause = z.infer<typeof RequiredBecause>;

/** When it is due, and who is told if it is not done by then (`domain.md` 4.4): by the calendar of the owning team as it was then. */
export const Ladder = z.object({
  soon: at,
  due: at,
  /** When the channel hears of it, where it is due by night or on a day off. */
  inChannel: at.optional(),
  ...{ commander: at, lead: at, productManager: at, orgHeads: at },
});
export type Ladder = z.infer<typeof Ladder>;
export const OverdueRung = z.enum(['commander', 'lead', 'product_manager', 'org_heads']);
export type OverdueRung = z.infer<typeof OverdueRung>;

/** With which right somebody acts on it. */
export const ActsAs = z.enum(['owner', 'facilitator', 'commander', 'lead', 'product_manager', 'delegate', 'participant', 'team']);
export type ActsAs = z.infer<typeof ActsAs>;

/** `file`, `message`: seen in the channel; `link`: seen there or added by hand. What it says and where it leads is a text. */
export const Artifact = z.object({
  id: z.string(),
  kind: z.enum(['link', 'file', 'message']),
  by: PersonId.optional(),
  at,
  textId: z.string(),
});
export type Artifact = z.infer<typeof Artifact>;

/** Places of Slack's in a channel, between which it is read page by page. */
export const Reading = z.object({ upTo: z.string(), before: z.string() });
/** What a timeline is not whole without (`domain.md` 4.6). */
export const Moment = z.enum(['detection', 'first_response', 'restoration']);
export type Moment = z.infer<typeof Moment>;

const Asked = z.object({ requirement: Requirement, because: z.array(RequiredBecause), peak: Severity });

export const PostmortemEvent = z.lazy(() =>
  z.discriminatedUnion('type', [
    /** The incident is over, and there may be something to learn: nobody is asked until somebody wants it. */
    Asked.extend({
      type: z.literal('PostmortemOffered'),
      at,
      incident: IncidentId,
      service: ServiceSlug.nullable(),
      team: TeamSlug.nullable(),
      drill: z.boolean(),
      private: z.boolean(),
      t0: at,
      declaredAt: at,
      /** The service was about to move to this team. */
      movingTo: TeamSlug.optional(),
      /** It had been over for long when this was found: nobody is asked, and nothing is said of it, unless somebody wants it. */
      late: z.literal(true).optional(),
    }),
    /** From here on the clock runs; said again where it asks for more than before. `t0`: from when it is counted. */
    Asked.extend({ type: z.literal('PostmortemRequired'), at, by: PersonId.optional(), t0: at, ladder: Ladder }),
    /** The severity was changed afterwards, or its share of the error budget: due only ever later. */
    Asked.extend({ type: z.literal('PostmortemRequirementChanged'), at, ladder: Ladder.optional() }),
    z.object({ type: z.literal('PostmortemServiceChanged'), at, service: ServiceSlug.nullable(), team: TeamSlug.nullable() }),
    /** The incident came back: nobody is asked until it is over again. */
    z.object({ type: z.literal('PostmortemReopened'), at }),
    z.object({ type: z.literal('PostmortemResumed'), at, t0: at, ladder: Ladder.optional() }),
    /** It turned out to be the same as another, which has a postmortem of its own. */
    z.object({ type: z.literal('PostmortemDropped'), at, because: z.enum(['duplicate', 'not_required']) }),
    z.object({ type: z.literal('PostmortemMadePrivate'), at }),
    /** Those who come to it, and what they were; `gone`: who has left the company. `more`: how many were there and are not asked. */
    z.object({
      type: z.literal('PostmortemPeopleChanged'),
      at,
      people: z.array(Participant),
      gone: z.array(PersonId).optional(),
      more: z.int().optional(),
    }),
    /** `seenUntil`: up to which message of the channel people and artifacts were taken from it. */
    /** `reading`: what was said up to `upTo` is being read, backwards, and there is more before `before`. */
    z.object({ type: z.literal('PostmortemChannelRead'), at, seenUntil: z.string(), reading: Reading.optional() }),
    z.object({
      type: z.literal('PostmortemOwnerAssigned'),
      at,
      by: PersonId.optional(),
      owner: PersonId,
      /** `default`: at once, until somebody picks. */
      because: z.enum(['default', 'picked', 'nobody_picked', 'changed', 'owner_left']),
    }),
    z.object({ type: z.literal('PostmortemFacilitatorAssigned'), at, by: PersonId.optional(), facilitator: PersonId }),
    /** In one message with all else of that person's day. `reminded`: the blameless reminder stood in it. */
    z.object({
      type: z.literal('PostmortemPromptSent'),
      at,
      person: PersonId,
      day: z.iso.date(),
      what: z.array(z.string()),
      nudge: z.int().optional(),
      reminded: z.literal(true).optional(),
    }),
    z.object({
      type: z.literal('PostmortemPromptAnswered'),
      at,
      by: PersonId,
      prompts: z.array(Prompt),
      answers: z.array(z.object({ key: AnswerKey, textId: z.string().optional(), nothing: z.literal(true).optional() })),
    }),
    /** `later`: asked again with the next message, and not before `until`. */
    z.object({
      type: z.literal('PostmortemPromptSkipped'),
      at,
      by: PersonId,
      prompts: z.array(Prompt),
      how: z.enum(['skipped', 'watched', 'later']),
      until: at.optional(),
    }),
    z.object({ type: z.literal('PostmortemNameShown'), at, by: PersonId, named: z.boolean() }),
    /** Their words were emptied; that they answered remains. */
    z.object({ type: z.literal('PostmortemWordsErased'), at, by: PersonId, textIds: z.array(z.string()) }),
    z.object({ type: z.literal('PostmortemSummaryWritten'), at, by: PersonId, textId: z.string() }),
    /** `windows`: how many they were; none says that no customer was hurt. `print`: of the windows, so that it is asked again when they change. */
    z.object({
      type: z.literal('PostmortemImpactConfirmed'),
      at,
      by: PersonId,
      windows: z.int(),
      incidentVersion: z.int(),
      print: z.string(),
    }),
    /** When it was, where the incident itself does not know. */
    z.object({ type: z.literal('PostmortemMomentSaid'), at, by: PersonId, moment: Moment, happenedAt: at }),
    z.object({ type: z.literal('PostmortemArtifactsAdded'), at, by: PersonId.optional(), artifacts: z.array(Artifact) }),
    z.object({ type: z.literal('PostmortemArtifactRemoved'), at, by: PersonId, artifact: z.string() }),
    z.object({ type: z.literal('PostmortemFactorsSet'), at, by: PersonId, factors: z.array(Factor) }),
    z.object({
      type: z.literal('PostmortemMeetingPlanned'),
      at,
      by: PersonId,
      begins: at,
      minutes: z.int(),
      invited: z.array(PersonId),
      draftAt: at.optional(),
    }),
    /** The agenda stands in the channel, and the blameless reminder above it. `step`: where in the agenda it is. */
    z.object({ type: z.literal('PostmortemMeetingStarted'), at, by: PersonId }),
    z.object({ type: z.literal('PostmortemMeetingMoved'), at, by: PersonId.optional(), step: z.int() }),
    /** `reminded`: it began with the blameless reminder, says whoever held it elsewhere. */
    z.object({
      type: z.literal('PostmortemMeetingHeld'),
      at,
      by: PersonId,
      heldAt: at,
      decideBy: at,
      publishBy: at,
      reminded: z.literal(true).optional(),
    }),
    /** It had begun with the blameless reminder, says whoever held it elsewhere, once it is on record. */
    z.object({ type: z.literal('PostmortemMeetingReminded'), at, by: PersonId }),
    /** It needs both the facilitator's word and the product manager's; `complete`: this was the second. */
    z.object({
      type: z.literal('PostmortemMeetingWaived'),
      at,
      by: PersonId,
      as: ActsAs,
      reasonId: z.string(),
      complete: z.boolean(),
      decideBy: at.optional(),
      publishBy: at.optional(),
    }),
    /** Its own record says what has become of it. */
    z.object({ type: z.literal('PostmortemImprovementListed'), at, by: PersonId.optional(), improvement: z.string() }),
    z.object({ type: z.literal('PostmortemNoneChosen'), at, by: PersonId, reasonId: z.string() }),
    /** Only that word is missing. `of`: whose it is; nobody's where whoever answers for the service cannot see it. */
    z.object({ type: z.literal('PostmortemSignOffAsked'), at, of: PersonId.optional() }),
    /** Something else is missing again. */
    z.object({ type: z.literal('PostmortemSignOffRests'), at }),
    z.object({ type: z.literal('PostmortemSignedOff'), at, by: PersonId, as: ActsAs }),
    /** All that is asked for is there. */
    z.object({ type: z.literal('PostmortemCompleted'), at }),
    /** `documentId`: what was published, as it was then. `helpAt`: when it is asked whether it helped. */
    z.object({ type: z.literal('PostmortemPublished'), at, by: PersonId, version: z.int(), documentId: z.string(), helpAt: at }),
    z.object({ type: z.literal('PostmortemRead'), at }),
    /** What Slack made of the canvas that it is to be in; what it refused is tried again. */
    z.object({ type: z.literal('PostmortemCanvasRefused'), at, code: z.string() }),
    z.object({ type: z.literal('PostmortemCanvasTried'), at }),
    z.object({ type: z.literal('PostmortemCanvasKept'), at }),
    z.object({ type: z.literal('PostmortemDue'), at }),
    z.object({ type: z.literal('PostmortemOverdue'), at, rung: OverdueRung, people: z.array(PersonId) }),
    z.object({ type: z.literal('PostmortemEscalated'), at, people: z.array(PersonId) }),
    z.object({ type: z.literal('PostmortemWaived'), at, by: PersonId, as: ActsAs, reasonId: z.string() }),
    /** A step of its clock that is nobody else's business. */
    z.object({ type: z.literal('PostmortemStepTaken'), at, step: z.string() }),
  ]),
);
export type PostmortemEvent = z.infer<typeof PostmortemEvent>;
export type PostmortemFact<Type extends PostmortemEvent['type']> = Extract<PostmortemEvent, { type: Type }>;
