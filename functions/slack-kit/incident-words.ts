import { holderOf, isActive, type OpenIncident } from '#domain/incident/incident';
import type { SupportModel } from '#domain/service/ownership';
import { mention } from './text.ts';

/** How an incident is spoken of, the same everywhere. */
export const severityLabel = ({ severity, drill }: Pick<OpenIncident, 'severity' | 'drill'>) =>
  `${drill ? 'DRILL ' : ''}${severity.toUpperCase()}`;

export function whoHasIt(incident: OpenIncident): string {
  const holder = holderOf(incident);
  if (!isActive(incident)) return holder ? `${mention(holder)} had it` : 'nobody had it';
  return holder ? `${mention(holder)} has it` : 'nobody has it yet';
}

/** Where it stands, in one word for the card, the lists and the announcement. */
export const stateName = {
  declared: 'open',
  acknowledged: 'open',
  mitigated: 'mitigated: customers are no longer hurt',
  resolved: 'resolved',
  closed: 'closed',
  cancelled: 'false alarm',
} as const satisfies Record<OpenIncident['state'], string>;

export const modelName: Record<SupportModel, string> = {
  ybiyri: 'You Build It You Run It',
  ops_run_it: 'You Build It Ops Run It',
  ops_sometimes_run_it: 'You Build It Ops Sometimes Run It',
  sre_run_it: 'You Build It SRE Run It',
};

export const lifecycleName = {
  pre_live: 'not live yet',
  active: 'active development',
  maintenance_mode: 'maintenance mode',
  deprecated: 'deprecated',
  retired: 'retired',
} as const;

export const roleName = {
  on_call: 'on call',
  side_kick: 'Side-kick',
  lead: 'team lead',
  management: 'product manager and incident managers',
} as const;
