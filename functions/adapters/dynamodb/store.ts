import { dynamoBoards } from './boards.ts';
import type { Table } from './client.ts';
import { dynamoDirectory } from './directory.ts';
import { dynamoFacts } from './facts.ts';
import { dynamoLedger } from './ledger.ts';
import { dynamoLines } from './lines.ts';
import { dynamoLists } from './lists.ts';
import { dynamoLog } from './log.ts';
import { dynamoOutbox } from './outbox.ts';
import { dynamoParking } from './parking.ts';
import { dynamoRecords } from './records.ts';
import { dynamoTimeline } from './timeline.ts';

/** Every port over one table. A handler that needs one of them imports that one. */
export const dynamoStore = (config: Table & { now: () => string }) => ({
  records: dynamoRecords(config),
  log: dynamoLog(config),
  timeline: dynamoTimeline(config),
  outbox: dynamoOutbox(config),
  parking: dynamoParking(config),
  ledger: dynamoLedger(config),
  lines: dynamoLines(config),
  lists: dynamoLists(config),
  boards: dynamoBoards(config),
  directory: dynamoDirectory(config),
  facts: dynamoFacts(config),
});
