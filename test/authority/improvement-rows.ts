import { followTracker, recordTracking } from '#features/track-improvement/decide';
import type { MachineOnly, Row } from './row.ts';

export const improvementRows: Row[] = [];

export const improvementMachineOnly: MachineOnly[] = [
  { act: recordTracking, because: 'follows by itself' },
  { act: followTracker, because: 'a tracker says so' },
];
