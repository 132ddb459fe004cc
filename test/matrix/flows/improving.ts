import { type Actor, answered } from '#test/matrix/actor';
import { pressedByHand } from '#test/matrix/by-hand';
import type { Flow } from '#test/matrix/flow';
import { learnt } from '#test/matrix/learnt';
import { at, onlyWhatIsSaid as only, type Start } from '#test/matrix/starts';

const imp = 'IMP-1';
const due = '2026-04-02';

const improvements = (act: Actor, user: string, text: string) =>
  act.does(() => act.world.commands(user, '/postmortem', `improvements ${text}`.trim()));
const inView = (view: { id: string } | undefined) => ({ view: view?.id ?? '' });
const card = async (act: Actor, user: string, id = imp) => inView(answered(await improvements(act, user, id)).view);
const presses = (act: Actor, user: string, view: { id: string } | undefined, action: string, value: string) =>
  act.presses(user, inView(view), action, { value });

async function proposed(act: Actor, user: string, title: string) {
  const { view } = await improvements(act, user, `add INC-1 ${title}`);
  return act.submits(user, view);
}
async function chooses(act: Actor): Promise<void> {
  const { view } = await act.presses('@marek', await card(act, '@marek'), 'choose-improvement');
  await act.submits('@marek', view, { owner: 'U0ASHA', due });
  await act.world.passes(12);
}
/** Asha has what the workaround proposed. */
const chosen: Start<void> = async (act) => {
  await at(act, learnt);
  await chooses(act);
};
/** Another one was proposed too. */
const two: Start<void> = async (act) => {
  await at(act, chosen);
  await proposed(act, '@asha', 'Alert on wet sheets');
  await act.world.passes(12);
};
const done: Start<void> = async (act) => {
  await at(act, chosen);
  await act.presses('@asha', await card(act, '@asha'), 'move-improvement:done');
  await act.world.passes(12);
};

/** What is done about it, by whom and by when. */
export const improving: Flow[] = [
  {
    name: 'propose an improvement',
    features: ['propose-improvement', 'show-improvement'],
    async begin(act) {
      await at(act, learnt);
      return async () => {
        await proposed(act, '@asha', 'Alert on wet sheets');
        const { view: list } = await improvements(act, '@asha', 'INC-1');
        const { view } = await act.presses('@asha', inView(list), 'propose-improvement');
        await act.submits('@asha', view, { title: 'A second line' });
      };
    },
  },
  {
    name: 'choose what is done, and by whom',
    features: ['choose-improvement'],
    async begin(act) {
      await at(act, learnt);
      return async () => {
        const { view: list } = await improvements(act, '@marek', 'INC-1');
        await act.presses('@marek', inView(list), `show-improvement:${imp}`);
        const { view } = await presses(act, '@marek', list, 'choose-improvement', imp);
        await act.searches('@marek', inView(view), 'improvement-team', 'bed');
        await act.submits('@marek', view, { owner: 'U0ASHA', due });
      };
    },
  },
  {
    name: 'none of it is done',
    features: ['decline-improvement', 'choose-improvement'],
    async begin(act) {
      await at(act, learnt);
      await proposed(act, '@asha', 'Alert on wet sheets');
      return async () => {
        const { view: list } = await improvements(act, '@marek', 'INC-1');
        const { view } = await presses(act, '@marek', list, 'decline-improvement', imp);
        await act.submits('@marek', view, { words: 'It is the same every spring' });
        const { view: left } = await improvements(act, '@marek', 'INC-1');
        const { view: none } = await act.presses('@marek', inView(left), 'choose-no-improvement');
        await act.submits('@marek', none, { words: 'We looked at two' });
      };
    },
  },
  {
    name: 'another date, another owner, other words and another place',
    features: ['reschedule-improvement', 'reassign-improvement', 'describe-improvement', 'rank-improvement'],
    async begin(act) {
      await at(act, two);
      return async () => {
        const shown = await card(act, '@marek');
        const later = await act.presses('@marek', shown, 'reschedule-improvement');
        await act.submits('@marek', later.view, { due: '2026-04-10', words: 'The provider is late' });
        const handed = await act.presses('@marek', await card(act, '@marek'), 'reassign-improvement');
        await act.submits('@marek', handed.view, { owner: 'U0MAREK' });
        const words = await act.presses('@marek', await card(act, '@marek'), 'describe-improvement');
        await act.submits('@marek', words.view, { title: 'Dry the sheets for good' });
        await act.presses('@marek', await card(act, '@marek', 'IMP-2'), 'rank-improvement:first');
      };
    },
  },
  {
    name: 'two that are the same',
    features: ['merge-improvement'],
    async begin(act) {
      await at(act, two);
      return async () => {
        const { view } = await act.presses('@asha', await card(act, '@asha', 'IMP-2'), 'merge-improvement');
        await act.submits('@asha', view, { into: imp });
      };
    },
  },
  {
    name: 'it is begun, and done',
    features: ['move-improvement'],
    async begin(act) {
      await at(act, chosen);
      const shown = await card(act, '@asha');
      return async () => {
        await act.presses('@asha', shown, 'move-improvement:started');
        await act.presses('@asha', shown, 'move-improvement:done');
      };
    },
  },
  {
    name: 'try again what a tracker refused',
    features: ['track-improvement'],
    async begin(act) {
      await at(act, learnt);
      await act.world.faults({ on: 'tracker:github', do: 'http', status: 401 });
      await chooses(act);
      await act.world.calm();
      await act.world.passes(120);
      const shown = await card(act, '@asha');
      return async () => {
        await act.presses('@asha', shown, 'track-improvement');
      };
    },
  },
  {
    name: 'it has helped',
    features: ['assess-improvement'],
    async begin(act) {
      await at(act, done);
      const shown = await card(act, '@asha');
      return async () => {
        const { view } = await act.presses('@asha', shown, 'assess-improvement:yes');
        await act.submits('@asha', view, { words: 'They are dry' });
      };
    },
  },
  {
    name: 'look at what is to be done',
    features: ['list-improvements', 'choose-improvement'],
    only,
    makes: [
      { kind: 'action', name: 'choose-improvements:later' },
      { kind: 'action', name: 'turn-improvements:later' },
      { kind: 'action', name: 'list-improvements:service' },
    ],
    async begin(act) {
      await at(act, two);
      return async () => {
        await improvements(act, '@asha', '');
        await improvements(act, '@asha', 'team bedroom-team');
        await pressedByHand(act, 'list-improvements:service', 'service bedroom');
        await pressedByHand(act, 'turn-improvements:later', JSON.stringify({ which: 'open', words: '', page: 1 }));
        await pressedByHand(act, 'choose-improvements:later', JSON.stringify({ postmortem: 'PM-1', page: 0 }));
      };
    },
  },
];
