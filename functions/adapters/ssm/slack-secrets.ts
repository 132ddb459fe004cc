import type { SecretsSource, SlackSecrets } from '#runtime/slack-secrets';
import { parameterStore, type ReadParameters } from './parameters.ts';

const parameters = { signingSecret: 'signing-secret', botToken: 'bot-token', botId: 'bot-id', botUserId: 'bot-user-id' };
const rereadAfter = 60_000;

/** Secrets in SSM parameters under `prefix`. A read that failed is not kept. */
export function slackSecrets({
  readParameters = parameterStore(),
  prefix,
  now,
}: {
  readParameters?: ReadParameters;
  prefix: string;
  now: () => string;
}): SecretsSource {
  let kept: Promise<SlackSecrets> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;

  function keep(): Promise<SlackSecrets> {
    readAt = Date.parse(now());
    const reading = read(readParameters, prefix);
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

async function read(readParameters: ReadParameters, prefix: string): Promise<SlackSecrets> {
  const nameOf = (name: string) => `${prefix}/${name}`;
  const values = await readParameters(Object.values(parameters).map(nameOf));
  const secretOf = (name: string) => {
    const value = values[nameOf(name)];
    if (!value) throw new Error(`The parameter ${nameOf(name)} is not there: npm run deploy stores it`);
    return value;
  };
  return {
    signingSecret: secretOf(parameters.signingSecret),
    botToken: secretOf(parameters.botToken),
    botId: secretOf(parameters.botId),
    botUserId: secretOf(parameters.botUserId),
  };
}
