import type { Actor } from '#test/matrix/actor';
import type { Flow } from '#test/matrix/flow';
import { askEngine } from '#test/matrix/snapshot';
import { at, onlyWhatIsSaid as only, type Start } from '#test/matrix/starts';

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

type Item = Record<string, Record<string, unknown>>;
/** More than one page of services and of owners, written as they stand: to live through them would take hours. */
const manyPages: Start<void> = async ({ world }) => {
  const { origin } = world;
  const { table: TableName } = await world.table();
  const read = async (sk: string) =>
    (await askEngine<{ Item: Item }>(origin, 'GetItem', { TableName, Key: { pk: { S: 'SVC#attic' }, sk: { S: sk } } })).Item;
  const [head, owned] = [await read('@'), await read('OWN#000001')];
  for (let more = 2; more <= 25; more++) {
    const [slug, number] = [`attic-${more}`, String(more)];
    const named = (value: object) => ({ M: { ...(value as { M: Item }).M, slug: { S: slug }, name: { S: `Attic ${more}` } } });
    const like = {
      ...head,
      pk: { S: `SVC#${slug}` },
      boardedAt: { S: slug },
      entry: named(head.entry ?? {}),
      state: named(head.state ?? {}),
    };
    await askEngine(origin, 'PutItem', { TableName, Item: like });
    const from = { S: `2025-02-${number.padStart(2, '0')}T10:00:00.000Z` };
    const value = { M: { ...(owned.value as { M: Item }).M, version: { N: number }, effectiveFrom: from } };
    await askEngine(origin, 'PutItem', { TableName, Item: { ...owned, sk: { S: `OWN#${number.padStart(6, '0')}` }, value } });
  }
};
/** With the team that keeps services going; its own team would take it back. */
const kept: Start<void> = async (act) => {
  const form = await types(act, '@priya', 'transfer attic to home-team emergency because the team is dissolved');
  await act.submits('@priya', form.view, { 'transfer-hand-back': 'bedroom-team' });
  await act.world.passes(12);
  await act.presses('@omar', await sent(act, '@omar', 'XFER-1/answer'), 'answer-transfer-accept');
  await act.world.passes(12);
  await act.presses('@omar', await sent(act, '@omar', 'XFER-1/take'), 'complete-transfer');
  await act.world.passes(12);
};

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
  {
    name: 'turn the pages of services and of a history',
    features: ['list-services', 'correct-history'],
    only,
    async begin(act) {
      await at(act, manyPages);
      return async () => {
        const list = await shown(act, '@tom', 'list');
        await act.presses('@tom', list, 'turn-services:later');
        await act.presses('@tom', list, 'turn-services:earlier');
        const history = await shown(act, '@tom', 'history attic');
        await act.presses('@tom', history, 'turn-history:older');
        await act.presses('@tom', history, 'turn-history:newer');
      };
    },
  },
  {
    name: 'ask a team to take a service back, because there is money again',
    features: ['handback-service'],
    async begin(act) {
      await at(act, kept);
      return async () => {
        const { view } = await types(act, '@priya', 'handback attic to bedroom-team funded until 2027-03-31');
        const planned = Math.floor(Date.parse(await act.world.now()) / 1000) + 14 * 24 * 3_600;
        await act.submits('@priya', view, { planned, words: 'It sells again' });
      };
    },
  },
  {
    name: 'say who else would take a service back',
    features: ['change-hand-back'],
    async begin(act) {
      await at(act, kept);
      const team = (user: string, text: string) => act.does(() => act.world.commands(user, '/team', text));
      // Whoever leads the one team and answers for the service too can do both.
      const { view: edit } = await team('@marek', 'create bedroom-team');
      await act.submits('@marek', edit, { lead: 'U0PRIYA' });
      await act.world.passes(12);
      const last = (await team('@priya', 'disband bedroom-team')).ephemeral?.at(-1);
      const refusal = { channel: last?.channel ?? '', ts: last?.ts ?? '' };
      return async () => {
        const { view } = await act.presses('@priya', refusal, 'change-hand-back:attic');
        await act.submits('@priya', view, { team: 'incident-managers' });
      };
    },
  },
];
