import type { Effect } from '#domain/effects';
import type { AggregateId } from '#domain/keys';
import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Stage } from '#domain/perform';
import type { Log } from '#domain/ports';
import type { Projection } from '#domain/reconcile';
import { headRef, type Ref } from '#domain/records';
import { type RegisteredService, type Service, ServiceEvent, services } from './service.ts';

/** All that is told of one service besides what people ask for. */
export type ServiceView = { id: AggregateId; service: RegisteredService; version: number; now: string; organisation: Organisation };
export type ServiceNews = { version: number; event: ServiceEvent };
export type ServiceReaction = (view: ServiceView, news: ServiceNews[]) => Effect[];

/** What ought to be said of a service. */
export const serviceProjection = (stage: Stage & { log: Log }, id: AggregateId, reactions: ServiceReaction[]): Projection => ({
  async derive(since) {
    const [head, organisation] = await stage.records.load([headRef(services, id), organisationRef] as Ref<unknown>[]);
    const [service, version] = [head?.value as Service, head?.version ?? 0];
    if (service.state === 'none') return { version, effects: [] };
    const view = { id, service, version, now: stage.now(), organisation: organisation?.value as Organisation };
    const news = (await stage.log.events(id, since)).map((record) => ({
      version: record.version,
      event: ServiceEvent.parse(record.body),
    }));
    return { version, effects: reactions.flatMap((react) => react(view, news)) };
  },
  record: async () => false,
});
