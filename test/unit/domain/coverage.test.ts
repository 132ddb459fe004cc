import { describe, expect, test } from 'vitest';
import { calendar, escapedText, folded } from '#domain/team/calendar';
import { coverage, secondaryGaps } from '#domain/team/coverage';
import { gapsAhead, isTime, knownGap } from '#domain/team/gaps';
import { turnedInto } from '#domain/team/keeping-rota';
import { onCall } from '#domain/team/rota';
import { armsSoon, nextHandOver, rotationDue } from '#domain/team/timers';
import { aRota, aService, asha, aTeam, ben, chloe, longAgo, owned, plus, teamSlug, tuesday } from '#test/builders';

const span = { from: '2026-03-14T00:00:00.000Z', to: '2026-03-16T09:00:00.000Z' };
const bothAway = aTeam({ rota: aRota([asha, ben], { away: [asha, ben].map((person) => ({ person, ...span })) }) });
const [from, to] = ['2026-03-10T00:00:00.000Z', '2026-03-24T00:00:00.000Z'];

describe('Coverage', () => {
  test('a rota with somebody at every hour has no gap', () => {
    expect(coverage(aTeam(), from, to, 'all')).toEqual([]);
    expect(secondaryGaps(aTeam(), from, to, 'all')).toEqual([]);
  });

  test('a gap is when nobody at all is there; a Side-kick alone answers', () => {
    expect(coverage(bothAway, from, to, 'all')).toEqual([span]);
    const oneAway = aTeam({ rota: aRota([asha, ben], { away: [{ person: asha, ...span }] }) });
    expect(coverage(oneAway, from, to, 'all')).toEqual([]);
    expect(secondaryGaps(oneAway, from, to, 'all')).toEqual([span]);
  });

  test('only hours that are required count: a weekend is no gap in working hours, and all of it is one outside of them', () => {
    expect(coverage(bothAway, from, to, 'working')).toEqual([]);
    expect(coverage(bothAway, from, to, 'out')).toEqual([span]);
  });

  test('working hours follow the team’s clock through the change of summer time', () => {
    const none = aTeam({ rota: null });
    const days = coverage(none, '2026-03-27T00:00:00.000Z', '2026-03-31T00:00:00.000Z', 'working');
    expect(days).toEqual([
      { from: '2026-03-27T09:00:00.000Z', to: '2026-03-27T17:30:00.000Z' },
      { from: '2026-03-30T08:00:00.000Z', to: '2026-03-30T16:30:00.000Z' },
    ]);
  });

  test('a team that works round the clock is required at every hour, without seams at midnight', () => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
    const none = aTeam({ rota: null, workingHours: { days: [...days], from: '00:00', to: '00:00' } });
    expect(coverage(none, from, to, 'working')).toEqual([{ from, to }]);
    expect(coverage(none, from, to, 'out')).toEqual([]);
  });
});

