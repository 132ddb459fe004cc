import { setTimeout as sleep } from 'node:timers/promises';
import type { Common, Door, FaultRule, HttpResponse } from '#sandbox/contracts';
import type { Delivery } from '#sandbox/slack/records';
import { signedRequest } from './sign.ts';

/** The traffic is for people to read. */
export const mostShown = 8000;
export const patience = 3000;

/** What became of one delivery. Slack gives up listening after three seconds; what the app says later is for `late`. */
export type Taken = { response: HttpResponse; ms: number; late: boolean };

export type Courier = ReturnType<typeof hireCourier>;

/** Brings one signed request to the app's door and notes it in the traffic. Only here is time real. */
export function hireCourier({ clock, traffic, door, signingSecret }: Common & { door: Door; signingSecret: string }) {
  return async function deliver({ kind, name, body, contentType, attempt, reason, fault }: Delivery): Promise<Taken> {
    const at = new Date(clock.now()).toISOString();
    const retry = attempt > 0 ? { 'x-slack-retry-num': String(attempt), 'x-slack-retry-reason': reason ?? 'http_error' } : {};
    const started = performance.now();
    const bring = () =>
      door(signedRequest(signingSecret, clock.now(), body, contentType, retry)).catch(
        (error: unknown): HttpResponse => ({ status: 502, body: error instanceof Error ? error.message : String(error) }),
      );
    const struck = fault && attempt < Number(fault.tries ?? 1);
    const response = await (struck ? onTheWay(fault, bring) : bring());
    const ms = Math.round(performance.now() - started);
    const late = ms > patience;
    traffic.add({
      at,
      kind: 'to-app',
      method: kind,
      name,
      ms,
      status: response.status,
      request: body.slice(0, mostShown),
      response: response.body.slice(0, mostShown),
      ...(attempt > 0 && { attempt }),
      ...(late && { error: 'operation_timeout' }),
    });
    return { response, ms, late };
  };
}

const broken: HttpResponse = { status: 0, body: '' };

/** The faults of the wire between Slack and the app. */
export const isOnTheWay = ({ do: what }: FaultRule) => ['http', 'timeout', 'lost-reply'].includes(what);

async function onTheWay(fault: FaultRule, bring: () => Promise<HttpResponse>): Promise<HttpResponse> {
  if (fault.do === 'http') return { status: Number(fault.status ?? 503), body: '' };
  if (fault.do === 'lost-reply') await bring();
  else await sleep(Number(fault.ms ?? patience + 50), undefined, { ref: false });
  return broken;
}
