import { createHash } from 'node:crypto';
import { AlertId } from '#domain/alert/alert-id';

/** What a monitor calls an alert are words: its record is found by their digest. */
export const alertIdOf = (source: string, key: string): AlertId =>
  AlertId.parse(`ALERT-${createHash('sha256').update(`${source}\n${key}`).digest('hex').slice(0, 32)}`);
