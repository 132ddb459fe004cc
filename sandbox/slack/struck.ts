import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRule, HttpResponse } from '#sandbox/contracts';
import { answer } from './failure.ts';

const broken: HttpResponse = { status: 0, body: '' };
const pass = (ms: unknown, otherwise: number) => sleep(Number(ms ?? otherwise), undefined, { ref: false });
export const rateLimited = (seconds: number) => answer(429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(seconds) });

/** What a fault makes of a call to Slack. It strikes before the call has an effect, but where the reply is lost or late. */
export async function struck(fault: FaultRule, refuse: (code: string) => HttpResponse, perform: () => HttpResponse): Promise<HttpResponse> {
  switch (fault.do) {
    case 'ratelimit':
      return rateLimited(Number(fault.retryAfter ?? 1));
    case 'error':
      return refuse(String(fault.code ?? 'internal_error'));
    case 'http':
      return answer(Number(fault.status ?? 503), {});
    case 'timeout':
      await pass(fault.ms, 10_000);
      return broken;
    case 'lost-reply':
      perform();
      return broken;
    case 'delay': {
      const response = perform();
      await pass(fault.ms, 1000);
      return response;
    }
    default:
      return perform();
  }
}
