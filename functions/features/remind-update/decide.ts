import { type Actor, activeTo } from '#domain/incident/authority';
import type { IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import { tellingDue } from '#domain/incident/telling';
import type { Act } from '#domain/perform';
import { type Person, personRef } from '#domain/person/person';
import { isDue } from '#domain/time/due';

/** People have waited long enough. Whoever looks at the record finds it due or not: late, double and old timers all end here. */
export const remindUpdate: Act<Incident, Record<string, never>, { at: string; early?: boolean }, IncidentEvent> = {
  facts: () => ({}),
  decide(incident, _, { at, early = false }) {
    const due = tellingDue(incident);
    return isDue(due, at, early) ? [{ type: 'IncidentUpdateOverdue', at, due }] : [];
  },
};

export type SnoozeUpdate = Actor & { at: string; minutes: number };
export const snoozes = [15, 30, 60] as const;

/** Put off, and on record that it was. */
export const snoozeUpdate: Act<Incident, { person: Person }, SnoozeUpdate, IncidentEvent> = {
  facts: (_, { by }) => ({ person: personRef(by) }),
  decide(incident, { person }, { by, at, inRoom, minutes }) {
    activeTo(incident, person, { by, inRoom });
    return [{ type: 'IncidentUpdateSnoozed', at, by, minutes }];
  },
};
