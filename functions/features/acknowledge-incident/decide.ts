import type { IncidentEvent } from '#domain/incident/events';
import { type Incident, mayKnow, type OpenIncident } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';

/** `inRoom`: said in the incident's own channel, which only those who may know of it can see. */
export type AcknowledgeIncident = { by: PersonId; at: string; inRoom: boolean };

/** "I've got it." The first to say so has it; saying it twice changes nothing; being second is told, not hidden. */
export const acknowledgeIncident: Act<Incident, { person: Person }, AcknowledgeIncident, IncidentEvent> = {
  facts: (_, { by }) => ({ person: personRef(by) }),
  decide(incident, { person }, { by, at, inRoom }) {
    const open = known(incident, by, inRoom);
    refuseOutsiders(person);
    if (open.state === 'declared') return [{ type: 'IncidentAcknowledged', by, at }];
    if (open.acknowledged.by === by) return [];
    throw new Rejection(
      'already_acknowledged',
      `<@${open.acknowledged.by}> already has it. If they hand it on, \`/incident unack\` asks again.`,
    );
  },
};

/** "I no longer have it": the question is asked anew, from the first rung. Only whoever has it can give it back. */
export const releaseIncident: Act<Incident, { person: Person }, AcknowledgeIncident, IncidentEvent> = {
  facts: (_, { by }) => ({ person: personRef(by) }),
  decide(incident, { person }, { by, at, inRoom }) {
    const open = known(incident, by, inRoom);
    refuseOutsiders(person);
    if (open.state === 'declared') return [];
    if (open.acknowledged.by !== by) throw new Rejection('not_yours', `<@${open.acknowledged.by}> has it, so only they can give it back.`);
    return [{ type: 'IncidentUnacknowledged', by, at }];
  },
};

/** A private incident does not exist for those outside it. */
function known(incident: Incident, by: PersonId, inRoom: boolean): OpenIncident {
  if (incident.state === 'none' || !mayKnow(incident, by, inRoom)) throw new Rejection('no_incident', 'There is no such incident.');
  return incident;
}

function refuseOutsiders(person: Person) {
  if (person.state === 'unknown') return;
  if (person.deactivated || person.kind === 'bot')
    throw new Rejection('not_a_person', 'Only people of this workspace can take an incident.');
  if (person.kind === 'guest') throw new Rejection('not_a_member', 'Guests can help, but a member of the workspace has to take it.');
}
