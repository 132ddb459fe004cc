import type { PersonId } from '#domain/person/person';
import { type Calendar, workingSpans } from '#domain/team/working-hours';

export type Invited = { person: PersonId; calendar: Calendar };
/** A time to meet, and for whom it is outside of their hours; `resting`: it is night there, or a day off. */
export type Slot = { begins: string; minutes: number; early: PersonId[]; late: PersonId[]; resting: PersonId[] };
export type Wanted = { now: string; due: string; minutes: number };

const minuteMs = 60_000;
const stepMs = 30 * minuteMs;
const dayMs = 24 * 60 * minuteMs;
/** The draft reaches people a day before. */
const noticeMs = dayMs;
const soonestMs = 60 * minuteMs;
/** How far behind the due date it is looked for a better time. */
const beyondMs = 7 * dayMs;
const apartMs = 2 * 60 * minuteMs;
const most = 3;
const everyDay: Calendar['workingHours']['days'] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

type Span = { from: number; to: number };
/** All who live by the same hours. */
type Known = { people: PersonId[]; hours: Span[]; awake: Span[] };
type Weighed = Slot & { at: number; weight: number[] };

/**
 * The best three times to meet: when nobody sleeps or has a day off, before the due date, inside the hours of as many as possible, a day from now,
 * as near to everybody's hours as can be, and early. Pure: the same people and the same time give the same answer.
 */
export function slotsFor(invited: readonly Invited[], { now, due, minutes }: Wanted): Slot[] {
  const [from, until] = [Date.parse(now), Math.max(Date.parse(due), Date.parse(now)) + beyondMs];
  const groups = byCalendar(invited, from - 2 * dayMs, until + 2 * dayMs);
  const lasts = minutes * minuteMs;
  const first = Math.ceil((from + soonestMs) / stepMs) * stepMs;
  const all: Weighed[] = [];
  for (let at = first; at <= until; at += stepMs)
    all.push(weighed(groups, { from: at, to: at + lasts }, { now: from, due: Date.parse(due) }));
  all.sort((a, b) => compared(a.weight, b.weight));
  const chosen: Weighed[] = [];
  for (const one of all) {
    if (chosen.length === most) break;
    if (chosen.every(({ at }) => Math.abs(at - one.at) >= apartMs)) chosen.push(one);
  }
  return chosen.sort((a, b) => a.at - b.at).map(({ at: _at, weight: _weight, ...slot }) => slot);
}

/** For whom a time that somebody names is outside of their hours. */
export function slotAt(invited: readonly Invited[], begins: string, minutes: number): Slot {
  const [from, to] = [Date.parse(begins), Date.parse(begins) + minutes * minuteMs];
  const groups = byCalendar(invited, from - 2 * dayMs, to + 2 * dayMs);
  const { at: _at, weight: _weight, ...slot } = weighed(groups, { from, to }, { now: from, due: to });
  return slot;
}

/** Somebody waits for the form: forty people live by a handful of calendars, and each is gone through once. */
function byCalendar(invited: readonly Invited[], from: number, to: number): Known[] {
  const groups = new Map<string, Known>();
  for (const { person, calendar } of invited) {
    const key = JSON.stringify(calendar);
    const known = groups.get(key) ?? knownOf(calendar, from, to);
    known.people.push(person);
    groups.set(key, known);
  }
  return [...groups.values()];
}

function knownOf(calendar: Calendar, from: number, to: number): Known {
  const { days } = calendar.workingHours;
  const waking = { ...calendar, workingHours: { days: days.length === 0 ? everyDay : days, from: '07:00', to: '22:00' } };
  const spans = (of: Calendar) =>
    workingSpans(of, iso(from), iso(to)).map((span) => ({ from: Date.parse(span.from), to: Date.parse(span.to) }));
  return { people: [], hours: spans(calendar), awake: spans(waking) };
}

function weighed(groups: readonly Known[], span: Span, { now, due }: { now: number; due: number }): Weighed {
  const slot: Slot = { begins: iso(span.from), minutes: (span.to - span.from) / minuteMs, early: [], late: [], resting: [] };
  let outside = 0;
  for (const { people, hours, awake } of groups) {
    if (hours.some((one) => holds(one, span))) continue;
    if (!awake.some((one) => holds(one, span))) {
      slot.resting.push(...people);
      continue;
    }
    const nearest = nearestOf(hours, span);
    (nearest && nearest.from > span.from ? slot.early : slot.late).push(...people);
    outside += nearest ? distance(nearest, span) * people.length : 0;
  }
  const isLate = span.to > due;
  return {
    ...slot,
    at: span.from,
    weight: [
      slot.resting.length,
      isLate ? 1 : 0,
      slot.early.length + slot.late.length,
      span.from < now + noticeMs ? 1 : 0,
      isLate ? span.from : 0,
      outside,
      span.from,
    ],
  };
}

const nearestOf = ([first, ...others]: readonly Span[], span: Span): Span | undefined =>
  first && others.reduce((best, one) => (distance(one, span) < distance(best, span) ? one : best), first);
const holds = (span: Span, slot: Span) => span.from <= slot.from && slot.to <= span.to;
const distance = (span: Span, slot: Span) => Math.max(0, span.from - slot.from, slot.to - span.to);
const compared = (a: number[], b: number[]) => a.map((one, index) => one - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
const iso = (ms: number) => new Date(ms).toISOString();
