import * as z from 'zod';
import { IncidentId, incidents } from '#domain/incident/incident';
import type { Severity } from '#domain/incident/severity';
import { type Act, perform, type Stage } from '#domain/perform';
import type { Monitor } from '#domain/person/author';
import type { Ref } from '#domain/records';
import { lookUps } from '#domain/service/names';
import { type Named, namedRef, type ServiceSlug } from '#domain/service/service';
import { type Alert, type AlertEvent, alertRef, alerts } from './alert.ts';
import type { AlertId } from './alert-id.ts';
import { type DeclareForAlert, declareForAlert } from './declaring.ts';
import { type GoingOn, goingOn, standingOf } from './going-on.ts';
import { reportForAlert, returnForAlert } from './returning.ts';
import { isAnew, isOlder, type Told } from './told.ts';
import { viewOf } from './view.ts';

/** What a monitor says is wrong. `names`: what may lead to the service, the likeliest first. */
export type Raised = {
  id: AlertId;
  source: Monitor;
  key: string;
  summary: string;
  severity: Severity;
  names: string[];
  toldAt?: string | undefined;
};
export type Taken = { became: 'incident' | 'report' | 'counted' | 'unplaced' | 'noise'; incident: IncidentId | null };

/** The key leads to the service, and the service to its owner: goes on where it was, declares, joins, or waits for somebody to say whose it is. */
export async function raise(stage: Stage, told: Raised): Promise<Taken> {
  const { alert, service, earlier } = await see(stage, told);
  const known = alert.state === 'known' ? alert : undefined;
  if (known?.noise) return { became: 'noise', incident: null };
  if (isOlder(told, alert)) return { became: 'counted', incident: known?.incident ?? null };
  const place = service ?? known?.service ?? null;
  const standing = earlier ? standingOf(earlier.incident, stage.now()) : 'past';
  const goesOn = place === null || standing === 'active' || standing === 'ended';
  if (known?.firing && goesOn) {
    if (isAnew(told, known)) {
      await perform(stage, alerts, told.id, seeAgain, { at: stage.now(), ...told });
      // From here on what is older ends nothing; what it may just have ended is looked at once more.
      return raise(stage, told);
    }
    return place ? { became: 'counted', incident: earlier?.id ?? null } : { became: 'unplaced', incident: null };
  }
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
    earlier: known?.firing && earlier ? earlier.id : null,
  };
  const delivery = `${told.id}.${episode}`;
  const returned = earlier && standing !== 'past' ? await goOn(stage, earlier.id, command, delivery) : undefined;
  const became = returned ?? (await declare(stage, command, delivery));
  await put(stage, told, episode, place, became.incident);
  return became;
}

type Became = Taken & { incident: IncidentId };

/** Nothing where it has been over for too long meanwhile. */
async function goOn(stage: Stage, earlier: IncidentId, command: DeclareForAlert, delivery: string): Promise<Became | undefined> {
  const done = await perform(stage, incidents, earlier, returnForAlert, command, delivery);
  const answer = Answer.parse(done.answer);
  return answer?.kind === 'past' ? undefined : { became: becameBy(answer), incident: IncidentId.parse(done.id) };
}

async function declare(stage: Stage, command: DeclareForAlert, delivery: string): Promise<Became> {
  const fresh = async () => IncidentId.parse(`INC-${await stage.records.next('incident')}`);
  const done = await perform(stage, incidents, { fresh }, declareForAlert, command, delivery);
  const answer = Answer.parse(done.answer);
  if (answer?.kind !== 'joins') return { became: becameBy(answer), incident: IncidentId.parse(done.id) };
  await perform(stage, incidents, answer.incident, reportForAlert, command, delivery);
  return { became: 'report', incident: answer.incident };
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

/** Of many who say the same at once, one writes, and the others get its answer; whichever way they came. */
const Answer = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('joins'), incident: IncidentId }),
    z.object({ kind: z.enum(['declared', 'counted', 'past']) }),
  ])
  .nullable();

const becameBy = (answer: z.infer<typeof Answer>): Taken['became'] =>
  answer?.kind === 'counted' ? 'counted' : answer?.kind === 'joins' ? 'report' : 'incident';

const put = (stage: Stage, told: Raised, episode: number, service: ServiceSlug | null, incident: IncidentId | null) =>
  perform(stage, alerts, told.id, putOnRecord, { ...told, at: stage.now(), episode, service, incident });

export type PutOnRecord = Raised & { at: string; episode: number; service: ServiceSlug | null; incident: IncidentId | null };

/** The alert knows what became of it. Whoever was second to say the same finds it on record. */
export const putOnRecord: Act<Alert, Record<string, never>, PutOnRecord, AlertEvent> = {
  facts: () => ({}),
  decide(alert, _, { at, episode, source, key, summary, severity, service, incident, toldAt }) {
    if (alert.state === 'known' && alert.raised >= episode) return [];
    const [keyId, summaryId] = [`key-${episode}`, `summary-${episode}`];
    return {
      events: [{ type: 'AlertRaised', at, source, severity, service, incident, keyId, summaryId, ...(toldAt && { toldAt }) }],
      texts: [
        { id: keyId, by: source, body: key, inHead: true },
        { id: summaryId, by: source, body: summary, inHead: true },
      ],
    };
  },
};

const seeAgain: Act<Alert, Record<string, never>, { at: string } & Told, AlertEvent> = {
  facts: () => ({}),
  decide: (alert, _, { at, toldAt }) =>
    toldAt !== undefined && alert.state === 'known' && alert.firing && isAnew({ toldAt }, alert)
      ? [{ type: 'AlertSeenAgain', at, toldAt }]
      : [],
};

/** `earlier`: what it had led to, or where that goes on. */
type Seen = { alert: Alert; service: ServiceSlug | null; earlier: GoingOn | undefined };

async function see({ records }: Stage, { id, names }: Raised): Promise<Seen> {
  const wanted = [...new Set(names.flatMap(lookUps))].slice(0, 40);
  const [head, ...found] = await records.load([alertRef(id), ...wanted.map(namedRef)] as Ref<unknown>[]);
  const alert = head?.value as Alert;
  const service = found.map(({ value }) => value as Named | undefined).find((named) => named !== undefined)?.service ?? null;
  const earlier = alert.state === 'known' && alert.incident !== null ? await goingOn(records, alert.incident) : undefined;
  return { alert, service, earlier };
}
