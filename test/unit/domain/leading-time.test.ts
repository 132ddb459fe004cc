import { describe, expect, test } from 'vitest';
import { momentOf } from '#domain/person/moment';
import { leadingTime } from '#domain/time/leading-time';
import { readTime, writtenTime } from '#domain/time/said-time';
import { aStage, asha, harrowHome, hasPerson, member, omar, tuesday } from '#test/builders';
import { fc } from '#test/properties';

const london = { now: '2026-03-10T14:30:00.000Z', zone: 'Europe/London' };
const read = (said: string) => leadingTime(said, london);
const todayAt = (time: string) => `2026-03-10T${time}:00.000Z`;

describe('The time that words begin with', () => {
  test.each([
    ['14:05 restarted the queue', todayAt('14:05'), 'restarted the queue'],
    ['14:05: restarted the queue', todayAt('14:05'), 'restarted the queue'],
    ['14:05 – restarted the queue', todayAt('14:05'), 'restarted the queue'],
    ['at 14:05, restarted', todayAt('14:05'), 'restarted'],
    ['1:51 pm restarted', todayAt('13:51'), 'restarted'],
    ['20 min ago the basket was back', todayAt('14:10'), 'the basket was back'],
    ['yesterday 23:30 deployed 1.4.2', '2026-03-09T23:30:00.000Z', 'deployed 1.4.2'],
    ['23:30 yesterday, deployed', '2026-03-09T23:30:00.000Z', 'deployed'],
    ['2026-03-09 08:15 first complaint', '2026-03-09T08:15:00.000Z', 'first complaint'],
    ['2026-03-10T13:51:00Z first complaint', todayAt('13:51'), 'first complaint'],
    ['14:05', todayAt('14:05'), ''],
    ['14:05 line one\nline two', todayAt('14:05'), 'line one\nline two'],
  ])('%j', (said, at, rest) => {
    expect(read(said)).toEqual({ at, rest });
  });

  test('leaves to the words what belongs to them', () => {
    expect(read('14:05 sun came back to the dashboards')).toEqual({ at: todayAt('14:05'), rest: 'sun came back to the dashboards' });
    expect(read('14:05 may be the cause')).toEqual({ at: todayAt('14:05'), rest: 'may be the cause' });
    expect(read('14:05 14:07 was the second try')).toEqual({ at: todayAt('14:05'), rest: '14:07 was the second try' });
  });

  test.each([
    '',
    'restarted the queue at 14:05',
    'Monday 5 nodes failed',
    'now it works again',
    'today nothing more',
    '2 pods restarted',
    '127.0.0.1:80 refuses',
    '25:99 is no time',
    '1:1000 requests fail',
    'v14:05 was rolled back',
    '<!channel> 14:05',
  ])('%j begins with none', (said) => {
    expect(read(said)).toBeUndefined();
  });

  test('is meant in the zone of whoever wrote it', () => {
    expect(leadingTime('02:51 restarted', { ...london, zone: 'Pacific/Auckland' })?.at).toBe('2026-03-10T13:51:00.000Z');
  });

  test('whatever follows it: what is left are the words, and nothing of them is lost', () => {
    const words = fc
      .array(fc.constantFrom('restarted', '*bold*', '<@U1>', '&lt;', 'from', '🔥', 'ago,', '`x`', '14:07', 'may', 'sun', '7'), {
        minLength: 1,
        maxLength: 9,
      })
      .map((all) => all.join(' '));
    fc.assert(
      fc.property(words, (rest) => {
        expect(read(`14:05 ${rest}`)).toEqual({ at: todayAt('14:05'), rest });
      }),
    );
  });

  test('whatever is written: a time and the end of what was written, or nothing', () => {
    const piece = fc.constantFrom(
      '14:05',
      '20',
      'min',
      'ago',
      'yesterday',
      'pm',
      '2026-03-10',
      ':',
      '-',
      '\n',
      'x',
      '<',
      '∞',
      '25:61',
      'from',
      'to',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.array(piece).map((all) => all.join(' ')),
        ),
        (said) => {
          const found = read(said);
          if (found)
            expect([said.endsWith(found.rest) || said.trimEnd().endsWith(found.rest), Number.isNaN(Date.parse(found.at))]).toEqual([
              true,
              false,
            ]);
        },
      ),
    );
  });
});

describe('A time written for its reader', () => {
  test('reads as the same minute in every zone, but for the hour that a clock change makes twice', () => {
    const at = fc
      .integer({ min: Date.parse('2026-01-01'), max: Date.parse('2026-03-10T14:00:00Z') })
      .map((ms) => new Date(ms - (ms % 60_000)).toISOString());
    const zone = fc.constantFrom('Europe/London', 'Pacific/Auckland', 'America/St_Johns', 'Asia/Kathmandu', 'UTC');
    fc.assert(
      fc.property(at, zone, (instant, there) => {
        expect(readTime(writtenTime(instant, there), { ...london, zone: there })).toBe(instant);
      }),
    );
    expect(writtenTime('2026-03-10T13:51:40.000Z', 'Pacific/Auckland')).toBe('2026-03-11 02:51');
  });
});

describe('Where somebody speaks', () => {
  test('is their own zone, else the organisation’s, and never one that no calendar knows', async () => {
    const stage = await harrowHome();
    await hasPerson(stage, asha, { ...member, state: 'known', kind: 'member', deactivated: false, zone: 'Pacific/Auckland' });
    await hasPerson(stage, omar, { state: 'known', kind: 'member', deactivated: false, zone: 'Mars/Olympus' });
    expect(await momentOf(stage, asha)).toEqual({ now: tuesday, zone: 'Pacific/Auckland' });
    expect(await momentOf(stage, omar)).toEqual({ now: tuesday, zone: 'Europe/London' });
    expect((await momentOf(aStage(), omar)).zone).toBe('UTC');
  });
});
