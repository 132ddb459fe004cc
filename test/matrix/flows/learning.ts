import { placeOf } from '#test/e2e/world';
import { type Actor, answered } from '#test/matrix/actor';
import { pressedByHand } from '#test/matrix/by-hand';
import type { Flow } from '#test/matrix/flow';
import { at, onlyWhatIsSaid as only, type Start, says, taken } from '#test/matrix/starts';

const pm = 'PM-1';
const quarter = 16 * 60;
const five = ['detect', 'react', 'quick_fix', 'prevent', 'other_risk'];

const postmortem = (act: Actor, user: string, text: string) => act.does(() => act.world.commands(user, '/postmortem', text));
const inView = (view: { id: string } | undefined) => ({ view: view?.id ?? '' });
/** What somebody is asked in, as a place where buttons are. */
async function asked(act: Actor, user: string) {
  const { channel, messages } = await act.world.inbox(user);
  const found = messages.filter(({ metadata }) => metadata?.event_payload.effect?.startsWith('PROMPTS-')).at(-1);
  return { channel, ts: found?.ts ?? '' };
}
async function inRoom(act: Actor, effect: string) {
  const room = await act.world.roomOf('INC-1');
  const said = await act.world.said(room.id, `${pm}/${effect}`);
  return { channel: room.id, ts: said.at(-1)?.ts ?? '' };
}
const card = async (act: Actor, user: string) => placeOf(answered(await postmortem(act, user, 'show INC-1')));
async function answers(act: Actor, user: string, words: Record<string, string>, nothing: string[] = []) {
  const { view } = await postmortem(act, user, 'answer INC-1');
  const boxes = Object.fromEntries(Object.entries(words).map(([box, said]) => [`answer:${box}`, said]));
  await act.submits(user, view, { ...boxes, ...(nothing.length > 0 && { nothing }) });
}

/** Serious, and somebody has it. */
const serious: Start<void> = async (act) => {
  await says(act, '@tom', 'declare sev2 bedroom: Sheets are wet');
  await says(act, '@asha', 'ack INC-1');
};
/** It is over, and everybody who was there has been asked the first question. */
export const learnt: Start<void> = async (act) => {
  await at(act, serious);
  await says(act, '@asha', 'resolve INC-1 workaround hung them up', quarter);
};
const planned: Start<void> = async (act) => {
  await at(act, learnt);
  const { view } = await act.presses('@asha', await card(act, '@asha'), 'plan-meeting');
  await act.presses('@asha', inView(view), 'plan-meeting-slot:0');
  await act.world.passes(12);
};
/** Everything that publishing asks for is there, but the product manager's word. */
const whole: Start<void> = async (act) => {
  await at(act, learnt);
  await act.types('@asha', 'impact INC-1 none');
  const { view } = await act.presses('@asha', await card(act, '@asha'), 'write-summary');
  await act.submits('@asha', view, { summary: 'Nobody could sleep.', 'impact-confirmed': 'yes' });
  const moments = await act.presses('@asha', await card(act, '@asha'), 'say-moment');
  await act.submits('@asha', moments.view, { detection: Math.floor(Date.parse(await act.world.now()) / 1000) - 1500 });
  for (const user of ['@asha', '@tom']) await answers(act, user, { saw: 'Everything was wet' }, five);
  const held = await postmortem(act, '@asha', 'held INC-1');
  await act.presses('@asha', placeOf(answered(held)), 'hold-meeting-reminded');
  const { view: choice } = await postmortem(act, '@asha', 'improvements INC-1');
  const none = await act.presses('@asha', inView(choice), 'choose-no-improvement');
  await act.submits('@asha', none.view, { words: 'We looked at three' });
  await act.world.passes(12);
};
const signed: Start<void> = async (act) => {
  await at(act, whole);
  await act.presses('@priya', await inRoom(act, 'sign-off'), 'publish-postmortem-sign-off');
  await act.world.passes(12);
};
const published: Start<void> = async (act) => {
  await at(act, signed);
  const { view } = await act.presses('@asha', await card(act, '@asha'), 'publish-postmortem');
  await act.submits('@asha', view);
  await act.world.passes(12);
};

