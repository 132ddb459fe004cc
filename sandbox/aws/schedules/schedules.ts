import { randomUUID } from 'node:crypto';
import type { Deliveries, Order } from '#sandbox/aws/deliveries';
import { AwsError } from '#sandbox/aws/endpoint/aws-error';
import type { JsonObject } from '#sandbox/aws/json';
import { readable } from '#sandbox/aws/queues/queues';
import type { Stack } from '#sandbox/aws/template/stack';
import type { Clock, Collection, Faults, Part, Store } from '#sandbox/contracts';
import { readExpression } from './expression.ts';
import { keepRecurring } from './recurring.ts';

export type Schedule = {
  group: string;
  name: string;
  expression: string;
  zone: string;
  order: Order;
  request: JsonObject;
  createdAt: number;
  deleteAfter: boolean;
  /** When it fires next; none: it has fired. */
  at?: number;
  /** A fired one-shot is still there for a while, as the real one may be. */
  goneAt?: number;
};
export type Schedules = Part & {
  create(schedule: Omit<Schedule, 'at' | 'createdAt' | 'goneAt'>): void;
  find(group: string, name: string): Schedule | undefined;
  remove(group: string, name: string): boolean;
  all(): Schedule[];
  pending(): { name: string; at?: string; expression?: string; target: string; payload: unknown }[];
};

/** What is held back for another to overtake it fires by itself after this. */
const longestHold = 60_000;

type Parts = { clock: Clock; store: Store; faults: Faults; deliveries: Deliveries; random: () => number };

export function createSchedules(stack: Stack, { clock, store, faults, deliveries, random }: Parts): Schedules {
  const schedules: Collection<Schedule> = store.collection('schedules');
  const key = (group: string, name: string) => `${group}/${name}`;
  keepRecurring(stack, schedules, clock);

  function find(group: string, name: string): Schedule | undefined {
    const found = schedules.get(key(group, name));
    if (found?.goneAt === undefined || found.goneAt > clock.now()) return found;
    schedules.delete(key(group, name));
    return undefined;
  }
  const waiting = () => schedules.all().filter(({ at }) => at !== undefined);
  const held: { order: Order; name: string; until: number }[] = [];

  /** The clock of the real one may be ahead of ours. */
  function dueAt({ name, at = 0 }: Schedule): number {
    const fault = faults.ahead('schedule:fire', name);
    return fault?.do === 'early' ? at - Number(fault.ms ?? 1000) : at;
  }
  const inOrder = () => waiting().sort((left, right) => dueAt(left) - dueAt(right));

  function release(): void {
    for (const { order } of held.splice(0)) deliveries.add(order);
  }

  function fire(schedule: Schedule): void {
    const now = clock.now();
    const due = schedule.at ?? now;
    const expression = readExpression(schedule.expression, schedule.zone);
    if (expression?.kind === 'at' || expression === undefined) {
      delete schedule.at;
      if (schedule.deleteAfter) schedule.goneAt = now + Math.floor(random() * 120_000);
    } else {
      const at = nextOf(schedule, Math.max(now, due));
      if (at === undefined) delete schedule.at;
      else schedule.at = at;
    }
    schedules.set(key(schedule.group, schedule.name), schedule);
    const order = { ...schedule.order, payload: withContext(schedule, due, stack) };
    const fault = faults.at('schedule:fire', schedule.name);
    if (fault?.do === 'drop') return;
    if (fault?.do === 'error') {
      deliveries.refuse(order, String(fault.code ?? 'InternalServerException'));
      return;
    }
    if (fault?.do === 'reorder') {
      held.push({ order, name: schedule.name, until: now + longestHold });
      return;
    }
    deliveries.add(order, fault?.do === 'delay' ? Number(fault.ms ?? 1000) : 0);
    for (let copy = 1; fault?.do === 'duplicate' && copy <= Number(fault.copies ?? 1); copy++) deliveries.add(order);
    release();
  }

  return {
    busy: () => waiting().some((schedule) => dueAt(schedule) <= clock.now()) || held.some(({ until }) => until <= clock.now()),
    next() {
      const moments = [
        ...waiting().map((schedule) => ({ at: dueAt(schedule), name: schedule.name })),
        ...held.map(({ until, name }) => ({ at: until, name: `held back ${name}` })),
      ];
      return moments.sort((left, right) => left.at - right.at)[0] ?? null;
    },
    wake() {
      if (held.some(({ until }) => until <= clock.now())) release();
      // One after the other: what strikes the first may not strike the second.
      for (let [first] = inOrder(); first && dueAt(first) <= clock.now(); [first] = inOrder()) fire(first);
    },
    create(schedule) {
      if (find(schedule.group, schedule.name)) throw new AwsError('ConflictException', `Schedule ${schedule.name} already exists.`, 409);
      const created: Schedule = { ...schedule, createdAt: clock.now() };
      const at = nextOf(created, clock.now());
      if (at !== undefined) created.at = at;
      schedules.set(key(schedule.group, schedule.name), created);
    },
    find,
    remove: (group, name) => {
      const there = find(group, name) !== undefined;
      schedules.delete(key(group, name));
      return there;
    },
    all: () => schedules.all().filter(({ group, name }) => find(group, name)),
    pending: () =>
      waiting().map(({ name, at = 0, expression, order }) => ({
        name,
        ...(expression.startsWith('at(') ? { at: new Date(at).toISOString() } : { expression, at: new Date(at).toISOString() }),
        target: order.target,
        payload: readable(order.payload),
      })),
  };
}

export function nextOf(
  { expression, zone, createdAt }: Pick<Schedule, 'expression' | 'zone' | 'createdAt'>,
  after: number,
): number | undefined {
  const read = readExpression(expression, zone);
  if (read?.kind === 'at') return read.at;
  if (read?.kind === 'rate') return createdAt + (Math.floor((after - createdAt) / read.everyMs) + 1) * read.everyMs;
  return read?.next(after);
}

/** Scheduler replaces these words in a target's input. */
function withContext({ group, name, order }: Schedule, due: number, { region, account }: Stack): string {
  const time = `${new Date(due).toISOString().slice(0, 19)}Z`;
  return order.payload
    .replaceAll('<aws.scheduler.schedule-arn>', `arn:aws:scheduler:${region}:${account}:schedule/${group}/${name}`)
    .replaceAll('<aws.scheduler.scheduled-time>', time)
    .replaceAll('<aws.scheduler.execution-id>', randomUUID())
    .replaceAll('<aws.scheduler.attempt-number>', '1');
}
