import type { BotSecrets, SecretsSource, SlackSecrets } from '#runtime/slack-secrets';
import { parameterStore, type ReadParameters } from './parameters.ts';

const bot = { botToken: 'bot-token', botId: 'bot-id', botUserId: 'bot-user-id' };
const rereadAfter = 60_000;

type Place = { readParameters?: ReadParameters; prefix: string; now: () => string };

/** Slack's secrets in SSM parameters under `prefix`, for those who only speak to it. */
export const botSecrets = (place: Place): SecretsSource<BotSecrets> => readOnce(bot, place);
/** With the one that requests from Slack are signed with. */
export const slackSecrets = (place: Place): SecretsSource<SlackSecrets> =>
  readOnce<SlackSecrets>({ signingSecret: 'signing-secret', ...bot }, place);

/** A read that failed is not kept. */
function readOnce<Secrets extends BotSecrets>(
  parameters: Record<keyof Secrets, string>,
  { readParameters = parameterStore(), prefix, now }: Place,
): SecretsSource<Secrets> {
  let kept: Promise<Secrets> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;

  function keep(): Promise<Secrets> {
    readAt = Date.parse(now());
    const reading = read(readParameters, prefix, parameters);
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

async function read<Secrets>(readParameters: ReadParameters, prefix: string, parameters: Record<keyof Secrets, string>): Promise<Secrets> {
  const named = Object.entries<string>(parameters).map(([secret, name]) => [secret, `${prefix}/${name}`] as const);
  const values = await readParameters(named.map(([, name]) => name));
  const secrets = named.map(([secret, name]) => {
    if (!values[name]) throw new Error(`The parameter ${name} is not there: npm run deploy stores it`);
    return [secret, values[name]];
  });
  return Object.fromEntries(secrets) as Secrets;
}
