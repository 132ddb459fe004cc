import { mayKnow } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
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
export const planMeeting: Act<Postmortem, Parties, PlanMeeting, PostmortemEvent> = {
  facts: (postmortem, { by }) => partyRefs(postmortem, by),
  decide(state, facts, { by, at, begins, minutes, invited }) {
    const { postmortem } = actingAs(state, by, facts, drivers, notYoursToDrive);
    const before = beforeMeeting(postmortem);
    refuseUnlessPossible(at, begins, minutes, invited);
    const { incident } = facts;
    const outside = invited.filter((person) => postmortem.private && incident.state !== 'none' && !mayKnow(incident, person));
    if (outside.length > 0)
      throw new Rejection(
        'not_insiders',
        `It is private, and ${outside.length === 1 ? 'somebody whom you invite is' : `${outside.length} of those whom you invite are`} not among those whom it was opened to. \`/incident access\` brings them in. Nothing has changed.`,
      );
    if (isSame(before.meeting, begins, minutes, invited)) return [];
    const dayBefore = new Date(Date.parse(begins) - dayMs).toISOString();
    return [
      ...joining(postmortem, invited, at),
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
function joining({ people }: KnownPostmortem, invited: PersonId[], at: string): PostmortemEvent[] {
  const coming = invited.filter((person) => people[person] === undefined);
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
