import type { MachineOnly, Row } from './row.ts';

export const improvementRows: Row[] = [];

export const improvementMachineOnly: MachineOnly[] = [];
