import { type Callout, lastCalloutRef, restingSince } from '#domain/incident/callout';
import type { Act } from '#domain/perform';
import { type Person, type PersonId, personRef, unreachable } from '#domain/person/person';
import { actingAs, type Parties, partyRefs } from '#domain/postmortem/authority';
import { isOpen, type KnownPostmortem, type OpenPostmortem, type Postmortem, postmortems } from '#domain/postmortem/postmortem';
import { ActsAs, type PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { Rejection } from '#domain/rejection';
import type { TeamSlug } from '#domain/team/team';

/** `team`: whose working days are the person's. */
export type Assignment = { role: 'owner' | 'facilitator'; person: PersonId; team?: TeamSlug | undefined };
export type AssignPostmortem = { by: PersonId; at: string; chosen: readonly Assignment[] };
type Facts = Parties & { people: Person[]; called: (Callout | undefined)[] };

/** Who drives it, and who leads the talk: changed by whoever is part of it, in one click and all of it or nothing. What is due stays due. */
export const assignPostmortem: Act<Postmortem, Facts, AssignPostmortem, PostmortemEvent> = {
  facts: (postmortem, { by, chosen }) => ({
    ...partyRefs(postmortem, by),
    people: chosen.map(({ person }) => personRef(person)),
    called: chosen.map(({ person }) => lastCalloutRef(person)),
  }),
  decide(state, { people, called, ...parties }, { by, at, chosen }) {
    const { postmortem } = actingAs(state, by, parties, ActsAs.options, notYours);
    const open = refuseUnlessOpen(postmortem);
    chosen.forEach(({ role, person }, index) => {
      refuseUnable(open, parties, people[index] ?? { state: 'unknown' }, person);
      if (open[role] !== person) refuseResting(called[index], person, at);
    });
    const events: PostmortemEvent[] = [];
    for (const one of chosen)
      events.push(...assigned(events.reduce(postmortems.evolve, open as Postmortem) as OpenPostmortem, one, by, at));
    return events;
  },
};

function assigned(open: OpenPostmortem, { role, person, team }: Assignment, by: PersonId, at: string): PostmortemEvent[] {
  const come: PostmortemEvent[] = open.people[person]?.as.includes(role)
    ? []
    : [{ type: 'PostmortemPeopleChanged', at, people: [{ person, as: [role], ...(team && { team }) }] }];
  if (role === 'facilitator')
    return open.facilitator === person ? [] : [{ type: 'PostmortemFacilitatorAssigned', at, by, facilitator: person }, ...come];
  if (open.owner === person && open.picked) return [];
  return [{ type: 'PostmortemOwnerAssigned', at, by, owner: person, because: open.picked ? 'changed' : 'picked' }, ...come];
}

function refuseUnlessOpen(postmortem: KnownPostmortem): OpenPostmortem {
  if (isOpen(postmortem)) return postmortem;
  const why: Record<Exclude<KnownPostmortem['state'], OpenPostmortem['state']>, string> = {
    not_required: 'Nobody has asked for this postmortem yet, so nobody has to drive it. The button in its channel asks for one.',
    closed: 'It is published, so nobody has to drive it any more.',
    waived: 'It was waived, so nobody has to drive it.',
    dropped: 'It has no postmortem of its own, so nobody has to drive one.',
  };
  throw new Rejection('postmortem_not_open', `${why[postmortem.state]} Nothing has changed.`);
}

function refuseUnable({ private: hidden }: OpenPostmortem, { incident }: Parties, chosen: Person, person: PersonId): void {
  if (unreachable(chosen) !== undefined)
    throw new Rejection(
      'cannot_drive_it',
      `<@${person}> is a guest, a bot or no longer here, and could not read it. Nothing has changed; choose a colleague.`,
    );
  const isPrivate = hidden || (incident.state !== 'none' && incident.private);
  if (isPrivate && !(incident.state !== 'none' && incident.insiders.includes(person)))
    throw new Rejection(
      'not_an_insider',
      'This incident is private, and they have not been let in. Nothing has changed; first let them in from its channel.',
    );
}

/** Whoever worked the night is left to rest (`domain.md` 4.2). */
function refuseResting(called: Callout | undefined, person: PersonId, at: string): void {
  if (restingSince(called, undefined, at) !== undefined)
    throw new Rejection(
      'is_resting',
      `<@${person}> was called outside of their working hours in the last twelve hours, and is left to rest. Nothing has changed; choose a colleague, or ask again later.`,
    );
}

const notYours = () =>
  new Rejection(
    'not_yours_to_assign',
    'Those who were there and the team that owns the service say who drives it. Nothing has changed; ask one of them.',
  );
