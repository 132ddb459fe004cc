import { expect, test } from 'vitest';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { sweep } from '#domain/sweep';
import { aStage, declared, inc311, plus, routed, tuesday } from '#test/builders';

const nothing = async () => [];

test('asks after every question that is overdue, on whichever page of the list it stands', async () => {
  const stage = aStage();
  const events = { facts: () => ({}), decide: (_: unknown, __: unknown, more: object) => [declared(more), routed(more)] };
  await perform(stage, incidents, inc311, events, { at: tuesday });
  const quiet: IncidentId[] = Array.from({ length: 250 }, (_, number): IncidentId => `INC-${1000 + number}`);
  for (const id of quiet) await perform(stage, incidents, id, events, { at: plus(tuesday, 30) });

  const asked = new Set<string>();
  const ways = {
    ...stage,
    outbox: { ...stage.outbox, behind: nothing, unpublished: nothing },
    bus: { put: nothing },
    queue: { ask: async (requests: { id: string }[]) => requests.forEach(({ id }) => void asked.add(id)) },
  };
  await sweep(ways, plus(tuesday, 31));
  expect([...asked]).toEqual([inc311]);
});
