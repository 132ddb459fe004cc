import type { Effect } from '#domain/effects';
import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Projection } from '#domain/reconcile';
import type { Records, Ref } from '#domain/records';
import { type Alert, alertRef, type KnownAlert } from './alert.ts';
import type { AlertId } from './alert-id.ts';

/** All that is shown of one alert: the record and its words. */
export type AlertView = { id: AlertId; alert: KnownAlert; key: string; summary: string; organisation: Organisation };
export type AlertReaction = (view: AlertView) => Effect[];

export const viewOf = (id: AlertId, alert: KnownAlert, words: Readonly<Record<string, string>>) => ({
  id,
  alert,
  key: words[alert.keyId] || 'Words removed',
  summary: words[alert.summaryId] || 'Words removed',
});

/** What ought to be said of an alert that belongs to nobody. */
export const alertProjection = (records: Records, id: AlertId, reactions: AlertReaction[]): Projection => ({
  async derive() {
    const [head, organisation] = await records.load([alertRef(id), organisationRef] as Ref<unknown>[]);
    const alert = head?.value as Alert;
    const version = head?.version ?? 0;
    if (alert.state === 'none') return { version, effects: [] };
    const view = { ...viewOf(id, alert, head?.words ?? {}), organisation: organisation?.value as Organisation };
    return { version, effects: reactions.flatMap((react) => react(view)) };
  },
  record: async () => false,
});
