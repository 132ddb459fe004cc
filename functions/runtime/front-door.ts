import { createHmac, timingSafeEqual } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { SecretsSource, SlackSecrets } from './slack-secrets.ts';

export type Answer = { statusCode: number; body: string; headers?: Record<string, string> };
export type VerifiedRequest = { body: Record<string, unknown>; headers: Record<string, string>; retryNum?: number; retryReason?: string };
/** Either answered at the door, or let in. */
export type Admission = { answer: Answer } | { request: VerifiedRequest };

const mostBytes = 1024 * 1024;
const windowSeconds = 300;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * What stands before Bolt: nobody gets further than this without Slack's signature over the very bytes that came, and nothing anyone sends makes it
 * throw (Bolt's own receiver parses first and lets the future pass). https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export async function admit(
  event: APIGatewayProxyEventV2,
  { now, secrets }: { now: () => string; secrets: SecretsSource<SlackSecrets> },
): Promise<Admission> {
  const headers = lowerCased(event?.headers);
  if (event?.requestContext?.http?.method !== 'POST') return refuse(405);
  const read = readers.get(mediaType(headers['content-type']));
  if (!read) return refuse(415);
  const bytes = Buffer.from(typeof event.body === 'string' ? event.body : '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > mostBytes) return refuse(413);
  if (!(await signed(bytes, headers, now(), secrets))) return refuse(401);
  const body = readSafely(read, bytes);
  if (!body) return refuse(400);
  if ('ssl_check' in body) return { answer: { statusCode: 200, body: '' } };
  if (body.type === 'url_verification' && typeof body.challenge === 'string') {
    return { answer: { statusCode: 200, body: body.challenge, headers: { 'content-type': 'text/plain' } } };
  }
  const retryNum = Number.parseInt(headers['x-slack-retry-num'] ?? '', 10);
  const retryReason = headers['x-slack-retry-reason'];
  return { request: { body, headers, ...(Number.isNaN(retryNum) ? {} : { retryNum }), ...(retryReason ? { retryReason } : {}) } };
}

async function signed(bytes: Buffer, headers: Record<string, string>, now: string, secrets: SecretsSource<SlackSecrets>): Promise<boolean> {
  const timestamp = headers['x-slack-request-timestamp'] ?? '';
  const signature = headers['x-slack-signature'] ?? '';
  // Before any secret is asked for: nobody outside can make us read one again with a request from another time.
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(Date.parse(now) / 1000 - Number(timestamp)) > windowSeconds) return false;
  if (!/^v0=[0-9a-f]{64}$/.test(signature)) return false;
  const matches = ({ signingSecret }: { signingSecret: string }) =>
    timingSafeEqual(
      Buffer.from(`v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(bytes).digest('hex')}`),
      Buffer.from(signature),
    );
  const before = await secrets.current();
  if (matches(before)) return true;
  const after = await secrets.reread();
  return after.signingSecret !== before.signingSecret && matches(after);
}

const readers = new Map<string, (text: string) => unknown>([
  ['application/json', (text) => JSON.parse(text)],
  [
    'application/x-www-form-urlencoded',
    (text) => {
      const fields = new URLSearchParams(text);
      const payload = fields.get('payload');
      return payload === null ? Object.fromEntries(fields) : JSON.parse(payload);
    },
  ],
]);

function readSafely(read: (text: string) => unknown, bytes: Buffer): Record<string, unknown> | undefined {
  try {
    const body = read(utf8.decode(bytes));
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

export const mediaType = (contentType = '') => (contentType.split(';')[0] ?? '').trim().toLowerCase();
export const lowerCased = (headers: Record<string, unknown> | null | undefined) =>
  Object.fromEntries(
    Object.entries(headers ?? {}).flatMap(([name, value]) => (typeof value === 'string' ? [[name.toLowerCase(), value]] : [])),
  );

const reasons = { 400: 'malformed', 401: 'not signed', 405: 'POST only', 413: 'too large', 415: 'wrong content type' };
const refuse = (statusCode: keyof typeof reasons): Admission => ({ answer: { statusCode, body: reasons[statusCode] } });
