import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';

/**
 * What people are asked and when, told a second time and in another way: the clock of `Intl`, one minute after the other, and the rules of
 * `domain.md` 4.2 to 4.4 as one would explain them to a colleague. It shares nothing with the product but the log that both read.
 */
export type Hours = { zone: string; days: string[]; from: string; to: string; holidays: string[] };
export type Local = { date: string; time: string };
export type Sent = { at: string; as: 'message' | 'reply' | 'nudge'; what: Record<string, string[]> };

const minute = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

const locals = new Map<string, Local>();
export function local(zone: string, ms: number): Local {
  const key = `${zone} ${ms}`;
  const known = locals.get(key) ?? read(zone, ms);
  locals.set(key, known);
  return known;
}

function read(zone: string, ms: number): Local {
  let format = formats.get(zone);
  if (format === undefined) {
    const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
    format = new Intl.DateTimeFormat('sv-SE', { ...digits, timeZone: zone, hourCycle: 'h23' });
    formats.set(zone, format);
  }
  const [date = '', time = ''] = format.format(ms).split(' ');
  return { date, time };
}

const nextDate = (date: string, days = 1) => new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const weekday = (date: string) => ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';

export const works = ({ days, holidays }: Hours, date: string) => days.includes(weekday(date)) && !holidays.includes(date);
const workingDate = (hours: Hours, date: string, later: number): string => {
  let [day, left] = [date, later];
  while (left > 0) {
    day = nextDate(day);
    if (works(hours, day)) left--;
  }
  return day;
};

/** The instant at which clocks there show that; of a time that is left out, as many minutes later. */
export function instant(zone: string, date: string, time: string): number {
  const key = `${zone} ${date} ${time}`;
  const known = instants.get(key) ?? search(zone, date, time);
  instants.set(key, known);
  return known;
}
const instants = new Map<string, number>();

function search(zone: string, date: string, time: string): number {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  for (let quarter = -15 * 4; quarter <= 15 * 4; quarter++) {
    const ms = asUtc + quarter * 15 * minute;
    const there = local(zone, ms);
    if (there.date === date && there.time === time) return ms;
  }
  const before = local(zone, asUtc - 86_400_000);
  return asUtc - (Date.parse(`${before.date}T${before.time}:00Z`) - (asUtc - 86_400_000));
}

export const daysOn = (hours: Hours, ms: number, days: number) => {
  const { date, time } = local(hours.zone, ms);
  return instant(hours.zone, nextDate(date, days), time);
};
export const workingDaysOn = (hours: Hours, ms: number, days: number, at?: string) => {
  const { date, time } = local(hours.zone, ms);
  return instant(hours.zone, workingDate(hours, date, days), at ?? time);
};
function morning(hours: Hours, ms: number): number {
  const { date, time } = local(hours.zone, ms);
  if (works(hours, date) && time <= '09:30') return instant(hours.zone, date, '09:30');
  return instant(hours.zone, workingDate(hours, date, 1), '09:30');
}
function atWork(hours: Hours, ms: number): boolean {
  const { date, time } = local(hours.zone, ms);
  const { from, to } = hours;
  if (from < to) return works(hours, date) && time >= from && time < to;
  return (works(hours, date) && time >= from) || (works(hours, nextDate(date, -1)) && time < to);
}
export const soon = (hours: Hours, ms: number, minutes: number) =>
  atWork(hours, ms + minutes * minute) ? ms + minutes * minute : morning(hours, ms + minutes * minute);

export function allowed(hours: Hours, ms: number, called: number | undefined): boolean {
  const { date, time } = local(hours.zone, ms);
  const rests = called !== undefined && ms >= called && ms < called + 12 * 60 * minute;
  return works(hours, date) && time >= '08:00' && time < '20:00' && !rests;
}
export function allowedFrom(hours: Hours, ms: number, called: number | undefined): number {
  if (allowed(hours, ms, called)) return ms;
  if (called !== undefined && ms >= called && ms < called + 12 * 60 * minute) return allowedFrom(hours, called + 12 * 60 * minute, called);
  return allowedFrom(hours, morning(hours, ms), called);
}

