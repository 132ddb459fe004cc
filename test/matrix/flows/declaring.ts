import { buttonsOf, placeOf } from '#test/e2e/world';
import { answered } from '#test/matrix/actor';
import type { Flow } from '#test/matrix/flow';
import { at, onlyWhatIsSaid as only, small } from '#test/matrix/starts';

const features = ['declare-incident'];
const projected = ['open-channel', 'show-card', 'route-incident', 'page-people', 'escalate-incident'];
/** The same again, with other words and rooms: what is asked of Slack. */
const onlyOfSlack: Flow['only'] = (site) => only(site) || site.place.startsWith('slack:');
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
    begin: async (act) => async () => {
      for (const name of ['slack', 'react']) await act.house.sandbox.aws.functions.kill(name);
      await act.types('@tom', 'declare sev4 bedroom: Sheets are wet');
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
      await at(act, small);
      return () => act.types('@priya', 'declare sev4 bedroom: Pillows too');
    },
  },
  {
    name: 'mine is different',
    features,
    only,
    async begin(act) {
      await at(act, small);
      const answer = await act.types('@priya', 'declare sev4 bedroom: No, it is the lamp');
      await act.world.passes(12);
      return () => act.presses('@priya', placeOf(answered(answer)), 'declare-different');
    },
  },
  {
    name: 'open the form and fill it',
    features,
    only,
    begin: async (act) => async () => {
      const { view } = await act.types('@tom', 'sheets are wet');
      await act.searches('@tom', { view: view?.id }, 'service', 'bed');
      await act.submits('@tom', view, form);
    },
  },
  {
    name: 'come to a form by shortcuts',
    features: [...features, 'record-incident'],
    async begin(act) {
      const message = await act.world.writes('@tom', '#general', 'Sheets are wet');
      return async () => {
        await act.shortcut('@tom', 'declare-incident');
        await act.shortcut('@tom', 'declare-incident-from-message', { channel: '#general', ts: message?.ts });
        const { view } = await act.types('@tom', 'Sheets were wet');
        await act.presses('@tom', { view: view?.id ?? '' }, 'record-incident');
      };
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
  {
    name: 'put on record what is over',
    features: ['record-incident'],
    begin: async (act) => async () => {
      const { view } = await act.types('@tom', 'declare over from 20 min ago to 5 min ago sev3 bedroom: Sheets were wet');
      const filled = { from: '20 min ago', to: '5 min ago', impact: 'partial', fix: 'permanent', how: 'Dried' };
      const { view: readBack } = await act.submits('@tom', view, filled);
      await act.submits('@tom', readBack);
    },
  },
];
