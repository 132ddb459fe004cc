import type { Actor } from '#test/matrix/actor';
import { pressedByHand, submittedByHand } from '#test/matrix/by-hand';
import type { Flow } from '#test/matrix/flow';
import { at, onlyWhatIsSaid as only, type Start, scanIsDue } from '#test/matrix/starts';

const service = (act: Actor, user: string, text: string) => act.does(() => act.world.commands(user, '/service', text));
const id = 'XFER-1';

/** The newest direct message of that effect, as a place where buttons are. */
async function sent(act: Actor, user: string, effect: string) {
  const { channel, messages } = await act.world.inbox(user);
  const found = messages.filter(({ metadata }) => metadata?.event_payload.effect?.startsWith(`${id}/${effect}`)).at(-1);
  return { channel, ts: found?.ts ?? '' };
}
async function shown(act: Actor, user: string) {
  const { ephemeral = [] } = await service(act, user, `transfer ${id}`);
  const last = ephemeral.at(-1);
  return { channel: last?.channel ?? '', ts: last?.ts ?? '' };
}
async function inThread(act: Actor) {
  const room = await act.world.channel('home-team');
  const [list] = await act.world.said(room.id, `${id}/checklist`);
  return { channel: room.id, ts: list?.ts ?? '' };
}

const asked: Start<void> = async (act) => {
  const { view } = await service(act, '@marek', 'transfer attic to home-team because nobody builds on it any more');
  await act.submits('@marek', view);
  await act.world.passes(12);
};
const confirmed: Start<void> = async (act) => {
  await at(act, asked);
  const { view } = await act.presses('@priya', await sent(act, '@priya', 'funding'), 'confirm-funding');
  await act.submits('@priya', view, { payer: 'U0PRIYA', basis: 'opex', targets: 'kept' });
  await act.world.passes(12);
};
const accepted: Start<void> = async (act) => {
  await at(act, confirmed);
  await act.presses('@omar', await sent(act, '@omar', 'answer'), 'answer-transfer-accept');
  await act.world.passes(12);
};
const shadowing: Start<void> = async (act) => {
  await at(act, accepted);
  await act.presses('@omar', await sent(act, '@omar', 'shadow'), 'shadow-transfer');
  await act.world.passes(12);
};
/** Half of what the team can do goes into support, and all the same it is asked. */
const overloaded: Start<void> = async (act) => {
  await act.does(() => act.world.commands('@omar', '/team', 'load home-team support 60%'));
  await act.world.passes(12);
  const { view } = await service(act, '@marek', 'transfer attic to home-team because nobody builds on it any more');
  await act.submits('@marek', view);
  await act.world.passes(12);
};
/** Somebody answered for it, and the team has come down since. */
const overridden: Start<void> = async (act) => {
  await at(act, overloaded);
  const { view } = await act.presses('@priya', await sent(act, '@priya', 'override'), 'override-guardrail');
  await act.submits('@priya', view, { reason: 'It is less in April' });
  await act.does(() => act.world.commands('@omar', '/team', 'load home-team support 20%'));
  await act.world.passes(12);
};
/** Its team is gone, and whoever is to have it has said yes. */
const urgent: Start<void> = async (act) => {
  const { view } = await service(act, '@priya', 'transfer attic to home-team emergency because the team is dissolved');
  await act.submits('@priya', view);
  await act.world.passes(12);
  await act.presses('@omar', await sent(act, '@omar', 'answer'), 'answer-transfer-accept');
  await act.world.passes(12);
};

const soonSeconds = 480;