type Wish = { what: string; due: number; keeps?: boolean };
type Mine = {
  as: string[];
  asked: Map<string, number>;
  last: number;
  nudged: { at: number; date: string }[];
  done: Set<string>;
  skipped: Set<string>;
  wrote: boolean;
  five: boolean;
  fix: boolean;
  watched: boolean;
  later: number | undefined;
};
type Known = {
  t0: number;
  peak: string;
  light: boolean;
  moving: boolean;
  paused: boolean;
  state: string;
  owner?: string;
  owning?: { at: number; told: boolean };
  /** Who had it until the hour was over. */
  before?: string | undefined;
  facilitator?: string;
  facilitating?: number;
  due: number;
  soonDue: number;
  decide: number;
  publish: number;
  meeting?: { planned: number; by: string; begins: number; draft: number | undefined; invited: string[] };
  signing?: { since: number; of: string | undefined };
  signed?: boolean;
  people: Map<string, Mine>;
};

const ms = (at: string) => Date.parse(at);
const everyday = (what: string) => /^p\d$/.test(what) || ['nudge_1', 'nudge_2', 'owns', 'due', 'due_soon', 'sign_off'].includes(what);

/** One person, and all postmortems that there are. */
export function modelOf(person: string) {
  const all = new Map<string, Known>();
  const sent: Sent[] = [];
  const days = new Map<string, { message: number; reply: boolean }>();
  let thread: string[][] = [];

  const mine = (one: Known, who: string) => {
    const part = one.people.get(who);
    if (part) return part;
    const fresh: Mine = {
      ...{ as: ['notified'], asked: new Map(), last: 0, nudged: [], done: new Set<string>(), skipped: new Set<string>() },
      ...{ wrote: false, five: false, fix: false, watched: false, later: undefined },
    };
    one.people.set(who, fresh);
    return fresh;
  };
  function anew(part: Mine) {
    for (const what of [...part.asked.keys()]) if (everyday(what)) part.asked.delete(what);
    Object.assign(part, { nudged: [], later: undefined });
  }

  function happens(id: string, event: PostmortemEvent) {
    const one = all.get(id);
    if (event.type === 'PostmortemOffered') {
      const plain = { paused: false, state: 'offered', due: 0, soonDue: 0, decide: 0, publish: 0, people: new Map() };
      all.set(id, { ...plain, t0: ms(event.t0), peak: event.peak, light: false, moving: event.movingTo !== undefined });
      return;
    }
    if (one === undefined) return;
    if ('ladder' in event && event.ladder) Object.assign(one, { due: ms(event.ladder.due), soonDue: ms(event.ladder.soon) });
    switch (event.type) {
      case 'PostmortemRequired':
        Object.assign(one, { t0: ms(event.t0), peak: event.peak, light: event.requirement === 'light', state: 'draft' });
        break;
      case 'PostmortemRequirementChanged':
        Object.assign(one, { peak: event.peak, light: event.requirement === 'light' });
        break;
      case 'PostmortemReopened':
        one.paused = true;
        for (const part of one.people.values()) part.fix ||= part.five && !part.done.has('p8');
        break;
      case 'PostmortemResumed':
        Object.assign(one, { paused: false, t0: ms(event.t0) });
        for (const part of one.people.values()) anew(part);
        break;
      case 'PostmortemPeopleChanged':
        for (const { person: who, as } of event.people) {
          const known = one.people.has(who);
          const part = mine(one, who);
          part.as = known ? [...part.as, ...as] : [...as];
        }
        break;
      case 'PostmortemOwnerAssigned':
        if (one.owner !== undefined && one.owner !== event.owner && one.people.has(event.owner)) anew(mine(one, event.owner));
        if (event.because !== 'nobody_picked') delete one.before;
        else if (one.owner !== event.owner) one.before = one.owner;
        one.owner = event.owner;
        one.owning = { at: ms(event.at), told: event.because !== 'default' && event.by !== event.owner };
        break;
      case 'PostmortemPromptAnswered':
        for (const what of event.prompts) {
          mine(one, event.by).done.add(what);
          mine(one, event.by).skipped.delete(what);
        }
        mine(one, event.by).wrote = true;
        if (event.prompts.includes('p5')) mine(one, event.by).five = true;
        break;
      case 'PostmortemPromptSkipped': {
        const part = mine(one, event.by);
        if (event.how === 'watched') part.watched = true;
        else if (event.how === 'later') {
          Object.assign(part, { watched: false, later: event.until ? ms(event.until) : part.later });
          for (const what of event.prompts) if (part.skipped.delete(what)) part.done.delete(what);
        } else
          for (const what of event.prompts) {
            if (!part.done.has(what)) part.skipped.add(what);
            part.done.add(what);
          }
        break;
      }
      case 'PostmortemMeetingPlanned':
        if (one.meeting?.begins !== ms(event.begins))
          for (const part of one.people.values()) for (const what of ['invited', 'draft']) part.asked.delete(what);
        one.meeting = {
          ...{ planned: ms(event.at), by: event.by, begins: ms(event.begins), invited: event.invited },
          draft: event.draftAt ? ms(event.draftAt) : undefined,
        };
        break;
      case 'PostmortemSignOffAsked':
        if (event.of) one.people.get(event.of)?.asked.delete('sign_off');
        one.signing = { since: ms(event.at), of: event.of };
        break;
      case 'PostmortemSignOffRests':
        delete one.signing;
        break;
      case 'PostmortemSignedOff':
        one.signed = true;
        break;
      case 'PostmortemMeetingHeld':
        Object.assign(one, { state: 'in_review', decide: ms(event.decideBy), publish: ms(event.publishBy) });
        break;
      default:
    }
  }

  /** Open prompts of theirs, whether they were asked already or not, and what they are to be told. */
  function wishes(one: Known, hours: Hours): { open: Wish[]; told: Wish[] } {
    const part = one.people.get(person);
    const owns = one.owner === person;
    const [open, told]: [Wish[], Wish[]] = [[], []];
    const wasThere = part?.as.some((as) => ['responder', 'reporter', 'customer_support', 'builder', 'receiver'].includes(as));
    const draft = one.state === 'draft';
    const asks = draft || one.state === 'in_review';
    if (asks && wasThere && !part?.watched) {
      const serious = one.peak === 'sev1';
      const five = serious ? workingDaysOn(hours, one.t0, 1, '15:00') : workingDaysOn(hours, one.t0, 2, '10:00');
      open.push({ what: 'p1', due: soon(hours, one.t0, 15) }, { what: 'p5', due: five, keeps: serious });
      if (part?.fix) open.push({ what: 'p8', due: soon(hours, one.t0, 15) });
      if (!one.light) open.push({ what: 'p3', due: workingDaysOn(hours, one.t0, 1, '10:00') });
      if (!one.light && one.moving) open.push({ what: 'p7', due: five, keeps: serious });
    }
    if (asks && owns && !one.light) open.push({ what: 'p2', due: soon(hours, one.t0, 240), keeps: true });
    if (draft && owns && !one.light && !one.meeting) {
      open.push({ what: 'p4', due: workingDaysOn(hours, one.t0, 1, '14:00') });
    }
    if (one.state === 'in_review' && !one.light && (owns || part?.as.includes('product_manager')))
      open.push({ what: 'p6', due: one.decide });
    if (owns) for (const wish of open) wish.due = Math.max(wish.due, one.owning?.at ?? 0);
    if (owns && one.owning?.told) told.push({ what: 'owns', due: Math.max(one.owning.at, soon(hours, one.t0, 15)) });
    if (!owns && one.before === person && one.owning)
      told.push({ what: 'drives_no_more', due: workingDaysOn(hours, one.owning.at, 1, '10:00') });
    if (draft && owns) told.push({ what: 'due_soon', due: one.soonDue }, { what: 'due', due: one.due });
    if (one.state === 'in_review' && owns) told.push({ what: 'publish', due: one.publish });
    const heard = part && (part.asked.size > 0 || part.done.size > 0 || part.wrote);
    const invited = one.meeting?.invited.includes(person);
    const answers = one.signing && part?.as.includes('product_manager');
    if (draft && part && !owns && !wasThere && !heard && !invited && !answers)
      told.push({ what: 'notified', due: soon(hours, one.t0, 15) });
    if (draft && invited) told.push(...aboutMeeting(one, hours));
    if (one.signing?.of === person && !one.signed) open.push({ what: 'sign_off', due: one.signing.since });
    return { open: open.filter(({ what }) => !part?.done.has(what)), told };
  }

  /** They hear of it at once in their hours, unless the draft comes on that working day or the next; whoever planned it knows. */
  function aboutMeeting({ meeting, people }: Known, hours: Hours): Wish[] {
    if (meeting === undefined) return [];
    const draft = meeting.draft === undefined ? undefined : allowedFrom(hours, meeting.draft, undefined);
    const isDraft = draft !== undefined && draft < meeting.begins;
    const hears = allowedFrom(hours, soon(hours, meeting.planned, 0), undefined);
    const knows = meeting.by === person || people.get(person)?.asked.has('draft') || hears >= meeting.begins;
    const soonAnyway = isDraft && draft < workingDaysOn(hours, hears, 2, '00:00');
    return [...(isDraft ? [{ what: 'draft', due: draft }] : []), ...(knows || soonAnyway ? [] : [{ what: 'invited', due: hears }])];
  }

  function owed(one: Known, hours: Hours, called: number | undefined): Wish[] {
    const { open, told } = wishes(one, hours);
    const part = one.people.get(person);
    const wasAsked = (what: string) => part?.asked.has(what) || (what === 'due_soon' && part?.asked.has('due'));
    const all = [...open, ...told].filter(({ what }) => !wasAsked(what));
    // What is chosen after the meeting, and the sign-off, is reminded of from its own first day on, all else from that of the oldest that is open.
    const byThemselves = ['p6', 'sign_off'];
    const groups = [
      open.filter(({ what }) => !byThemselves.includes(what)),
      ...byThemselves.map((one) => open.filter(({ what }) => what === one)),
    ];
    const again = groups.flatMap((some): Wish[] => {
      const reminded = some.filter(({ what }) => what !== 'p8' || part?.later !== undefined);
      const [oldest] = reminded.flatMap(({ what }) => part?.asked.get(what) ?? []).toSorted((a, b) => a - b);
      if (part === undefined || oldest === undefined) return [];
      const had = part.nudged.filter(({ at }) => at > oldest).length;
      const wishes = [1, 2]
        .filter((n) => n > had)
        .map((n) => ({ what: `nudge_${n}`, due: Math.max(workingDaysOn(hours, oldest, n), part.later ?? 0) }));
      if (had >= 2 && part.later !== undefined && part.later > part.last) wishes.push({ what: 'nudge_2', due: part.later });
      // Asked again is only what was asked, and reminded of, on another day before.
      const dates = [local(hours.zone, oldest).date, ...part.nudged.slice(-1).map(({ date }) => date)].toSorted();
      const last = dates.at(-1) ?? '';
      return wishes.filter(({ due }) => last < local(hours.zone, allowedFrom(hours, due, undefined)).date);
    });
    return [...all, ...again].map((wish) => ({ ...wish, due: allowedFrom(hours, wish.due, called) }));
  }

  /** One minute of theirs. */
  function looks(now: number, hours: Hours, called: number | undefined) {
    if (!allowed(hours, now, called)) return;
    const today = local(hours.zone, now).date;
    const day = days.get(today);
    if (day?.reply) return;
    const thisMorning = allowedFrom(hours, morning(hours, instant(hours.zone, today, '00:00')), called);
    const leftOver = (wish: Wish) => (local(hours.zone, wish.due).date < today ? { what: wish.what, due: thisMorning } : wish);
    const chosen = new Map<string, string[]>();
    let any = false;
    for (const [id, one] of all) {
      if (one.paused || !['draft', 'in_review'].includes(one.state)) continue;
      const may = owed(one, hours, called)
        .map(leftOver)
        .filter(({ keeps, due }) => !day || (keeps && due > day.message));
      const now_ = may.filter(({ due }) => due <= now);
      const alongToday = may.filter(({ due, keeps }) => due > now && local(hours.zone, due).date === today && (day || !keeps));
      any ||= now_.length > 0;
      const what = [...new Set([...now_, ...alongToday].map((wish) => wish.what))];
      if (what.length > 0) chosen.set(id, what);
    }
    if (!any) return;
    for (const [id, what] of chosen) {
      const said = what.filter(
        (one) =>
          !(one === 'nudge_1' && what.includes('nudge_2')) &&
          !(one === 'due_soon' && what.includes('due')) &&
          !(one === 'invited' && what.includes('draft')),
      );
      chosen.set(id, said.toSorted());
    }
    const onlyAgain = [...chosen.values()].flat().every((what) => what.startsWith('nudge'));
    const sameThread = thread.length > 0 && [...chosen.keys()].every((id) => thread.flat().includes(id));
    const as = day ? 'reply' : onlyAgain && sameThread ? 'nudge' : 'message';
    const ids = [...chosen.keys()];
    thread = as === 'message' ? [ids] : [...thread, ids].slice(-4);
    days.set(today, day ? { ...day, reply: true } : { message: now, reply: false });
    sent.push({ at: new Date(now).toISOString(), as, what: Object.fromEntries(chosen) });
    for (const [id, what] of chosen) {
      const part = mine(all.get(id) as Known, person);
      for (const one of what) if (!part.asked.has(one)) part.asked.set(one, now);
      part.last = now;
      if (what.some((one) => one.startsWith('nudge'))) part.nudged.push({ at: now, date: today });
    }
  }

  return { happens, looks, sent };
}
