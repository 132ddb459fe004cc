import type { Flow } from '../flow.ts';
import type { House } from '../house.ts';

const features = ['observe-workspace'];
const rooms = ['#general', '#incidents', '#incidents-unrouted', '#muster-ops'];
const restored =
  (change: object) =>
  ({ world }: House) =>
    world.change(change);

/** What happens in the workspace without us. */
export const observing: Flow[] = [
  {
    name: 'somebody leaves',
    features,
    begin:
      async ({ world }) =>
      () =>
        world.change({ do: 'deactivate', user: '@priya' }),
    async tidy({ world }) {
      await world.change({ do: 'reactivate', user: '@priya' });
      for (const channel of rooms) await world.change({ do: 'join', user: '@priya', channel });
    },
  },
  {
    name: 'a group changes',
    features,
    begin:
      async ({ world }) =>
      () =>
        world.change({ do: 'empty-group', group: 'bedroom-team' }),
    tidy: restored({ do: 'set-group', group: 'bedroom-team', users: ['@marek', '@asha'] }),
  },
  {
    name: 'a channel is shared',
    features,
    begin:
      async ({ world }) =>
      () =>
        world.change({ do: 'share', channel: '#general' }),
    tidy: restored({ do: 'unshare', channel: '#general' }),
  },
  {
    name: 'a channel is shared no more',
    features,
    async begin({ world }) {
      await world.change({ do: 'share', channel: '#general' });
      await world.settle();
      return () => world.change({ do: 'unshare', channel: '#general' });
    },
  },
];
