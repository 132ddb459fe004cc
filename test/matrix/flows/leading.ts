import type { Actor } from '../actor.ts';
import { declared } from '../actor.ts';
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

async function cardOf(act: Actor, id: string) {
  const room = await act.world.roomOf(id);
  const [card] = await act.world.said(room.id, `${id}/card`);
  return { channel: room.id, ts: card?.ts ?? '' };
}

/** A form that a button of the card opens, up to its submission. */
const byForm = (name: string, feature: string, action: string, values: Record<string, unknown>): Flow[] => [
  {
    name: `${name}, the form`,
    features: [feature],
    only,
    async begin(act) {
      const card = await cardOf(act, await taken(act));
      return () => act.presses('@asha', card, action);
    },
  },
  {
    name: `${name}, by form`,
    features: [feature],
    only,
    async begin(act) {
      const card = await cardOf(act, await taken(act));
      const { view } = await act.presses('@asha', card, action);
      return () => act.submits('@asha', view, values);
    },
  },
];

const byLine = (name: string, feature: string, line: (id: string) => string): Flow => ({
  name,
  features: [feature],
  async begin(act) {
    const id = await taken(act);
    return () => act.types('@asha', line(id));
  },
});

/** How bad it is, who does what, and what it is called. */
export const leading: Flow[] = [
  byLine('change the severity', 'grade-incident', (id) => `severity ${id} sev2 more beds than we thought`),
  ...byForm('change the severity', 'grade-incident', 'grade-incident', { severity: 'sev4', reason: 'Only one bed' }),
  byLine('give a role', 'assign-role', (id) => `role ${id} commander @lena`),
  ...byForm('give roles', 'assign-role', 'assign-role', { commander: '@lena', scribe: '@marek' }),
  byLine('change the title', 'rename-incident', (id) => `title ${id} Pillows are wet`),
  {
    name: 'change the title, by form',
    features: ['rename-incident'],
    only,
    async begin(act) {
      const id = await taken(act);
      const { view } = await act.types('@asha', `title ${id}`);
      return () => act.submits('@asha', view, { title: 'Pillows are wet' });
    },
  },
];
