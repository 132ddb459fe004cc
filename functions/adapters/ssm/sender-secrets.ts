import type { SenderSecrets } from '#runtime/intake-door';
import { kept } from './kept.ts';
import { parametersBelow, type ReadBelow } from './parameters.ts';

type Place = { readBelow?: ReadBelow; path: string; now: () => string };

const minutes = 60_000;
/**
 * A secret that was withdrawn still signs well, so that nothing but its age tells. Where they cannot be read, they hardly can have been
 * withdrawn, and an hour without alerts is the greater harm.
 */
const limits = { renewAfter: 5 * minutes, goodFor: 60 * minutes };

/** The secrets of all senders, read at once: a request of one that is unknown asks for nothing. */
export const senderSecrets = ({ readBelow = parametersBelow(), path, now }: Place): SenderSecrets =>
  kept(() => readBelow(path), now, limits);
