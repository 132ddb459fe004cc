import * as z from 'zod';
import { IncidentId } from '#domain/incident/incident';

/** PagerDuty's webhook v3. https://developer.pagerduty.com/docs/webhooks-overview */
const Hook = z.object({
  event: z.object({
    id: z.string().min(1).max(100),
    event_type: z.string(),
    occurred_at: z.iso.datetime({ offset: true }),
    agent: z.object({ id: z.string().max(100), type: z.string() }).nullish(),
    data: z.looseObject({ incident_key: z.string().nullish() }),
  }),
});

export type Answered = { delivery: string; id: IncidentId; agent: string | undefined };

/** Our incident is the key that we gave theirs. What is not ours, or no acknowledgement, is none of our business. */
export function readHook(body: unknown): Answered | 'nothing' | 'unreadable' {
  const read = Hook.safeParse(body);
  if (!read.success) return 'unreadable';
  const { id, event_type, agent, data } = read.data.event;
  const ours = IncidentId.safeParse((data.incident_key ?? '').split('/')[0]);
  if (event_type !== 'incident.acknowledged' || !ours.success) return 'nothing';
  return { delivery: `pagerduty.${id}`, id: ours.data, agent: agent?.type === 'user_reference' ? agent.id : undefined };
}
