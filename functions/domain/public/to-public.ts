import * as z from 'zod';
import { IncidentEvent } from '#domain/incident/events';
import { isIncident } from '#domain/incident/incident';
import { Author, isPerson } from '#domain/person/author';
import type { Log, PublicEvent } from '#domain/ports';
import type { EventRecord } from '#domain/records';
import { ServiceEvent } from '#domain/service/service';
import { TeamEvent } from '#domain/team/team';
import { isTransfer, transfers } from '#domain/transfer/transfer';
import { TransferEvent } from '#domain/transfer/transfer-events';
import { publicService } from './catalogue.ts';
import { type Envelope, schemaVersion } from './envelope.ts';
import { incidentFacts } from './incident-facts.ts';
import { publicLearnt } from './learnt.ts';
import { publicTeam } from './team.ts';
import { publicTransfer } from './transfer.ts';
import { publicIncident } from './whitelist.ts';

/** The public form of an event of the log; `undefined` for those that are nobody else's business (people, groups, channels, settings). */
export async function toPublic(log: Log, record: EventRecord): Promise<PublicEvent | undefined> {
  const kind = record.id.slice(0, record.id.indexOf('-'));
  if (kind === 'INC') return ofIncident(log, record);
  if (kind === 'XFER') return ofTransfer(log, record);
  if (kind === 'PM' || kind === 'IMP') return ofLearnt(log, record);
  const slug = record.id.slice(kind.length + 1);
  if (kind === 'SVC') {
    const data = publicService(ServiceEvent.parse(record.body));
    return data && out(record, 'service', data, { service_id: slug });
  }
  if (kind === 'TEAM') {
    const data = publicTeam(TeamEvent.parse(record.body));
    return data && out(record, 'team', data);
  }
  return undefined;
}

async function ofIncident(log: Log, record: EventRecord): Promise<PublicEvent> {
  const events = (await log.events(record.id, 0))
    .filter(({ version }) => version <= record.version)
    .map(({ body }) => IncidentEvent.parse(body));
  const facts = incidentFacts(record.id, events);
  if (facts === undefined || !isIncident(record.id)) throw new Error(`${record.id}/${record.version} comes before the declaration`);
  const data = { ...publicIncident(IncidentEvent.parse(record.body), facts), facts };
  return out(record, 'incident', data, {
    ...(facts.service_id && { service_id: facts.service_id }),
    ...(facts.private && { private: true }),
  });
}

/** What is published is as of this event, whatever has happened to the transfer since. */
async function ofTransfer(log: Log, record: EventRecord): Promise<PublicEvent> {
  const events = (await log.events(record.id, 0))
    .filter(({ version }) => version <= record.version)
    .map(({ body }) => TransferEvent.parse(body));
  const transfer = events.reduce(transfers.evolve, transfers.initial);
  if (transfer.state === 'none' || !isTransfer(record.id)) throw new Error(`${record.id}/${record.version} comes before the request`);
  const data = publicTransfer(record.id, transfer, TransferEvent.parse(record.body));
  return out(record, 'transfer', data, { service_id: transfer.service });
}

async function ofLearnt(log: Log, record: EventRecord): Promise<PublicEvent | undefined> {
  const told = await publicLearnt(log, record);
  if (told === undefined) return undefined;
  const { type, data, service, hidden } = told;
  return out(record, type, data, { ...(service && { service_id: service }), ...(hidden && { private: true }) });
}

const By = z.object({ by: Author.optional() });

function out(record: EventRecord, type: string, data: object, more: Partial<Envelope> = {}): PublicEvent {
  const { by } = By.parse(record.body);
  const envelope: Envelope = {
    event_id: `${record.id}/${record.version}`,
    schema_version: schemaVersion,
    occurred_at: record.at,
    recorded_at: record.recordedAt,
    actor: by === undefined || !isPerson(by) ? { type: 'system' } : { type: 'user', user_id: by },
    correlation_id: record.id,
    aggregate: { type, id: record.id, version: record.version },
    ...more,
  };
  return { detailType: record.type, at: record.at, detail: { ...envelope, data } };
}
