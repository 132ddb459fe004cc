import { type Callout, lastCalloutRef } from '#domain/incident/callout';
import type { IncidentEvent } from '#domain/incident/events';
import type { Incident, IncidentId, OpenIncident } from '#domain/incident/incident';
import type { CalledAs } from '#domain/incident/routing';
import { calloutKey, lastCalloutKey } from '#domain/keys';
import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import type { Compensation } from '#domain/service/support';
import { type Team, teamRef } from '#domain/team/team';
import { atWork } from '#domain/team/working-hours';

export type RecordCallout = { at: string; person: PersonId; rung: number | null; generation: number };
type Facts = { last: Callout | undefined; organisation: Organisation; managers: Team[] };
type Called = { as: CalledAs; compensation: Compensation; restSince?: string | undefined };

/** Whoever was asked outside of their working hours has been called out: on record here, and with them, so that they get their rest. */
export const recordCallout: Act<Incident, Facts, RecordCallout, IncidentEvent> = {
  facts: (_, { person }, { organisation }) => ({
    last: lastCalloutRef(person),
    organisation: organisationRef,
    managers: organisation?.incidentManagers ? [teamRef(organisation.incidentManagers)] : [],
  }),
  decide(incident, { last, managers }, { at, person, rung, generation }, { id, versions }) {
    if (incident.state === 'none' || incident.drill || generation !== incident.generation) return [];
    if (last?.incident === id && last.generation === generation) return [];
    const called = onRung(incident, person, rung) ?? besides(incident, managers, person, at);
    if (called === undefined) return [];
    const { restSince, ...what } = called;
    const kept = { ...what, ...(restSince && { restSince }) };
    const value: Callout = { incident: id as IncidentId, generation, at, ...kept };
    return {
      events: [{ type: 'CalloutRecorded', at, person, generation, ...kept }],
      puts: [
        { key: lastCalloutKey(person), value, expected: versions.last },
        { key: calloutKey(person, at, id, generation), value, expected: 0 },
      ],
    };
  },
};

function onRung({ asked }: OpenIncident, person: PersonId, rung: number | null): Called | undefined {
  const one = rung === null ? undefined : asked[rung];
  const found = one?.calledOut?.find((callout) => callout.person === person);
  return one && found && { as: one.role, compensation: found.compensation, restSince: found.restSince };
}

/** On no rung: as a shadow, as somebody who is asked to help or to take it, or as an incident manager. */
function besides({ routing, passing, swarmed }: OpenIncident, [managers]: Team[], person: PersonId, at: string): Called | undefined {
  const shadow = routing?.shadow?.calledOut.find((one) => one.person === person);
  if (shadow) return { as: 'shadow', compensation: shadow.compensation };
  const helpers = [...(passing.request?.calledOut ?? []), ...swarmed.flatMap(({ calledOut = [] }) => calledOut)];
  const helper = helpers.find((one) => one.person === person);
  if (helper) return { as: 'helper', compensation: helper.compensation, restSince: helper.restSince };
  const manages = passing.managers.includes(person) && managers?.state === 'active' && !atWork(managers, at);
  return manages ? { as: 'incident_manager', compensation: 'callout_pay' } : undefined;
}
