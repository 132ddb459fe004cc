import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Outcome } from '#domain/effects';
import type { SecretsSource } from '#runtime/slack-secrets';
import { isTokenRefusal } from './token.ts';
import { workerClient } from './web.ts';

/** One call of the Web API, with the token of the moment. */
export type Calls = <Result>(call: (slack: WebClient) => Promise<Result>) => Promise<Result>;

/** Slack's own trouble, which passes. */
const passing = [
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'ratelimited',
  'rate_limited',
  'accesslimited',
  'team_added_to_org',
];

export function slackCalls({ secrets, apiUrl }: { secrets: SecretsSource; apiUrl?: string | undefined }): Calls {
  let client: WebClient | undefined;
  const clientFor = (token: string) => {
    if (client?.token !== token) client = workerClient({ token, apiUrl });
    return client;
  };
  return async (call) => {
    const { botToken } = await secrets.current();
    try {
      return await call(clientFor(botToken));
    } catch (error) {
      if (!isTokenRefusal(codeOf(error))) throw error;
      const again = await secrets.reread();
      if (again.botToken === botToken) throw error;
      return await call(clientFor(again.botToken));
    }
  };
}

export const codeOf = (error: unknown): string | undefined => (error instanceof WebAPIPlatformError ? error.data.error : undefined);

/** What Slack said no to, where asking again would not change its mind; everything else is thrown on. */
export function refusalOf(error: unknown): string {
  const code = codeOf(error);
  if (code === undefined || isTokenRefusal(code) || passing.includes(code)) throw error;
  return code;
}

/** Makes it so, or says with which code Slack refused. */
export async function orRefused(attempt: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await attempt();
  } catch (error) {
    return { kind: 'refused', code: refusalOf(error) };
  }
}

/** Does what is worth trying and spoils nothing when Slack refuses it. */
export async function tryTo(attempt: () => Promise<unknown>): Promise<void> {
  try {
    await attempt();
  } catch (error) {
    refusalOf(error);
  }
}
