import { type Actor, activeTo, refuseOutsider } from '#domain/incident/authority';
import type { IncidentEvent } from '#domain/incident/events';
import type { ActiveIncident, Incident } from '#domain/incident/incident';
import { isActive } from '#domain/incident/incident';
import { answeringParty, type Passing } from '#domain/incident/passing';
import { managerOnDuty, type Receiving, receivingLadder, receivingRefs } from '#domain/incident/receiving';
import { handoverDue } from '#domain/incident/restoring';
import type { Act } from '#domain/perform';
import { isGuest } from '#domain/person/authority';
import { type Person, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';
import { type OfGroup, TeamSlug, teamOfGroupRef } from '#domain/team/team';
import { isDue } from '#domain/time/due';
import type { GroupId } from '#domain/workspace/group';

/** `team` as it was said: its name in the catalogue, or its Slack user group. */
export type AskHandover = Actor & { at: string; team: string; group?: GroupId | undefined; reason: string; reasonId: string };
type Facts = Receiving & { person: Person; grouped: (OfGroup | undefined)[] };

const slugOf = (said: string) => TeamSlug.safeParse(said.trim().replace(/^@/, '').toLowerCase().replaceAll(/\s+/g, '-')).data;

/** "Would you take it?" Who has it goes on having it until somebody of the other team says yes. */
export const askHandover: Act<Incident, Facts, AskHandover, IncidentEvent> = {
  facts(incident, { by, at, team, group }, known) {
    const meant = group ? known.grouped?.[0]?.team : slugOf(team);
    return {
      ...receivingRefs(incident, meant ? [meant] : [], at, known),
      person: personRef(by),
      grouped: group ? [teamOfGroupRef(group)] : [],
    };
  },
  decide(incident, facts, { by, at, inRoom, team: said, group, reason, reasonId }, { id }) {
    const open = activeTo(incident, facts.person, { by, inRoom });
    refuseOutsider(open, by);
    if (isGuest(facts.person))
      throw new Rejection(
        'handover_by_guest',
        'Guests can help, but a member of the workspace has to hand it over. Nothing has changed; ask one who is in it.',
      );
    const team = group ? facts.grouped[0]?.team : slugOf(said);
    if (team === undefined || facts.receivers[0]?.state !== 'active')
      throw new Rejection(
        'no_such_team',
        'That names no team of the catalogue, so nobody was asked. Say its Slack group or its name there, for example `/incident handover @home-team the queue is theirs`.',
      );
    if (reason.trim() === '') throw new Rejection('no_words', 'Say why, in a few words: they decide by it. Nobody was asked.');
    const from = answeringParty(open);
    if (from.team === team)
      throw new Rejection(
        'theirs_already',
        'It is with that team already, so nothing has changed. `/incident swarm` brings in more of them.',
      );
    const { request } = open.passing;
    if (request?.team === team) return [];
    if (request)
      throw new Rejection(
        'asked_already',
        `<@${request.by}> has asked ${request.team} to take it, and they have not answered yet. Nothing has changed; \`/incident handover decline\` ends that.`,
      );
    const [first] = receivingLadder(id, facts, { bestEndeavours: false, at });
    const people = first && first.role !== 'management' ? first.people : [];
    if (people.length === 0)
      throw new Rejection(
        'nobody_there',
        'Nobody of that team can be asked now, so nothing has changed. `/incident escalate` or `/incident swarm` brings others in.',
      );
    const calledOut = first?.calledOut;
    return {
      events: [{ type: 'IncidentHandoverAsked', at, by, from, team, people, reasonId, ...(calledOut && { calledOut }) }],
      texts: [{ id: reasonId, by, body: reason }],
      answer: team,
    };
  },
};

export type AnswerHandover = Actor & { at: string; accepted: boolean; reason: string; reasonId: string; asks?: number | undefined };

/** The third time that it changes hands somebody has to look at the whole of it. */
const tooOften = 3;

/** Yes or no, by somebody of the team that was asked. Who asked may take it back. */
export const answerHandover: Act<Incident, Receiving & { person: Person }, AnswerHandover, IncidentEvent> = {
  facts: (incident, { by, at }, known) => ({ ...receivingRefs(incident, receiver(incident), at, known), person: personRef(by) }),
  decide(incident, facts, { by, at, inRoom, accepted, reason, reasonId, asks }, { id }) {
    const open = activeTo(incident, facts.person, { by, inRoom });
    refuseOutsider(open, by);
    const { request, handovers } = open.passing;
    // A button of an earlier question answers no other.
    if (request === undefined || (asks !== undefined && asks !== open.passing.asks))
      throw new Rejection('not_asked', 'No team is being asked to take it now, so nothing has changed. It may have been answered already.');
    const [team] = facts.receivers;
    const theirs = team?.state === 'active' && [...team.members, team.lead, ...(team.rota?.order ?? []), ...request.people].includes(by);
    if (!theirs && (accepted || by !== request.by))
      throw new Rejection(
        'not_of_the_team',
        `Only somebody of ${request.team} can answer that. Nothing has changed; they have been asked.`,
      );
    if (!accepted) {
      const said = reason.trim() === '' ? undefined : { id: reasonId, by, body: reason };
      const declined: IncidentEvent = { type: 'IncidentHandoverDeclined', at, by, team: request.team, askedAt: request.at };
      return { events: [{ ...declined, ...(said && { reasonId }) }], texts: said ? [said] : [], answer: 'declined' };
    }
    if (isGuest(facts.person))
      throw new Rejection('not_a_member', 'Guests can help, but a member of the workspace has to take it. Nothing has changed.');
    const managers = handovers + 1 === tooOften ? managerOnDuty(facts, at).filter((person) => person !== by) : [];
    const ladder = receivingLadder(id, facts, { bestEndeavours: false, at });
    return { events: [...taken(open, request, { by, at, ladder, managers })], answer: 'accepted' };
  },
};

type Request = NonNullable<Passing['request']>;
type Taken = Pick<Extract<IncidentEvent, { type: 'IncidentHandedOff' }>, 'at' | 'ladder' | 'managers'> & { by: AnswerHandover['by'] };

const taken = (incident: ActiveIncident, { team, at: askedAt }: Request, { by, at, ladder, managers }: Taken): IncidentEvent[] => [
  { type: 'IncidentHandedOff', at, by, because: 'handover', from: answeringParty(incident), to: { team }, askedAt, ladder, managers },
  { type: 'IncidentAcknowledged', at, by },
];

const receiver = (incident: Incident) => (incident.state === 'none' || !incident.passing.request ? [] : [incident.passing.request.team]);

/** Nobody said yes in time: it stays where it is, and that is said. */
export const lapseHandover: Act<Incident, Record<string, never>, { at: string; early?: boolean }, IncidentEvent> = {
  facts: () => ({}),
  decide(incident, _, { at, early = false }) {
    const due = handoverDue(incident);
    if (due === undefined || incident.state === 'none' || incident.passing.request === undefined) return [];
    if (isActive(incident) && !isDue(due, at, early)) return [];
    const { team, at: askedAt } = incident.passing.request;
    return [{ type: 'IncidentHandoverDeclined', at, team, askedAt }];
  },
};
