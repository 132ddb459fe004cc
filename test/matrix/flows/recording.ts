import { placeOf } from '#test/e2e/world';
import type { Actor } from '../actor.ts';
import { answered, declared } from '../actor.ts';
import type { Flow } from '../flow.ts';

/** What follows follows it however it was said; the lines have those sites. */
const only: Flow['only'] = ({ function: by }) => by === 'slack';
const impact = { features: ['set-impact'] };
const note = { features: ['note-incident'] };

/** Somebody has it, so that nobody else is asked while the world is looked at. */
async function taken(act: Actor): Promise<string> {
  const id = await declared(act, 'sev3 bedroom: Sheets are wet');
  await act.types('@asha', `ack ${id}`);
  await act.world.passes(12);
  return id;
}

const readBack = async (act: Actor) =>
  answered(await act.types('@asha', `impact ${await taken(act)} unavailable from 20 min ago to 5 min ago because of the rain`));

async function formOf(act: Actor) {
  const id = await taken(act);
  const room = await act.world.roomOf(id);
  const [card] = await act.world.said(room.id, `${id}/card`);
  return () => act.presses('@asha', { channel: room.id, ts: card?.ts ?? '' }, 'set-impact');
}

async function filledForm(act: Actor) {
  const { view } = await (await formOf(act))();
  return () => act.submits('@asha', view, { level: 'partial', share: '40%', from: '20 min ago', to: '5 min ago' });
}

/** When customers were hurt, and what happened. */
export const recording: Flow[] = [
  {
    name: 'say the impact',
    ...impact,
    async begin(act) {
      const id = await taken(act);
      return () => act.types('@asha', `impact ${id} partial 0.4 because of the rain`);
    },
  },
  {
    name: 'have the impact read back',
    ...impact,
    only,
    async begin(act) {
      const id = await taken(act);
      return () => act.types('@asha', `impact ${id} unavailable from 20 min ago to 5 min ago`);
    },
  },
  {
    name: 'confirm the impact',
    ...impact,
    async begin(act) {
      const place = placeOf(await readBack(act));
      return () => act.presses('@asha', place, 'confirm-impact');
    },
  },
  {
    name: 'change the impact that was read back',
    ...impact,
    only,
    async begin(act) {
      const place = placeOf(await readBack(act));
      return () => act.presses('@asha', place, 'change-impact');
    },
  },
  { name: 'say the impact, the form', ...impact, only, begin: formOf },
  { name: 'say the impact, by form', ...impact, only, begin: filledForm },
  {
    name: 'confirm the impact in the form',
    ...impact,
    only,
    async begin(act) {
      const { view } = await (await filledForm(act))();
      return () => act.submits('@asha', view);
    },
  },
  {
    name: 'note',
    ...note,
    async begin(act) {
      const id = await taken(act);
      return () => act.types('@asha', `note ${id} 5 min ago restarted the queue`);
    },
  },
  {
    name: 'note, by form',
    ...note,
    only,
    async begin(act) {
      const id = await taken(act);
      return async () => {
        const { view } = await act.types('@asha', `note ${id}`);
        await act.submits('@asha', view, { text: 'Restarted the queue', when: '5 min ago' });
      };
    },
  },
];
