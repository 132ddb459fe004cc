import { perform } from '#domain/perform';
import { postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { answerPrompt } from '#features/answer-prompt/decide';
import { eraseAnswers, eraseNotes } from '#features/erase-answers/decide';
import { skipPrompt } from '#features/skip-prompt/decide';
import { asha, chloe, dev, plus, tom, tuesday } from '#test/builders';
import { type KindName, kindNames } from './kinds.ts';
import { by as allowed, decided, each, onPostmortem } from './learnt-row.ts';
import { itIsPublished, peopleAreAsked } from './postmortem-scenes.ts';
import { type Expected, onIncident, type Row } from './row.ts';
import { nobodyHasIt } from './scenes.ts';

const wereThere: KindName[] = ['reporter', 'responder', 'on-call', 'insider'];
/** Once it is published it may be read by everybody. */
const readersAfterwards: KindName[] = [
  'budget holder',
  'bystander',
  'head of operations',
  'incident manager',
  'newcomer',
  'org head',
  'receiving lead',
];
const guestsOutside = each('guest_not_there', 'guest', 'guest in it');
const written = [{ key: 'saw' as const, words: 'Orders fell', nothing: false, seen: 0 }];
const answers = [asha, chloe, tom, dev].map(
  (by): PostmortemEvent => ({
    ...{ type: 'PostmortemPromptAnswered', at: tuesday, by, prompts: ['p1'], answers: [{ key: 'saw', textId: `${by}-saw` }] },
  }),
);

export const answerRows: Row[] = [
  onPostmortem(
    'answer what is asked',
    answerPrompt,
    peopleAreAsked,
    (by, at) => ({ by, at, inRoom: false, form: 'form', written, also: [] }),
    { ...allowed('yes'), ...guestsOutside },
  ),
  onPostmortem(
    'answer when it is published',
    answerPrompt,
    itIsPublished,
    (by, at) => ({ by, at, inRoom: false, form: 'form', written, also: [] }),
    { ...allowed('answers_published'), ...each('answers_published', ...readersAfterwards), ...guestsOutside },
  ),
  onPostmortem(
    'skip what is asked',
    skipPrompt,
    peopleAreAsked,
    (by, at) => ({ by, at, prompts: ['p1' as const], how: 'skipped' as const }),
    {
      ...allowed('nothing', ...wereThere),
      ...guestsOutside,
    },
  ),
  onPostmortem(
    'be asked later',
    skipPrompt,
    peopleAreAsked,
    (by, at) => ({ by, at, prompts: ['p1' as const], how: 'later' as const, until: plus(at, 1200) }),
    { ...allowed('nothing_later', ...wereThere), ...guestsOutside },
  ),
  onPostmortem(
    'erase one’s own words',
    eraseAnswers,
    async (stage, hidden) => {
      const id = await peopleAreAsked(stage, hidden);
      await perform(stage, postmortems, id, { facts: () => ({}), decide: () => answers }, {});
      return id;
    },
    (by, at) => ({ by, at, form: 'form' }),
    { ...allowed('nothing', ...wereThere), ...guestsOutside },
  ),
  onPostmortem(
    'erase what somebody else wrote',
    eraseAnswers,
    async (stage, hidden) => {
      const id = await peopleAreAsked(stage, hidden);
      const theirs = { id: 'words', by: 'U0ELSE', body: 'Orders fell' };
      await perform(stage, postmortems, id, { facts: () => ({}), decide: () => ({ events: answers, texts: [theirs] }) }, {});
      return id;
    },
    (by, at) => ({ by, at, form: 'form', also: ['words'] }),
    { ...decided('not_your_words'), ...guestsOutside },
  ),
  onIncident('erase one’s own notes on the timeline', eraseNotes, nobodyHasIt, ({ by }) => ({ by, at: tuesday, textIds: [], notes: [] }), {
    ...(each('nothing', ...kindNames) as Expected),
    ...each('not_a_person', 'deactivated', 'bot'),
  }),
];
