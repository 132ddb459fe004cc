import { type Courier, isOnTheWay } from '#sandbox/slack/delivery/courier';
import type { Queue } from '#sandbox/slack/delivery/queue';
import { parsed } from '#sandbox/slack/reading';
import type { DeliveryKind } from '#sandbox/slack/records';
import type { Workspace } from '#sandbox/slack/workspace';
import type { Outcome } from './desk.ts';

export const form = 'application/x-www-form-urlencoded';

/** Sends what a person did and waits for the answer. `make` builds the body: a copy of an event has an id of its own. */
export type Dispatch = (kind: DeliveryKind, name: string, make: () => string, contentType?: string) => Promise<Outcome>;

/** Copies and late arrivals go their own way; the person is answered by the first delivery. */
export function dispatcher(workspace: Workspace, queue: Queue, courier: Courier): Dispatch {
  return async function dispatch(kind, name, make, contentType = form) {
    const fault = queue.fault(kind, name);
    const body = make();
    const copies = fault?.do === 'duplicate' ? Number(fault.copies ?? 1) : fault?.do === 'delay' ? 1 : 0;
    for (let copy = 0; copy < copies; copy++) {
      queue.add(kind, name, kind === 'event' ? make() : body, contentType, {
        due: workspace.now() + Number(fault?.ms ?? 0),
      });
    }
    const first = { id: '', kind, name, body, contentType, due: 0, attempt: 0, reason: null, held: false };
    const { response, ms, late } = await courier(fault && isOnTheWay(fault) ? { ...first, fault } : first);
    const good = response.status >= 200 && response.status < 300;
    return {
      status: response.status,
      ack: response.body === '' ? null : (parsed(response.body) ?? response.body),
      ackMs: ms,
      ...(late ? { error: 'operation_timeout' } : !good && { error: 'dispatch_failed' }),
    };
  };
}
