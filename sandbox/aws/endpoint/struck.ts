import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRule, HttpResponse } from '#sandbox/contracts';
import { AwsError } from './aws-error.ts';
import type { Call } from './call.ts';

type Service = Call['service'];
const broken: HttpResponse = { status: 0, body: '' };
/** How each service says that it failed, and that it was asked too much. */
const failed: Partial<Record<Service, string>> = {
  events: 'InternalException',
  scheduler: 'InternalServerException',
  sqs: 'InternalError',
};
const throttled: Partial<Record<Service, string>> = { dynamodb: 'ProvisionedThroughputExceededException', sqs: 'RequestThrottled' };

/** What happens on the wire, whatever was called; the other faults are the service's own and go on with the call. */
export async function struck(
  fault: FaultRule,
  service: Service,
  perform: (fault?: FaultRule) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  switch (fault.do) {
    case 'timeout':
      await sleep(Number(fault.ms ?? 10_000), undefined, { ref: false });
      return broken;
    case 'lost-reply':
      await perform();
      return broken;
    case 'http':
      return { status: Number(fault.status ?? 503), body: '' };
    case 'throttle':
      throw new AwsError(throttled[service] ?? 'ThrottlingException', 'Rate exceeded', service === 'scheduler' ? 429 : 400);
    case 'error':
      throw failure(fault, service);
    case 'delay':
      // An event that comes late was taken at once: that is for the bus to do.
      if (service === 'events') return perform(fault);
      await sleep(Number(fault.ms ?? 1000), undefined, { ref: false });
      return perform();
    default:
      return perform(fault);
  }
}

function failure({ code, status }: FaultRule, service: Service): AwsError {
  const named = String(code ?? failed[service] ?? 'InternalServerError');
  const theirs = /Internal|Unavailable/.test(named);
  return new AwsError(named, 'The sandbox was told to fail here.', Number(status ?? (theirs ? 500 : 400)));
}
