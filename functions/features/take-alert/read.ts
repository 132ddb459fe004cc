import * as z from 'zod';
import type { Severity } from '#domain/incident/severity';
import { severityInDoubt } from '#domain/incident/severity';

/**
 * The shape of PagerDuty's Events API v2, which every monitor can send. What is not needed is let through unread.
 * https://developer.pagerduty.com/docs/send-alert-event
 */
const Event = z.discriminatedUnion('event_action', [
  z.object({
    event_action: z.literal('trigger'),
    dedup_key: z.string().trim().min(1).max(255).optional(),
    payload: z.object({
      summary: z.string().trim().min(1).max(1024),
      source: z.string().trim().min(1).max(255),
      severity: z.enum(['critical', 'error', 'warning', 'info']),
      component: z.string().max(255).optional(),
      group: z.string().max(255).optional(),
      class: z.string().max(255).optional(),
      timestamp: z.unknown().optional(),
      custom_details: z.unknown().optional(),
    }),
  }),
  z.object({
    event_action: z.enum(['acknowledge', 'resolve']),
    dedup_key: z.string().trim().min(1).max(255),
    payload: z.unknown().optional(),
  }),
]);

/** `toldAt`: when the monitor saw it, where that can be read. */
export type Said = { toldAt?: string | undefined } & (
  | { act: 'trigger'; key: string; summary: string; severity: Severity; names: string[] }
  | { act: 'acknowledge' | 'resolve'; key: string }
);

/** As monitors write it, with or without a colon in the zone. What is no time says none. */
function time(...said: unknown[]): { toldAt?: string } {
  const at = said.map((one) => (typeof one === 'string' ? Date.parse(one) : Number.NaN)).find((one) => !Number.isNaN(one));
  return at === undefined ? {} : { toldAt: new Date(at).toISOString() };
}

const severityOf = { critical: 'sev1', error: 'sev2', warning: 'sev3', info: 'sev4' } as const satisfies Record<string, Severity>;
const ofService = z.object({ service: z.string().max(255) });

/** What is wrong with it is said by field, so that whoever wires a monitor can mend it. */
export function readEvent(body: unknown): { said: Said } | { errors: string[] } {
  const read = Event.safeParse(body);
  if (!read.success)
    return { errors: read.error.issues.slice(0, 10).map(({ path, message }) => `${path.join('.') || 'the event'}: ${message}`) };
  const event = read.data;
  if (event.event_action !== 'trigger') {
    const { timestamp } = z.object({ timestamp: z.unknown() }).safeParse(event.payload).data ?? {};
    return { said: { act: event.event_action, key: event.dedup_key, ...time(timestamp) } };
  }
  const { summary, source, severity, component, group, class: kind, custom_details, timestamp } = event.payload;
  const key = event.dedup_key ?? [source, component ?? kind ?? summary].join(' ');
  const service = ofService.safeParse(custom_details).data?.service;
  const names = [event.dedup_key, service, component, group, kind, source].filter((name) => name !== undefined && name.trim() !== '');
  return { said: { act: 'trigger', key, summary, severity: severityOf[severity], names: names as string[], ...time(timestamp) } };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
const Alarm = z.object({
  resources: z.array(z.string()).min(1),
  time: z.string().optional(),
  detail: z.object({
    alarmName: z.string(),
    state: z.object({ value: z.string(), reason: z.string().optional(), timestamp: z.string().optional() }),
    configuration: z.object({ description: z.string().optional() }).optional(),
  }),
});

/** An alarm's name, or its ARN, is what leads to a service. That it knows too little is no news. */
export function readAlarm(event: unknown): Said | undefined {
  const { resources, detail, time: sent } = Alarm.parse(event);
  const told = time(detail.state.timestamp, sent);
  const key = resources[0] ?? detail.alarmName;
  if (detail.state.value === 'OK') return { act: 'resolve', key, ...told };
  if (detail.state.value !== 'ALARM') return undefined;
  const summary = [detail.alarmName, detail.configuration?.description ?? detail.state.reason].filter(Boolean).join(': ').slice(0, 1024);
  return { act: 'trigger', key, summary, severity: severityInDoubt, names: [detail.alarmName, key], ...told };
}