/** From one owner to the next. */
export const transferring: Flow[] = [
  {
    name: 'ask for a transfer',
    features: ['request-transfer'],
    begin: async (act) => async () => {
      const { view } = await service(act, '@marek', 'transfer attic to home-team because nobody builds on it any more');
      await act.submits('@marek', view);
    },
  },
  {
    name: 'look for a team that could take it, and save that for later',
    features: ['request-transfer'],
    only,
    begin: async (act) => async () => {
      const { view } = await service(act, '@marek', 'transfer attic');
      const place = { view: view?.id ?? '' };
      await act.searches('@marek', place, 'transfer-services', 'att');
      await act.searches('@marek', place, 'transfer-to', 'home');
      await act.searches('@marek', place, 'transfer-hand-back', 'home');
      await act.presses('@marek', place, 'transfer-to', { option: 'home-team' });
      await act.presses('@marek', place, 'request-transfer-save');
    },
  },
  {
    name: 'confirm the money of a transfer',
    features: ['confirm-funding'],
    async begin(act) {
      await at(act, asked);
      const question = await sent(act, '@priya', 'funding');
      return async () => {
        await act.presses('@priya', question, 'confirm-funding-not-yet');
        const { view } = await act.presses('@priya', question, 'confirm-funding');
        await act.submits('@priya', view, { payer: 'U0PRIYA', basis: 'opex', targets: 'kept' });
      };
    },
  },
  {
    name: 'an item of the checklist is so',
    features: ['check-readiness'],
    async begin(act) {
      await at(act, asked);
      const list = await inThread(act);
      return async () => {
        const { view } = await act.presses('@omar', list, 'check-readiness', { value: `${id} runbook_run` });
        await act.submits('@omar', view, { status: 'done', evidence: 'https://runbooks.example.com/attic' });
      };
    },
  },
  {
    name: 'ask before answering, and accept a transfer',
    features: ['answer-transfer'],
    async begin(act) {
      await at(act, confirmed);
      const question = await sent(act, '@omar', 'answer');
      return async () => {
        const { view } = await act.presses('@omar', question, 'answer-transfer-ask');
        await act.submits('@omar', view, { words: 'Who knows it?' });
        await act.presses('@omar', question, 'answer-transfer-accept');
      };
    },
  },
  {
    name: 'decline a transfer',
    features: ['answer-transfer'],
    async begin(act) {
      await at(act, asked);
      const question = await sent(act, '@omar', 'answer');
      return async () => {
        const { view } = await act.presses('@omar', question, 'answer-transfer-decline');
        await act.submits('@omar', view, { words: 'Not before April' });
      };
    },
  },
  {
    name: 'begin to run along, and take the test page',
    features: ['shadow-transfer'],
    async begin(act) {
      await at(act, accepted);
      const offer = await sent(act, '@omar', 'shadow');
      return async () => {
        await act.presses('@omar', offer, 'shadow-transfer');
        await act.world.passes(12);
        await act.presses('@dev', await sent(act, '@dev', 'test-page'), 'shadow-transfer-page');
      };
    },
  },
  {
    name: 'take ownership',
    features: ['complete-transfer'],
    async begin(act) {
      await at(act, urgent);
      const day = await sent(act, '@omar', 'take');
      return () => act.presses('@omar', day, 'complete-transfer');
    },
  },
  {
    name: 'override what stands in the way of a transfer',
    features: ['override-guardrail'],
    async begin(act) {
      await at(act, overloaded);
      const question = await sent(act, '@priya', 'override');
      return async () => {
        const { view } = await act.presses('@priya', question, 'override-guardrail');
        await act.submits('@priya', view, { reason: 'It is less in April' });
      };
    },
  },
  {
    name: 'come to the form from the list, and pick a better team',
    features: ['show-transfer', 'request-transfer'],
    only,
    async begin(act) {
      await at(act, asked);
      return async () => {
        const { ephemeral = [] } = await service(act, '@marek', 'transfer');
        const list = { channel: ephemeral.at(-1)?.channel ?? '', ts: ephemeral.at(-1)?.ts ?? '' };
        await act.presses('@marek', list, `show-transfer:${id}`);
        await act.presses('@marek', list, 'request-transfer-new');
        const { ephemeral: shown = [] } = await service(act, '@marek', 'show bedroom');
        const known = { channel: shown.at(-1)?.channel ?? '', ts: shown.at(-1)?.ts ?? '' };
        await act.presses('@marek', known, 'request-transfer-of:bedroom');
        const { view } = await service(act, '@marek', 'transfer bedroom to incident-managers');
        await act.presses('@marek', { view: view?.id ?? '' }, 'request-transfer-pick:home-team');
      };
    },
  },
  {
    name: 'give a transfer another day, and that day comes',
    features: ['show-transfer', 'replan-transfer', 'remind-transfer'],
    async begin(act) {
      await at(act, shadowing);
      return async () => {
        await service(act, '@priya', 'transfer');
        const { view } = await act.presses('@priya', await shown(act, '@priya'), 'replan-transfer');
        const soon = Math.floor(Date.parse(await act.world.now()) / 1000) + soonSeconds;
        await act.submits('@priya', view, { planned: soon });
      };
    },
  },
  {
    name: 'look further, and say how a transfer turned out before its time',
    features: ['show-transfer', 'review-transfer'],
    only,
    makes: [
      { kind: 'action', name: 'list-transfers:2' },
      { kind: 'action', name: 'review-transfer:works' },
      { kind: 'view', name: 'review-transfer-form' },
      { kind: 'action', name: 'hand-back-of' },
    ],
    async begin(act) {
      await at(act, asked);
      return async () => {
        await pressedByHand(act, 'list-transfers:2', '2');
        await pressedByHand(act, 'review-transfer:works', `${id} 30 works`);
        await submittedByHand(act, 'review-transfer-form', { id, afterDays: 30, verdict: 'works' });
        await pressedByHand(act, 'hand-back-of', 'bedroom');
      };
    },
  },
  {
    name: 'call a transfer off',
    features: ['cancel-transfer'],
    async begin(act) {
      await at(act, asked);
      return async () => {
        const { view } = await act.presses('@priya', await shown(act, '@priya'), 'cancel-transfer');
        await act.submits('@priya', view, { reason: 'It stays where it is' });
      };
    },
  },
  {
    name: 'a night finds that what was overridden is within its limit',
    features: ['clear-guardrail'],
    async begin(act) {
      await at(act, overridden);
      return () => scanIsDue(act.house);
    },
  },
];
