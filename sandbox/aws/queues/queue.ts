import { createHash, randomUUID } from 'node:crypto';
import { AwsError } from '#sandbox/aws/endpoint/aws-error';
import { type JsonObject, number, object, text } from '#sandbox/aws/json';
import type { Resource } from '#sandbox/aws/template/stack';
import type { Clock, Collection, Store } from '#sandbox/contracts';

export type Message = {
  id: string;
  number: number;
  body: string;
  attributes: JsonObject;
  group?: string;
  dedup?: string;
  sentAt: number;
  visibleAt: number;
  receives: number;
  firstReceivedAt?: number;
  lastFailure?: string;
};
export type Send = {
  body: string;
  group?: string | undefined;
  dedup?: string | undefined;
  delaySeconds?: number | undefined;
  attributes?: JsonObject;
};
export type Received = Message & { receipt: string };

export type Queue = {
  name: string;
  arn: string;
  fifo: boolean;
  visibilitySeconds: number;
  deadLetters: { arn: string; maxReceiveCount: number } | undefined;
  send(message: Send): { id: string; number: number };
  /** What can be handed out now, oldest first: at most one group's messages, in order, and never while one of that group is out. */
  ready(limit: number): Message[];
  /** When something that waits becomes ready. */
  nextAt(): number | undefined;
  take(messages: Message[]): Received[];
  /** Answers which message that was, if it was still out. */
  delete(receipt: string): string | undefined;
  setVisibility(receipt: string, seconds: number): void;
  /** Comes back when its visibility ends. */
  fail(receipt: string, why: string): void;
  /** Was not handed to anyone after all; it is there again after so long. */
  putBack(receipt: string, ms: number): void;
  remove(message: Message): void;
  all(): Message[];
  out(): number;
};

const dedupWindow = 5 * 60_000;

export function createQueue({ name, arn, properties }: Resource, { clock, store }: { clock: Clock; store: Store }): Queue {
  const fifo = properties.FifoQueue === true || properties.FifoQueue === 'true';
  const contentBased = properties.ContentBasedDeduplication === true || properties.ContentBasedDeduplication === 'true';
  const policy =
    typeof properties.RedrivePolicy === 'string' ? object(JSON.parse(properties.RedrivePolicy)) : object(properties.RedrivePolicy);
  const visibilitySeconds = number(properties.VisibilityTimeout, 30);
  const messages: Collection<Message> = store.collection(`queue:${name}`);
  const sent = store.collection<Sent>(`queue-sent:${name}`);
  const flights = new Map<string, { message: Message; until: number }>();
  let last = messages.all().reduce((highest, one) => Math.max(highest, one.number), clock.now() * 1000);

  const outIds = () => new Set([...flights.values()].map(({ message }) => message.id));
  const waiting = () => {
    const out = outIds();
    const inOrder = messages.all().filter(({ id }) => !out.has(id));
    if (!fifo) return inOrder;
    const blocked = new Set([...flights.values()].map(({ message }) => message.group));
    return inOrder.filter((message) => {
      if (blocked.has(message.group)) return false;
      // What stands behind a message that is not visible yet waits with it.
      if (message.visibleAt > clock.now()) blocked.add(message.group);
      return true;
    });
  };
  const flight = (receipt: string) => {
    const found = flights.get(receipt);
    if (!found) throw new AwsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');
    return found;
  };

  return {
    name,
    arn,
    fifo,
    visibilitySeconds,
    deadLetters:
      policy.deadLetterTargetArn === undefined
        ? undefined
        : { arn: text(policy.deadLetterTargetArn), maxReceiveCount: number(policy.maxReceiveCount, 10) },
    send({ body, group, dedup, delaySeconds, attributes = {} }) {
      if (Buffer.byteLength(body) > 1024 * 1024)
        throw new AwsError(
          'InvalidParameterValue',
          'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.',
        );
      if (fifo && !group) throw new AwsError('MissingParameter', 'The request must contain the parameter MessageGroupId.');
      if (fifo && delaySeconds)
        throw new AwsError(
          'InvalidParameterValue',
          `Value ${delaySeconds} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.`,
        );
      const key = fifo ? (dedup ?? (contentBased ? createHash('sha256').update(body).digest('hex') : undefined)) : undefined;
      if (fifo && key === undefined)
        throw new AwsError(
          'InvalidParameterValue',
          'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
        );
      const before = key === undefined ? undefined : sent.get(key);
      if (before && before.at > clock.now() - dedupWindow) return { id: before.id, number: before.number };
      last = Math.max(last + 1, clock.now() * 1000);
      const id = randomUUID();
      const delay = delaySeconds ?? number(properties.DelaySeconds, 0);
      const message: Message = {
        id,
        number: last,
        body,
        attributes,
        sentAt: clock.now(),
        visibleAt: clock.now() + delay * 1000,
        receives: 0,
      };
      if (group !== undefined) message.group = group;
      if (key !== undefined) message.dedup = key;
      messages.set(id, message);
      if (key !== undefined) {
        forgetSent(sent, clock.now() - dedupWindow);
        sent.delete(key);
        sent.set(key, { key, id, number: last, at: clock.now() });
      }
      return { id, number: last };
    },
    ready(limit) {
      const now = clock.now();
      const able = waiting().filter(({ visibleAt }) => visibleAt <= now);
      const first = able[0];
      return (fifo ? able.filter(({ group }) => group === first?.group) : able).slice(0, limit);
    },
    nextAt: () => waiting().reduce<number | undefined>((earliest, { visibleAt }) => Math.min(visibleAt, earliest ?? visibleAt), undefined),
    take: (chosen) =>
      chosen.map((message) => {
        const receipt = randomUUID();
        message.receives += 1;
        message.firstReceivedAt ??= clock.now();
        messages.set(message.id, message);
        flights.set(receipt, { message, until: clock.now() + visibilitySeconds * 1000 });
        return { ...message, receipt };
      }),
    delete(receipt) {
      const found = flights.get(receipt);
      if (!found) return undefined;
      flights.delete(receipt);
      messages.delete(found.message.id);
      return found.message.id;
    },
    setVisibility(receipt, seconds) {
      flight(receipt).until = clock.now() + seconds * 1000;
    },
    fail(receipt, why) {
      const found = flights.get(receipt);
      if (!found) return;
      flights.delete(receipt);
      found.message.visibleAt = found.until;
      found.message.lastFailure = why;
      messages.set(found.message.id, found.message);
    },
    putBack(receipt, ms) {
      const found = flights.get(receipt);
      if (!found) return;
      flights.delete(receipt);
      found.message.receives -= 1;
      found.message.visibleAt = clock.now() + ms;
      messages.set(found.message.id, found.message);
    },
    remove: ({ id }) => messages.delete(id),
    all: messages.all,
    out: () => flights.size,
  };
}

type Sent = { key: string; id: string; number: number; at: number };

/** Entries stand in the order in which they were sent, so the first that is young enough ends the search. */
function forgetSent(sent: Collection<Sent>, before: number): void {
  for (const { key, at } of sent.all()) {
    if (at > before) return;
    sent.delete(key);
  }
}
