import { createHmac } from 'node:crypto';
import type { HttpRequest } from '#sandbox/contracts';

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function signedRequest(
  signingSecret: string,
  nowMs: number,
  body: string,
  contentType: string,
  more: Record<string, string> = {},
): HttpRequest {
  const timestamp = String(Math.floor(nowMs / 1000));
  const signature = `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  return {
    method: 'POST',
    path: '/slack/events',
    query: '',
    headers: {
      'content-type': contentType,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-signature': signature,
      'x-slack-request-timestamp': timestamp,
      ...more,
    },
    body,
  };
}
