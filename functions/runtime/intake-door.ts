import { createHmac, timingSafeEqual } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { lowerCased, mediaType } from './front-door.ts';

/** The secret of each sender, by `alerts/<source>` or `hooks/<source>`. A rotation needs no deploy. */
export type SenderSecrets = { current(): Promise<Record<string, string>>; reread(): Promise<Record<string, string>> };
export type Refusal = { status: 400 | 401 | 413 | 415; why: string };
export type Let = { kind: 'alerts' | 'hooks'; source: string; body: unknown };

const mostBytes = 512 * 1024;
const windowSeconds = 300;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Machines sign like Slack does, over timestamp and body: `X-Muster-Timestamp` in seconds, `X-Muster-Signature: v1=<hmac-sha256 of "v1:<timestamp>:<body>">`.
 * A sender that is not known is told the same as one whose signature is wrong.
 */
export async function admitMachine(
  event: APIGatewayProxyEventV2,
  { now, secrets }: { now: () => string; secrets: SenderSecrets },
): Promise<Refusal | Let> {
  const [, kind = '', source = ''] = /^\/(alerts|hooks)\/([a-z0-9-]{1,40})$/.exec(event.rawPath) ?? [];
  if (kind !== 'alerts' && kind !== 'hooks') return refusal(401);
  const headers = lowerCased(event.headers);
  if (mediaType(headers['content-type']) !== 'application/json') return refusal(415);
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > mostBytes) return refusal(413);
  const proof = kind === 'alerts' ? ours(headers, bytes, now()) : theirs(source, headers, bytes);
  if (proof === undefined || !(await proven(proof, `${kind}/${source}`, secrets))) return refusal(401);
  try {
    return { kind, source, body: JSON.parse(utf8.decode(bytes)) as unknown };
  } catch {
    return refusal(400);
  }
}

type Proof = { signed: (string | Buffer)[]; signatures: string[] };

/** Before any secret is asked for: nobody outside can make us read one again with a request from another time. */
function ours(headers: Record<string, string>, bytes: Buffer, now: string): Proof | undefined {
  const { 'x-muster-timestamp': timestamp = '', 'x-muster-signature': signature = '' } = headers;
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(Date.parse(now) / 1000 - Number(timestamp)) > windowSeconds) return undefined;
  return well({ signed: [`v1:${timestamp}:`, bytes], signatures: [signature] });
}

/** Whoever has a way of signing of their own. Jira's page: https://developer.atlassian.com/cloud/jira/platform/webhooks/#secure-admin-webhooks */
function theirs(source: string, headers: Record<string, string>, bytes: Buffer): Proof | undefined {
  if (source === 'github') return signedBodies(headers['x-hub-signature-256'], bytes);
  if (source === 'jira') return signedBodies(headers['x-hub-signature'], bytes);
  return pagerDutys(headers, bytes);
}

/** The body alone: what a replay says is older than what we know by then, so that it does nothing. */
const signedBodies = (signature: string | undefined, bytes: Buffer): Proof | undefined =>
  well({ signed: [bytes], signatures: [signature?.trim().replace(/^sha256=/, 'v1=') ?? ''] });

/** PagerDuty signs the body alone, with every secret it has while one is being changed. Its deliveries are claimed by their ids, so that a replay does nothing. */
const pagerDutys = (headers: Record<string, string>, bytes: Buffer): Proof | undefined =>
  well({ signed: [bytes], signatures: (headers['x-pagerduty-signature'] ?? '').split(',').slice(0, 5) });

const well = ({ signed, signatures }: Proof): Proof | undefined => {
  const formed = signatures.map((one) => one.trim()).filter((one) => /^v1=[0-9a-f]{64}$/.test(one));
  return formed.length === 0 ? undefined : { signed, signatures: formed };
};

async function proven({ signed, signatures }: Proof, sender: string, secrets: SenderSecrets): Promise<boolean> {
  const matches = (secret: string | undefined) => {
    if (!secret) return false;
    const hmac = createHmac('sha256', secret);
    for (const part of signed) hmac.update(part);
    const wanted = Buffer.from(`v1=${hmac.digest('hex')}`);
    return signatures.some((signature) => timingSafeEqual(wanted, Buffer.from(signature)));
  };
  const before = (await secrets.current())[sender];
  if (matches(before)) return true;
  const after = (await secrets.reread())[sender];
  return after !== before && matches(after);
}

const reasons = {
  400: 'The body is no JSON.',
  401: 'Not signed: see docs/operations.md for the two headers, and look at the clock and the secret of this source.',
  413: 'More than 512 KB.',
  415: 'Send application/json.',
};
const refusal = (status: keyof typeof reasons): Refusal => ({ status, why: reasons[status] });
