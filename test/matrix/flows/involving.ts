import type { Actor } from '#test/matrix/actor';
import type { Flow } from '#test/matrix/flow';
import { card } from '#test/matrix/learnt';
import { at, cardOf, declared, onlyWhatIsSaid as only, says, taken, unanswered } from '#test/matrix/starts';

const listening = ['subscribe-incident'];
const swarming = { features: ['swarm-people', 'page-people'] };
const hiding = { features: ['hide-incident', 'open-channel'] };

async function subscribed(act: Actor): Promise<string> {
  const id = await at(act, taken);
  await says(act, '@priya', `subscribe ${id}`);
  return id;
}
async function hasIt(act: Actor, line: string): Promise<string> {
  const id = await declared(act, line);
  await says(act, '@asha', `ack ${id}`);
  return id;
}

export const involving: Flow[] = [
  {
    name: 'be kept posted, and a channel too',
    features: listening,
    async begin(act) {
      const id = await at(act, unanswered);
      await act.world.change({ do: 'join', user: '@muster', channel: '#general' });
      const [line] = await act.world.said('#incidents', `${id}/announcement`);
      const { id: channel } = await act.world.channel('incidents');
      return async () => {
        await act.presses('@priya', { channel, ts: line?.ts ?? '' }, 'subscribe-incident');
        await act.types('@priya', `subscribe ${id} #general`);
      };
    },
  },
  {
    name: 'tell whom it concerns',
    features: ['tell-stakeholders', 'grade-incident'],
    only: ({ place }) => place.startsWith('slack:'),
    async begin(act) {
      const id = await at(act, taken);
      return () => act.types('@asha', `severity ${id} sev1 nobody can order`);
    },
  },
  {
    name: 'tell a subscriber',
    features: listening,
    async begin(act) {
      const id = await at(act, subscribed);
      return () => act.types('@asha', `update ${id} Rolling back`);
    },
  },
  {
    name: 'hear no more',
    features: listening,
    async begin(act) {
      const id = await at(act, subscribed);
      return () => act.types('@priya', `unsubscribe ${id}`);
    },
  },
  {
    name: 'swarm people and the on-call of a service',
    ...swarming,
    async begin(act) {
      const id = await hasIt(act, 'sev3 ?: Nothing works');
      return () => act.types('@asha', `swarm ${id} @priya @bedroom-team beds`);
    },
  },
  {
    name: 'swarm people, by form',
    ...swarming,
    only,
    async begin(act) {
      const card = await cardOf(act, await at(act, taken));
      return async () => {
        const { view } = await act.presses('@asha', card, 'swarm-people');
        await act.submits('@asha', view, { people: ['U0PRIYA'] });
      };
    },
  },
  {
    name: 'let somebody in',
    features: ['grant-access'],
    async begin(act) {
      const id = await hasIt(act, 'sev3 private bedroom: Sheets are wet');
      return () => act.types('@asha', `access ${id} @priya`);
    },
  },
  {
    name: 'let in whoever answers for it, by button',
    features: ['grant-access'],
    async begin(act) {
      await hasIt(act, 'sev2 private bedroom: Sheets are wet');
      await says(act, '@asha', 'resolve INC-1 workaround hung them up');
      const shown = await card(act, '@asha');
      return () => act.presses('@asha', shown, 'grant-access');
    },
  },
  {
    name: 'make it private',
    ...hiding,
    async begin(act) {
      const id = await at(act, subscribed);
      return () => act.types('@asha', `private ${id}`);
    },
  },
  {
    name: 'make it private, by button',
    ...hiding,
    // One read after another failing is more than anybody's patience; the reads are those of the line.
    only: (site) => only(site) && !/Get|Query/.test(site.place),
    async begin(act) {
      const card = await cardOf(act, await at(act, taken));
      return () => act.presses('@asha', card, 'hide-incident');
    },
  },
];
