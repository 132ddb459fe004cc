import { chosenStep } from './chosen.ts';
import { completed, published, signOffAsked, waived } from './finishing.ts';
import { offered, withoutClock, withoutMeeting } from './offering.ts';
import { answered, skipped, withPart, withPeople } from './parts.ts';
import type { KnownPostmortem, Postmortem, RunningPostmortem } from './postmortem.ts';
import type { PostmortemEvent, PostmortemFact } from './postmortem-events.ts';
import { askedAnew, cameBack, told, untold, withEach } from './sent.ts';
import { restedStep } from './timers.ts';

/** How each event changes a postmortem. Pure: folding the log gives the head. */
export function evolve(postmortem: Postmortem, event: PostmortemEvent): Postmortem {
  if (event.type === 'PostmortemOffered') return offered(postmortem, event);
  if (postmortem.state === 'none') return postmortem;
  switch (event.type) {
    case 'PostmortemRequired':
      return required(postmortem, event);
    case 'PostmortemRequirementChanged': {
      const { requirement, because, peak, ladder } = event;
      const changed = { ...postmortem, requirement, because, peak };
      return 'ladder' in changed && ladder ? { ...changed, ladder } : changed;
    }
    case 'PostmortemServiceChanged':
      return { ...postmortem, service: event.service, team: event.team };
    case 'PostmortemReopened':
      return { ...withEach(postmortem, cameBack), pausedAt: event.at, reopened: postmortem.reopened + 1 };
    case 'PostmortemResumed': {
      const { pausedAt: _paused, ...going } = withEach(
        { ...postmortem, t0: event.t0, steps: again(postmortem) } as KnownPostmortem,
        askedAnew,
      );
      return 'ladder' in going && event.ladder ? { ...going, ladder: event.ladder } : (going as KnownPostmortem);
    }
    case 'PostmortemDropped':
      return { ...withoutClock(postmortem), state: 'dropped', droppedAt: event.at };
    case 'PostmortemMadePrivate':
      return { ...postmortem, private: true };
    case 'PostmortemPeopleChanged':
      return { ...postmortem, people: withPeople(postmortem, event.people, event.gone), more: event.more ?? postmortem.more };
    case 'PostmortemChannelRead': {
      const { reading: _read, ...known } = postmortem;
      return { ...known, seenUntil: event.seenUntil, ...(event.reading && { reading: event.reading }) } as KnownPostmortem;
    }
    case 'PostmortemOwnerAssigned':
      return owned(postmortem, event);
    case 'PostmortemFacilitatorAssigned': {
      const { facilitator, at, by } = event;
      return { ...postmortem, facilitator, facilitating: { since: at, ...(by && { by }) } };
    }
    case 'PostmortemPromptSent': {
      const { person, day, at, what, nudge, reminded } = event;
      const asked = withPart(postmortem, person, (part) => told(part, { day, at, what, ...(nudge && { nudge }) }));
      return reminded ? { ...asked, reminders: { ...asked.reminders, prompts: asked.reminders.prompts + 1, last: at } } : asked;
    }
    case 'PostmortemPromptAnswered':
      return withPart(postmortem, event.by, (part) => answered(part, event));
    case 'PostmortemPromptSkipped':
      return withPart(postmortem, event.by, (part) => skipped(part, event));
    case 'PostmortemNameShown':
      return withPart(postmortem, event.by, (part) => ({ ...part, named: event.named }));
    case 'PostmortemWordsErased':
      return postmortem.people[event.by] && event.textIds.some((text) => text.startsWith(`${event.by}-`))
        ? withPart(postmortem, event.by, (part) => ({ ...part, erased: true }))
        : postmortem;
    case 'PostmortemRead':
      return postmortem.state === 'closed' ? { ...postmortem, readers: postmortem.readers + 1 } : postmortem;
    case 'PostmortemSummaryWritten':
      return { ...postmortem, summaryId: event.textId };
    case 'PostmortemImpactConfirmed': {
      const { type: _type, ...impact } = event;
      return { ...postmortem, impact };
    }
    case 'PostmortemMomentSaid': {
      const { moment, by, at, happenedAt } = event;
      return { ...postmortem, moments: { ...postmortem.moments, [moment]: { by, at, happenedAt } } };
    }
    case 'PostmortemArtifactsAdded':
      return { ...postmortem, artifacts: postmortem.artifacts + event.artifacts.length };
    case 'PostmortemArtifactRemoved':
      return { ...postmortem, artifacts: postmortem.artifacts - 1 };
    case 'PostmortemFactorsSet':
      return { ...postmortem, factors: event.factors };
    case 'PostmortemImprovementListed':
      return {
        ...postmortem,
        improvements: [...new Set([...postmortem.improvements, event.improvement])],
        steps: postmortem.steps.filter((step) => step !== chosenStep),
      };
    case 'PostmortemCanvasRefused':
      return { ...postmortem, canvasRefused: { at: event.at, code: event.code } };
    case 'PostmortemCanvasTried':
      return { ...postmortem, canvasTried: event.at };
    case 'PostmortemCanvasKept': {
      const { canvasRefused: _refused, ...kept } = postmortem;
      return kept as KnownPostmortem;
    }
    case 'PostmortemStepTaken':
      return { ...postmortem, steps: [...postmortem.steps, event.step] };
    default:
      return 'ladder' in postmortem ? moved(postmortem, event) : postmortem;
  }
}

