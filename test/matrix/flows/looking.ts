import { buttonsOf, placeOf } from '#test/e2e/world';
import { type Actor, answered } from '#test/matrix/actor';
import type { Flow } from '#test/matrix/flow';
import { at, cardOf, declared, small } from '#test/matrix/starts';

const onAPage = 10;

/** More than one page of open incidents, none of which anything is due for. */
async function manyOpen(act: Actor): Promise<string> {
  const id = await at(act, small);
  for (let made = 1; made <= onAPage; made++) await declared(act, `sev4 ?: One of many, ${made}`);
  return id;
}

export const looking: Flow[] = [
  {
    name: 'look around',
    features: ['list-incidents', 'show-status', 'show-help', 'show-card'],
    async begin(act) {
      const id = await at(act, manyOpen);
      const card = await cardOf(act, id);
      const link = buttonsOf(card.blocks).find(({ action_id }) => action_id.startsWith('open-link:'));
      return async () => {
        const first = answered(await act.types('@tom', 'list'));
        await act.presses('@tom', placeOf(first), 'list-incidents');
        await act.types('@tom', 'list closed bedroom 7d');
        await act.types('@tom', `status ${id}`);
        await act.types('@tom', 'help');
        await act.presses('@tom', card, link?.action_id ?? '');
      };
    },
  },
  {
    name: 'home',
    features: ['show-home'],
    async begin(act) {
      await at(act, manyOpen);
      // He is in no incident: nobody's change asks for his Home. Opened again within minutes it says nothing new.
      const opens = () => act.does(() => act.world.opensHome('@lewis'), { inSteps: true });
      const place = { view: answered(await opens()).view?.id ?? '' };
      await act.presses('@lewis', place, 'home-filter:page:2');
      await act.world.passes(11 * 60);
      return async () => {
        await opens();
        await act.searches('@lewis', place, 'home-filter:service', 'bed');
        await act.presses('@lewis', place, 'home-filter:severity', { option: 'sev4' });
      };
    },
  },
];
