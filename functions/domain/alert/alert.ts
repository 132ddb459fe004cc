import * as z from 'zod';
import { IncidentId } from '#domain/incident/incident-id';
import { Severity } from '#domain/incident/severity';
import { Monitor } from '#domain/person/author';
import { PersonId } from '#domain/person/person';
import { type Aggregate, headRef, type Ref } from '#domain/records';
import { ServiceSlug } from '#domain/service/service';
import type { AlertId } from './alert-id.ts';
import { latest } from './told.ts';

const at = z.iso.datetime();
const raised = () =>
  z.object({
    source: Monitor,
    severity: Severity,
    /** What its key led to; `null`: nothing, so that somebody has to say. */
    service: ServiceSlug.nullable(),
    incident: IncidentId.nullable(),
    /** What the monitor calls it, and what it said: words, so not in the log. */
    keyId: z.string(),
    summaryId: z.string(),
    /** When the monitor saw it, where it says so. */
    toldAt: at.optional(),
  });

export const AlertEvent = z.lazy(() =>
  z.discriminatedUnion('type', [
    raised().extend({ type: z.literal('AlertRaised'), at }),
    /** It was seen while it was known to go on: what was over before that has not ended it. */
    z.object({ type: z.literal('AlertSeenAgain'), at, toldAt: at }),
    z.object({ type: z.literal('AlertCleared'), at, toldAt: at.optional() }),
    z.object({ type: z.literal('AlertPlaced'), at, by: PersonId, service: ServiceSlug }),
    z.object({ type: z.literal('AlertJudged'), at, by: PersonId, noise: z.boolean() }),
  ]),
);
export type AlertEvent = z.infer<typeof AlertEvent>;

/** How often it came is no part of the record: that is one atomic add, whatever else happens to it. */
export const Alert = z.lazy(() =>
  z.discriminatedUnion('state', [
    /** `toldAt`: that it was over came before anything else. */
    z.object({ state: z.literal('none'), toldAt: at.optional() }),
    raised().extend({
      state: z.literal('known'),
      firing: z.boolean(),
      raised: z.int(),
      raisedAt: at,
      noise: z.boolean(),
      /** Who said last what it is. */
      saidBy: PersonId.optional(),
    }),
  ]),
);
export type Alert = z.infer<typeof Alert>;
export type KnownAlert = Extract<Alert, { state: 'known' }>;

const evolve = (alert: Alert, event: AlertEvent): Alert => ({
  ...go(alert, event),
  ...latest(alert.toldAt, 'toldAt' in event ? event.toldAt : undefined),
});

function go(alert: Alert, event: AlertEvent): Alert {
  if (event.type === 'AlertRaised') return raisedAgain(alert, event);
  if (alert.state === 'none') return alert;
  switch (event.type) {
    case 'AlertSeenAgain':
      return alert;
    case 'AlertCleared':
      return { ...alert, firing: false };
    case 'AlertPlaced':
      return { ...alert, service: event.service, saidBy: event.by };
    case 'AlertJudged':
      return { ...alert, noise: event.noise, saidBy: event.by };
    default:
      return event satisfies never;
  }
}

function raisedAgain(before: Alert, { type: _type, at, ...told }: Extract<AlertEvent, { type: 'AlertRaised' }>): Alert {
  const kept = before.state === 'none' ? { raised: 0, noise: false } : { raised: before.raised, noise: before.noise };
  const saidBy = before.state === 'known' && before.saidBy ? { saidBy: before.saidBy } : {};
  return { state: 'known', ...told, ...saidBy, firing: true, raised: kept.raised + 1, raisedAt: at, noise: kept.noise };
}

export const alerts: Aggregate<Alert, AlertEvent> = {
  name: 'alert',
  initial: { state: 'none' },
  evolve,
  state: Alert,
  event: AlertEvent,
  /** What nobody has placed, and what counts as noise. */
  listed: (alert) =>
    alert.state === 'known' && (alert.noise || alert.service === null) ? { list: 'alerts', at: alert.raisedAt } : undefined,
  wordsKept: (alert) => (alert.state === 'known' ? [alert.keyId, alert.summaryId] : []),
};

export const alertRef = (id: AlertId): Ref<Alert> => headRef(alerts, id);
/** The counter of how often it came. */
export const timesCame = (id: AlertId) => `alert-${id}`;