/** What was learnt from an incident: from its end until everybody can read it. */
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
        await pressedByHand(act, 'turn-postmortems:next', JSON.stringify({ which: 'open', mine: false, after: pm }));
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
    name: 'a short one after all, and none',
    features: ['ask-postmortem', 'waive-postmortem'],
    async begin(act) {
      const id = await at(act, taken);
      await says(act, '@asha', `resolve ${id} permanent hung them up`);
      const offered = await inRoom(act, 'over-0');
      return async () => {
        await act.presses('@asha', offered, 'ask-postmortem:light');
        const { view } = await act.presses('@priya', await card(act, '@priya'), 'waive-postmortem');
        await act.submits('@priya', view, { reason: 'The same as last week' });
        await postmortem(act, '@priya', 'waive INC-1 the same as last week');
      };
    },
  },
  {
    name: 'find a time to meet',
    features: ['plan-meeting'],
    async begin(act) {
      await at(act, learnt);
      const shown = await card(act, '@asha');
      return async () => {
        const { view } = await act.presses('@asha', shown, 'plan-meeting');
        await act.presses('@asha', inView(view), 'plan-meeting-slot:1');
        const again = await act.presses('@asha', shown, 'plan-meeting');
        const time = Math.floor(Date.parse('2026-03-12T14:00:00Z') / 1000);
        await act.submits('@asha', again.view, { 'meeting-time': time, 'meeting-minutes': '30', 'meeting-invited': ['U0ASHA', 'U0PRIYA'] });
        await act.presses('@asha', await inRoom(act, 'meeting'), 'plan-meeting-calendar');
      };
    },
  },
  {
    name: 'meet',
    features: ['hold-meeting'],
    async begin(act) {
      await at(act, planned);
      const here = await inRoom(act, 'meeting');
      return async () => {
        await act.presses('@asha', here, 'hold-meeting-start');
        const agenda = await inRoom(act, 'agenda/1');
        await act.presses('@asha', agenda, 'hold-meeting-next');
        const { view } = await act.presses('@asha', agenda, 'hold-meeting');
        await act.submits('@asha', view);
      };
    },
  },
  {
    name: 'they have met elsewhere',
    features: ['hold-meeting'],
    async begin(act) {
      await at(act, planned);
      return async () => {
        const held = await postmortem(act, '@asha', 'held INC-1');
        await act.presses('@asha', placeOf(answered(held)), 'hold-meeting-reminded');
      };
    },
  },
  {
    name: 'do without a meeting',
    features: ['hold-meeting'],
    async begin(act) {
      await at(act, learnt);
      await postmortem(act, '@asha', 'assign INC-1 facilitator @lena');
      await act.world.passes(12);
      return async () => {
        await postmortem(act, '@lena', 'waive INC-1 meeting: we talked about it at once');
        const { view } = await act.presses('@priya', await card(act, '@priya'), 'hold-meeting-without');
        await act.submits('@priya', view, { 'without-reason': 'We talked about it at once' });
      };
    },
  },
  {
    name: 'sign it off',
    features: ['publish-postmortem'],
    async begin(act) {
      await at(act, whole);
      const signing = await inRoom(act, 'sign-off');
      return () => act.presses('@priya', signing, 'publish-postmortem-sign-off');
    },
  },
  {
    name: 'publish it',
    features: ['publish-postmortem'],
    async begin(act) {
      await at(act, signed);
      const shown = await card(act, '@asha');
      return async () => {
        const { view } = await act.presses('@asha', shown, 'publish-postmortem');
        await act.submits('@asha', view);
      };
    },
  },
  {
    name: 'read it',
    features: ['publish-postmortem'],
    async begin(act) {
      await at(act, published);
      const { id } = await act.world.channel('learning');
      const [announced] = await act.world.said(id, `${pm}/learning`);
      return () => act.presses('@omar', { channel: id, ts: announced?.ts ?? '' }, 'read-postmortem');
    },
  },
  {
    name: 'take its document away',
    features: ['export-postmortem'],
    only,
    makes: [
      { kind: 'action', name: 'export-postmortem-page:later' },
      { kind: 'action', name: 'read-postmortem-page:later' },
    ],
    async begin(act) {
      await at(act, published);
      return async () => {
        await act.presses('@asha', await card(act, '@asha'), 'export-postmortem');
        const { view } = await postmortem(act, '@asha', 'export INC-1');
        await act.presses('@asha', inView(view), 'export-postmortem-form', { option: 'json' });
        await act.presses('@asha', inView(view), 'export-postmortem-read');
      };
    },
  },
];
