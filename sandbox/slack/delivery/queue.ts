import type { Common, FaultRule, Part } from '#sandbox/contracts';
import type { Delivery, DeliveryKind } from '#sandbox/slack/records';
import type { Workspace } from '#sandbox/slack/workspace';
import { type Courier, patience, type Taken } from './courier.ts';

/** After the first try: at once, after a minute, after five. */
const retries = [0, 60_000, 300_000];
const atOnce = 16;
/** What is held back for another event to overtake it goes by itself after this. */
const longestHold = 60_000;

/** When it is due, whether another is to overtake it, and what goes wrong on its way. */
type How = { due?: number; held?: boolean; fault?: FaultRule | undefined };

export type Queue = Part & {
  add(kind: DeliveryKind, name: string, body: string, contentType: string, how?: How): void;
  fault(kind: DeliveryKind, name: string): FaultRule | undefined;
};

/** What waits for the app: kept until the app took it or every retry was used up, over restarts too. */
export function openQueue({ clock, store, faults, traffic }: Common, workspace: Workspace, courier: Courier): Queue {
  const waiting = store.collection<Delivery>('slack.deliveries');
  const inFlight = new Set<string>();

  const due = () => waiting.all().filter(({ id, due }) => due <= clock.now() && !inFlight.has(id));

  async function bring(delivery: Delivery) {
    const taken = delivery.kind === 'event' ? await hurried(courier(delivery)) : await courier(delivery);
    inFlight.delete(delivery.id);
    settle(delivery, taken);
    if (delivery.kind === 'event') release();
    wake();
  }

  /** For an event, three seconds without an answer are a failed try, whatever comes later. */
  function hurried(delivery: Promise<Taken>): Promise<Taken> {
    const { promise, resolve, reject } = Promise.withResolvers<Taken>();
    const timer = setTimeout(() => resolve({ response: { status: 0, body: '' }, ms: patience, late: true }), patience);
    void delivery.then(resolve, reject).finally(() => clearTimeout(timer));
    return promise;
  }

  function settle(delivery: Delivery, { response, late }: Taken) {
    const good = response.status >= 200 && response.status < 300 && !late;
    const wait = retries[delivery.attempt];
    const noRetry = Object.entries(response.headers ?? {}).some(
      ([name, value]) => name.toLowerCase() === 'x-slack-no-retry' && value === '1',
    );
    if (good || delivery.kind !== 'event' || noRetry || wait === undefined) {
      waiting.delete(delivery.id);
      if (!good)
        traffic.add({
          at: new Date(clock.now()).toISOString(),
          kind: 'given-up',
          method: delivery.kind,
          name: delivery.name,
          ms: 0,
          status: response.status,
        });
      return;
    }
    const reason = late ? 'http_timeout' : response.status === 0 ? 'connection_failed' : 'http_error';
    waiting.set(delivery.id, { ...delivery, attempt: delivery.attempt + 1, due: clock.now() + wait, reason });
  }

  function release() {
    for (const delivery of waiting.all()) if (delivery.held) waiting.set(delivery.id, { ...delivery, held: false, due: clock.now() });
  }

  function wake() {
    for (const delivery of due()) {
      if (inFlight.size >= atOnce) return;
      inFlight.add(delivery.id);
      void bring(delivery);
    }
  }

  return {
    add(kind, name, body, contentType, { due = clock.now(), held = false, fault } = {}) {
      const id = workspace.id('Dl');
      const delivery = { id, kind, name, body, contentType, due: held ? due + longestHold : due, attempt: 0, reason: null, held };
      waiting.set(id, fault ? { ...delivery, fault } : delivery);
      queueMicrotask(wake);
    },
    fault: (kind, name) => faults.at(`deliver:${kind}`, name),
    busy: () => inFlight.size > 0,
    next() {
      const [first] = waiting
        .all()
        .filter(({ id }) => !inFlight.has(id))
        .sort((a, b) => a.due - b.due);
      return first
        ? { at: first.due, name: `slack ${first.kind} ${first.name}${first.attempt > 0 ? `, retry ${first.attempt}` : ''}` }
        : null;
    },
    wake,
  };
}
