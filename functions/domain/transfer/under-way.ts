import type { OpenTransfer, Transfer } from './transfer.ts';

/** The owner is as before, and is to be another one. */
export const isUnderWay = (transfer: Transfer): transfer is OpenTransfer =>
  ['requested', 'in_readiness', 'accepted', 'shadowing'].includes(transfer.state);
