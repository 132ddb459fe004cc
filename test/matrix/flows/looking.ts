import { buttonsOf, placeOf } from '#test/e2e/world';
import { answered, declared } from '../actor.ts';
import type { Flow } from '../flow.ts';
import type { House } from '../house.ts';

const onAPage = 10;

/** More than one page of open incidents, none of which anything is due for. */
async function manyOpen({ world }: House) {
  const { lists } = await world.store();
  const open = await lists.page('open', 100);
  for (let made = open.heads.length; made <= onAPage; made++) {
    await world.types('@tom', `declare sev4 ?: One of many, ${made}`);
    await world.passes(12);
  }
}

/** He is in no incident: nobody's change asks for his Home. */
async function lewisHasAHome(house: House) {
  await manyOpen(house);
  await house.world.opensHome('@lewis');
}

export const looking: Flow[] = [
  {
    name: 'list',
    features: ['list-incidents'],
    tellsOfOthers: true,
    furnish: manyOpen,
    begin: async (act) => async () => {
      const first = answered(await act.types('@tom', 'list'));
      await act.presses('@tom', placeOf(first), 'list-incidents');
    },
  },
  {
    name: 'list what is over',
    features: ['list-incidents'],
    tellsOfOthers: true,
    begin: async (act) => () => act.types('@tom', 'list closed bedroom 7d'),
  },
  {
    name: 'status',
    features: ['show-status'],
    async begin(act) {
      const id = await declared(act, 'sev4 bedroom: Sheets are wet');
      return () => act.types('@tom', `status ${id}`);
    },
  },
  {
    name: 'home',
    features: ['show-home'],
    tellsOfOthers: true,
    furnish: lewisHasAHome,
    async begin(act) {
      // Opened again within minutes it says nothing new.
      await act.world.passes(11 * 60);
      const opens = () => act.does(() => act.world.opensHome('@lewis'));
      const place = { view: answered(await opens()).view?.id ?? '' };
      await act.presses('@lewis', place, 'home-filter:page:2');
      return async () => {
        await opens();
        await act.searches('@lewis', place, 'home-filter:service', 'bed');
        await act.presses('@lewis', place, 'home-filter:severity', { option: 'sev4' });
      };
    },
    tidy: async ({ world }) => world.presses('@lewis', { view: (await world.homeOf('U0LEWIS'))?.id ?? '' }, 'home-filter:all'),
  },
  { name: 'help', features: ['show-help'], begin: async (act) => () => act.types('@tom', 'help') },
  {
    name: 'follow a link',
    features: ['show-card'],
    async begin(act) {
      const id = await declared(act, 'sev4 bedroom: Sheets are wet');
      const room = await act.world.roomOf(id);
      const [card] = await act.world.said(room.id, `${id}/card`);
      const link = buttonsOf(card?.blocks).find(({ action_id }) => action_id.startsWith('open-link:'));
      return () => act.presses('@tom', { channel: room.id, ts: card?.ts ?? '' }, link?.action_id ?? '');
    },
  },
];
