import { randomUUID } from 'node:crypto';
import type { Clock, Part, Store } from '#sandbox/contracts';
import type { DeadLetters } from './dead-letters.ts';
import { type Functions, throttled } from './functions/functions.ts';
import { type JsonObject, number, object, optionalText } from './json.ts';
import type { Permissions } from './permissions.ts';
import { type Queues, readable } from './queues/queues.ts';
import type { Stack } from './template/stack.ts';

export type Sender = { service: 'events.amazonaws.com' } | { role: string };
export type Order = {
  /** For people: which rule or schedule. */
  from: string;
  target: string;
  payload: string;
  sender: Sender;
  retries: number;
  maxAgeSeconds: number;
  deadLetterArn?: string | undefined;
  group?: string | undefined;
};
type Delivery = Order & {
  id: string;
  since: number;
  at: number;
  attempt: number /** The target has it: what fails now is its own invocation. */;
  accepted: boolean /** How often there was no room for it. */;
  turnedAway?: number;
  lastFailure?: string;
};
export type Deliveries = Part & {
  add(order: Order, delayMs?: number): void /** Another try at handing something over. */;
  refuse(order: Order, why: string): void;
};

const sideBySide = 20;

/**
 * What a bus or a scheduler hands to its targets. Handing over follows the target's retry policy and dead-letter queue; a function that took
 * it and fails is run again twice by Lambda, after one and after two minutes, and then goes to that function's own destination. Where there is no
 * room for it, Lambda asks again after 1 s, 2 s, … 5 minutes until the event is too old, and that counts as no attempt.
 */
export function createDeliveries(
  stack: Stack,
  parts: { clock: Clock; store: Store; functions: Functions; queues: Queues; permissions: Permissions; deadLetters: DeadLetters },
): Deliveries {
  const { clock, store, functions, queues, permissions, deadLetters } = parts;
  const pending = store.collection<Delivery>('deliveries');
  const running = new Set<string>();
  const invokeConfig = (target: string) =>
    object(
      stack
        .all('AWS::Lambda::EventInvokeConfig')
        .find(({ properties }) => target.endsWith(`:${String(properties.FunctionName).split(':').at(-1)}`))?.properties,
    );

  function wake(): void {
    const now = clock.now();
    for (const delivery of pending.all()) {
      if (running.size >= sideBySide) return;
      if (delivery.at > now || running.has(delivery.id)) continue;
      running.add(delivery.id);
      void deliver(delivery).finally(() => {
        running.delete(delivery.id);
        wake();
      });
    }
  }

  async function deliver(delivery: Delivery): Promise<void> {
    const { target, payload, sender, from, group } = delivery;
    const queue = queues.byArn(target);
    if (!delivery.accepted) {
      const action = queue ? 'sqs:SendMessage' : 'lambda:InvokeFunction';
      const allowed =
        'role' in sender
          ? permissions.allows(sender.role, { action, resource: target })
          : permissions.admits(sender.service, { action, resource: target });
      if (!queue && !functions.byArn(target)) return bury(delivery, `There is no target ${target} in the template.`);
      if (!allowed) return bury(delivery, `The template does not allow ${from} ${action} on ${target}.`);
    }
    if (queue) {
      queue.send({ body: payload, group, dedup: queue.fifo ? delivery.id : undefined });
      pending.delete(delivery.id);
      return queues.sent(queue);
    }
    delivery.accepted = true;
    const outcome = await functions.invoke(target, readable(payload));
    if (outcome.ok) return pending.delete(delivery.id);
    delivery.lastFailure = `${outcome.errorType}: ${outcome.message}`;
    const config = invokeConfig(target);
    const wait = waitAfter(delivery, outcome.errorType === throttled);
    if (delivery.attempt > number(config.MaximumRetryAttempts, 2)) return lose(delivery, config, 'RetriesExhausted');
    delivery.at = clock.now() + wait;
    const oldest = number(config.MaximumEventAgeInSeconds, 21_600) * 1000;
    if (delivery.at - delivery.since > oldest) return lose(delivery, config, 'EventAgeExceeded');
    pending.set(delivery.id, delivery);
  }

  /** Could not be handed over. */
  function bury({ id, from, payload, deadLetterArn }: Delivery, why: string): void {
    pending.delete(id);
    const queue = deadLetterArn === undefined ? undefined : queues.byArn(deadLetterArn);
    const message = queue?.send({ body: payload, group: 'sandbox', dedup: id }).id;
    deadLetters.add({ from, what: readable(payload), why, message });
  }

  /** Was handed over, and the function failed to the end. */
  function lose({ id, target, payload, attempt, lastFailure = '' }: Delivery, config: JsonObject, condition: string): void {
    pending.delete(id);
    const own = object(object(stack.byArn(target)?.properties).DeadLetterConfig);
    const onFailure = optionalText(object(object(config.DestinationConfig).OnFailure).Destination);
    const destination = queues.byArn(onFailure ?? optionalText(own.TargetArn) ?? '');
    const record = {
      version: '1.0',
      timestamp: clock.iso(),
      requestContext: { functionArn: target, condition, approximateInvokeCount: attempt },
      requestPayload: readable(payload),
    };
    const message = destination?.send({ body: onFailure === undefined ? payload : JSON.stringify(record), group: 'sandbox', dedup: id }).id;
    deadLetters.add({
      message,
      from: functions.byArn(target)?.service ?? target,
      what: readable(payload),
      why: destination ? lastFailure : `${lastFailure} No destination for failures in the template: lost.`,
    });
  }

  function add(order: Order, delayMs = 0): void {
    const id = randomUUID();
    pending.set(id, { ...order, id, since: clock.now(), at: clock.now() + delayMs, attempt: 0, accepted: false });
    if (delayMs === 0) setImmediate(wake);
  }

  return {
    busy: () => running.size > 0 || pending.all().some(({ at }) => at <= clock.now()),
    next() {
      const waiting = pending.all().filter(({ id }) => !running.has(id));
      const first = waiting.reduce<Delivery | undefined>(
        (earliest, one) => (earliest && earliest.at <= one.at ? earliest : one),
        undefined,
      );
      return first ? { at: first.at, name: `${first.from} to ${functions.byArn(first.target)?.service ?? first.target}` } : null;
    },
    wake,
    add,
    refuse(order, why) {
      const delivery = { ...order, id: randomUUID(), since: clock.now(), at: 0, attempt: 0, accepted: false };
      if (order.retries <= 0) bury(delivery, why);
      else add({ ...order, retries: order.retries - 1 }, Math.min(order.maxAgeSeconds * 1000, 60_000));
    },
  };
}

function waitAfter(delivery: Delivery, noRoom: boolean): number {
  if (noRoom) {
    delivery.turnedAway = (delivery.turnedAway ?? 0) + 1;
    return Math.min(300_000, 1000 * 2 ** (delivery.turnedAway - 1));
  }
  delivery.attempt += 1;
  return delivery.attempt * 60_000;
}
