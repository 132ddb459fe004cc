import type { BotSecrets, SecretsSource, SlackSecrets } from '#runtime/slack-secrets';
import { kept } from './kept.ts';
import { parameterStore, type ReadParameters } from './parameters.ts';

const bot = { botToken: 'bot-token', botId: 'bot-id', botUserId: 'bot-user-id' };

type Place = { readParameters?: ReadParameters; prefix: string; now: () => string };

/** Slack's secrets in SSM parameters under `prefix`, for those who only speak to it. */
export const botSecrets = (place: Place): SecretsSource<BotSecrets> => readOnce(bot, place);
/** With the one that requests from Slack are signed with. */
export const slackSecrets = (place: Place): SecretsSource<SlackSecrets> => readOnce({ signingSecret: 'signing-secret', ...bot }, place);

/** Under the names that they have here, from parameters by the names that they have there. */
const readOnce = <Name extends string>(names: Record<Name, string>, { readParameters = parameterStore(), prefix, now }: Place) =>
  kept(async () => {
    const wanted = Object.entries<string>(names).map(([secret, name]) => [secret, `${prefix}/${name}`] as const);
    const values = await readParameters(wanted.map(([, name]) => name));
    const secrets = wanted.map(([secret, name]) => {
      if (!values[name]) throw new Error(`The parameter ${name} is not there: npm run deploy stores it`);
      return [secret, values[name]];
    });
    return Object.fromEntries(secrets) as Record<Name, string>;
  }, now);
