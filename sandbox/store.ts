import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Collection, Store } from './contracts.ts';

/**
 * What the stand-ins must remember, as JSON in one SQLite file. Every write is on its way to the disk when `set` returns: killed at any
 * moment, the next start finds what the last one had acknowledged.
 */
export function openStore(file: string): Store {
  const database = new DatabaseSync(file);
  try {
    // Held until we end, however we end: two sandboxes on the same data would spoil it.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE; COMMIT;');
  } catch (error) {
    database.close();
    throw new Error(`${file} is in use by another sandbox. End that one, or start this with --memory or another --dir.`, { cause: error });
  }
  database.exec(
    'CREATE TABLE IF NOT EXISTS entry (seq INTEGER PRIMARY KEY, collection TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (collection, id))',
  );
  const upsert = database.prepare(
    'INSERT INTO entry (collection, id, value) VALUES (?, ?, ?) ON CONFLICT (collection, id) DO UPDATE SET value = excluded.value',
  );
  const remove = database.prepare('DELETE FROM entry WHERE collection = ? AND id = ?');
  const list = database.prepare('SELECT id, value FROM entry WHERE collection = ? ORDER BY seq');
  const open = new Map<string, Collection<unknown>>();
  return {
    collection<Value>(name: string): Collection<Value> {
      const collection = open.get(name) ?? load(name, list, upsert, remove);
      open.set(name, collection);
      return collection as Collection<Value>;
    },
    names: () => [...open.keys()],
    close: () => database.close(),
  };
}

/** What nobody will open again is kept as it is. */
export function memoryStore(): Store {
  const open = new Map<string, Map<string, unknown>>();
  return {
    collection<Value>(name: string): Collection<Value> {
      const values = open.get(name) ?? new Map<string, unknown>();
      open.set(name, values);
      return {
        get: (id) => values.get(id),
        set: (id, value) => values.set(id, value),
        delete: (id) => values.delete(id),
        all: () => [...values.values()],
        entries: () => [...values],
        size: () => values.size,
      } as Collection<Value>;
    },
    names: () => [...open.keys()],
    close: () => {},
  };
}

function load(name: string, list: StatementSync, upsert: StatementSync, remove: StatementSync): Collection<unknown> {
  const values = new Map<string, unknown>();
  for (const { id, value } of list.all(name)) values.set(String(id), JSON.parse(String(value)));
  return {
    get: (id) => values.get(id),
    set(id, value) {
      values.set(id, value);
      upsert.run(name, id, JSON.stringify(value));
    },
    delete(id) {
      if (values.delete(id)) remove.run(name, id);
    },
    all: () => [...values.values()],
    entries: () => [...values],
    size: () => values.size,
  };
}
