import { placeOf } from '#test/e2e/world';
import { answered } from '#test/matrix/actor';
import type { Flow } from '#test/matrix/flow';
import { at, cardOf, onlyWhatIsSaid as only, taken } from '#test/matrix/starts';

/** When customers were hurt, and what happened. */
export const recording: Flow[] = [
  {
    name: 'say the impact, and note',
    features: ['set-impact', 'note-incident'],
    async begin(act) {
      const id = await at(act, taken);
      return async () => {
        await act.types('@asha', `impact ${id} partial 0.4 because of the rain`);
        await act.types('@asha', `note ${id} 5 min ago restarted the queue`);
      };
    },
  },
  {
    name: 'have the impact read back, and confirm it',
    features: ['set-impact'],
    async begin(act) {
      const id = await at(act, taken);
      return async () => {
        const said = await act.types('@asha', `impact ${id} unavailable from 20 min ago to 5 min ago because of the rain`);
        const place = placeOf(answered(said));
        await act.presses('@asha', place, 'change-impact');
        await act.presses('@asha', place, 'confirm-impact');
      };
    },
  },
  {
    name: 'say the impact and note, by form',
    features: ['set-impact', 'note-incident'],
    only,
    async begin(act) {
      const id = await at(act, taken);
      const card = await cardOf(act, id);
      return async () => {
        const { view } = await act.presses('@asha', card, 'set-impact');
        const { view: readBack } = await act.submits('@asha', view, {
          level: 'partial',
          share: '40%',
          from: '20 min ago',
          to: '5 min ago',
        });
        await act.submits('@asha', readBack);
        const { view: note } = await act.types('@asha', `note ${id}`);
        await act.submits('@asha', note, { text: 'Restarted the queue', when: '5 min ago' });
      };
    },
  },
];
