import { escapedText, folded } from '#domain/team/calendar';
import { meetingIs } from './met.ts';
import type { KnownPostmortem } from './postmortem.ts';
import type { PostmortemId } from './postmortem-id.ts';

const stamp = (ms: number) => `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** Calendars that have the meeting are to take it out: nobody meets then. */
export function isCalledOff(postmortem: KnownPostmortem): boolean {
  const is = meetingIs(postmortem);
  return is === 'off' || is === 'held_before';
}

/**
 * The meeting as calendars read it. One that was moved takes the place of what was read before, and one that was called off takes it away: the same
 * name, and a higher sequence.
 */
export function meetingCalendar(id: PostmortemId, postmortem: KnownPostmortem, now: string): string | undefined {
  const { incident, meeting } = postmortem;
  if (meeting === undefined) return undefined;
  const off = isCalledOff(postmortem);
  const begins = Date.parse(meeting.begins);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Muster//Postmortem//EN',
    `METHOD:${off ? 'CANCEL' : 'PUBLISH'}`,
    'BEGIN:VEVENT',
    `UID:${id}@muster`,
    `SEQUENCE:${meeting.moved + (off ? 1 : 0)}`,
    ...(off ? ['STATUS:CANCELLED'] : []),
    `DTSTAMP:${stamp(Date.parse(now))}`,
    `DTSTART:${stamp(begins)}`,
    `DTEND:${stamp(begins + meeting.minutes * 60_000)}`,
    `SUMMARY:${escapedText(`Postmortem of ${incident}`)}`,
    `DESCRIPTION:${escapedText('We are here to learn how it happened, not who did what. The draft and the agenda are in the channel of the incident.')}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}
