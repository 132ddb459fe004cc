import { createHmac } from 'node:crypto';
import type { PagerEffect } from '#domain/effects';
import type { Call } from './pagers.ts';

/** Signed like what we take ourselves: over timestamp and body. `X-Muster-Delivery` is the same for every copy. */
export function signedWebhook(
  { key, act, dedupKey, severity, summary, service, team }: PagerEffect,
  url: string,
  secret: string,
  at: string,
): Call {
  const timestamp = String(Math.floor(Date.parse(at) / 1000));
  const body = JSON.stringify({ event: act, incident: dedupKey, severity, summary, service, team });
  const signature = createHmac('sha256', secret).update(`v1:${timestamp}:${body}`).digest('hex');
  return {
    url,
    headers: {
      'content-type': 'application/json',
      'x-muster-delivery': key,
      'x-muster-timestamp': timestamp,
      'x-muster-signature': `v1=${signature}`,
    },
    body,
  };
}
