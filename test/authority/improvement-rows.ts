import { improvements } from '#domain/improvement/improvement';
import { askWhetherItHelped, assessImprovement, takeHelpStep } from '#features/assess-improvement/decide';
import { chooseImprovement } from '#features/choose-improvement/decide';
import { chooseNone, declineImprovement, declineWithAll } from '#features/decline-improvement/decide';
import { describeImprovement } from '#features/describe-improvement/decide';
import { eraseImprovementWords } from '#features/erase-answers/decide';
import { hideImprovement } from '#features/hide-improvement/decide';
import { mergeImprovement } from '#features/merge-improvement/decide';
import { moveImprovement, tellOverdue } from '#features/move-improvement/decide';
import { offerImprovement } from '#features/offer-improvement/decide';
import { makeItEasier, proposeFix, proposeImprovement } from '#features/propose-improvement/decide';
import { rankImprovement } from '#features/rank-improvement/decide';
import { reassignImprovement } from '#features/reassign-improvement/decide';
import { rescheduleImprovement } from '#features/reschedule-improvement/decide';
import { followTracker, recordTracking } from '#features/track-improvement/decide';
import { retryTracking, tryTrackingAgain } from '#features/track-improvement/report';
import { asha, inc311, teamSlug } from '#test/builders';
import { imp } from '#test/improving';
import { type KindName, kindNames } from './kinds.ts';
import { each, onImprovement, onPostmortem, decided as readBy, by as readersBy } from './learnt-row.ts';
import {
  anotherIsProposed,
  itIsDone,
  itsTrackerRefuses,
  itWaitsForNewOwners,
  nothingIsProposed,
  peopleAreAsked,
  somebodyDoesIt,
  somethingIsProposed,
  theyHaveMet,
} from './postmortem-scenes.ts';
import { type Expected, type MachineOnly, onRecord, type Row, type Verdict } from './row.ts';

/** Every colleague may read it; out of what is private, insiders alone. */
const decided = (verdict: Verdict, special: Partial<Expected> = {}): Expected => ({
  ...(each(verdict, ...kindNames) as Expected),
  ...each('improvement_by_guest', 'guest', 'guest in it'),
  ...each('no_improvement', 'outsider', 'visitor', 'guest visitor'),
  ...each('not_a_person', 'deactivated', 'bot'),
  ...special,
});
const by = (refusal: Verdict, ...those: KindName[]): Expected => decided(refusal, each('yes', ...those));
const choosers: KindName[] = ['product manager', 'delegate', 'owner lead', 'tech lead', 'postmortem owner'];
/** Asha does it, who is on call; where it is private, somebody who was brought in. */
const movers: KindName[] = ['on-call', 'insider', 'product manager', 'delegate', 'owner lead', 'tech lead'];
const chosen = { owner: asha, dueOn: '2026-04-30', priority: 'high' as const };

