import { incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { type Postmortem, postmortemRef, postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { publish } from '#domain/publish';
import type { Found, Ref } from '#domain/records';
import { readIt } from '#features/publish-postmortem/decide';
import { acknowledged, asha, crowd, declared, inc311, plus } from '#test/builders';
import { offered, over, owner, required, thereWere } from '#test/postmortem-known';
import { now, openCountedTable, type Spent } from './table.ts';

const id = 'PM-311' as const;
const published: PostmortemEvent[] = [
  ...[offered(), required(), thereWere(), owner],
  { type: 'PostmortemMeetingHeld', at: over, by: asha, heldAt: over, decideBy: plus(over, 2880), publishBy: plus(over, 4320) },
  { type: 'PostmortemCompleted', at: over },
  { type: 'PostmortemPublished', at: over, by: asha, version: 1, documentId: 'document-1', helpAt: plus(over, 43_200) },
];

/** What it takes of the table that somebody reads what was published, and that it leaves; each of them reads it for the first time. */
export async function measureReaders(count: number): Promise<Spent[]> {
  const counted = await openCountedTable();
  try {
    const stage = { ...counted.store(), now };
    await perform(stage, incidents, inc311, { facts: () => ({}), decide: () => [declared(), acknowledged()] }, undefined);
    await perform(stage, postmortems, id, { facts: () => ({}), decide: () => published }, undefined);
    const spent: Spent[] = [];
    for (const by of crowd(count))
      spent.push(
        await counted.spentOn(async () => {
          const { version } = await perform(stage, postmortems, id, readIt, { by, at: now() });
          const stayed = await publish(
            { ...stage, bus: { put: async () => [] }, queue: { ask: async () => undefined } } as Parameters<typeof publish>[0],
            await stage.log.events(id, version - 1),
          );
          if (stayed.length > 0) throw new Error(`Not published: ${stayed[0]?.why}`);
        }),
      );
    const [head] = (await stage.records.load([postmortemRef(id) as Ref<unknown>])) as [Found<Postmortem>];
    const readers = head.value.state === 'closed' ? head.value.readers : 0;
    if (readers !== count) throw new Error(`${count} have read it, and ${readers} are counted`);
    return spent;
  } finally {
    await counted.stop();
  }
}
