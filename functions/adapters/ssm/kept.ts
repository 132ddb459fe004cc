import type { SecretsSource } from '#runtime/slack-secrets';

const rereadAfter = 60_000;

/** Read once per container, and again at most once a minute. A read that failed is not kept. */
export function kept<Secrets>(read: () => Promise<Secrets>, now: () => string): SecretsSource<Secrets> {
  let known: Promise<Secrets> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;

  function keep(): Promise<Secrets> {
    readAt = Date.parse(now());
    const reading = read();
    known = reading;
    reading.catch(() => {
      if (known === reading) known = undefined;
    });
    return reading;
  }

  return {
    current: () => known ?? keep(),
    reread: () => (known && Date.parse(now()) - readAt < rereadAfter ? known : keep()),
  };
}
