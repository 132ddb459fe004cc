import type { Actor } from '#test/matrix/actor';
import type { Flow } from '#test/matrix/flow';
import { at, onlyWhatIsSaid as only, type Start, scanIsDue } from '#test/matrix/starts';

const types = (act: Actor, user: string, text: string) => act.does(() => act.world.commands(user, '/team', text));
async function rotaOf(act: Actor, user: string) {
  const { ephemeral = [] } = await types(act, user, 'rota home-team');
  const last = ephemeral.at(-1);
  return { channel: last?.channel ?? '', ts: last?.ts ?? '' };
}
/** The newest direct message of that effect, as a place where buttons are. */
async function sent(act: Actor, user: string, effect: string) {
  const { channel, messages } = await act.world.inbox(user);
  const found = messages.findLast(({ metadata }) => metadata?.event_payload.effect?.includes(effect));
  return { channel, ts: found?.ts ?? '' };
}

/** A new order begins with its first day, so that nobody waits for a Monday: Dev has the week, and Omar is to. */
const handsOver: Start<void> = async (act) => {
  const inMinutes = new Date(Date.parse(await act.world.now()) + 20 * 60_000).toISOString();
  await types(act, '@omar', `rota home-team order @omar @jonas @dev from ${inMinutes.slice(0, 10)} at ${inMinutes.slice(11, 16)}`);
  await act.world.passes(12);
};
const handedOver: Start<void> = async (act) => {
  await at(act, handsOver);
  await act.world.passes(25 * 60);
};
const asked: Start<void> = async (act) => {
  await types(act, '@jonas', 'swap @omar 2026-03-18 for 2026-03-25');
  await act.world.passes(12);
};

/** Whose week it is. */
export const rotating: Flow[] = [
  {
    name: 'a rota gets another order, and somebody stands in or is away',
    features: ['keep-rota'],
    begin: async (act) => async () => {
      await types(act, '@omar', 'rota home-team order @jonas @omar @dev from 2026-03-23');
      await types(act, '@omar', 'rota home-team cover @tom from 2026-03-12 09:00 to 2026-03-12 18:00');
      await types(act, '@jonas', 'rota home-team away from 2026-03-24 to 2026-03-25');
      await types(act, '@jonas', 'rota home-team back');
    },
  },
  {
    name: 'a rota is changed by forms',
    features: ['keep-rota'],
    only,
    begin: async (act) => async () => {
      const rota = await rotaOf(act, '@omar');
      const order = await act.presses('@omar', rota, 'set-order');
      await act.submits('@omar', order.view, { people: ['U0JONAS', 'U0DEV'], starts: '2026-03-23', 'hand-over': '09:00' });
      const cover = await act.presses('@omar', rota, 'cover-turn');
      await act.submits('@omar', cover.view, { person: 'U0TOM', role: 'superhero', from: '2026-03-12 09:00', to: '2026-03-12 18:00' });
      const leave = await act.presses('@jonas', await rotaOf(act, '@jonas'), 'take-leave');
      await act.submits('@jonas', leave.view, { person: 'U0JONAS', from: '2026-03-24', to: '2026-03-25' });
    },
  },
  {
    name: 'ask for a swap',
    features: ['swap-week'],
    begin: async (act) => () => types(act, '@jonas', 'swap @omar 2026-03-18 for 2026-03-25'),
  },
  {
    name: 'say yes to a swap',
    features: ['swap-week'],
    async begin(act) {
      await at(act, asked);
      const question = await sent(act, '@omar', '/asked');
      return () => act.presses('@omar', question, 'swap-accept');
    },
  },
  {
    name: 'ask for a swap by form, and hear no',
    features: ['swap-week'],
    only,
    begin: async (act) => async () => {
      const { view } = await act.presses('@jonas', await rotaOf(act, '@jonas'), 'swap-week');
      await act.submits('@jonas', view, { with: 'U0OMAR', on: '2026-03-18' });
      await act.world.passes(12);
      await act.presses('@omar', await sent(act, '@omar', '/asked'), 'swap-decline');
    },
  },
  {
    name: 'a week changes hands',
    features: ['rotate-on-call'],
    async begin(act) {
      await at(act, handsOver);
      return () => act.world.passes(22 * 60);
    },
    minutes: 45,
  },
  {
    name: 'leave a note for the next one',
    features: ['rotate-on-call', 'propose-improvement'],
    async begin(act) {
      await at(act, handedOver);
      const question = await sent(act, '@dev', '/ends-');
      return async () => {
        const { view } = await act.presses('@dev', question, 'note-handover');
        await act.submits('@dev', view, { words: 'The dashboard is easier to read' });
        const easier = await act.presses('@dev', question, 'propose-improvement-easier');
        await act.submits('@dev', easier.view, { title: 'A quieter alarm' });
      };
    },
  },
  {
    name: 'nobody is left in a team, which a night finds, and its services',
    features: ['detect-gaps', 'find-orphans'],
    async begin(act) {
      const { world, house } = act;
      await world.faults({ on: 'deliver:event', do: 'drop' });
      for (const user of ['@marek', '@asha']) await world.change({ do: 'deactivate', user });
      await world.calm();
      return () => scanIsDue(house);
    },
  },
];
