import { type Alert, alertRef, alerts, timesCame } from '#domain/alert/alert';
import type { AlertId } from '#domain/alert/alert-id';
import { answerElsewhere } from '#domain/alert/answered';
import { goingOn } from '#domain/alert/going-on';
import { raise, type Taken } from '#domain/alert/raising';
import { toldBy } from '#domain/alert/told';
import { incidents } from '#domain/incident/incident';
import { perform, type Stage } from '#domain/perform';
import type { Monitor } from '#domain/person/author';
import type { Ref } from '#domain/records';
import { clearAlert, clearOnIncident } from './decide.ts';
import type { Said } from './read.ts';

/** One word of a monitor. A repetition is one atomic add on its key, and a look at what became of it. */
export async function takeAlert(stage: Stage, source: Monitor, id: AlertId, said: Said): Promise<Taken> {
  const { toldAt } = toldBy(said.toldAt, stage.now());
  if (said.act === 'trigger') {
    const { key, summary, severity, names } = said;
    const [taken] = await Promise.all([
      raise(stage, { id, source, key, summary, severity, names, toldAt }),
      stage.records.next(timesCame(id)),
    ]);
    return taken;
  }
  const [found] = await stage.records.load([alertRef(id)] as Ref<unknown>[]);
  const alert = found?.value as Alert;
  if (alert.state === 'none') {
    // What says when it was over is kept: that it had begun may come after it.
    if (said.act === 'resolve' && toldAt) await perform(stage, alerts, id, clearAlert, { at: stage.now(), toldAt });
    return { became: 'counted', incident: null };
  }
  const { raised, firing } = alert;
  const incident = alert.incident && (await goingOn(stage.records, alert.incident)).id;
  if (said.act === 'acknowledge') {
    if (incident) await perform(stage, incidents, incident, answerElsewhere, { at: stage.now(), by: source }, `${id}.${raised}.answered`);
    return { became: 'counted', incident };
  }
  const elsewhere = incident !== alert.incident;
  const how = 'The monitor that raised it says that it is over, and nobody had touched it.';
  // The incident first: whoever sends this again after a crash in between still finds the way to it.
  if (incident && (firing || !elsewhere)) {
    const command = { at: stage.now(), by: source, alert: id, elsewhere, how, howId: `${id}-${raised}-over`, toldAt };
    await perform(stage, incidents, incident, clearOnIncident, command, elsewhere ? `${id}.${raised}.cleared` : undefined);
  }
  await perform(stage, alerts, id, clearAlert, { at: stage.now(), toldAt });
  return { became: 'counted', incident };
}
