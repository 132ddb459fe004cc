import { printOf } from '#domain/postmortem/confirmed';
import { askForPostmortem } from '#features/ask-postmortem/decide';
import { assignPostmortem } from '#features/assign-postmortem/decide';
import { collectArtifacts, lookAgain } from '#features/collect-artifacts/decide';
import { completePostmortem } from '#features/complete-postmortem/decide';
import { keepArtifacts } from '#features/keep-artifacts/decide';
import { recordCanvas, retryCanvas } from '#features/keep-canvas/decide';
import { nameFactors } from '#features/name-factors/decide';
import { lookAtPrompts } from '#features/prompt-people/decide';
import { remindPostmortem } from '#features/remind-postmortem/decide';
import { followIncident } from '#features/require-postmortem/decide';
import { sayMoments } from '#features/say-moment/decide';
import { waivePostmortem } from '#features/waive-postmortem/decide';
import { confirmImpact, writeSummary } from '#features/write-summary/decide';
import { tom } from '#test/builders';
import { type KindName, kindNames } from './kinds.ts';
import { by as allowed, decided, each, onPostmortem, reading } from './learnt-row.ts';
import { itIsOffered, itIsPublished, peopleAreAsked } from './postmortem-scenes.ts';
import type { Expected, MachineOnly, Row } from './row.ts';

/** Whoever drives it, and those who answer for it. */
const knowing: KindName[] = ['owner lead', 'product manager', 'delegate', 'postmortem owner', 'facilitator', 'commander'];
const putDown = allowed('not_yours_to_put_down', ...knowing);

export const postmortemRows: Row[] = [
  reading('read a postmortem while people are asked', peopleAreAsked, decided('yes')),
  reading('read a postmortem that is published', itIsPublished, {
    ...(each('yes', ...kindNames) as Expected),
    ...each('guests_do_not_read', 'guest', 'guest in it'),
    ...each('no_postmortem', 'outsider', 'visitor', 'guest visitor'),
    ...each('not_a_person', 'deactivated', 'bot'),
  }),
  onPostmortem(
    'ask for a postmortem that nothing asks for',
    askForPostmortem,
    itIsOffered,
    (by, at) => ({ by, at, how: 'light' as const }),
    {
      ...(each('yes', ...kindNames) as Expected),
      ...each('asked_by_guest', 'guest', 'guest in it'),
      ...each('no_postmortem', 'outsider', 'visitor', 'guest visitor'),
      ...each('not_a_person', 'deactivated', 'bot'),
    },
  ),
  onPostmortem(
    'say who drives it',
    assignPostmortem,
    peopleAreAsked,
    (by, at) => ({ by, at, chosen: [{ role: 'owner' as const, person: tom }] }),
    decided('yes'),
  ),
  onPostmortem(
    'waive a postmortem',
    waivePostmortem,
    peopleAreAsked,
    (by, at) => ({ by, at, reason: 'The same as INC-298, nothing new', reasonId: 'reason' }),
    allowed('waived_by_product_manager', 'product manager', 'delegate'),
  ),
  onPostmortem('write the summary', writeSummary, peopleAreAsked, (by, at) => ({ by, at, words: 'Nobody could order', seen: 0 }), putDown),
  onPostmortem('confirm the impact', confirmImpact, peopleAreAsked, (by, at) => ({ by, at, print: printOf([]) }), putDown),
  onPostmortem('say when it was noticed', sayMoments, peopleAreAsked, (by, at) => ({ by, at, said: { detection: at } }), putDown),
  onPostmortem(
    'name contributing factors',
    nameFactors,
    peopleAreAsked,
    (by, at) => ({ by, at, factors: ['telemetry_gap'], another: 'two alerts looked alike' }),
    putDown,
  ),
  onPostmortem('look through the channel again', lookAgain, peopleAreAsked, (by, at) => ({ by, at }), putDown),
  onPostmortem(
    'add an artifact',
    keepArtifacts,
    peopleAreAsked,
    (by, at) => ({ by, at, add: { id: 'added-1', url: 'https://wiki.example.com' }, remove: [], people: [] }),
    decided('yes'),
  ),
];

const reaction = 'follows by itself';
export const postmortemMachineOnly: MachineOnly[] = [
  { act: followIncident, because: reaction },
  { act: remindPostmortem, because: 'a timer, the sweep, or whoever reconciles' },
  { act: completePostmortem, because: reaction },
  { act: lookAtPrompts, because: 'a timer, the sweep, or whoever reconciles' },
  { act: collectArtifacts, because: reaction },
  { act: recordCanvas, because: reaction },
  { act: retryCanvas, because: 'a timer, the sweep, or whoever reconciles' },
];
