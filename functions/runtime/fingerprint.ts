import { createHash } from 'node:crypto';
import type { Effect } from '#domain/effects';

/** Tells whether what ought to be said is still what was said. The words themselves stay out of the ledger. */
export const fingerprint = (effect: Effect): string => createHash('sha256').update(JSON.stringify(effect)).digest('base64url').slice(0, 22);
