import { placeOf } from '#test/e2e/world';
import { type Actor, answered } from '#test/matrix/actor';
import type { Flow } from '#test/matrix/flow';
import { at, cardOf, declared, onlyWhatIsSaid as only, over, says, taken } from '#test/matrix/starts';

const acts = ['mitigate-incident', 'resolve-incident', 'reopen-incident', 'close-incident'];
/** Two that are the same, and somebody has both. */
async function two(act: Actor): Promise<[string, string]> {
  const one = await at(act, taken);
  const other = await declared(act, 'sev4 ?: Pillows are wet');
  await says(act, '@asha', `ack ${other}`);
  return [one, other];
}

/** How it ends, and whether that was the end. */
export const ending: Flow[] = [
  {
    name: 'end it',
    features: acts,
    async begin(act) {
      const id = await at(act, taken);
      return async () => {
        await act.types('@asha', `mitigate ${id}`);
        await act.types('@asha', `resolve ${id} workaround hung them up`);
        await act.types('@asha', `close ${id}`);
      };
    },
  },
  {
    name: 'reopen',
    features: acts,
    async begin(act) {
      const id = await at(act, over);
      return () => act.types('@asha', `reopen ${id} wet again`);
    },
  },
  {
    name: 'end it by buttons and forms',
    features: acts,
    only,
    async begin(act) {
      const card = await cardOf(act, await at(act, taken));
      return async () => {
        await act.presses('@asha', card, 'mitigate-incident');
        const { view } = await act.presses('@asha', card, 'resolve-incident');
        await act.submits('@asha', view, { fix: 'permanent', how: 'Hung them up' });
      };
    },
  },
  {
    name: 'reopen and close by buttons',
    features: acts,
    only,
    async begin(act) {
      const card = await cardOf(act, await at(act, over));
      return async () => {
        await act.presses('@asha', card, 'close-incident');
        await act.presses('@asha', card, 'reopen-incident');
      };
    },
  },
  {
    name: 'declare what goes on from another',
    features: ['declare-incident'],
    only,
    async begin(act) {
      const { view } = await act.types('@asha', 'declare over from 30 h ago to 26 h ago sev3 bedroom: Sheets were wet');
      const filled = { from: '30 hours ago', to: '26 hours ago', impact: 'partial', fix: 'permanent', how: 'Dried' };
      const { view: readBack } = await act.submits('@asha', view, filled);
      await act.submits('@asha', readBack);
      await act.world.passes(12);
      const place = placeOf(answered(await act.types('@asha', 'reopen INC-1')));
      return () => act.presses('@asha', place, 'declare-related');
    },
  },
  {
    name: 'cancel',
    features: ['cancel-incident'],
    async begin(act) {
      const id = await at(act, taken);
      return () => act.types('@asha', `cancel ${id} they were never wet`);
    },
  },
  {
    name: 'cancel, by form',
    features: ['cancel-incident'],
    only,
    async begin(act) {
      const card = await cardOf(act, await at(act, taken));
      return async () => {
        const { view } = await act.presses('@asha', card, 'cancel-incident');
        await act.submits('@asha', view, { reason: 'They were never wet' });
      };
    },
  },
  {
    name: 'say that it is the same',
    features: ['duplicate-incident'],
    async begin(act) {
      const [one, other] = await at(act, two);
      return () => act.types('@asha', `duplicate ${other} of ${one}`);
    },
  },
  {
    name: 'say that it is not the same',
    features: ['duplicate-incident'],
    async begin(act) {
      const [one, other] = await at(act, two);
      await says(act, '@asha', `duplicate ${other} of ${one}`);
      return () => act.types('@asha', `duplicate ${other} of none`);
    },
  },
  {
    name: 'say that it is the same by form, and that it is not by button',
    features: ['duplicate-incident'],
    only,
    async begin(act) {
      const [one, other] = await at(act, two);
      const card = await cardOf(act, other);
      return async () => {
        const { view } = await act.presses('@asha', card, 'duplicate-incident');
        await act.submits('@asha', view, { of: one });
        await act.presses('@asha', card, 'duplicate-incident-undone');
      };
    },
  },
];
