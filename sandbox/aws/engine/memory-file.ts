import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const memory = '/dev/shm';
/** A container often has 64 MB there, which a long story fills. */
const room = 1024 ** 3;

export type MemoryFile = { file: string; folder: string; remove(): void };

/** A file for the native engine that lies in memory and ends with it; none where there is no room for that. */
export function memoryFile(): MemoryFile | undefined {
  if (!existsSync(memory)) return undefined;
  const { bavail, bsize } = statfsSync(memory);
  if (bavail * bsize < room) return undefined;
  const folder = mkdtempSync(join(memory, 'muster-engine-'));
  return { file: join(folder, 'dynamodb.db'), folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * The native engine keeps streams in a table without an index and looks through all of it at each write and each read, so that it got slower
 * with all that was ever written. What it keeps in memory for itself nobody else can open; this is why even that is a file.
 */
export function indexStreams(file: string): void {
  const database = new DatabaseSync(file, { timeout: 2000 });
  try {
    const known = database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_stream_records'").get();
    if (known === undefined) return;
    const sequence = 'CAST(sequence_number AS INTEGER)';
    database.exec(
      `CREATE INDEX IF NOT EXISTS muster_stream_last ON _stream_records (table_name, ${sequence});` +
        `CREATE INDEX IF NOT EXISTS muster_stream_next ON _stream_records (table_name, shard_id, ${sequence});`,
    );
  } finally {
    database.close();
  }
}
