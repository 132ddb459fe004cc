import type { Flow } from '#test/matrix/flow';
import { scanIsDue } from '#test/matrix/starts';

const features = ['observe-workspace'];

/** What happens in the workspace without us. */
export const observing: Flow[] = [
  {
    name: 'people, a group and a channel change',
    features,
    begin:
      async ({ world }) =>
      async () => {
        await world.change({ do: 'deactivate', user: '@gwen' });
        await world.change({ do: 'add-user', handle: 'newcomer' });
        await world.change({ do: 'empty-group', group: 'bedroom-team' });
        await world.change({ do: 'share', channel: '#general' });
      },
  },
  {
    name: 'a channel is shared no more, and a group is made',
    features,
    makes: [{ kind: 'event', name: 'subteam_created' }],
    async begin({ world }) {
      await world.change({ do: 'share', channel: '#general' });
      const now = Date.parse(await world.now());
      const event = { type: 'subteam_created', subteam: { id: 'S0NEW', users: ['U0TOM'] }, event_ts: String(now / 1000) };
      const body = JSON.stringify({ type: 'event_callback', event_id: 'EvNEW', team_id: 'T0MUSTER', event });
      return async () => {
        await world.change({ do: 'unshare', channel: '#general' });
        // The sandbox makes no groups, so Slack's own second and third try are made here.
        for (let attempt = 0; attempt < 3; attempt++) if ((await world.sends(body, 'application/json')).status === 200) return;
      };
    },
  },
  {
    name: 'the nightly scan',
    features,
    async begin({ world, house }) {
      await scanIsDue(house);
      await world.faults({ on: 'deliver:event', do: 'drop' });
      await world.change({ do: 'deactivate', user: '@gwen' });
      await world.calm();
      return () => scanIsDue(house);
    },
  },
];
