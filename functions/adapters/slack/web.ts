import { type WebAPICallResult, WebAPIPlatformError, WebAPIRateLimitedError, WebClient } from '@slack/web-api';
import { ComeBackLater } from '#domain/rejection';
import { workerOptions } from './web-options.ts';

type SlackConfig = { token: string; apiUrl?: string | undefined };
type Options = Parameters<WebClient['apiCall']>[1];

export const workerClient = ({ token, apiUrl }: SlackConfig): WebClient => new WorkerClient(token, workerOptions(apiUrl));

/** Says which of Slack's limits turned a call away: those who wait for the same one stand in one line. */
class WorkerClient extends WebClient {
  override async apiCall(method: string, options?: Options): Promise<WebAPICallResult> {
    try {
      return await super.apiCall(method, options);
    } catch (error) {
      const seconds = askedToWait(error);
      throw seconds === undefined ? error : new ComeBackLater(seconds, 'Slack limits the rate of this call', ...linesOf(method, options));
    }
  }
}

function askedToWait(error: unknown): number | undefined {
  if (error instanceof WebAPIRateLimitedError) return error.retryAfter;
  return error instanceof WebAPIPlatformError && error.data.error === 'ratelimited' ? 30 : undefined;
}

/** https://docs.slack.dev/apis/web-api/rate-limits: by method, and messages by channel too; which of the two it was is not said. */
const linesOf = (method: string, options: Options): [line: string, among?: string] =>
  method === 'chat.postMessage' ? [`${method} ${String(options?.channel)}`, method] : [method];
