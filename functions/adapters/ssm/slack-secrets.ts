import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { SecretsSource, SlackSecrets } from '#runtime/slack-secrets';

const parameters = { signingSecret: 'signing-secret', botToken: 'bot-token', botId: 'bot-id', botUserId: 'bot-user-id' };
const rereadAfter = 60_000;

/** Secrets in SSM parameters under `prefix`. A read that failed is not kept. */
export function slackSecrets({
  client = new SSMClient(),
  prefix,
  now,
}: {
  client?: SSMClient;
  prefix: string;
  now: () => string;
}): SecretsSource {
  let kept: Promise<SlackSecrets> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;

  function keep(): Promise<SlackSecrets> {
    readAt = Date.parse(now());
    const reading = read(client, prefix);
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

async function read(client: SSMClient, prefix: string): Promise<SlackSecrets> {
  const nameOf = (name: string) => `${prefix}/${name}`;
  const { Parameters = [] } = await client.send(
    new GetParametersCommand({ Names: Object.values(parameters).map(nameOf), WithDecryption: true }),
  );
  const secretOf = (name: string) => {
    const value = Parameters.find(({ Name }) => Name === nameOf(name))?.Value;
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
