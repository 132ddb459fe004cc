import type { Flow } from '../flow.ts';
import type { House } from '../house.ts';

const features = ['observe-workspace'];
const rooms = ['#general', '#incidents', '#incidents-unrouted', '#muster-ops'];
async function gwenIsBack({ world }: House) {
  await world.change({ do: 'reactivate', user: '@gwen' });
  for (const channel of rooms) await world.change({ do: 'join', user: '@gwen', channel });
}
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
        world.change({ do: 'deactivate', user: '@gwen' }),
    tidy: gwenIsBack,
  },
  {
    name: 'somebody joins',
    features,
    begin:
      async ({ world }) =>
      async () =>
        world.change({ do: 'add-user', handle: `newcomer-${Date.parse(await world.now())}` }),
    async tidy({ world }) {
      const { users } = await world.workspace();
      for (const { id, handle, deleted } of users)
        if (handle.startsWith('newcomer-') && !deleted) await world.change({ do: 'deactivate', user: id });
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
  {
    name: 'a group is made',
    features,
    makes: [{ kind: 'event', name: 'subteam_created' }],
    async begin({ world }) {
      const now = Date.parse(await world.now());
      const event = { type: 'subteam_created', subteam: { id: `S0NEW${now}`, users: ['U0TOM'] }, event_ts: String(now / 1000) };
      const body = JSON.stringify({ type: 'event_callback', event_id: `EvNEW${now}`, team_id: 'T0MUSTER', event });
      return async () => {
        // The sandbox makes no groups, so Slack's own second and third try are made here.
        for (let attempt = 0; attempt < 3; attempt++) if ((await world.sends(body, 'application/json')).status === 200) return;
      };
    },
  },
  {
    name: 'the nightly scan',
    features,
    furnish: scanIsDue,
    async begin({ world, house }) {
      await world.faults({ on: 'deliver:event', do: 'drop' });
      await world.change({ do: 'deactivate', user: '@gwen' });
      await world.calm();
      return () => scanIsDue(house);
    },
    tidy: gwenIsBack,
  },
];

/** As if it were a quarter past three. */
async function scanIsDue({ sandbox: { aws }, world }: House) {
  const scan = aws.schedules.all().find(({ order }) => order.payload.includes('scan'));
  if (!scan) throw new Error('The template has no schedule for the scan.');
  const inAMinute = new Date(Date.parse(await world.now()) + 60_000).toISOString().slice(0, 19);
  aws.schedules.create({ ...scan, name: `scan-${Date.parse(inAMinute)}`, expression: `at(${inAMinute})`, zone: 'UTC', deleteAfter: true });
  await world.passes(70);
}
