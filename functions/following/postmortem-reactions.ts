import { askForPostmortemHomes } from '#domain/home/follow';
import type { ImprovementDue, ImprovementReaction } from '#domain/improvement/view';
import type { IncidentId } from '#domain/incident/incident-id';
import type { AggregateId } from '#domain/keys';
import { perform, type Stage } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import type { Boards, Lists, Log, Reconciliations } from '#domain/ports';
import { agendaSteps } from '#domain/postmortem/agenda';
import { postmortems } from '#domain/postmortem/postmortem';
import { isPostmortem } from '#domain/postmortem/postmortem-id';
import type { PostmortemDue, PostmortemReaction } from '#domain/postmortem/view';
import type { PromptsDue, PromptsReaction } from '#domain/prompts/view';
import type { Version } from '#domain/records';
import { isDue } from '#domain/time/due';
import { askLater, askWhatHelped } from '#features/assess-improvement/scan';
import { react as collectArtifacts } from '#features/collect-artifacts/react';
import { completeAfterImprovement, completeDue } from '#features/complete-postmortem/scan';
import { declineTheRest } from '#features/decline-improvement/scan';
import { hideWithPostmortem } from '#features/hide-improvement/scan';
import { moveOn } from '#features/hold-meeting/decide';
import { react as holdMeeting } from '#features/hold-meeting/react';
import { react as keepCanvas } from '#features/keep-canvas/react';
import { tryCanvasAgain } from '#features/keep-canvas/scan';
import { tellWhenOverdue } from '#features/move-improvement/scan';
import { followLeaving, followService } from '#features/offer-improvement/scan';
import { react as planMeeting } from '#features/plan-meeting/react';
import { bringUpToDate } from '#features/prompt-people/progress';
import { react as promptPeople } from '#features/prompt-people/react';
import { lookAgain, lookAgainIfAsked, takeUp } from '#features/prompt-people/take';
import { takeBack } from '#features/prompt-people/withdraw';
import { proposeWhatIsLeft } from '#features/propose-improvement/scan';
import { react as publish } from '#features/publish-postmortem/react';
import { react as remind } from '#features/remind-postmortem/react';
import { takeSteps } from '#features/remind-postmortem/take';
import {
  follow,
  followItself,
  followPerson,
  followRoom,
  followService as followServiceOfPostmortems,
} from '#features/require-postmortem/follow';
import { react as sayItIsOver } from '#features/require-postmortem/react';
import { react as trackImprovement } from '#features/track-improvement/react';
import { tryAgainDaily } from '#features/track-improvement/scan';

export type Desk = Stage & { log: Log; boards: Boards; lists: Lists; queue: Reconciliations };

/** What follows a postmortem's events, an improvement's, and what one person is asked. A feature is one name here and one among the listeners. */
export const postmortemReactions: PostmortemReaction[] = [
  collectArtifacts,
  sayItIsOver,
  remind,
  planMeeting,
  holdMeeting,
  publish,
  keepCanvas,
];
export const improvementReactions: ImprovementReaction[] = [trackImprovement];
export const promptsReactions: PromptsReaction[] = [promptPeople];

/** What these records themselves ask for, whoever comes by first. */
export const postmortemDue: PostmortemDue[] = [
  async (desk, id, { postmortem, now }) => {
    if (!isDue(agendaSteps(postmortem)[0]?.at, now, true)) return false;
    return (await perform(desk, postmortems, id, moveOn, { at: now })).events.length > 0;
  },
  completeDue,
  takeSteps,
  followItself,
  proposeWhatIsLeft,
  declineTheRest,
  hideWithPostmortem,
  askWhatHelped,
  tryCanvasAgain,
];
export const improvementDue: ImprovementDue[] = [tellWhenOverdue, askLater, tryAgainDaily];
export const promptsDue: PromptsDue[] = [(desk, person) => lookAgain(desk, person)];

/** What follows elsewhere: from an incident, from a service that may have moved, from a person who may have left or moved house. */
export const incidentFollowers: ((desk: Desk, id: IncidentId) => Promise<void>)[] = [
  async (desk, id) => void (await follow(desk, id)),
  followRoom,
];
export const serviceFollowers: ((desk: Desk, id: AggregateId) => Promise<void>)[] = [followService, followServiceOfPostmortems];
export const personFollowers: ((desk: Desk, person: PersonId) => Promise<void>)[] = [followPerson, followLeaving, lookAgainIfAsked];
/** What a postmortem or an improvement changes for people and for other records, once its own events are on record; `since`: where they were followed before. */
export const postmortemFollowers: ((desk: Desk, id: AggregateId, since?: Version) => Promise<void>)[] = [
  takeUp,
  takeBack,
  bringUpToDate,
  completeAfterImprovement,
  async (desk, id) => {
    if (isPostmortem(id)) await askForPostmortemHomes(desk, id);
  },
];
