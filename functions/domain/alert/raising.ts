import * as z from 'zod';
import { type Incident, IncidentId, incidents, isActive, type OpenIncident } from '#domain/incident/incident';
import type { Severity } from '#domain/incident/severity';
import { type Act, perform, type Stage } from '#domain/perform';
import type { Monitor } from '#domain/person/author';
import { headRef, type Ref } from '#domain/records';
import { lookUps } from '#domain/service/names';
import { type Named, namedRef, type ServiceSlug } from '#domain/service/service';
import { type Alert, type AlertEvent, alertRef, alerts } from './alert.ts';
import type { AlertId } from './alert-id.ts';
import { declareForAlert, reportForAlert } from './declaring.ts';
import { viewOf } from './view.ts';

/** What a monitor says is wrong. `names`: what may lead to the service, the likeliest first. */
export type Raised = { id: AlertId; source: Monitor; key: string; summary: string; severity: Severity; names: string[] };
export type Taken = { became: 'incident' | 'report' | 'counted' | 'unplaced' | 'noise'; incident: IncidentId | null };

/** What a person has just ended is not opened again by the next repetition; what goes on for so long after that is. */
const quietForMs = 30 * 60_000;

type Seen = { alert: Alert; service: ServiceSlug | null; incident: Incident };

/** The key leads to the service, and the service to its owner: declares, or joins, or waits for somebody to say whose it is. */
export async function raise(stage: Stage, told: Raised): Promise<Taken> {
  const { alert, service, incident } = await see(stage, told);
  const known = alert.state === 'known' ? alert : undefined;
  if (known?.noise) return { became: 'noise', incident: null };
  if (known?.firing && service === null && known.service === null) return { became: 'unplaced', incident: null };
  if (known?.firing && goesOn(incident, stage.now())) return { became: 'counted', incident: known.incident };
  const place = service ?? known?.service ?? null;
  const episode = (known?.raised ?? 0) + 1;
  if (place === null) {
    await put(stage, told, episode, null, null);
    return { became: 'unplaced', incident: null };
  }
  const command = {
    at: stage.now(),
    by: told.source,
    alert: told.id,
    service: place,
    severity: told.severity,
    title: titled(told.summary),
    titleId: `${told.id}-${episode}`,
    earlier: known?.firing ? known.incident : null,
  };
  const delivery = `${told.id}.${episode}`;
  const fresh = async () => IncidentId.parse(`INC-${await stage.records.next('incident')}`);
  const done = await perform(stage, incidents, { fresh }, declareForAlert, command, delivery);
  const answer = Answer.parse(done.answer);
  const joined = answer?.kind === 'joins' ? answer.incident : undefined;
  if (joined) await perform(stage, incidents, joined, reportForAlert, command, delivery);
  const raisedOn = joined ?? IncidentId.parse(done.id);
  await put(stage, told, episode, place, raisedOn);
  return { became: joined ? 'report' : 'incident', incident: raisedOn };
}

/** Somebody said whose it is, and whatever was to declare it was cut off. What it says may come a second time: its delivery is the same. */
export async function raisePlaced(stage: Stage, id: AlertId): Promise<void> {
  const [head] = await stage.records.load([alertRef(id)] as Ref<unknown>[]);
  const alert = head?.value as Alert;
  if (alert.state === 'none' || alert.noise || !alert.firing || alert.service === null || alert.incident !== null) return;
  const { source, severity, service } = alert;
  await raise(stage, { ...viewOf(id, alert, head?.words ?? {}), source, severity, names: [service] });
}

const longestTitle = 150;
function titled(summary: string): string {
  const line = summary.replaceAll(/\s+/g, ' ').trim();
  return line.length <= longestTitle ? line : `${line.slice(0, longestTitle - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** What came before the claim of this delivery answers nothing: then the record that it points to is the incident. */
const Answer = z
  .discriminatedUnion('kind', [z.object({ kind: z.literal('joins'), incident: IncidentId }), z.object({ kind: z.literal('declared') })])
  .nullable();

const put = (stage: Stage, told: Raised, episode: number, service: ServiceSlug | null, incident: IncidentId | null) =>
  perform(stage, alerts, told.id, putOnRecord, { ...told, at: stage.now(), episode, service, incident });

export type PutOnRecord = Raised & { at: string; episode: number; service: ServiceSlug | null; incident: IncidentId | null };

/** The alert knows what became of it. Whoever was second to say the same finds it on record. */
export const putOnRecord: Act<Alert, Record<string, never>, PutOnRecord, AlertEvent> = {
  facts: () => ({}),
  decide(alert, _, { at, episode, source, key, summary, severity, service, incident }) {
    if (alert.state === 'known' && alert.raised >= episode) return [];
    const [keyId, summaryId] = [`key-${episode}`, `summary-${episode}`];
    return {
      events: [{ type: 'AlertRaised', at, source, severity, service, incident, keyId, summaryId }],
      texts: [
        { id: keyId, by: source, body: key, inHead: true },
        { id: summaryId, by: source, body: summary, inHead: true },
      ],
    };
  },
};

async function see({ records }: Stage, { id, names }: Raised): Promise<Seen> {
  const wanted = [...new Set(names.flatMap(lookUps))].slice(0, 40);
  const [head, ...found] = await records.load([alertRef(id), ...wanted.map(namedRef)] as Ref<unknown>[]);
  const alert = head?.value as Alert;
  const service = found.map(({ value }) => value as Named | undefined).find((named) => named !== undefined)?.service ?? null;
  const before = alert.state === 'known' ? alert.incident : null;
  const [incident] = before === null ? [] : await records.load([headRef(incidents, before)] as Ref<unknown>[]);
  return { alert, service, incident: (incident?.value as Incident | undefined) ?? { state: 'none' } };
}

const goesOn = (incident: Incident, now: string) =>
  incident.state !== 'none' && (isActive(incident) || Date.parse(now) - Date.parse(endOf(incident)) < quietForMs);

const endOf = (incident: OpenIncident) =>
  ('cancelled' in incident ? incident.cancelled.at : 'resolved' in incident ? incident.resolved?.at : undefined) ?? incident.declaredAt;
