import type { SenderSecrets } from '#runtime/intake-door';
import { kept } from './kept.ts';
import { parametersBelow, type ReadBelow } from './parameters.ts';

type Place = { readBelow?: ReadBelow; path: string; now: () => string };

/** The secrets of all senders, read at once: a request of one that is unknown asks for nothing. */
export const senderSecrets = ({ readBelow = parametersBelow(), path, now }: Place): SenderSecrets => kept(() => readBelow(path), now);
