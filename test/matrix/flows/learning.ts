import { pressedByHand } from '#test/matrix/by-hand';
import type { Flow } from '#test/matrix/flow';
import { answers, asked, card, inRoom, inView, learnt, pm, postmortem, serious } from '#test/matrix/learnt';
import { at, onlyWhatIsSaid as only, says, taken } from '#test/matrix/starts';

/** What was learnt from an incident: those who were there are asked, and it is put down. */
export const learning: Flow[] = [
  {
    name: 'those who were there are asked',
    features: ['prompt-people', 'offer-improvement'],
    minutes: 40,
    async begin(act) {
      await at(act, serious);
      return () => act.types('@asha', 'resolve INC-1 workaround hung them up');
    },
  },
  {
    name: 'answer what is asked',
    features: ['answer-prompt', 'erase-answers'],
    async begin(act) {
      await at(act, learnt);
      const question = await asked(act, '@asha');
      return async () => {
        const { view } = await act.presses('@asha', question, 'answer-prompt');
        await act.presses('@asha', inView(view), 'answer:saw', { text: 'Everything w' });
        await act.submits('@asha', view, { 'answer:saw': 'Everything was wet' });
        await answers(act, '@tom', { detect: 'A sensor' }, ['prevent']);
        const { view: again } = await postmortem(act, '@tom', 'answer INC-1');
        await act.presses('@tom', inView(again), 'erase-answers');
      };
    },
  },
  {
    name: 'not now, not that, and not at all',
    features: ['skip-prompt'],
    async begin(act) {
      await at(act, learnt);
      const [first, second, third] = [await asked(act, '@asha'), await asked(act, '@tom'), await asked(act, '@marek')];
      return async () => {
        await act.presses('@asha', first, 'skip-prompt');
        await act.presses('@tom', second, 'skip-prompt-watched');
        await act.presses('@marek', third, 'skip-prompt-later', { option: `${pm} p1 tomorrow` });
      };
    },
  },
  {
    name: 'put down what is known',
    features: ['write-summary', 'keep-artifacts', 'collect-artifacts', 'name-factors', 'say-moment', 'grade-incident'],
    async begin(act) {
      await at(act, learnt);
      const shown = await card(act, '@asha');
      return async () => {
        const summary = await act.presses('@asha', shown, 'write-summary');
        await act.submits('@asha', summary.view, { summary: 'Nobody could sleep.' });
        const moments = await act.presses('@asha', shown, 'say-moment');
        await act.submits('@asha', moments.view, { detection: Math.floor(Date.parse(await act.world.now()) / 1000) - 1800 });
        const kept = await act.presses('@asha', shown, 'keep-artifacts');
        await act.presses('@asha', inView(kept.view), 'collect-artifacts');
        await act.submits('@asha', kept.view, { 'artifact-url': 'https://wiki.example/sheets', 'artifact-people': ['U0GWEN'] });
        const factors = await act.presses('@asha', shown, 'name-factors');
        await act.searches('@asha', inView(factors.view), 'name-factors-known', 'telem');
        await act.submits('@asha', factors.view, { 'name-factors-known': ['telemetry_gap'], another: 'No line for the laundry' });
      };
    },
  },
  {
    name: 'look at what is known of it',
    features: ['show-postmortem', 'show-postmortem-help', 'list-postmortems'],
    only,
    makes: [
      { kind: 'action', name: 'turn-postmortems:next' },
      { kind: 'action', name: 'list-postmortems' },
    ],
    async begin(act) {
      await at(act, learnt);
      const here = await inRoom(act, 'over-0');
      return async () => {
        await postmortem(act, '@asha', '');
        await postmortem(act, '@asha', 'help');
        await act.presses('@asha', here, 'show-postmortem');
        await act.presses('@asha', await card(act, '@asha'), 'show-postmortem-part:timeline:0');
        await postmortem(act, '@asha', 'list mine');
        await pressedByHand(act, 'list-postmortems', '');
        await pressedByHand(
          act,
          'turn-postmortems:next',
          JSON.stringify({ which: 'open', mine: false, after: { id: pm, at: '2026-03-10T14:00:00.000Z' } }),
        );
      };
    },
  },
  {
    name: 'somebody else drives it',
    features: ['assign-postmortem'],
    async begin(act) {
      await at(act, learnt);
      const here = await inRoom(act, 'over-0');
      return async () => {
        await act.presses('@marek', here, 'assign-postmortem-owner', { user: '@marek' });
        await postmortem(act, '@marek', 'assign INC-1 facilitator @lena');
        const { view } = await act.presses('@marek', await card(act, '@marek'), 'assign-postmortem');
        await act.submits('@marek', view, { owner: 'U0ASHA' });
      };
    },
  },
  {
    name: 'somebody is found to lead the talk after the worst',
    features: ['assign-postmortem'],
    async begin(act) {
      await at(act, learnt);
      await says(act, '@asha', 'severity INC-1 sev1 reason: nobody could sleep');
      const here = await inRoom(act, 'over-0');
      return () => act.presses('@marek', here, 'assign-postmortem-facilitator', { user: '@lena' });
    },
  },
  {
    name: 'a short one after all, and none',
    features: ['ask-postmortem', 'waive-postmortem'],
    async begin(act) {
      const id = await at(act, taken);
      await says(act, '@asha', `resolve ${id} permanent hung them up`);
      const offered = await inRoom(act, 'over-0');
      return async () => {
        await act.presses('@asha', offered, 'ask-postmortem:light');
        // Waived at once, those who were there would hear nothing of it.
        await act.world.passes(10 * 60);
        const { view } = await act.presses('@priya', await card(act, '@priya'), 'waive-postmortem');
        await act.submits('@priya', view, { reason: 'The same as last week' });
        await postmortem(act, '@priya', 'waive INC-1 the same as last week');
      };
    },
  },
];
