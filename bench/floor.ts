import { createHmac, timingSafeEqual } from 'node:crypto';

type Event = { headers: Record<string, string>; body: string };

/** The least a door to Slack can do: check the signature with a secret that is there already, and answer 200. */
export async function handler({ headers, body }: Event) {
  const { SLACK_SIGNING_SECRET = '' } = process.env;
  const signed = createHmac('sha256', SLACK_SIGNING_SECRET).update(`v0:${headers['x-slack-request-timestamp']}:${body}`).digest('hex');
  const matches = timingSafeEqual(Buffer.from(`v0=${signed}`), Buffer.from(headers['x-slack-signature'] ?? ''));
  return { statusCode: matches ? 200 : 401, body: '' };
}
