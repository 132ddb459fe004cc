import type { OpenIncident } from '#domain/incident/incident';
import type { KnownPostmortem } from './postmortem.ts';
import { Moment } from './postmortem-events.ts';

type Known = { postmortem: KnownPostmortem; incident: OpenIncident };
export type Moments = Partial<Record<Moment, string>>;

/** When it was noticed, answered and restored: as somebody has said since, or else as the incident knows. */
export function momentsOf({ postmortem: { moments }, incident }: Known): Moments {
  const noticed = incident.detectedBy !== undefined || incident.alert !== undefined ? incident.declaredAt : undefined;
  const known: Record<Moment, string | undefined> = {
    detection: moments.detection?.happenedAt ?? noticed,
    first_response:
      moments.first_response?.happenedAt ?? incident.firstHadAt ?? ('acknowledged' in incident ? incident.acknowledged?.at : undefined),
    restoration: moments.restoration?.happenedAt ?? restoredAt(incident),
  };
  return Object.fromEntries(Object.entries(known).filter(([, at]) => at !== undefined));
}

/** Over when somebody said that it was mitigated, unless customers were hurt after that; else with the last impact, else with the incident. */
function restoredAt(incident: OpenIncident): string | undefined {
  const mitigated = 'mitigated' in incident ? incident.mitigated?.at : undefined;
  const resolved = 'resolved' in incident ? incident.resolved?.at : undefined;
  if (resolved === undefined) return mitigated;
  const hurtUntil = incident.impact.at(-1)?.to ?? resolved;
  return mitigated !== undefined && (incident.impact.length === 0 || hurtUntil < mitigated) ? mitigated : hurtUntil;
}

/** After a false alarm there is nothing that was restored. */
export const momentsWanted = ({ incident }: Pick<Known, 'incident'>): Moment[] =>
  Moment.options.filter((moment) => moment !== 'restoration' || incident.state !== 'cancelled');

export const momentsMissing = (known: Known): Moment[] => {
  const there = momentsOf(known);
  return momentsWanted(known).filter((moment) => there[moment] === undefined);
};