describe('Gaps ahead', () => {
  const target = (availabilityTarget: number) => {
    const { recordedAt: _, ...current } = owned(1, 'team-bedroom', longAgo);
    return aService({ availabilityTarget, owned: current });
  };
  const ahead = (availabilityTarget: number, team = bothAway) =>
    gapsAhead(team, teamSlug('team-bedroom'), [target(availabilityTarget)], tuesday);

  test('are told with the services that need somebody then, and the cover that they need', () => {
    expect(ahead(99).map(({ gap, level }) => ({ gap, level }))).toEqual([{ gap: span, level: 'domain' }]);
    expect(ahead(99.9).map(({ level }) => level)).toEqual(['team']);
  });

  test('a service that needs nobody out of hours has none at a weekend', () => {
    expect(ahead(95)).toEqual([]);
  });

  test('a gap that goes on beyond two weeks is told whole, and one without an end in sight says so', () => {
    const long = { from: '2026-03-20T00:00:00.000Z', to: '2026-04-10T00:00:00.000Z' };
    const away = [asha, ben].map((person) => ({ person, ...long }));
    expect(ahead(99, aTeam({ rota: aRota([asha, ben], { away }) })).map(({ gap }) => gap)).toEqual([long]);
    expect(ahead(99, aTeam({ rota: null })).map(({ gap }) => gap)).toEqual([{ from: tuesday, to: null }]);
  });

  test('what lies more than two weeks ahead waits', () => {
    const far = { from: '2026-03-25T00:00:00.000Z', to: '2026-03-26T00:00:00.000Z' };
    expect(ahead(99, aTeam({ rota: aRota([asha, ben], { away: [asha, ben].map((person) => ({ person, ...far })) }) }))).toEqual([]);
  });

  const toldAt = '2026-03-09T03:17:00.000Z';
  const known = { ...span, told: 'lead' as const, toldAt };

  test('what was told is known, and so is a part of it; more of it is news', () => {
    const team = aTeam({ gaps: [known] });
    expect(knownGap(team, span)).toEqual(known);
    expect(knownGap(team, { from: '2026-03-15T00:00:00.000Z', to: span.to })).toEqual(known);
    expect(knownGap(team, { from: span.from, to: '2026-03-17T00:00:00.000Z' })).toBeUndefined();
    expect(knownGap(team, { from: span.from, to: null })).toBeUndefined();
  });

  test.each([
    ['on Tuesday it is not yet', '2026-03-10T03:17:00.000Z', false],
    ['on Wednesday its lead has had two days', '2026-03-11T03:17:00.000Z', false],
    ['on Thursday its lead has had three', '2026-03-12T03:17:00.000Z', true],
  ])('product managers hear of it three days before, once its lead has had three days: %s', (_, at, expected) => {
    expect(isTime(known, span, at)).toBe(expected);
  });

  test('what begins tomorrow waits for nobody, and nobody is told twice', () => {
    const late = { ...known, toldAt: '2026-03-13T03:17:00.000Z' };
    expect(isTime(late, span, '2026-03-13T03:18:00.000Z')).toBe(true);
    expect(isTime({ ...late, told: 'product_managers' }, span, '2026-03-13T03:18:00.000Z')).toBe(false);
  });
});

describe('A rota that changes', () => {
  const before = aRota([asha, ben]);
  const zone = 'Europe/London';
  const week = (weeks: number) => plus(tuesday, weeks * 10_080);

  test('from a date on leaves past weeks, and the weeks until then, as they were', () => {
    const after = turnedInto(before, aRota([chloe, asha], { starts: '2026-03-30' }), zone, tuesday);
    expect([0, 1, 2, 3, 4].map((n) => onCall(after, zone, week(n)).superhero)).toEqual([asha, ben, asha, chloe, asha]);
  });

  test('at once counts from now on, by its own weeks', () => {
    const after = turnedInto(before, aRota([ben, chloe]), zone, tuesday);
    expect(onCall(after, zone, plus(tuesday, -1)).superhero).toBe(asha);
    expect(onCall(after, zone, tuesday).superhero).toBe(ben);
    expect(turnedInto(after, aRota([ben, chloe]), zone, week(1))).toEqual(after);
  });

  test('again before it has begun forgets what never was', () => {
    const once = turnedInto(before, aRota([chloe], { starts: '2026-03-30' }), zone, tuesday);
    const twice = turnedInto(once, aRota([ben], { starts: '2026-04-06' }), zone, plus(tuesday, 1));
    expect(onCall(twice, zone, week(3)).superhero).toBe(ben);
    expect([2, 4].map((n) => onCall(twice, zone, week(n)).superhero)).toEqual([asha, ben]);
  });

  test('to none keeps who it was', () => {
    const after = turnedInto(before, null, zone, tuesday);
    expect(onCall(after, zone, plus(tuesday, -60)).superhero).toBe(asha);
    expect(onCall(after, zone, tuesday)).toEqual({ superhero: null, sideKick: null, uncoveredSince: null });
  });
});

