import { buttonsOf, placeOf } from '#test/e2e/world';
import { type Actor, answered } from '#test/matrix/actor';
import type { Flow } from '#test/matrix/flow';
import { askEngine } from '#test/matrix/snapshot';
import { at, cardOf, small } from '#test/matrix/starts';

const onAPage = 10;

/** More than one page of open incidents, none of which anything is due for: one, and heads like its own, which cost no life each. */
async function manyOpen(act: Actor): Promise<string> {
  const id = await at(act, small);
  const { origin, table } = act.world;
  const { table: TableName } = await table();
  const Key = { pk: { S: id.replace('-', '#') }, sk: { S: '@' } };
  const { Item } = await askEngine<{ Item: Record<string, { S?: string }> }>(origin, 'GetItem', { TableName, Key });
  for (let more = 1; more <= onAPage; more++) {
    const declaredAt = { S: new Date(Date.parse(Item.listedAt?.S ?? '') + more * 1000).toISOString() };
    const like = { ...Item, pk: { S: `INC#${100 + more}` }, listedAt: declaredAt, boardedAt: declaredAt };
    await askEngine(origin, 'PutItem', { TableName, Item: like });
  }
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
        const first = answered(await act.does(() => act.world.types('@tom', 'list'), { inSteps: true }));
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
