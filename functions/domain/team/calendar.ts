import type { PersonId } from '#domain/person/person';
import { phaseBegins, type Rota, type Shift, shifts, turnAt } from './rota.ts';
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

type Entry = { uid: string; from: string; to: string; summary: string };
type Span = { from: string; to: string };

/** The turns of one person as their calendar reads them, or, of nobody in particular, the weeks of the team: no names are kept that it could say. */
export function calendar(slug: string, team: KnownTeam, span: Span, now: string, person?: PersonId): { text: string; events: number } {
  const weeks = weeksIn(team, span).flatMap((pieces) => (person ? turnsOf(slug, team, pieces, person) : manned(slug, team, pieces)));
  const entries = weeks.filter(({ to }) => to > span.from);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Muster//Rota//EN',
    `X-WR-CALNAME:${escapedText(`On call: ${team.name}`)}`,
    ...entries.flatMap((entry) => event(entry, now)),
    'END:VCALENDAR',
  ];
  return { text: `${lines.map(folded).join('\r\n')}\r\n`, events: entries.length };
}

/** Whole weeks, also the one that runs: what an event is called must not depend on when it was asked for. */
function weeksIn({ rota, zone }: KnownTeam, { from, to }: Span): Shift[][] {
  if (rota === null) return [];
  const [end, weeks]: [number, Shift[][]] = [Date.parse(to), []];
  for (let at = Date.parse(from); at < end; ) {
    const turn = turnAt(rota, zone, iso(at));
    if (turn) weeks.push(shifts(rota, zone, iso(turn.begins), iso(turn.ends)));
    at = turn?.ends ?? nextPhase(rota, zone, at) ?? end;
  }
  return weeks;
}

const iso = (ms: number) => new Date(ms).toISOString();
const nextPhase = (rota: Rota, zone: string, at: number) =>
  [...(rota.earlier ?? []), rota].map((phase) => phaseBegins(phase, zone)).find((begins) => begins > at);

const parts = [
  ['superhero', 'superhero', 'Superhero'],
  ['sideKick', 'side-kick', 'Side-kick'],
] as const;

const turnsOf = (slug: string, { name }: KnownTeam, pieces: Shift[], person: PersonId): Entry[] =>
  parts.flatMap(([part, word, role]) =>
    joined(pieces.filter((piece) => piece[part] === person)).map(({ from, to }) => ({
      uid: `${slug}-${word}-${stamp(from)}`,
      from,
      to,
      summary: `On call for ${name} (${role})`,
    })),
  );

/** Whose other part has changed hands meanwhile goes on. */
function joined(pieces: Span[]): Span[] {
  const all: Span[] = [];
  for (const { from, to } of pieces) {
    const last = all.at(-1);
    if (last?.to === from) last.to = to;
    else all.push({ from, to });
  }
  return all;
}

const manned = (slug: string, { name }: KnownTeam, pieces: Shift[]): Entry[] =>
  pieces.flatMap((piece) => {
    const there = parts.flatMap(([part, _, role]) => (piece[part] === null ? [] : [role]));
    if (there.length === 0) return [];
    const { from, to } = piece;
    return [{ uid: `${slug}-${stamp(from)}`, from, to, summary: `${name}: ${there.join(' and ')} on call` }];
  });

const event = ({ uid, from, to, summary }: Entry, now: string): string[] => [
  'BEGIN:VEVENT',
  `UID:${uid}@muster`,
  `DTSTAMP:${stamp(now)}`,
  `DTSTART:${stamp(from)}`,
  `DTEND:${stamp(to)}`,
  `SUMMARY:${escapedText(summary)}`,
  'TRANSP:TRANSPARENT',
  'END:VEVENT',
];
