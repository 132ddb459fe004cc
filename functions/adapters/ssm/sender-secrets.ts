import type { SenderSecrets } from '#runtime/intake-door';
import { parametersBelow, type ReadBelow } from './parameters.ts';

const rereadAfter = 60_000;

/** The secrets of all senders, read at once: a request of one that is unknown asks for nothing. A read that failed is not kept. */
export function senderSecrets({
  readBelow = parametersBelow(),
  path,
  now,
}: {
  readBelow?: ReadBelow;
  path: string;
  now: () => string;
}): SenderSecrets {
  let kept: Promise<Record<string, string>> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;

  function keep(): Promise<Record<string, string>> {
    readAt = Date.parse(now());
    const reading = readBelow(path);
    kept = reading;
    reading.catch(() => {
      if (kept === reading) kept = undefined;
    });
    return reading;
  }

  return {
    current: () => kept ?? keep(),
    reread: () => (kept && Date.parse(now()) - readAt < rereadAfter ? kept : keep()),
  };
}
