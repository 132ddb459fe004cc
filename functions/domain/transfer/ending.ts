import { alongside } from '#domain/head-write';
import { serviceId } from '#domain/keys';
import type { Put, Version } from '#domain/records';
import { services } from '#domain/service/service';
import type { ServiceEvent } from '#domain/service/service-events';
import { incomingPut, type Load } from '#domain/team/load';
import type { OpenTransfer } from './transfer.ts';
import { TransferId } from './transfer-kind.ts';

/** What else is so once a transfer is over and nothing has moved: the service is free for another, and the team no longer waits for it. */
export const leftAsItWas = (
  id: string,
  { service, plan }: OpenTransfer,
  { load, version, at }: { load: Load; version: Version; at: string },
): { puts: Put[]; also: ReturnType<typeof alongside>[] } => ({
  puts: incomingPut({ team: plan.to, load, version }, TransferId.parse(id), false),
  also: [alongside(services, serviceId(service), { events: [{ type: 'ServicePending', at, pending: null } satisfies ServiceEvent] })],
});