describe('A hand-over', () => {
  const team = aTeam({ rotatedAt: longAgo });
  test('is due once its week has begun, and not when it is on record', () => {
    expect(nextHandOver(team, tuesday)).toBe('2026-03-16T09:00:00.000Z');
    const begins = '2026-03-16T09:00:00.000Z';
    expect(rotationDue({ ...team, rotatedAt: begins }, plus(begins, 60))).toBeUndefined();
    expect(rotationDue(team, begins)).toMatchObject({ begins, ends: '2026-03-23T09:00:00.000Z' });
    expect(rotationDue({ ...team, rotatedAt: tuesday }, plus(begins, -1))).toBeUndefined();
    expect(rotationDue({ ...team, rotatedAt: tuesday }, plus(begins, -0.5), true)).toMatchObject({ begins });
  });

  test('that is long over is no news', () => {
    expect(rotationDue(team, plus('2026-03-16T09:00:00.000Z', 37 * 60))).toBeUndefined();
  });

  test('is armed the night before, and never where nobody takes turns', () => {
    expect(armsSoon(team, '2026-03-15T03:17:00.000Z')).toBeUndefined();
    expect(armsSoon(team, '2026-03-16T03:17:00.000Z')).toBe('2026-03-16T09:00:00.000Z');
    expect(nextHandOver(aTeam({ rota: aRota([asha]) }), tuesday)).toBeUndefined();
    expect(nextHandOver(aTeam({ rota: aRota([asha, ben], { fixed: true }) }), tuesday)).toBeUndefined();
    expect(nextHandOver(aTeam({ rota: null }), tuesday)).toBeUndefined();
  });
});

describe('A calendar', () => {
  test('has lines of at most 75 octets, folded between characters', () => {
    const long = `SUMMARY:${'Zoë · '.repeat(40)}`;
    const lines = folded(long).split('\r\n');
    for (const line of lines) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(lines.map((line, index) => (index === 0 ? line : line.slice(1))).join('')).toBe(long);
  });

  test('says commas, semicolons, backslashes and line breaks so that they mean nothing', () => {
    expect(escapedText('a,b;c\\d\ne')).toBe('a\\,b\\;c\\\\d\\ne');
  });

  test('has an event for each stretch in which the same people are on call', () => {
    const { text } = calendar('team-bedroom', team, week, tuesday);
    expect(said(text)).toEqual([
      'UID:team-bedroom-20260309T090000Z@muster',
      'DTSTART:20260309T090000Z',
      'DTEND:20260316T090000Z',
      'SUMMARY:Beds\\, and more: Superhero and Side-kick on call',
      'UID:team-bedroom-20260316T090000Z@muster',
      'DTSTART:20260316T090000Z',
      'DTEND:20260323T090000Z',
      'SUMMARY:Beds\\, and more: Superhero and Side-kick on call',
    ]);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  });

  const team = aTeam({ name: 'Beds, and more' });
  const week = { from: tuesday, to: plus(tuesday, 10_080) };
  const said = (text: string) => text.split('\r\n').filter((line) => /^(DTSTART|DTEND|SUMMARY|UID)/.test(line));

  test('of one person has their turns, says what they are in them, and nobody’s id', () => {
    const { text, events } = calendar('team-bedroom', team, week, tuesday, asha);
    expect(said(text)).toEqual([
      'UID:team-bedroom-superhero-20260309T090000Z@muster',
      'DTSTART:20260309T090000Z',
      'DTEND:20260316T090000Z',
      'SUMMARY:On call for Beds\\, and more (Superhero)',
      'UID:team-bedroom-side-kick-20260316T090000Z@muster',
      'DTSTART:20260316T090000Z',
      'DTEND:20260323T090000Z',
      'SUMMARY:On call for Beds\\, and more (Side-kick)',
    ]);
    expect(events).toBe(2);
    expect(calendar('team-bedroom', team, week, tuesday, chloe).events).toBe(0);
  });

  test('adds nothing when it is read again later, also where one person has all weeks, or somebody stood in', () => {
    const override = { person: chloe, role: 'superhero' as const, from: '2026-03-11T00:00:00.000Z', to: '2026-03-12T00:00:00.000Z' };
    for (const rota of [aRota([asha]), aRota([asha, ben], { overrides: [override] })])
      for (const person of [undefined, asha]) {
        const uids = (at: string) => {
          const { text } = calendar('team-bedroom', aTeam({ rota }), { from: at, to: plus(tuesday, 20_160) }, at, person);
          return said(text).filter((line) => line.startsWith('UID'));
        };
        const first = uids(tuesday);
        expect(first.length).toBeGreaterThan(1);
        for (const hours of [1, 24, 40, 100, 200]) expect(first).toEqual(expect.arrayContaining(uids(plus(tuesday, hours * 60))));
      }
  });
});
