import { declared } from '../actor.ts';
import type { Flow } from '../flow.ts';

const listening = ['subscribe-incident'];

export const involving: Flow[] = [
  {
    name: 'be kept posted',
    features: listening,
    async begin(act) {
      const id = await declared(act, 'sev3 bedroom: Sheets are wet');
      const [line] = await act.world.said('#incidents', `${id}/announcement`);
      const { id: channel } = await act.world.channel('incidents');
      return () => act.presses('@priya', { channel, ts: line?.ts ?? '' }, 'subscribe-incident');
    },
  },
  {
    name: 'keep a channel posted',
    features: listening,
    async furnish({ world }) {
      await world.change({ do: 'join', user: '@muster', channel: '#general' });
    },
    async begin(act) {
      const id = await declared(act, 'sev3 bedroom: Sheets are wet');
      return () => act.types('@priya', `subscribe ${id} #general`);
    },
  },
  {
    name: 'tell a subscriber',
    features: listening,
    async begin(act) {
      const id = await declared(act, 'sev3 bedroom: Sheets are wet');
      await act.types('@priya', `subscribe ${id}`);
      await act.world.passes(12);
      return () => act.types('@asha', `update ${id} Rolling back`);
    },
  },
  {
    name: 'hear no more',
    features: listening,
    async begin(act) {
      const id = await declared(act, 'sev3 bedroom: Sheets are wet');
      await act.types('@priya', `subscribe ${id}`);
      await act.world.passes(12);
      return () => act.types('@priya', `unsubscribe ${id}`);
    },
  },
];
