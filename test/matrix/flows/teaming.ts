import type { Actor } from '#test/matrix/actor';
import type { Flow } from '#test/matrix/flow';
import { at, onlyWhatIsSaid as only, type Start } from '#test/matrix/starts';

const types = (act: Actor, user: string, text: string) => act.does(() => act.world.commands(user, '/team', text));
/** What is shown after a command, as a place where buttons are. */
async function shown(act: Actor, user: string, text: string) {
  const { ephemeral = [] } = await types(act, user, text);
  const last = ephemeral.at(-1);
  return { channel: last?.channel ?? '', ts: last?.ts ?? '' };
}

const attic = {
  slug: 'attic-team',
  name: 'Attic',
  lead: 'U0TOM',
  members: ['U0TOM', 'U0GWEN'],
  zone: 'UTC',
  hours: 'mon tue wed thu fri 09:00-17:30',
  type: 'delivery_team',
};
const created: Start<void> = async (act) => {
  const { view } = await types(act, '@tom', 'create attic-team');
  await act.submits('@tom', view, attic);
  await act.world.passes(12);
};

/** Teams, and what their leads say of them. */
export const teaming: Flow[] = [
  {
    name: 'look at a team, its load and who is on call',
    features: ['show-team', 'show-load', 'show-on-call', 'keep-rota'],
    only,
    begin: async (act) => async () => {
      await types(act, '@tom', 'help');
      const menu = await shown(act, '@tom', '');
      await act.searches('@tom', menu, 'show-team-search', 'home');
      await act.presses('@tom', menu, 'show-team-search', { option: 'home-team' });
      await types(act, '@tom', 'oncall attic');
      const card = await shown(act, '@tom', 'show home-team');
      await act.presses('@tom', card, 'show-rota');
      await act.presses('@tom', card, 'show-load');
      const { view } = await act.presses('@tom', card, 'show-on-call');
      await act.submits('@tom', view, { about: 'home-team', time: '2026-03-18 12:00' });
      const rota = await shown(act, '@tom', 'rota home-team');
      await act.presses('@tom', rota, 'show-calendar');
      await act.presses('@tom', rota, 'show-team:home-team');
    },
  },
  {
    name: 'put a team on record',
    features: ['describe-team'],
    begin: async (act) => async () => {
      const { view } = await types(act, '@tom', 'create attic-team');
      await act.submits('@tom', view, attic);
    },
  },
  {
    name: 'put a team on record by button, and say more of it by forms',
    features: ['describe-team', 'keep-members', 'keep-policy', 'show-load'],
    only,
    begin: async (act) => async () => {
      const { view } = await act.presses('@tom', await shown(act, '@tom', ''), 'create-team');
      await act.submits('@tom', view, attic);
      const card = await shown(act, '@tom', 'show attic-team');
      const edit = await act.presses('@tom', card, 'describe-team');
      const { slug: _, ...known } = attic;
      await act.submits('@tom', edit.view, { ...known, name: 'Attic and cellar', holidays: '2026-12-25' });
      const members = await act.presses('@tom', card, 'keep-members');
      await act.submits('@tom', members.view, { members: ['U0TOM', 'U0LEWIS'] });
      const policy = await act.presses('@tom', card, 'keep-policy');
      await act.submits('@tom', policy.view, { words: 'Ask us first', link: 'https://wiki.example/attic' });
      const load = await act.presses('@tom', await shown(act, '@tom', 'load attic-team'), 'state-support');
      await act.submits('@tom', load.view, { percent: '40' });
    },
  },
  {
    name: 'say who is in a team, how it gives support and what that takes',
    features: ['keep-members', 'keep-policy', 'show-load'],
    begin: async (act) => async () => {
      await types(act, '@omar', 'members home-team add @lewis @gwen');
      await types(act, '@omar', 'policy home-team https://wiki.example/home Ask in our channel');
      await types(act, '@omar', 'load home-team support 30%');
    },
  },
  {
    name: 'disband a team',
    features: ['disband-team'],
    async begin(act) {
      await at(act, created);
      return () => types(act, '@tom', 'disband attic-team for home-team');
    },
  },
  {
    name: 'disband a team by form, and be refused',
    features: ['disband-team'],
    async begin(act) {
      await at(act, created);
      return async () => {
        await types(act, '@marek', 'disband bedroom-team');
        const { view } = await act.presses('@tom', await shown(act, '@tom', 'attic-team'), 'disband-team');
        await act.submits('@tom', view, { successor: 'home-team' });
      };
    },
  },
];
