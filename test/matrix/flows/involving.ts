import { type Actor, declared } from '../actor.ts';
import type { Flow } from '../flow.ts';

const listening = ['subscribe-incident'];
const swarming = { features: ['swarm-people', 'page-people'] };
const letting = { features: ['grant-access'] };
const hiding = { features: ['hide-incident', 'open-channel'] };
/** What follows follows it however it was said; the lines have those sites. */
const only: Flow['only'] = ({ function: by }) => by === 'slack';

/** Somebody has it, so that nobody else is asked while the world is looked at. */
async function taken(act: Actor, line = 'sev3 bedroom: Sheets are wet'): Promise<string> {
  const id = await declared(act, line);
  await act.types('@asha', `ack ${id}`);
  await act.world.passes(12);
  return id;
}
async function cardOf(act: Actor, id: string) {
  const room = await act.world.roomOf(id);
  const [card] = await act.world.said(room.id, `${id}/card`);
  return { channel: room.id, ts: card?.ts ?? '' };
}

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
  {
    name: 'swarm people and the on-call of a service',
    ...swarming,
    async begin(act) {
      const id = await taken(act, 'sev3 ?: Nothing works');
      return () => act.types('@asha', `swarm ${id} @priya @bedroom-team beds`);
    },
  },
  {
    name: 'swarm people, by form',
    ...swarming,
    only,
    async begin(act) {
      const place = await cardOf(act, await taken(act));
      return async () => {
        const { view } = await act.presses('@asha', place, 'swarm-people');
        await act.submits('@asha', view, { people: ['U0PRIYA'] });
      };
    },
  },
  {
    name: 'let somebody in',
    ...letting,
    async begin(act) {
      const id = await taken(act, 'sev3 private bedroom: Sheets are wet');
      return () => act.types('@asha', `access ${id} @priya`);
    },
  },
  {
    name: 'make it private',
    ...hiding,
    async begin(act) {
      const id = await taken(act);
      await act.types('@priya', `subscribe ${id}`);
      await act.world.passes(12);
      return () => act.types('@asha', `private ${id}`);
    },
  },
  {
    name: 'make it private, by button',
    ...hiding,
    // One read after another failing is more than anybody's patience; the reads are those of the line.
    only: ({ function: by, place }) => by === 'slack' && !/Get|Query/.test(place),
    async begin(act) {
      const place = await cardOf(act, await taken(act));
      return () => act.presses('@asha', place, 'hide-incident');
    },
  },
];
