import { placeOf } from '#test/e2e/world';
import { answered } from '#test/matrix/actor';
import type { Flow } from '#test/matrix/flow';
import { begun, card, inRoom, inView, learnt, planned, pm, postmortem, published, signed, whole } from '#test/matrix/learnt';
import { at, onlyWhatIsSaid as only } from '#test/matrix/starts';

/** What was learnt is talked through, and put before everybody. */
export const publishing: Flow[] = [
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
    name: 'begin to talk it through',
    features: ['hold-meeting'],
    async begin(act) {
      await at(act, planned);
      const here = await inRoom(act, 'meeting');
      return () => act.presses('@asha', here, 'hold-meeting-start');
    },
  },
  {
    name: 'go on with the agenda',
    features: ['hold-meeting'],
    async begin(act) {
      await at(act, begun);
      const agenda = await inRoom(act, 'agenda/0');
      return () => act.presses('@asha', agenda, 'hold-meeting-next');
    },
  },
  {
    name: 'it was talked through',
    features: ['hold-meeting'],
    async begin(act) {
      await at(act, begun);
      const agenda = await inRoom(act, 'agenda/0');
      return async () => {
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
        await act.presses('@asha', await inRoom(act, 'met'), 'choose-improvements');
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
