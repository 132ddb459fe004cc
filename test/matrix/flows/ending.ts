import { placeOf } from '#test/e2e/world';
import type { Actor } from '../actor.ts';
import { answered, declared } from '../actor.ts';
import type { Flow } from '../flow.ts';

/** What follows follows it however it was said; the lines have those sites. */
const only: Flow['only'] = ({ function: by }) => by === 'slack';

/** Somebody has it, so that nobody else is asked while the world is looked at. */
async function taken(act: Actor): Promise<string> {
  const id = await declared(act, 'sev3 bedroom: Sheets are wet');
  await act.types('@asha', `ack ${id}`);
  await act.world.passes(12);
  return id;
}
async function over(act: Actor): Promise<string> {
  const id = await taken(act);
  await act.types('@asha', `resolve ${id} permanent hung them up`);
  await act.world.passes(12);
  return id;
}
/** Two that are the same, and somebody has both. */
async function two(act: Actor): Promise<[string, string]> {
  const one = await taken(act);
  const other = await declared(act, 'sev4 ?: Pillows are wet');
  await act.types('@asha', `ack ${other}`);
  await act.world.passes(12);
  return [one, other];
}
async function duplicate(act: Actor): Promise<string> {
  const [one, other] = await two(act);
  await act.types('@asha', `duplicate ${other} of ${one}`);
  await act.world.passes(12);
  return other;
}

async function cardOf(act: Actor, id: string) {
  const room = await act.world.roomOf(id);
  const [card] = await act.world.said(room.id, `${id}/card`);
  return { channel: room.id, ts: card?.ts ?? '' };
}

type Begins = (act: Actor) => Promise<string>;
const byLine = (name: string, feature: string, line: (id: string) => string, begins: Begins = taken): Flow => ({
  name,
  features: [feature],
  async begin(act) {
    const id = await begins(act);
    return () => act.types('@asha', line(id));
  },
});
const byButton = (name: string, feature: string, begins: Begins, action = feature): Flow => ({
  name: `${name}, by button`,
  features: [feature],
  only,
  async begin(act) {
    const card = await cardOf(act, await begins(act));
    return () => act.presses('@asha', card, action);
  },
});
const byForm = (name: string, feature: string, values: (act: Actor) => Promise<Record<string, unknown>>): Flow => ({
  name: `${name}, by form`,
  features: [feature],
  only,
  async begin(act) {
    const filled = await values(act);
    const { view } = await act.presses('@asha', await cardOf(act, await taken(act)), feature);
    return () => act.submits('@asha', view, filled);
  },
});

const day = 86_400;

/** How it ends, and whether that was the end. */
export const ending: Flow[] = [
  {
    name: 'put on record what is over',
    features: ['record-incident'],
    async begin(act) {
      const { view } = await act.types('@tom', 'declare over from 20 min ago to 5 min ago sev3 bedroom: Sheets were wet');
      const filled = { from: '20 min ago', to: '5 min ago', impact: 'partial', fix: 'permanent', how: 'Dried' };
      const { view: readBack } = await act.submits('@tom', view, filled);
      return () => act.submits('@tom', readBack);
    },
  },
  {
    name: 'the form for what is over',
    features: ['record-incident'],
    only,
    begin: async (act) => async () => {
      const { view } = await act.types('@tom', 'Sheets were wet');
      await act.presses('@tom', { view: view?.id ?? '' }, 'record-incident');
    },
  },
  byLine('mitigate', 'mitigate-incident', (id) => `mitigate ${id}`),
  byButton('mitigate', 'mitigate-incident', taken),
  byLine('resolve', 'resolve-incident', (id) => `resolve ${id} workaround hung them up`),
  byButton('resolve', 'resolve-incident', taken),
  byForm('resolve', 'resolve-incident', async () => ({ fix: 'permanent', how: 'Hung them up' })),
  byLine('reopen', 'reopen-incident', (id) => `reopen ${id} wet again`, over),
  byButton('reopen', 'reopen-incident', over),
  {
    name: 'declare what goes on from another',
    features: ['declare-incident'],
    only,
    async begin(act) {
      const id = await over(act);
      await act.world.passes(day + 60);
      const place = placeOf(answered(await act.types('@asha', `reopen ${id}`)));
      return () => act.presses('@asha', place, 'declare-related');
    },
  },
  byLine('close', 'close-incident', (id) => `close ${id}`, over),
  byButton('close', 'close-incident', over),
  byLine('cancel', 'cancel-incident', (id) => `cancel ${id} they were never wet`),
  byButton('cancel', 'cancel-incident', taken),
  byForm('cancel', 'cancel-incident', async () => ({ reason: 'They were never wet' })),
  {
    name: 'say that it is the same',
    features: ['duplicate-incident'],
    async begin(act) {
      const [one, other] = await two(act);
      return () => act.types('@asha', `duplicate ${other} of ${one}`);
    },
  },
  byButton('say that it is the same', 'duplicate-incident', taken),
  {
    name: 'say that it is the same, by form',
    features: ['duplicate-incident'],
    only,
    async begin(act) {
      const [one, other] = await two(act);
      const { view } = await act.presses('@asha', await cardOf(act, other), 'duplicate-incident');
      return () => act.submits('@asha', view, { of: one });
    },
  },
  byLine('say that it is not the same', 'duplicate-incident', (id) => `duplicate ${id} of none`, duplicate),
  byButton('say that it is not the same', 'duplicate-incident', duplicate, 'duplicate-incident-undone'),
];
