import { join } from 'node:path';
import { buttonsOf, numberIn } from '#test/e2e/world';
import { assumed, gbSeconds } from './assumptions.ts';
import { type Counted, type CountedWorld, openCountedWorld } from './counted-world.ts';
import type { Usage } from './prices.ts';

const giga = 1024 ** 3;
const harrowHome = join(import.meta.dirname, '../../examples/catalogue/harrow-home.yaml');

/** A full incident, and the scan of one night, with everything counted that they took. */
export async function countIncident(): Promise<{ incident: Counted; scan: Counted; people: number; stored: number }> {
  const world = await openCountedWorld(harrowHome, '2026-03-09T03:12:00Z');
  try {
    // The first night finds what has never been said; those after it find what is new.
    await world.until('2026-03-10T03:15:00Z');
    const scan = await world.counted(() => world.passes(4 * 60));
    await world.until('2026-03-10T14:00:00Z');
    let id = '';
    const incident = await world.counted(async () => {
      id = await tell(world);
    });
    return { incident, scan, people: (await world.workspace()).users.length, stored: await bytesOf(world, id) };
  } finally {
    await world.stop();
  }
}

/** Looked for in the form, declared, reported twice, swarmed; the on-call does not answer, so the Side-kick is asked, and takes it; looked at by others. */
async function tell(world: CountedWorld): Promise<string> {
  const { view } = await world.types('@gwen', 'beds cannot be ordered');
  await world.searches('@gwen', { view: view?.id ?? '' }, 'service', 'bed');
  const values = { title: 'Beds cannot be ordered', service: 'bedroom', severity: 'sev1' };
  const id = numberIn(await world.submits('@gwen', view, values));
  await world.passes(30);
  await world.types('@tom', 'declare sev2 bedroom: no beds in the shop');
  await world.passes(6 * 60);
  const room = await world.roomOf(id);
  const card = (await world.messages(room.id)).find(({ blocks }) =>
    buttonsOf(blocks).some(({ action_id }) => action_id === 'acknowledge-incident'),
  );
  await world.presses('@ben', { channel: room.id, ts: card?.ts ?? '' }, 'acknowledge-incident');
  await world.passes(60);
  await world.types('@wanda', 'list');
  await world.types('@wanda', `status ${id}`);
  return id;
}

/** What the incident's own items take, with what DynamoDB adds to each, and with what an index keeps of the head. */
async function bytesOf(world: CountedWorld, id: string): Promise<number> {
  const { client, table } = await world.table();
  const { Items = [] } = await client.send('Query', {
    TableName: table,
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: { '#pk': 'pk' },
    ExpressionAttributeValues: { ':pk': id.replace('-', '#') },
  });
  return Items.reduce((sum, item) => {
    const indexed = item.sk === '@' ? 400 + JSON.stringify(item.entry ?? '').length : 0;
    return sum + JSON.stringify(item).length + 100 + indexed;
  }, 0);
}

type Memory = Record<string, number>;

/** What AWS would charge for, of what was counted. */
export function usageOf(counted: Counted, memory: Memory, coldStarts = assumed.coldStarts): Usage {
  const functions = Object.entries(counted.functions);
  const sum = (of: (one: Counted['functions'][string], name: string) => number) =>
    functions.reduce((total, [name, one]) => total + of(one, name), 0);
  const { slack, react } = counted.functions;
  return {
    lambdaRequests: sum(({ invocations }) => invocations),
    lambdaSeconds: sum((one, name) => gbSeconds({ ...one, memoryMb: memory[name] ?? 0, coldStarts: coldStarts[name] ?? 0 })),
    reads: counted.table.reads,
    writes: counted.table.writes,
    // Each message is received and deleted by Lambda, beside what our own code sends and puts back.
    queue: counted.queueCalls + 2 * (react?.invocations ?? 0),
    events: counted.events,
    archived: counted.eventBytes / giga,
    schedules: counted.functions.remind?.invocations ?? 0,
    door: slack?.invocations ?? 0,
    logs:
      (sum(({ logBytes, invocations }) => logBytes + invocations * assumed.logBytesOfInvocation) +
        (slack?.invocations ?? 0) * assumed.logBytesOfRequest) /
      giga,
    secrets: Object.entries(assumed.secureStrings).reduce((total, [name, strings]) => total + (coldStarts[name] ?? 0) * strings, 0),
    transfer: (counted.slackBytes + sum(({ slackCalls }) => slackCalls) * assumed.overheadBytes) / giga,
  };
}

/** A month of what an incident leaves: in the table, with its recovery, and in the archive. */
export const kept = (bytes: number, { eventBytes }: Counted): Usage => ({
  stored: bytes / giga,
  recovery: bytes / giga,
  archive: eventBytes / giga,
});

export const measuredGbSeconds = (counted: Counted, memory: Memory) =>
  Object.entries(counted.functions).reduce(
    (total, [name, { measuredMs }]) => total + ((memory[name] ?? 0) / 1024) * (measuredMs / 1000),
    0,
  );
