import { memoryBoards } from './boards.ts';
import { memoryDirectory } from './directory.ts';
import { memoryFacts } from './facts.ts';
import { memoryLedger } from './ledger.ts';
import { memoryLines } from './lines.ts';
import { memoryLists } from './lists.ts';
import { memoryLog } from './log.ts';
import { type MemoryTable, memoryTable } from './memory-table.ts';
import { memoryOutbox } from './outbox.ts';
import { memoryParking } from './parking.ts';
import { memoryRecords } from './records.ts';
import { memoryTimeline } from './timeline.ts';

/** Every port over one table in memory. */
export function memoryStore({ now, table = memoryTable() }: { now: () => string; table?: MemoryTable }) {
  return {
    records: memoryRecords({ table, now }),
    log: memoryLog({ table }),
    timeline: memoryTimeline({ table }),
    outbox: memoryOutbox({ table }),
    parking: memoryParking({ table }),
    ledger: memoryLedger({ table }),
    lines: memoryLines({ table }),
    lists: memoryLists({ table }),
    boards: memoryBoards({ table }),
    directory: memoryDirectory({ table }),
    facts: memoryFacts({ table }),
  };
}
