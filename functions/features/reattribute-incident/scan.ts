import { type IncidentId, incidents } from '#domain/incident/incident';
import { type IncidentOf, monthsUntil, ofServiceRef } from '#domain/incident/incidents-of';
import type { AggregateId } from '#domain/keys';
import { perform, type Stage } from '#domain/perform';
import type { Log, Outbox } from '#domain/ports';
import type { Ref } from '#domain/records';
import { ServiceEvent } from '#domain/service/service';
import { ServiceSlug } from '#domain/service/service-slug';
import { reattributeIncident } from './decide.ts';

/** An incident is declared before customers are hurt only where its impact was said to begin later; a month is enough for that. */
const earlier = 31 * 24 * 3_600_000;

/**
 * The incidents of what was corrected, one after the other. Doing it twice changes nothing, so that it is done again where it was broken off: the
 * service is not caught up with before it is through.
 */
export async function reattributeIncidents(stage: Stage & { log: Log; outbox: Outbox }, id: AggregateId): Promise<void> {
  const since = await stage.outbox.reconciledUpTo(id, 'main');
  const service = ServiceSlug.parse(id.slice('SVC-'.length));
  for (const { body } of await stage.log.events(id, since)) {
    const event = ServiceEvent.parse(body);
    if (event.type !== 'OwnershipCorrected') continue;
    const { by, version: assertion, from, until } = event;
    for (const incident of await declaredSince(stage, service, from)) {
      await perform(stage, incidents, incident, reattributeIncident, { by, at: stage.now(), service, assertion, from, until });
    }
  }
}

async function declaredSince({ records, now }: Stage, service: ServiceSlug, from: string): Promise<IncidentId[]> {
  const months = monthsUntil(now(), monthsBetween(new Date(Date.parse(from) - earlier).toISOString(), now()) + 1);
  const found = await records.load(months.map((month) => ofServiceRef(service, month)) as Ref<unknown>[]);
  return [...new Set(found.flatMap(({ value }) => (value as IncidentOf[]).map(({ incident }) => incident)))];
}

const month = (at: string) => Number(at.slice(0, 4)) * 12 + Number(at.slice(5, 7));
const monthsBetween = (from: string, to: string) => month(to) - month(from);
