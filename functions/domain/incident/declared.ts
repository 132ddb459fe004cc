import { isPerson, peopleAmong } from '#domain/person/author';
import type { Fact } from './events.ts';
import type { Incident } from './incident.ts';
import { notPassed } from './passing.ts';
import type { Severity } from './severity.ts';

/** What an incident has of which nothing has happened yet; what a head that was written before these fields came has as well. */
export const nothingYet = (severity: Severity, at: string) => ({
  severityDeclared: severity,
  severityPeak: severity,
  regraded: 0,
  roles: {},
  impact: [],
  telling: { since: at, nextBy: null, updates: 0, generation: 1 },
  formerRooms: [],
  stirredAt: at,
  quietSince: null,
  subscribers: [],
  swarmed: [],
  reopened: [],
  passing: notPassed,
  duplicates: [],
  sameAs: [],
  alerts: [],
  moreAlerts: false,
  called: [],
});

/** How every incident begins. */
export function declared({ type: _type, at, by, ...told }: Fact<'IncidentDeclared'>): Incident {
  return {
    state: 'declared',
    ...told,
    ...nothingYet(told.severity, at),
    declaredAt: at,
    declaredBy: by,
    insiders: peopleAmong(by, told.reportedBy),
    reports: 1,
    alerts: told.alert ? [told.alert] : [],
    touched: isPerson(by),
    room: { state: 'awaited' },
    unrouted: false,
    asked: [],
    generation: 1,
    askedSince: at,
  };
}
