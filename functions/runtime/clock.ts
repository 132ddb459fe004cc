import { randomBytes } from 'node:crypto';

/** The only clock, and the only chance: handlers hand them to whoever needs them. */
export const now = () => new Date().toISOString();
export const newId = () => randomBytes(9).toString('base64url');
