import { placeOf } from '#test/e2e/world';
import { type Actor, answered, declared } from '../actor.ts';
import type { Flow } from '../flow.ts';

const only: Flow['only'] = ({ function: by }) => by === 'slack';
const pinning = { features: ['pin-message', 'follow-message'] };
const following = { features: ['follow-message'] };
const dating = { features: ['date-message'] };
const showing = { features: ['show-timeline'] };

/** Somebody has it, and somebody else wrote something in its room. */
async function written(act: Actor) {
  const id = await declared(act, 'sev3 bedroom: Sheets are wet');
  await act.types('@asha', `ack ${id}`);
  const { id: channel } = await act.world.roomOf(id);
  const does = (user: string, what: string, body: object) =>
    act.world.ask<{ ts: string }>('POST', `/as/${encodeURIComponent(user)}/${what}`, { channel, ...body });
  const { ts } = await does('@asha', 'message', { text: 'The queue is full' });
  await act.world.passes(12);
  const pin = (remove = false) => does('@asha', 'react', { ts, name: 'pushpin', remove });
  return { id, channel, ts, does, pin };
}

async function pinned(act: Actor) {
  const there = await written(act);
  await there.pin();
  await act.world.passes(12);
  return there;
}

async function formOf(act: Actor) {
  const { channel, ts } = await pinned(act);
  return () => act.shortcut('@asha', 'date-message', { channel, ts });
}

/** What happened, in order; and how people say what belongs to it. */
export const timeline: Flow[] = [
  {
    name: 'a message is pinned',
    ...pinning,
    async begin(act) {
      const { pin } = await written(act);
      return () => pin();
    },
  },
  {
    name: 'the last pin goes',
    ...pinning,
    async begin(act) {
      const { pin } = await pinned(act);
      return () => pin(true);
    },
  },
  {
    name: 'a pinned message is edited',
    ...following,
    async begin(act) {
      const { does, ts } = await pinned(act);
      return () => does('@asha', 'edit', { ts, text: 'The queue is full since noon' });
    },
  },
  {
    name: 'a pinned message is deleted',
    ...following,
    async begin(act) {
      const { does, ts } = await pinned(act);
      return () => does('@asha', 'delete', { ts });
    },
  },
  { name: 'give a message its time, the form', ...dating, only, begin: formOf },
  {
    name: 'give a message its time',
    ...dating,
    async begin(act) {
      const { view } = await (await formOf(act))();
      return () => act.submits('@asha', view, { when: '20 min ago', kind: 'decision' });
    },
  },
  {
    name: 'look at the timeline',
    ...showing,
    only,
    async begin(act) {
      const { id } = await pinned(act);
      return () => act.types('@asha', `timeline ${id}`);
    },
  },
  {
    name: 'look at the timeline from the card',
    ...showing,
    only,
    async begin(act) {
      const { id, channel } = await pinned(act);
      const [card] = await act.world.said(channel, `${id}/card`);
      return () => act.presses('@asha', { channel, ts: card?.ts ?? '' }, 'show-timeline');
    },
  },
  {
    name: 'turn a page of the timeline',
    ...showing,
    only,
    async begin(act) {
      const { id } = await pinned(act);
      for (let index = 0; index < 10; index++) await act.types('@asha', `note ${id} number ${index}`);
      const place = placeOf(answered(await act.types('@asha', `timeline ${id}`)));
      return () => act.presses('@asha', place, 'turn-timeline:later');
    },
  },
];