/** Whom nobody was found for is looked for again. */
const again = ({ steps }: KnownPostmortem) => steps.filter((step) => step !== restedStep);

/** Whoever drives it in another's place is asked all that is open, in one message. */
function owned(postmortem: KnownPostmortem, { owner, at, by, because }: PostmortemFact<'PostmortemOwnerAssigned'>): Postmortem {
  const picked = because === 'picked' || because === 'changed' || postmortem.picked;
  const isAnew = postmortem.owner !== undefined && postmortem.owner !== owner;
  const before = isAnew && (because === 'nobody_picked' || because === 'owner_left') ? { before: postmortem.owner } : {};
  const owning = { ...postmortem, owner, picked, owning: { since: at, because, ...(by && { by }), ...before } };
  return isAnew ? withEach(owning, (part, person) => (person === owner ? askedAnew(part) : part)) : owning;
}

/** A clock that runs goes on; what was answered stays answered. */
function required(
  postmortem: KnownPostmortem,
  { at, t0, ladder, requirement, because, peak }: PostmortemFact<'PostmortemRequired'>,
): Postmortem {
  const asked = { requirement, because, peak, ladder };
  const begun = () => ({ ...withoutMeeting(withoutClock(postmortem)), ...asked, t0, state: 'draft' as const, requiredAt: at, overdue: [] });
  if (postmortem.state === 'not_required' || postmortem.state === 'dropped') return begun();
  if (postmortem.state === 'waived') return { ...begun(), waivedBefore: postmortem.waivedBy.at };
  return { ...postmortem, ...asked };
}

type Moves = Exclude<
  PostmortemEvent,
  {
    type:
      | 'PostmortemOffered'
      | 'PostmortemRequired'
      | 'PostmortemRequirementChanged'
      | 'PostmortemServiceChanged'
      | 'PostmortemReopened'
      | 'PostmortemResumed'
      | 'PostmortemDropped'
      | 'PostmortemMadePrivate'
      | 'PostmortemPeopleChanged'
      | 'PostmortemChannelRead'
      | 'PostmortemOwnerAssigned'
      | 'PostmortemFacilitatorAssigned'
      | 'PostmortemPromptSent'
      | 'PostmortemPromptAnswered'
      | 'PostmortemPromptSkipped'
      | 'PostmortemNameShown'
      | 'PostmortemWordsErased'
      | 'PostmortemRead'
      | 'PostmortemSummaryWritten'
      | 'PostmortemImpactConfirmed'
      | 'PostmortemMomentSaid'
      | 'PostmortemArtifactsAdded'
      | 'PostmortemArtifactRemoved'
      | 'PostmortemFactorsSet'
      | 'PostmortemImprovementListed'
      | 'PostmortemCanvasRefused'
      | 'PostmortemCanvasTried'
      | 'PostmortemCanvasKept'
      | 'PostmortemStepTaken';
  }
