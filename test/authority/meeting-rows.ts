import { incidents } from '#domain/incident/incident';
import type { postmortemId } from '#domain/keys';
import { perform } from '#domain/perform';
import { printOf } from '#domain/postmortem/confirmed';
import type { PostmortemDocument } from '#domain/postmortem/document';
import { postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { Question } from '#domain/postmortem/prompt';
import { holdMeeting, moveOn, nextItem, sayReminded, startMeeting, waiveMeeting } from '#features/hold-meeting/decide';
import { planMeeting } from '#features/plan-meeting/decide';
import { publishPostmortem, readIt, signOff } from '#features/publish-postmortem/decide';
import { asha, channelOpened, chloe, dev, inc311, plus, tom, tuesday } from '#test/builders';
import { type KindName, kindNames, kinds } from './kinds.ts';
import { by as allowed, each, onPostmortem } from './learnt-row.ts';
import { itIsPublished, peopleAreAsked, theyHaveMet } from './postmortem-scenes.ts';
import type { Expected, MachineOnly, Row } from './row.ts';
import type { Scene } from './scenes.ts';

const driving: KindName[] = ['owner lead', 'product manager', 'delegate', 'postmortem owner', 'facilitator', 'commander'];
const driven = allowed('not_yours_to_drive', ...driving);

type PostmortemScene = Scene<ReturnType<typeof postmortemId>>;
const after =
  (scene: PostmortemScene, ...events: PostmortemEvent[]): PostmortemScene =>
  async (stage, hidden) => {
    const id = await scene(stage, hidden);
    await perform(stage, postmortems, id, { facts: () => ({}), decide: () => events }, {});
    return id;
  };

/** Where the agenda can be posted. */
const inTheirChannel: PostmortemScene = async (stage, hidden) => {
  const id = await peopleAreAsked(stage, hidden);
  await perform(stage, incidents, inc311, { facts: () => ({}), decide: () => [channelOpened({ private: hidden })] }, {});
  return id;
};
const meetingGoesOn = after(peopleAreAsked, { type: 'PostmortemMeetingStarted', at: tuesday, by: kinds.facilitator.who });

const asked = [asha, chloe, tom, dev].map(
  (person): PostmortemEvent => ({ type: 'PostmortemPromptSent', at: tuesday, person, day: '2026-03-10', what: ['p1'], reminded: true }),
);
const nothingToAdd = [asha, chloe].map(
  (person): PostmortemEvent => ({
    type: 'PostmortemPromptAnswered',
    at: tuesday,
    by: person,
    prompts: ['p5'],
    answers: Question.options.map((key) => ({ key, nothing: true })),
  }),
);
const owner = kinds['postmortem owner'].who;
const whole: PostmortemEvent[] = [
  ...asked,
  ...nothingToAdd,
  { type: 'PostmortemMeetingStarted', at: tuesday, by: owner },
  { type: 'PostmortemSummaryWritten', at: tuesday, by: owner, textId: 'summary' },
  { type: 'PostmortemImpactConfirmed', at: tuesday, by: owner, windows: 0, incidentVersion: 1, print: printOf([]) },
  { type: 'PostmortemMomentSaid', at: tuesday, by: owner, moment: 'detection', happenedAt: tuesday },
  { type: 'PostmortemNoneChosen', at: tuesday, by: owner, reasonId: 'none' },
];
/** Nothing is missing but the product manager's word. */
const allIsThere = after(theyHaveMet, ...whole);
const signedOff: PostmortemEvent = { type: 'PostmortemSignedOff', at: tuesday, by: kinds['product manager'].who, as: 'product_manager' };
const itIsSigned = after(theyHaveMet, ...whole, signedOff);
/** Those of the scene before, and these. */
const seen = 7 + whole.length + 1;

export const meetingRows: Row[] = [
  onPostmortem(
    'plan its meeting',
    planMeeting,
    peopleAreAsked,
    (by, at) => ({ by, at, begins: plus(at, 24 * 60), minutes: 60, invited: [by] }),
    driven,
  ),
  onPostmortem('start its meeting', startMeeting, inTheirChannel, (by, at) => ({ by, at }), driven),
  onPostmortem('go on with its agenda', nextItem, meetingGoesOn, (by, at) => ({ by, at, from: 0 }), driven),
  onPostmortem('say that its meeting was held', holdMeeting, peopleAreAsked, (by, at) => ({ by, at }), driven),
  onPostmortem('say that its meeting began with the reminder', sayReminded, theyHaveMet, (by, at) => ({ by, at }), driven),
  onPostmortem(
    'do without its meeting',
    waiveMeeting,
    peopleAreAsked,
    (by, at) => ({ by, at, reason: 'We talked it through in the channel', reasonId: 'reason' }),
    allowed('not_yours_to_waive', 'facilitator', 'product manager', 'delegate'),
  ),
  onPostmortem('sign it off', signOff, allIsThere, (by, at) => ({ by, at }), allowed('not_yours_to_sign', 'product manager', 'delegate')),
  onPostmortem(
    'publish it',
    publishPostmortem,
    itIsSigned,
    (by, at) => ({ by, at, seen, document: { version: 1 } as PostmortemDocument }),
    allowed('not_yours_to_publish', 'postmortem owner', 'facilitator', 'product manager', 'delegate'),
  ),
  onPostmortem('press Read', readIt, itIsPublished, (by, at) => ({ by, at }), {
    ...(each('yes', ...kindNames) as Expected),
    ...each('guests_do_not_read', 'guest', 'guest in it'),
    ...each('no_postmortem', 'outsider', 'visitor', 'guest visitor'),
    ...each('not_a_person', 'deactivated', 'bot'),
  }),
];

export const meetingMachineOnly: MachineOnly[] = [{ act: moveOn, because: 'the clock brings the next item of an agenda' }];
