import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Aws } from './aws/aws.ts';
import { type Contents, pour, scoop } from './aws/engine/contents.ts';
import { hashOf } from './content-hash.ts';
import type { Store } from './contracts.ts';

/** A world that was loaded and has settled: what its parts remember and what its tables hold. */
type Kept = { store: [collection: string, entries: [id: string, value: unknown][]][]; tables: Contents };
type World = { aws: Aws; store: Store; engineEndpoint: string };

/** Everything that loading an organisation goes through. */
const madeFrom = ['functions', 'sandbox', 'lib', 'bin', 'cdk.json', 'package-lock.json'];
/** A new world has its own stream, and what recurs in it is counted from its own beginning. */
const ofTheWorldAlone = ['clock', 'stream-positions', 'schedules'];
const aDay = 24 * 60 * 60 * 1000;

export type KeptOrganisation = ReturnType<typeof keptOrganisation>;

/**
 * Most of a start goes into loading the organisation, event by event. Worlds in memory that begin in the same month with the same catalogue
 * and the same code begin alike: it was loaded when that month began, once, is kept under a hash of all that, and each of them goes on from
 * there at its own time.
 */
export function keptOrganisation(root: string, cache: string, { catalogue, at }: { catalogue: string; at: string }) {
  const loadedAt = `${new Date(at).toISOString().slice(0, 7)}-01T00:00:00Z`;
  const file = join(cache, `organisation-${hashOf(root, [...madeFrom, catalogue], loadedAt)}.json`);
  let kept: Kept | undefined;
  return {
    loadedAt,
    isKept: () => existsSync(file),
    /** Before anything else looks at the store. */
    recall(store: Store): void {
      kept = JSON.parse(readFileSync(file, 'utf8')) as Kept;
      const read = new Date();
      utimesSync(file, read, read);
      for (const [name, entries] of kept.store) {
        const collection = store.collection(name);
        for (const [id, value] of entries) collection.set(id, value);
      }
    },
    /** Then all is as it was left. */
    async restore({ aws, engineEndpoint }: World): Promise<void> {
      if (!kept) return;
      aws.hold(true);
      await pour(engineEndpoint, kept.tables);
      await aws.passOver();
      aws.hold(false);
      kept = undefined;
    },
    async keep({ aws, store, engineEndpoint }: World): Promise<void> {
      // The nightly scan arms each day's hand-overs of rotas, in a world that begins later too.
      if (aws.schedules.pending().some(({ expression, name }) => expression === undefined && !name.startsWith('TEAM-')))
        throw new Error('Loading the catalogue armed a timer, and what is kept of it holds none.');
      // On a machine that stood still for a moment an event leaves twice, and every world would begin with that.
      const left = aws.bus.events(0).map(({ detail }) => (detail as { event_id?: string }).event_id);
      if (new Set(left).size < left.length) return;
      const collections = store.names().filter((name) => !ofTheWorldAlone.includes(name));
      const now: Kept = {
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
