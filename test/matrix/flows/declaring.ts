import { buttonsOf, placeOf } from '#test/e2e/world';
import { answered, declared } from '../actor.ts';
import type { Flow } from '../flow.ts';

const features = ['declare-incident'];
const projected = ['open-channel', 'show-card', 'route-incident', 'page-people', 'escalate-incident'];
/** What follows a declaration follows it however it was made; "declare" has those sites. */
const only: Flow['only'] = ({ function: by, place }) => by === 'slack' && !place.startsWith('ssm:');
/** The same again, with other words and rooms: what is asked of Slack. */
const onlyOfSlack: Flow['only'] = ({ function: by, place }) => (by === 'slack' && !place.startsWith('ssm:')) || place.startsWith('slack:');
const form = { title: 'Sheets are wet', service: 'bedroom', severity: 'sev3', symptoms: 'All of them' };

export const declaring: Flow[] = [
  {
    name: 'declare',
    features: [...features, ...projected],
    begin: async (act) => () => act.types('@tom', 'declare sev3 bedroom: Sheets are wet'),
  },
  {
    name: 'declare, service unknown',
    features: [...features, ...projected],
    only: onlyOfSlack,
    begin: async (act) => () => act.types('@tom', 'declare sev4 bedrom: Sheets are wet'),
  },
  {
    name: 'declare, from a cold start',
    features: [...features, ...projected],
    only: ({ place }) => place.startsWith('ssm:'),
    async begin(act) {
      for (const name of ['slack', 'react']) await act.house.sandbox.aws.functions.kill(name);
      return () => act.types('@tom', 'declare sev4 bedroom: Sheets are wet');
    },
  },
  {
    name: 'declare, private',
    features: [...features, ...projected],
    only: onlyOfSlack,
    begin: async (act) => {
      const { view } = await act.types('@tom', '');
      return () => act.submits('@tom', view, { ...form, options: ['private'] });
    },
  },
  {
    name: 'report',
    features,
    async begin(act) {
      await declared(act, 'sev4 bedroom: Sheets are wet');
      return () => act.types('@priya', 'declare sev4 bedroom: Pillows too');
    },
  },
  {
    name: 'mine is different',
    features,
    only,
    async begin(act) {
      await declared(act, 'sev4 bedroom: Sheets are wet');
      const answer = await act.types('@priya', 'declare sev4 bedroom: No, it is the lamp');
      await act.world.passes(12);
      return () => act.presses('@priya', placeOf(answered(answer)), 'declare-different');
    },
  },
  {
    name: 'open the form',
    features,
    begin: async (act) => () => act.types('@tom', 'sheets are wet'),
  },
  {
    name: 'fill the form',
    features,
    only,
    async begin(act) {
      const { view } = await act.types('@tom', '');
      return async () => {
        await act.searches('@tom', { view: view?.id }, 'service', 'bed');
        await act.submits('@tom', view, form);
      };
    },
  },
  { name: 'shortcut', features, begin: async (act) => () => act.shortcut('@tom', 'declare-incident') },
  {
    name: 'shortcut on a message',
    features,
    async begin(act) {
      const message = await act.world.writes('@tom', '#general', 'Sheets are wet');
      return () => act.shortcut('@tom', 'declare-incident-from-message', { channel: '#general', ts: message?.ts });
    },
  },
  {
    name: 'declare words that could not be read',
    features,
    only,
    async begin(act) {
      const help = answered(await act.types('@tom', 'declare the whole house is wet'));
      const [button] = buttonsOf(help.ephemeral.at(-1)?.blocks);
      return () => act.presses('@tom', placeOf(help), button?.action_id ?? '');
    },
  },
];
