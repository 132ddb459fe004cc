import { isGuest, refuseUnlessPerson } from '#domain/person/authority';
import type { Person, PersonId } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { type ActiveIncident, type Incident, isActive, mayKnow, type OpenIncident } from './incident.ts';

/** Who wants it, and from where. `inRoom`: said in the incident's own channel, which only those who are in it can see. */
export type Actor = { by: PersonId; inRoom: boolean };

/** Does this incident exist for them? A guest sees those whose channel they are in and those they were part of, as in Slack. */
export const maySee = (incident: Pick<OpenIncident, 'private' | 'insiders'>, person: Person, { by, inRoom }: Actor): boolean =>
  mayKnow(incident, by, inRoom) && !(isGuest(person) && !inRoom && !incident.insiders.includes(by));

/** The incident, for someone who may act on it. A private one does not exist for those outside it, and they are told so in the same words. */
export function openTo(incident: Incident, person: Person, actor: Actor): OpenIncident {
  refuseUnlessPerson(person);
  if (incident.state === 'none' || !mayKnow(incident, actor.by, actor.inRoom)) throw noSuchIncident();
  if (!maySee(incident, person, actor))
    throw new Rejection('guest_outside', 'Guests act on an incident from its own channel. Ask someone who is in it to bring you in.');
  return incident;
}

/** The same for what only makes sense while people are at it. */
export function activeTo(incident: Incident, person: Person, actor: Actor): ActiveIncident {
  const open = openTo(incident, person, actor);
  if (isActive(open)) return open;
  if (open.state === 'duplicate')
    throw new Rejection(
      'is_over',
      `It is the same as ${open.duplicate.of}, so nothing has changed: do it there. If it is one of its own after all, say \`/incident duplicate\` with its number and \`of none\`.`,
    );
  const again = open.state === 'cancelled' ? '`/incident` declares a new one.' : '`/incident reopen` opens it again.';
  throw new Rejection('is_over', `It is ${open.state} already, so nothing has changed. If it is not over: ${again}`);
}

/** What a private incident gives, only those give and get whom the record has brought in: being in its channel is not enough. */
export function refuseOutsider(incident: OpenIncident, by: PersonId): void {
  if (!mayKnow(incident, by))
    throw new Rejection(
      'not_an_insider',
      `It is private, and you are not among those whom it was opened to. Someone who is can bring you in: \`/incident access\` with your name. Nothing has changed.`,
    );
}

export const noSuchIncident = () =>
  new Rejection('no_incident', 'There is no such incident. `/incident list` shows the open ones that you may see.');
