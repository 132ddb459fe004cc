import { IncidentRole } from '#domain/incident/asking-events';
import { holderOf, isActive, type OpenIncident } from '#domain/incident/incident';
import type { Fix } from '#domain/incident/restoring-events';
import { isSerious } from '#domain/incident/severity';
import { lifecycleName } from '#domain/service/lifecycle';
import type { SupportModel } from '#domain/service/ownership';
import { mention } from './text.ts';

/** How an incident is spoken of, the same everywhere. */
export const severityLabel = ({ severity, drill }: Pick<OpenIncident, 'severity' | 'drill'>) =>
  `${drill ? 'DRILL ' : ''}${severity.toUpperCase()}`;

/** Stands before whatever calls people, so that nobody takes an exercise for the real thing. */
export const drillMark = ({ drill }: Pick<OpenIncident, 'drill'>) => (drill ? '*DRILL* ' : '');

export function whoHasIt(incident: OpenIncident): string {
  const holder = holderOf(incident);
  if (!isActive(incident)) return holder ? `${mention(holder)} had it` : 'nobody had it';
  return holder ? `${mention(holder)} has it` : 'nobody has it yet';
}

type Said = [label: string, value: string][];

/** Who does what. Where it is serious and nobody leads, that is said too: it is offered, never forced. */
export function rolesSaid(incident: OpenIncident): Said {
  const { roles, severity } = incident;
  const said = IncidentRole.options.flatMap((role) => (roles[role] ? [`${role}: ${mention(roles[role])}`] : []));
  const offered = roles.commander === undefined && isSerious(severity) && isActive(incident) ? ['commander: nobody yet'] : [];
  return said.length + offered.length === 0 ? [] : [['Roles', [...offered, ...said].join('\n')]];
}

/** What it was called before, where that has changed. */
export const severitySaid = ({ severity, severityDeclared, severityPeak, regraded }: OpenIncident): Said =>
  regraded === 0
    ? []
    : [['Severity', `${severity.toUpperCase()}\ndeclared ${severityDeclared.toUpperCase()}, at worst ${severityPeak.toUpperCase()}`]];

/** Where it stands and with whom, in one line. */
export const standing = (incident: OpenIncident) =>
  incident.state === 'declared' || incident.state === 'acknowledged'
    ? whoHasIt(incident)
    : `${stateName[incident.state]} · ${whoHasIt(incident)}`;

/** How it was resolved. */
export const fixName = {
  workaround: 'a workaround',
  permanent: 'a permanent fix',
  by_itself: 'nothing done: it went away by itself',
} as const satisfies Record<Fix, string>;

/** Where it stands, in one word for the card, the lists and the announcement. */
export const stateName = {
  declared: 'open',
  acknowledged: 'open',
  mitigated: 'mitigated: customers are no longer hurt',
  resolved: 'resolved',
  closed: 'closed',
  duplicate: 'the same as another',
  cancelled: 'false alarm',
} as const satisfies Record<OpenIncident['state'], string>;

export const modelName: Record<SupportModel, string> = {
  ybiyri: 'You Build It You Run It',
  ops_run_it: 'You Build It Ops Run It',
  ops_sometimes_run_it: 'You Build It Ops Sometimes Run It',
  sre_run_it: 'You Build It SRE Run It',
};

export { lifecycleName };

export const roleName = {
  on_call: 'on call',
  side_kick: 'Side-kick',
  lead: 'team lead',
  management: 'product manager and incident managers',
  best_endeavours: 'best endeavours',
} as const;
