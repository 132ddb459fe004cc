import { placeOf } from '#test/e2e/world';
import { type Actor, answered } from '#test/matrix/actor';
import type { Flow } from '#test/matrix/flow';
import { at, cardOf, onlyWhatIsSaid as only, taken } from '#test/matrix/starts';

const pinning = { features: ['pin-message', 'follow-message'] };
const following = { features: ['follow-message'] };

/** Somebody has it, and somebody else wrote something in its room. */
async function written(act: Actor) {
  const id = await at(act, taken);
  const { id: channel } = await act.world.roomOf(id);
  const does = (user: string, what: string, body: object) =>
    act.world.ask<{ ts: string }>('POST', `/as/${encodeURIComponent(user)}/${what}`, { channel, ...body });
  const { ts } = await does('@asha', 'message', { text: 'The queue is full' });
  await act.world.passes(12);
  const pin = (remove = false) => does('@asha', 'react', { ts, name: 'pushpin', remove });
  return { id, channel, ts, does, pin };
}

async function pinned(act: Actor) {
  const there = await at(act, written);
  await there.pin();
  await act.world.passes(12);
  return there;
}

/** More than a page. */
async function long(act: Actor) {
  const { id } = await at(act, pinned);
  for (let index = 0; index < 10; index++) await act.types('@asha', `note ${id} number ${index}`);
  return { id };
}

/** What happened, in order; and how people say what belongs to it. */
export const timeline: Flow[] = [
  {
    name: 'a message is pinned',
    ...pinning,
    async begin(act) {
      const { pin } = await at(act, written);
      return () => pin();
    },
  },
  {
    name: 'the last pin goes',
    ...pinning,
    async begin(act) {
      const { pin } = await at(act, pinned);
      return () => pin(true);
    },
  },
  {
    name: 'a pinned message is edited',
    ...following,
    async begin(act) {
      const { does, ts } = await at(act, pinned);
      return () => does('@asha', 'edit', { ts, text: 'The queue is full since noon' });
    },
  },
  {
    name: 'a pinned message is deleted',
    ...following,
    async begin(act) {
      const { does, ts } = await at(act, pinned);
      return () => does('@asha', 'delete', { ts });
    },
  },
  {
    name: 'give a message its time',
    features: ['date-message'],
    async begin(act) {
      const { channel, ts } = await at(act, pinned);
      return async () => {
        const { view } = await act.shortcut('@asha', 'date-message', { channel, ts });
        await act.submits('@asha', view, { when: '20 min ago', kind: 'decision' });
      };
    },
  },
  {
    name: 'look at the timeline, and turn its page',
    features: ['show-timeline'],
    only,
    async begin(act) {
      const { id } = await at(act, long);
      const card = await cardOf(act, id);
      return async () => {
        await act.presses('@asha', card, 'show-timeline');
        const place = placeOf(answered(await act.types('@asha', `timeline ${id}`)));
        await act.presses('@asha', place, 'turn-timeline:later');
      };
    },
  },
];
