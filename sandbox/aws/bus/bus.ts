import { randomUUID } from 'node:crypto';
import type { Deliveries } from '#sandbox/aws/deliveries';
import { isObject, type Json, type JsonObject, list, object, optionalText, text } from '#sandbox/aws/json';
import { matches } from '#sandbox/aws/pattern';
import type { Resource, Stack } from '#sandbox/aws/template/stack';
import type { Clock, FaultRule, Part, Store } from '#sandbox/contracts';
import { orderFor } from './target.ts';

export type Envelope = {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: JsonObject;
};
type Published = { bus: string; envelope: Envelope };
export type NewEvent = {
  bus: string;
  source: string;
  detailType: string;
  detail: JsonObject;
  time?: number | undefined;
  resources?: string[];
};
export type Bus = Part & {
  /** The ARN of a bus of the template, or of the account's default bus; by name or ARN. */
  arnOf(nameOrArn: string | undefined): string | undefined;
  /** A fault may deliver it late, twice, or after the next one. */
  publish(event: NewEvent, fault?: FaultRule): Envelope;
  /** Every event, oldest first; `since` leaves out as many. */
  events(since: number): Envelope[];
  /** The bus that the template makes, for events that someone else puts on it. */
  own: string;
};

export function createBus(stack: Stack, { clock, store, deliveries }: { clock: Clock; store: Store; deliveries: Deliveries }): Bus {
  const published = store.collection<Published>('bus-events');
  const defaultBus = `arn:aws:events:${stack.region}:${stack.account}:event-bus/default`;
  const buses = stack.all('AWS::Events::EventBus');
  const arnOf = (named: string | undefined) => {
    if (named === undefined || named === '' || named === 'default' || named === defaultBus) return defaultBus;
    return buses.find(({ name, arn }) => named === name || named === arn)?.arn;
  };
  const rules = stack
    .all('AWS::Events::Rule')
    .filter(({ properties }) => isObject(properties.EventPattern) && properties.State !== 'DISABLED');
  const held: { bus: string; envelope: Envelope; until: number }[] = [];

  function route(bus: string, envelope: Envelope, delayMs = 0): void {
    for (const rule of rules) {
      if (arnOf(optionalText(rule.properties.EventBusName)) !== bus) continue;
      if (!matches(object(rule.properties.EventPattern), envelope as unknown as Json)) continue;
      for (const target of list(rule.properties.Targets).filter(isObject)) deliveries.add(orderFor(rule.name, target, envelope), delayMs);
    }
  }

  function release(): void {
    for (const { bus, envelope } of held.splice(0)) route(bus, envelope);
  }

  return {
    busy: () => held.some(({ until }) => until <= clock.now()),
    next: () => (held[0] ? { at: held[0].until, name: `held back event ${held[0].envelope['detail-type']}` } : null),
    wake() {
      if (held.some(({ until }) => until <= clock.now())) release();
    },
    arnOf,
    own: buses[0]?.arn ?? defaultBus,
    publish({ bus, source, detailType, detail, time, resources = [] }, fault) {
      const id = randomUUID();
      const at = `${new Date(time ?? clock.now()).toISOString().slice(0, 19)}Z`;
      const envelope: Envelope = {
        version: '0',
        id,
        'detail-type': detailType,
        source,
        account: stack.account,
        time: at,
        region: stack.region,
        resources,
        detail,
      };
      published.set(id, { bus, envelope });
      if (fault?.do === 'reorder') {
        held.push({ bus, envelope, until: clock.now() + 1000 });
        return envelope;
      }
      route(bus, envelope, fault?.do === 'delay' ? Number(fault.ms ?? 1000) : 0);
      for (let copy = 1; fault?.do === 'duplicate' && copy <= Number(fault.copies ?? 1); copy++) route(bus, envelope);
      release();
      return envelope;
    },
    events: (since) =>
      published
        .all()
        .slice(since)
        .map(({ envelope }) => envelope),
  };
}

/** Rules that run by the clock instead of by events, on the default bus. */
export const scheduledRules = (stack: Stack): Resource[] =>
  stack
    .all('AWS::Events::Rule')
    .filter(({ properties }) => optionalText(properties.ScheduleExpression) !== undefined && text(properties.State) !== 'DISABLED');