export const improvementRows: Row[] = [
  onImprovement(
    'erase one’s own words in an improvement',
    eraseImprovementWords,
    somethingIsProposed,
    (by, at) => ({ by, at, textIds: [], seen: 0 }),
    { ...(each('nothing', ...kindNames) as Expected), ...each('not_a_person', 'deactivated', 'bot') },
  ),
  onImprovement(
    'propose an improvement',
    proposeImprovement,
    peopleAreAsked,
    (by, at) => ({ by, at, incident: inc311, title: 'Alert on it', titleId: 'title', doneWhenId: 'done', priority: 'high' as const }),
    readBy('yes', {
      ...each('no_incident', 'outsider', 'visitor', 'guest visitor'),
      ...each('guest_outside', 'guest', 'guest in it'),
    }),
  ),
  onRecord(
    'propose what makes weeks on call easier',
    improvements,
    makeItEasier,
    nothingIsProposed,
    (by, at) => ({ by, at, team: teamSlug('team-bedroom'), title: 'Shorten the runbook', titleId: 'title' }),
    {
      ...(each('easier_by_outsider', ...kindNames) as Expected),
      ...each('yes', 'responder', 'on-call', 'owner lead', 'tech lead'),
      ...each('team_by_guest', 'guest', 'guest in it', 'guest visitor'),
      ...each('not_a_person', 'deactivated', 'bot'),
    },
  ),
  onImprovement(
    'choose an improvement',
    chooseImprovement,
    somethingIsProposed,
    (by, at) => ({ by, at, ...chosen }),
    by('choice_not_yours', ...choosers),
  ),
  onImprovement(
    'take an improvement that came with its service',
    chooseImprovement,
    itWaitsForNewOwners,
    (by, at) => ({ by, at, ...chosen, team: teamSlug('team-bedroom') }),
    by('choice_not_yours', 'product manager', 'delegate', 'receiving lead', 'postmortem owner'),
  ),
  onImprovement(
    'decline an improvement',
    declineImprovement,
    somethingIsProposed,
    (by, at) => ({ by, at, reason: 'It goes in May', reasonId: 'reason' }),
    by('choice_not_yours', ...choosers),
  ),
  onPostmortem(
    'choose no improvement',
    chooseNone,
    theyHaveMet,
    (by, at) => ({ by, at, reason: 'Nothing would have helped', reasonId: 'reason' }),
    readersBy('choice_not_yours', 'product manager', 'delegate', 'owner lead', 'postmortem owner'),
  ),
  onImprovement(
    'say that an improvement is done',
    moveImprovement,
    somebodyDoesIt,
    (by, at) => ({ by, at, to: 'done' as const }),
    by('improvement_not_yours', ...movers),
  ),
  onImprovement(
    'give an improvement another date',
    rescheduleImprovement,
    somebodyDoesIt,
    (by, at) => ({ by, at, dueOn: '2026-05-30', reason: 'Keys are missing', reasonId: 'reason' }),
    by('date_not_yours', ...movers),
  ),
  onImprovement(
    'hand an improvement on',
    reassignImprovement,
    somebodyDoesIt,
    (by, at) => ({ by, at, owner: asha, team: teamSlug('team-bedroom') }),
    decided('owner_not_yours', { ...each('nothing', ...movers, 'postmortem owner'), ...each('yes', 'insider') }),
  ),
  onImprovement(
    'say what is meant by an improvement',
    describeImprovement,
    somethingIsProposed,
    (by, at) => ({ by, at, title: 'Alert on an empty queue', titleId: 'better', doneWhenId: 'done', priority: 'high' as const }),
    by('words_not_yours', ...choosers, 'on-call'),
  ),
  onImprovement(
    'say that two improvements are the same',
    mergeImprovement,
    anotherIsProposed,
    (by, at) => ({ by, at, into: imp(2) }),
    by('merge_not_yours', ...choosers, 'on-call'),
  ),
  onImprovement(
    'say which improvement comes first',
    rankImprovement,
    somethingIsProposed,
    (by, at) => ({ by, at, rank: 1 }),
    by('rank_not_yours', 'product manager', 'delegate', 'owner lead', 'tech lead'),
  ),
  onImprovement('try again what a tracker refused', tryTrackingAgain, itsTrackerRefuses, (by, at) => ({ by, at }), decided('yes')),
  onImprovement(
    'say whether an improvement helped',
    assessImprovement,
    itIsDone,
    (by, at) => ({ by, at, helped: 'yes' as const, wordsId: 'words' }),
    by('verdict_not_yours', ...choosers, 'on-call', 'responder', 'insider'),
  ),
];

const follows = 'follows by itself';
const timers = 'a timer, the sweep, or whoever reconciles';
export const improvementMachineOnly: MachineOnly[] = [
  { act: recordTracking, because: follows },
  { act: followTracker, because: 'a tracker says so' },
  { act: retryTracking, because: timers },
  { act: proposeFix, because: follows },
  { act: offerImprovement, because: follows },
  { act: declineWithAll, because: follows },
  { act: hideImprovement, because: follows },
  { act: tellOverdue, because: timers },
  { act: askWhetherItHelped, because: timers },
  { act: takeHelpStep, because: timers },
];
