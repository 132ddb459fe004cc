import { escapedText, folded } from '#domain/team/calendar';
import type { KnownPostmortem } from './postmortem.ts';
import type { PostmortemId } from './postmortem-id.ts';

type Planned = Extract<KnownPostmortem, { state: 'draft' }>;
const stamp = (ms: number) => `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** The meeting as calendars read it. One that was moved takes the place of what was read before: the same name, and a higher sequence. */
export function meetingCalendar(
  id: PostmortemId,
  { incident, meeting }: Pick<Planned, 'incident' | 'meeting'>,
  now: string,
): string | undefined {
  if (meeting === undefined) return undefined;
  const begins = Date.parse(meeting.begins);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Muster//Postmortem//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${id}@muster`,
    `SEQUENCE:${meeting.moved}`,
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
