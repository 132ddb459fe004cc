import type { Act } from '#domain/perform';
import { type Person, type PersonId, personRef, unreachable } from '#domain/person/person';
import { mostPeople } from '#domain/postmortem/answering';
import { actingAs, type Parties, partyRefs } from '#domain/postmortem/authority';
import { mostInvited } from '#domain/postmortem/invitees';
import { beforeMeeting, drivers, notYoursToDrive } from '#domain/postmortem/met';
import type { KnownPostmortem, Postmortem } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { Rejection } from '#domain/rejection';
import { laterOf } from '#domain/time/later-of';

export type PlanMeeting = { by: PersonId; at: string; begins: string; minutes: number; invited: PersonId[] };

const dayMs = 24 * 60 * 60_000;
const farthestMs = 92 * dayMs;

/** A time to meet, or another one than before. The draft reaches those who are invited a day ahead, or at once where that is past. */
export const planMeeting: Act<Postmortem, Parties & { guests: Person[] }, PlanMeeting, PostmortemEvent> = {
  facts: (postmortem, { by, invited }) => ({ ...partyRefs(postmortem, by), guests: invited.map(personRef) }),
  decide(state, facts, { by, at, begins, minutes, invited }) {
    const { postmortem } = actingAs(state, by, facts, drivers, notYoursToDrive);
    const before = beforeMeeting(postmortem);
    refuseUnlessPossible(at, begins, minutes, invited);
    const { incident } = facts;
    const hidden = postmortem.private || (incident.state !== 'none' && incident.private);
    const outside = invited.filter((person) => hidden && incident.state !== 'none' && !incident.insiders.includes(person));
    if (outside.length > 0)
      throw new Rejection(
        'not_insiders',
        `It is private, and ${outside.length === 1 ? 'somebody whom you invite is' : `${outside.length} of those whom you invite are`} not among those whom it was opened to. \`/incident access\` brings them in. Nothing has changed.`,
      );
    if (isSame(before.meeting, begins, minutes, invited)) return [];
    const dayBefore = new Date(Date.parse(begins) - dayMs).toISOString();
    return [
      ...joining(postmortem, invited, facts.guests, at),
      { type: 'PostmortemMeetingPlanned', at, by, begins, minutes, invited, draftAt: laterOf(dayBefore, at) },
    ];
  },
};

function refuseUnlessPossible(at: string, begins: string, minutes: number, invited: PersonId[]): void {
  if (begins <= at)
    throw new Rejection(
      'meeting_in_the_past',
      'That time is past. Choose one that is to come, or say `/postmortem held` where it took place already. Nothing has changed.',
    );
  if (Date.parse(begins) - Date.parse(at) > farthestMs)
    throw new Rejection(
      'meeting_too_far',
      'That is more than three months from now, and what people know fades. Choose an earlier time. Nothing has changed.',
    );
  if (minutes < 15 || minutes > 180)
    throw new Rejection(
      'meeting_too_long',
      'A meeting takes between a quarter of an hour and three hours; 30 to 60 minutes is usual. Nothing has changed.',
    );
  if (invited.length === 0) throw new Rejection('nobody_invited', 'Nobody is invited. Name at least one person. Nothing has changed.');
  if (invited.length > mostInvited)
    throw new Rejection(
      'too_many_invited',
      `A meeting bears at most ${mostInvited} people; the others read what comes out of it. Nothing has changed.`,
    );
}

/** Whoever is invited may read it; those whom it did not know are asked nothing. */
function joining({ people }: KnownPostmortem, invited: PersonId[], known: Person[], at: string): PostmortemEvent[] {
  const coming = invited.filter((person) => people[person] === undefined);
  const away = invited.filter((person, index) => people[person] === undefined && unreachable(known[index] ?? { state: 'unknown' }));
  if (away.length > 0)
    throw new Rejection(
      'invited_unreachable',
      `${away.map((person) => `<@${person}>`).join(', ')}: guests, bots and those who have left are not invited. Nothing has changed; invite a colleague.`,
    );
  if (coming.length > 0 && Object.keys(people).length + coming.length > mostPeople)
    throw new Rejection(
      'people_full',
      `With those it would have more than ${mostPeople} people, and a postmortem bears no more. Nothing has changed; the others read what comes out of it.`,
    );
  return coming.length === 0
    ? []
    : [{ type: 'PostmortemPeopleChanged', at, people: coming.map((person) => ({ person, as: ['notified'] })) }];
}

type Meeting = Extract<Postmortem, { state: 'draft' }>['meeting'];
const isSame = (meeting: Meeting, begins: string, minutes: number, invited: PersonId[]) =>
  meeting !== undefined &&
  meeting.startedAt === undefined &&
  meeting.begins === begins &&
  meeting.minutes === minutes &&
  meeting.invited.length === invited.length &&
  meeting.invited.every((person) => invited.includes(person));
