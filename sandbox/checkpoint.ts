import type { Aws } from './aws/aws.ts';
import { alter, scoop } from './aws/engine/contents.ts';
import type { Clock, Store } from './contracts.ts';

type World = { aws: Aws; clock: Clock; store: Store; engineEndpoint: string };
/** How far the stream was read stays true, and when it was is said apart. */
const ofTheWorldAlone = ['clock', 'stream-positions'];

/**
 * A settled world as it stands: what its parts remember, what its tables hold, what time it is. What it answers brings that back, as often
 * as it is asked to, when the world has settled again. The functions' containers live on, with what they keep for a while.
 */
export async function checkpoint({ aws, clock, store, engineEndpoint }: World): Promise<() => Promise<void>> {
  const tables = aws.tables.map(({ name }) => name);
  const now = clock.now();
  const kept = new Map(store.names().map((name) => [name, JSON.stringify(store.collection(name).entries())]));
  const contents = await scoop(engineEndpoint, tables);
  return async () => {
    aws.hold(true);
    await alter(engineEndpoint, await scoop(engineEndpoint, tables), contents);
    await aws.passOver();
    for (const name of store.names()) if (!ofTheWorldAlone.includes(name)) bringBack(store, name, kept.get(name) ?? '[]');
    clock.move(now);
    aws.hold(false);
  };
}

/** In the order in which they were first set, too. */
function bringBack(store: Store, name: string, entries: string): void {
  const collection = store.collection(name);
  const there = collection.entries();
  if (JSON.stringify(there) === entries) return;
  for (const [id] of there) collection.delete(id);
  for (const [id, value] of JSON.parse(entries) as [string, unknown][]) collection.set(id, value);
}
