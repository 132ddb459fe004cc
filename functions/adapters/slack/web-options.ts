import type { LogLevel, WebClientOptions } from '@slack/web-api';
import { httpsFetch } from './https-fetch.ts';

const common = (apiUrl: string | undefined): WebClientOptions => ({
  // Slack itself when it is not given.
  ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
  fetch: httpsFetch,
  // A Lambda is billed while it sleeps: being asked to wait goes back to the queue.
  rejectRateLimitedCalls: true,
  allowAbsoluteUrls: false,
  // Anything more talkative writes what people wrote into the log. The enum itself would load the whole client.
  logLevel: 'error' as LogLevel.ERROR,
});

/** While Slack waits for an answer: one retry fits into its three seconds. Also what Bolt takes as `clientOptions`. */
export const edgeOptions = (apiUrl?: string): WebClientOptions => ({
  ...common(apiUrl),
  timeout: 2_500,
  retryConfig: { retries: 1, minTimeout: 50, maxTimeout: 100 },
});

/** In the queue's workers the queue itself retries. */
export const workerOptions = (apiUrl?: string): WebClientOptions => ({ ...common(apiUrl), timeout: 10_000, retryConfig: { retries: 0 } });
