import type { Organisation } from '#domain/organisation/organisation';
import type { PersonId } from '#domain/person/person';
import { usualHours } from '#domain/prompts/calendar';
import { Rejection } from '#domain/rejection';
import type { Team } from '#domain/team/team';
import { workingDaysLater } from '#domain/team/working-days';
import type { Calendar } from '#domain/team/working-hours';
import { actingAs, type Parties } from './authority.ts';
import type { KnownPostmortem, Postmortem } from './postmortem.ts';
import { ActsAs } from './postmortem-events.ts';

/** Who may bring a postmortem on: it is driven by one, and nobody has to wait for that one. */
export const drivers: readonly ActsAs[] = ['owner', 'facilitator', 'commander', 'lead', 'product_manager', 'delegate'];
export const notYoursToDrive = () =>
  new Rejection(
    'not_yours_to_drive',
    'The meeting is kept by whoever planned it, the owner of the postmortem, its facilitator, the incident commander, the lead of the team or the product manager. Nothing has changed; any of them can do it, and `/postmortem assign` makes you one.',
  );

/** Whoever planned the meeting keeps it too, whoever drives it by then. */
export function keeping(postmortem: Postmortem, by: PersonId, parties: Parties): KnownPostmortem {
  const planned = postmortem.state !== 'none' && postmortem.meeting?.by === by;
  return actingAs(postmortem, by, parties, planned ? ActsAs.options : drivers, notYoursToDrive).postmortem;
}

type Draft = Extract<Postmortem, { state: 'draft' }>;
/** The postmortem while its meeting is still to come. */
export function beforeMeeting(postmortem: KnownPostmortem): Draft {
  switch (postmortem.state) {
    case 'draft':
      if (postmortem.pausedAt !== undefined)
        throw new Rejection('paused', 'The incident has come back, so its postmortem waits until it is over again. Nothing has changed.');
      return postmortem;
    case 'not_required':
    case 'dropped':
      throw new Rejection('not_asked_for', 'Nobody has asked for this postmortem, so there is no meeting. Nothing has changed.');
    case 'waived':
      throw new Rejection('waived', 'This postmortem was waived, so there is no meeting. Nothing has changed.');
    default:
      throw new Rejection(
        'met_already',
        `${postmortem.waived ? 'It was done without a meeting' : 'The meeting was held'} already. Nothing has changed; \`/postmortem show\` shows what comes next.`,
      );
  }
}

/** What has become of the time to meet. `off`: there is no meeting; `held_before`: they have met, at an earlier time than that. */
export type MeetingIs = 'ahead' | 'begun' | 'held' | 'held_before' | 'off';
export function meetingIs(postmortem: KnownPostmortem): MeetingIs | undefined {
  const { meeting, state } = postmortem;
  if (meeting === undefined) return undefined;
  if (state === 'draft') return meeting.startedAt === undefined ? 'ahead' : 'begun';
  if (!('metAt' in postmortem) || postmortem.waived) return 'off';
  return meeting.startedAt === undefined && postmortem.metAt < meeting.begins ? 'held_before' : 'held';
}

/** Sleeping over it is better than choosing at once: two working days until it is chosen, and one more until it is published. */
export const soak = { decide: 2, publish: 3 } as const;

/** Whose working days count: those of the team that owns it. */
export const owningCalendar = (team: Team, organisation: Organisation): Calendar =>
  team.state === 'active' ? team : { zone: organisation.zone, workingHours: usualHours, holidays: [] };

export function soaked(metAt: string, calendar: Calendar): { decideBy: string; publishBy: string } {
  return { decideBy: workingDaysLater(calendar, metAt, soak.decide), publishBy: workingDaysLater(calendar, metAt, soak.publish) };
}
