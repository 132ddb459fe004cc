import type { Actor } from '#test/matrix/actor';
import type { Flow } from '#test/matrix/flow';
import { onlyWhatIsSaid as only } from '#test/matrix/starts';

const types = (act: Actor, user: string, text: string) => act.does(() => act.world.commands(user, '/service', text));
/** What is shown after a command, as a place where buttons are. */
async function shown(act: Actor, user: string, text: string) {
  const { ephemeral = [] } = await types(act, user, text);
  const last = ephemeral.at(-1);
  return { channel: last?.channel ?? '', ts: last?.ts ?? '' };
}
async function sent(act: Actor, user: string, effect: string) {
  const { channel, messages } = await act.world.inbox(user);
  const found = messages.findLast(({ metadata }) => metadata?.event_payload.effect?.startsWith(effect));
  return { channel, ts: found?.ts ?? '' };
}

async function returned(act: Actor, until: string) {
  const { view } = await types(act, '@priya', `handback attic funded until ${until}`);
  await act.submits('@priya', view, { 'feature-percent': '60', 'looked-at-load': ['yes'], words: 'It sells again' });
}

/** The record of a service: whoever answers for it keeps it, everybody reads it. */
export const serving: Flow[] = [
  {
    name: 'look at a service, its history and all of them',
    features: ['show-service', 'correct-history', 'list-services'],
    only,
    begin: async (act) => async () => {
      await types(act, '@tom', 'show attic');
      await types(act, '@tom', 'who attic');
      await types(act, '@tom', 'history attic');
      const menu = await shown(act, '@tom', '');
      await act.searches('@tom', menu, 'show-service:?', 'att');
      await act.presses('@tom', menu, 'show-service:?', { option: 'attic' });
      await act.presses('@tom', menu, 'list-services');
      await types(act, '@tom', 'list lifecycle active');
      await act.presses('@tom', await shown(act, '@tom', 'attic'), 'show-history');
    },
  },
  {
    name: 'register a service',
    features: ['register-service'],
    begin: async (act) => () => types(act, '@marek', 'register bed-finder "Bed finder" home bedroom-team @priya active 99.0'),
  },
  {
    name: 'register a service by form, and say more of it',
    features: ['register-service', 'describe-service'],
    only,
    begin: async (act) => async () => {
      const { view } = await act.presses('@priya', await shown(act, '@priya', ''), 'register-service');
      const values = { name: 'Sleep guide', domain: 'home', slug: 'sleep-guide', owner: 'bedroom-team', aliases: 'naps' };
      await act.submits('@priya', view, values);
      await types(act, '@priya', 'edit sleep-guide');
      const form = await act.presses('@priya', await shown(act, '@priya', 'show sleep-guide'), 'describe-service');
      await act.submits('@priya', form.view, { aliases: 'sleep' });
    },
  },
  {
    name: 'change what a service is to reach',
    features: ['set-targets'],
    begin: async (act) => async () => {
      await types(act, '@priya', 'targets attic 99.9 because it is the season');
      const form = await act.presses('@priya', await shown(act, '@priya', 'show attic'), 'set-targets');
      await act.submits('@priya', form.view, { availability: '99', time_to_restore: '60' });
    },
  },
  {
    name: 'change the life of a service',
    features: ['change-lifecycle'],
    begin: async (act) => async () => {
      await types(act, '@priya', 'lifecycle attic ktlo funding ended 2026-03-01 because the campaign is over');
      const form = await act.presses('@priya', await shown(act, '@priya', 'show attic'), 'change-lifecycle');
      await act.submits('@priya', form.view, { to: 'deprecated', reason: 'Nobody comes' });
    },
  },
  {
    name: 'correct who owned a service',
    features: ['correct-history'],
    begin: async (act) => async () => {
      const form = await act.presses('@priya', await shown(act, '@priya', 'show attic'), 'correct-history');
      const { view } = await act.submits('@priya', form.view, { model: 'ybiyri', reason: 'They ran it themselves' });
      await act.submits('@priya', view);
    },
  },
  {
    name: 'hand a service back to its own team',
    features: ['handback-service'],
    async begin(act) {
      await types(act, '@priya', 'lifecycle attic ktlo because the campaign is over');
      return () => returned(act, '2027-03-31');
    },
  },
  {
    name: 'its money ends soon: extend it, or go back',
    features: ['renew-funding'],
    async begin(act) {
      await types(act, '@priya', 'lifecycle attic ktlo because the campaign is over');
      await returned(act, '2026-03-20');
      await act.world.until('2026-03-11T04:00:00Z');
      const question = await sent(act, '@priya', 'SVC-attic/funding');
      return async () => {
        const { view } = await act.presses('@priya', question, 'extend-funding');
        await act.submits('@priya', view, { until: '2026-12-31' });
        await act.presses('@priya', question, 'return-to-maintenance');
      };
    },
  },
];