>;

function moved(postmortem: RunningPostmortem, event: Moves): Postmortem {
  switch (event.type) {
    case 'PostmortemMeetingPlanned': {
      const { by, at: plannedAt, begins, minutes, invited, draftAt } = event;
      const moved = (postmortem.meeting?.moved ?? postmortem.calledOff ?? -1) + 1;
      const asked = begins === postmortem.meeting?.begins ? postmortem : withEach(postmortem, (part) => untold(part, ['invited', 'draft']));
      return { ...asked, meeting: { by, plannedAt, begins, minutes, invited, ...(draftAt && { draftAt }), step: 0, moved } };
    }
    case 'PostmortemMeetingStarted': {
      const { begins = event.at, minutes = 60, invited = [], moved = 0, ...rest } = postmortem.meeting ?? {};
      const meeting = { ...rest, begins, minutes, invited, moved, startedAt: event.at, step: 0 };
      return { ...postmortem, meeting, reminders: { ...postmortem.reminders, meeting: event.at } };
    }
    case 'PostmortemMeetingMoved':
      return postmortem.meeting ? { ...postmortem, meeting: { ...postmortem.meeting, step: event.step } } : postmortem;
    case 'PostmortemMeetingHeld': {
      const { heldAt, decideBy, publishBy, reminded } = event;
      const said = reminded ? { ...postmortem, reminders: { ...postmortem.reminders, meeting: heldAt } } : postmortem;
      return said.state === 'draft' ? { ...said, state: 'in_review', metAt: heldAt, waived: false, decideBy, publishBy } : said;
    }
    case 'PostmortemMeetingReminded':
      return 'metAt' in postmortem ? { ...postmortem, reminders: { ...postmortem.reminders, meeting: postmortem.metAt } } : postmortem;
    case 'PostmortemMeetingWaived': {
      const { by, as, at, reasonId, complete, decideBy = at, publishBy = at } = event;
      const said = { ...postmortem, meetingWaived: [...postmortem.meetingWaived, { by, as, at, reasonId }] };
      return complete && said.state === 'draft' ? { ...said, state: 'in_review', metAt: at, waived: true, decideBy, publishBy } : said;
    }
    case 'PostmortemNoneChosen':
      return { ...postmortem, noneChosen: { by: event.by, at: event.at, reasonId: event.reasonId } };
    case 'PostmortemSignOffAsked':
      return signOffAsked(postmortem, event);
    case 'PostmortemSignOffRests': {
      const { signing: _signing, ...going } = postmortem;
      return going as RunningPostmortem;
    }
    case 'PostmortemSignedOff':
      return { ...postmortem, signedOff: { by: event.by, as: event.as, at: event.at } };
    case 'PostmortemCompleted':
      return completed(postmortem, event.at);
    case 'PostmortemPublished':
      return published(postmortem, event);
    case 'PostmortemDue':
      return { ...postmortem, dueSaid: event.at };
    case 'PostmortemOverdue':
      return { ...postmortem, overdue: [...postmortem.overdue, { rung: event.rung, at: event.at, people: event.people }] };
    case 'PostmortemEscalated':
      return {
        ...postmortem,
        escalatedAt: event.at,
        overdue: [...postmortem.overdue, { rung: 'org_heads', at: event.at, people: event.people }],
      };
    case 'PostmortemWaived':
      return waived(postmortem, event);
    default:
      return event satisfies never;
  }
}
