import * as z from 'zod';
import type { Question } from '#domain/alert/answered';
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

export type Answered = { delivery: string; id: IncidentId; to: Question; agent: string | undefined };

/** Ours is `INC-7`, and for each question that is asked anew `INC-7/2`. */
const Key = z.string().regex(/^[^/]+(\/[1-9]\d{0,8})?$/);

/** Our incident is the key that we gave theirs. What is not ours, or no acknowledgement, is none of our business. */
export function readHook(body: unknown): Answered | 'nothing' | 'unreadable' {
  const read = Hook.safeParse(body);
  if (!read.success) return 'unreadable';
  const { id, event_type, occurred_at: at, agent, data } = read.data.event;
  const [named, generation = '1'] = Key.safeParse(data.incident_key).data?.split('/') ?? [];
  const ours = IncidentId.safeParse(named);
  if (event_type !== 'incident.acknowledged' || !ours.success) return 'nothing';
  const to = { generation: Number(generation), at };
  return { delivery: `pagerduty.${id}`, id: ours.data, to, agent: agent?.type === 'user_reference' ? agent.id : undefined };
}
