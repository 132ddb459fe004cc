import type { Stage } from './perform.ts';
import type { Boards, Directory, Ledger, Lists, Log, Timeline } from './ports.ts';

/** What a listener has at hand. Time and new ids come from here, so that rules need neither clock nor chance. */
export type Desk = Stage & {
  newId: () => string;
  directory: Directory;
  lists: Lists;
  boards: Boards;
  log: Log;
  timeline: Timeline;
  ledger: Pick<Ledger, 'entries'>;
};
