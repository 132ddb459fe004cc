import { isPerson, peopleAmong } from '#domain/person/author';
import type { Fact } from './events.ts';
import type { Incident } from './incident.ts';
import { notPassed } from './passing.ts';

/** How every incident begins. */
export function declared({ type: _type, at, by, ...told }: Fact<'IncidentDeclared'>): Incident {
  return {
    state: 'declared',
    ...told,
    severityDeclared: told.severity,
    severityPeak: told.severity,
    regraded: 0,
    declaredAt: at,
    declaredBy: by,
    insiders: peopleAmong(by, told.reportedBy),
    reports: 1,
    alerts: told.alert ? [told.alert] : [],
    moreAlerts: false,
    touched: isPerson(by),
    called: [],
    room: { state: 'awaited' },
    formerRooms: [],
    unrouted: false,
    asked: [],
    generation: 1,
    askedSince: at,
    roles: {},
    impact: [],
    telling: { since: at, nextBy: null, updates: 0, generation: 1 },
    stirredAt: at,
    quietSince: null,
    subscribers: [],
    swarmed: [],
    reopened: [],
    passing: notPassed,
    duplicates: [],
    sameAs: [],
  };
}
