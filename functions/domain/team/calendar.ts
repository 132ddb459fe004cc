import { type Shift, shifts } from './rota.ts';
import type { KnownTeam } from './team.ts';

/** RFC 5545 3.1: no line is longer than 75 octets; one that goes on begins with a space. */
export function folded(line: string): string {
  const pieces: string[] = [];
  let [piece, size] = ['', 0];
  for (const character of line) {
    const octets = new TextEncoder().encode(character).length;
    if (size + octets > 75) {
      pieces.push(piece);
      [piece, size] = [' ', 1];
    }
    piece += character;
    size += octets;
  }
  return [...pieces, piece].join('\r\n');
}

/** RFC 5545 3.3.11: what has a meaning in a text is written so that it has none. */
export const escapedText = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replace(/\r\n|\n|\r/g, '\\n');

const stamp = (at: string) => `${at.slice(0, 19).replace(/[-:]/g, '')}Z`;

type Named = (person: string) => string;

/** The rota as a calendar reads it: one event for each stretch in which the same people are on call. */
export function calendar(slug: string, team: KnownTeam, span: { from: string; to: string }, now: string, named: Named): string {
  const events = shifts(team.rota, team.zone, span.from, span.to).flatMap((shift) => event(slug, team, shift, now, named));
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Muster//Rota//EN',
    `X-WR-CALNAME:${escapedText(`On call: ${team.name}`)}`,
    ...events,
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

function event(slug: string, { name }: KnownTeam, { superhero, sideKick, from, to }: Shift, now: string, named: Named): string[] {
  if (superhero === null && sideKick === null) return [];
  const parts = [...(superhero ? [`${named(superhero)} (Superhero)`] : []), ...(sideKick ? [`${named(sideKick)} (Side-kick)`] : [])];
  return [
    'BEGIN:VEVENT',
    `UID:${slug}-${stamp(from)}@muster`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(from)}`,
    `DTEND:${stamp(to)}`,
    `SUMMARY:${escapedText(`${name}: ${parts.join(', ')}`)}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}
