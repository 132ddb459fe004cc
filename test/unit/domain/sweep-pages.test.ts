import { expect, test } from 'vitest';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import type { Listing } from '#domain/ports';
import { sweep } from '#domain/sweep';
import { aStage, declared, inc311, plus, routed, type Stage, tuesday } from '#test/builders';
import { beforeTheMove, movedAsFarAs } from '#test/transferring';

const nothing = async () => [];

test('asks after every question that is overdue, on whichever page of the list it stands', async () => {
  const stage = aStage();
  const events = { facts: () => ({}), decide: (_: unknown, __: unknown, more: object) => [declared(more), routed(more)] };
  await perform(stage, incidents, inc311, events, { at: tuesday });
  const quiet: IncidentId[] = Array.from({ length: 250 }, (_, number): IncidentId => `INC-${1000 + number}`);
  for (const id of quiet) await perform(stage, incidents, id, events, { at: plus(tuesday, 30) });

  const { asked } = await swept(stage, plus(tuesday, 31));
  expect(asked).toEqual([inc311]);
});

test.each([
  ['incident', 'open', 'INC-666'],
  ['transfer', 'transfers', 'XFER-666'],
] as const)('one %s that cannot be read is told of, and keeps nobody else from being asked', async (_, list, id) => {
  const stage = await movedAsFarAs('requested', await beforeTheMove());
  const events = { facts: () => ({}), decide: (_: unknown, __: unknown, more: object) => [declared(more), routed(more)] };
  await perform(stage, incidents, inc311, events, { at: stage.now() });
  const broken: Listing = { id, state: { state: 'of another time' }, words: {} };
  const lists: Stage['lists'] = {
    ...stage.lists,
    page: async (of, size, cursor) => {
      const page = await stage.lists.page(of, size, cursor);
      return of === list ? { ...page, heads: [broken, ...page.heads] } : page;
    },
  };
  const { asked, unreadable } = await swept({ ...stage, lists }, plus(stage.now(), 30 * 24 * 60));
  expect(asked.sort()).toEqual(['INC-311', 'XFER-1']);
  expect(unreadable).toEqual([id]);
});

async function swept(stage: Stage, at: string) {
  const asked = new Set<string>();
  const ways = {
    ...stage,
    outbox: { ...stage.outbox, behind: nothing, unpublished: nothing },
    bus: { put: nothing },
    queue: { ask: async (requests: { id: string }[]) => requests.forEach(({ id }) => void asked.add(id)) },
  };
  const { unreadable } = await sweep(ways, at);
  return { asked: [...asked], unreadable };
}
