import { GetParametersCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { WebClient } from '@slack/web-api';
import { ask } from './ask.ts';

const prefix = '/muster/slack';
const names = ['signing-secret', 'bot-token', 'bot-id', 'bot-user-id'].map((name) => `${prefix}/${name}`);
const client = new SSMClient();

export async function secretsAreStored(): Promise<boolean> {
  const { Parameters = [] } = await client.send(new GetParametersCommand({ Names: names }));
  return Parameters.length === names.length;
}

/** Asks for the two secrets, lets Slack say whose token it is, and stores all four. Nothing is stored that Slack does not accept. */
export async function askForSecrets(): Promise<void> {
  const signingSecret = await ask('Signing Secret (Basic Information): ', { secret: true, like: /^[0-9a-f]{32}$/ });
  const botToken = await ask('Bot User OAuth Token (OAuth & Permissions): ', { secret: true, like: /^xoxb-/ });
  const { bot_id = '', user_id = '', team } = await new WebClient(botToken).auth.test();
  await store('signing-secret', signingSecret, 'SecureString');
  await store('bot-token', botToken, 'SecureString');
  await store('bot-id', bot_id, 'String');
  await store('bot-user-id', user_id, 'String');
  console.log(`Stored under ${prefix} for the workspace ${team}.`);
}

async function store(name: string, Value: string, Type: 'SecureString' | 'String'): Promise<void> {
  await client.send(new PutParameterCommand({ Name: `${prefix}/${name}`, Value, Type, Overwrite: true }));
}
