import { isStillAsked, type Question } from '#domain/alert/answered';
import { type Actor, activeTo, refuseOutsider } from '#domain/incident/authority';
import type { IncidentEvent } from '#domain/incident/events';
import { holderOf, type Incident } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import { hasLeft, isGuest } from '#domain/person/authority';
import { type Person, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';

/** `to`: which of its questions they answered, where that was somewhere else and is only heard of here. */
export type AcknowledgeIncident = Actor & { at: string; to?: Question };

/** `holder`: whoever has it, if somebody does. */
type Facts = { person: Person; holder: Person[] };

/**
 * "I've got it." The first to say so has it; saying it twice changes nothing; being second is told, not hidden. Someone who has left the
 * workspace cannot hand it on, so that it is free to take.
 */
export const acknowledgeIncident: Act<Incident, Facts, AcknowledgeIncident, IncidentEvent> = {
  facts: (incident, { by }) => ({
    person: personRef(by),
    holder: holdersOf(incident).map(personRef),
  }),
  decide(incident, { person, holder }, { by, at, inRoom, to }) {
    const open = activeTo(incident, person, { by, inRoom });
    refuseOutsider(open, by);
    if (isGuest(person)) throw new Rejection('not_a_member', 'Guests can help, but a member of the workspace has to take it.');
    if (to && !isStillAsked(open, to))
      throw new Rejection('another_question', 'It has been asked anew since, so nothing has changed. `/incident ack` takes it.');
    const has = holderOf(open);
    if (has === undefined) return [{ type: 'IncidentAcknowledged', by, at }];
    if (has === by) return [];
    if (holder.some(hasLeft)) return [{ type: 'IncidentAcknowledged', by, at }];
    throw new Rejection('already_acknowledged', `<@${has}> already has it. If they hand it on, \`/incident unack\` asks again.`);
  },
};

/** "I no longer have it": the question is asked anew, from the first rung. Only whoever has it can give it back. */
export const releaseIncident: Act<Incident, { person: Person }, AcknowledgeIncident, IncidentEvent> = {
  facts: (_, { by }) => ({ person: personRef(by) }),
  decide(incident, { person }, { by, at, inRoom }) {
    const open = activeTo(incident, person, { by, inRoom });
    const holder = holderOf(open);
    if (holder === undefined)
      throw new Rejection(
        'nobody_has_it',
        'Nobody has it, so there is nothing to give back: others are being asked. `/incident ack` takes it.',
      );
    if (holder !== by)
      throw new Rejection('not_yours', `<@${holder}> has it, so only they can give it back. Ask them for \`/incident unack\`.`);
    return [{ type: 'IncidentUnacknowledged', by, at }];
  },
};

const holdersOf = (incident: Incident) => (incident.state === 'none' ? [] : [holderOf(incident)].filter((one) => one !== undefined));
