import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Aws } from './aws/aws.ts';
import { type Contents, pour, scoop } from './aws/engine/contents.ts';
import { hashOf } from './content-hash.ts';
import type { Clock, Store } from './contracts.ts';

/** A world that was loaded and has settled: what its parts remember, what its tables hold, and what time it had become. */
type Kept = { now: number; store: [collection: string, entries: [id: string, value: unknown][]][]; tables: Contents };
type World = { aws: Aws; clock: Clock; store: Store; engineEndpoint: string };

/** Everything that loading an organisation goes through. */
const madeFrom = ['functions', 'sandbox', 'lib', 'bin', 'cdk.json', 'package-lock.json'];
/** A new world has its own stream. */
const ofTheWorldAlone = ['clock', 'stream-positions'];
const aDay = 24 * 60 * 60 * 1000;

/**
 * Most of a start goes into loading the organisation, event by event. Worlds in memory that begin at the same time with the same catalogue
 * and the same code begin alike, so the first is kept under a hash of all that, and the others begin where it had settled.
 */
export function keptOrganisation(root: string, cache: string, { catalogue, at }: { catalogue: string; at: string }) {
  const file = join(cache, `organisation-${hashOf(root, [...madeFrom, catalogue], at)}.json`);
  let kept: Kept | undefined;
  return {
    /** Before anything else looks at the store. */
    recall({ store, clock }: Pick<World, 'store' | 'clock'>): void {
      if (!existsSync(file)) return;
      kept = JSON.parse(readFileSync(file, 'utf8')) as Kept;
      const read = new Date();
      utimesSync(file, read, read);
      for (const [name, entries] of kept.store) {
        const collection = store.collection(name);
        for (const [id, value] of entries) collection.set(id, value);
      }
      clock.move(kept.now);
    },
    /** Whether there was one; then all is as it was left. */
    async restore({ aws, engineEndpoint }: World): Promise<boolean> {
      if (!kept) return false;
      aws.hold(true);
      await pour(engineEndpoint, kept.tables);
      await aws.passOver();
      aws.hold(false);
      kept = undefined;
      return true;
    },
    async keep({ aws, clock, store, engineEndpoint }: World): Promise<void> {
      const collections = store.names().filter((name) => !ofTheWorldAlone.includes(name));
      const now: Kept = {
        now: clock.now(),
        store: collections.map((name) => [name, store.collection(name).entries()]),
        tables: await scoop(
          engineEndpoint,
          aws.tables.map(({ name }) => name),
        ),
      };
      mkdirSync(cache, { recursive: true });
      const fresh = `${file}.${process.pid}.${performance.now()}`;
      writeFileSync(fresh, JSON.stringify(now));
      renameSync(fresh, file);
      forgetUnused(cache);
    },
  };
}

function forgetUnused(cache: string): void {
  for (const name of readdirSync(cache).filter((name) => name.startsWith('organisation-'))) {
    const old = join(cache, name);
    if ((statSync(old, { throwIfNoEntry: false })?.mtimeMs ?? 0) < Date.now() - aDay) rmSync(old, { force: true });
  }
}
