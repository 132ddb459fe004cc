import { describe, expect, test } from 'vitest';
import type { Fact, IncidentEvent } from '#domain/incident/events';
import type { ImpactWindow } from '#domain/incident/impact';
import type { Person } from '#domain/person/person';
import { readBackInLine } from '#features/set-impact/answer';
import { confirmButton, readWanted } from '#features/set-impact/buttons';
import { changeOf, longestReason, type SaidImpact, setImpact } from '#features/set-impact/decide';
import { readLine, readShare } from '#features/set-impact/line';
import { confirmModal, impactModal, read, readConfirmed } from '#features/set-impact/modal';
import { react } from '#features/set-impact/react';
import { readTimes, writeTimes } from '#features/set-impact/read';
import { card } from '#features/show-card/card';
import { checkMessageBlocks, checkView } from '#sandbox/slack/block-kit/check';
import { lasting, totalSaid, windowsSaid } from '#slack-kit/impact-words';
import {
  asha,
  aView,
  bot,
  channelOpened,
  declared,
  given,
  givenOpen,
  guest,
  happened,
  inc311,
  lena,
  member,
  plus,
  routed,
  toTheEnd,
  tuesday,
  window,
} from '#test/builders';
import { fc } from '#test/properties';

const m = (minute: number) => plus(tuesday, minute);
const at = m(35);
const standing = { id: inc311, versions: { person: 1 } };
const say = (events: IncidentEvent[], said: SaidImpact, person: Person = member, inRoom = false) =>
  setImpact.decide(given(...events), { person }, { by: asha, at, inRoom, reasonId: 'x1', ...said }, standing);
const windowsAfter = (events: IncidentEvent[], said: SaidImpact) => changeOf(givenOpen(...events), said, at).windows;
const recorded = (...windows: ImpactWindow[]): Fact<'IncidentImpactChanged'> => happened('IncidentImpactChanged', { before: [], windows });
const lasted = window(m(-11), m(20));
const mitigated = happened('IncidentMitigated', { at: m(20) });
const over = [declared(), recorded(lasted), happened('IncidentResolved', { at: m(25), fix: 'permanent', howId: 'how' })];

describe('Impact', () => {
  test('said without a time is from the declaration while nothing is recorded, and from now afterwards', () => {
    expect(say([declared()], { level: 'unavailable' })).toEqual({
      events: [{ type: 'IncidentImpactChanged', at, by: asha, before: [], windows: [window(tuesday, null)] }],
      texts: [],
    });
    expect(windowsAfter([declared(), recorded(window(m(-11), null))], { level: 'partial' })).toEqual([
      window(m(-11), at),
      window(at, null, { level: 'partial', fraction: 0.5 }),
    ]);
    expect(windowsAfter([declared(), recorded(window(m(-11), null))], { level: 'none' })).toEqual([window(m(-11), at)]);
  });

  test('may begin before the declaration; both values are kept, and why it was corrected is a text of its own', () => {
    const before = [window(tuesday, null)];
    const decision = say([declared(), recorded(...before)], { level: 'unavailable', from: m(-11), to: m(32), reason: 'by the logs' });
    expect(decision).toEqual({
      events: [{ type: 'IncidentImpactChanged', at, by: asha, before, windows: [window(m(-11), m(32))], reasonId: 'x1' }],
      texts: [{ id: 'x1', by: asha, body: 'by the logs' }],
    });
  });

  test('ends when it is said to have ended, and began when its beginning is said', () => {
    const going = [declared(), recorded(window(m(-11), null))];
    expect(windowsAfter(going, { level: 'none', from: m(32) })).toEqual([window(m(-11), m(32))]);
    expect(windowsAfter(going, { level: 'none', to: m(-5) })).toEqual([window(m(-5), null)]);
    expect(windowsAfter([declared()], { level: 'unavailable', to: m(10) })).toEqual([window(tuesday, m(10))]);
  });

  test('said until when, of what goes on, ends it; a part of it that was different ends nothing', () => {
    const going = [declared(), recorded(window(m(-11), null))];
    const partial = { level: 'partial', fraction: 0.5 } as const;
    expect(windowsAfter(going, { level: 'unavailable', from: m(-5), to: m(32) })).toEqual([window(m(-11), m(32))]);
    expect(windowsAfter(going, { level: 'unavailable', to: m(32) })).toEqual([window(m(-11), m(32))]);
    expect(windowsAfter(going, { level: 'partial', from: m(-20), to: m(32) })).toEqual([window(m(-20), m(32), partial)]);
    expect(windowsAfter(going, { level: 'partial', from: m(0), to: m(5) })).toEqual([
      window(m(-11), m(0)),
      window(m(0), m(5), partial),
      window(m(5), null),
    ]);
    expect(windowsAfter(going, { level: 'partial', from: m(-30), to: m(-20) })).toEqual([
      window(m(-30), m(-20), partial),
      window(m(-11), null),
    ]);
  });

  test('said again changes nothing', () => {
    expect(say([declared(), recorded(window(tuesday, null))], { level: 'unavailable' })).toEqual([]);
    expect(say([declared()], { level: 'none' })).toEqual([]);
    expect(say([declared(), recorded(lasted)], { level: 'unavailable', from: m(-11), to: m(20) })).toEqual([]);
  });

  test('takes the usual share, or the one that is said', () => {
    expect(windowsAfter([declared()], { level: 'degraded' })).toEqual([window(tuesday, null, { level: 'degraded', fraction: 0 })]);
    expect(windowsAfter([declared()], { level: 'partial', fraction: 0.8 })).toEqual([
      window(tuesday, null, { level: 'partial', fraction: 0.8 }),
    ]);
    expect(windowsAfter([declared()], { level: 'unavailable', fraction: 1 })).toEqual([window(tuesday, null)]);
  });

  test('can be corrected once it is over, from when to when; severity stays as it is', () => {
    expect(windowsAfter(over, { level: 'degraded', from: m(-11), to: m(20) })).toEqual([{ ...lasted, level: 'degraded', fraction: 0 }]);
    expect(windowsAfter(over, { level: 'none', from: m(10) })).toEqual([window(m(-11), m(10))]);
    expect(windowsAfter([declared(), mitigated], { level: 'partial', from: m(30) })).toHaveLength(1);
    const after = given(...over, happened('IncidentImpactChanged', { before: [lasted], windows: [] }));
    expect(after).toMatchObject({ state: 'resolved', severity: 'sev1', impact: [] });
  });

  test.each<[string, IncidentEvent[], SaidImpact, RegExp]>([
    ['a share above 1', [declared()], { level: 'partial', fraction: 1.2 }, /between 0 and 1/],
    ['a share below 0', [declared()], { level: 'partial', fraction: -0.1 }, /between 0 and 1/],
    ['a share that is no number', [declared()], { level: 'partial', fraction: Number.NaN }, /between 0 and 1/],
    ['a share of what is all gone', [declared()], { level: 'unavailable', fraction: 0.3 }, /`impact partial 0.8`/],
    ['a share of nothing', [declared()], { level: 'none', fraction: 0.3 }, /no share/],
    ['an end before its beginning', [declared()], { level: 'partial', from: m(10), to: m(5) }, /end before it begins/],
    ['a beginning at its end', [declared()], { level: 'partial', from: m(10), to: m(10) }, /end before it begins/],
    ['a beginning that is still to come', [declared()], { level: 'partial', from: m(36) }, /still to come/],
    ['an end that is still to come', [declared()], { level: 'partial', from: m(1), to: m(60) }, /still to come/],
    ['what is more than thirty days ago', [declared()], { level: 'partial', from: m(35 - 30 * 1440 - 1) }, /30 days ago/],
    ['more than fifty windows', [declared(), recorded(...fifty())], { level: 'partial', from: m(33), to: m(34) }, /more than 50 windows/],
    ['what goes on although it is over', over, { level: 'partial', from: m(10) }, /from when to when/],
    ['what is said without times although it is over', over, { level: 'partial' }, /from when to when/],
    [
      'a false alarm',
      [declared(), happened('IncidentCancelled', { reasonId: 'why' })],
      { level: 'partial', from: m(1), to: m(2) },
      /false alarm/,
    ],
    ['why at too great length', [declared()], { level: 'partial', reason: 'x'.repeat(longestReason + 1) }, /at most 500/],
  ])('refuses %s, and says that nothing has changed', (_, events, said, why) => {
    expect(() => say(events, said)).toThrow(why);
    expect(() => say(events, said)).toThrow(/Nothing has changed\.$/);
  });

  test('is said by those whom the incident exists for', () => {
    expect(() => say([], { level: 'none' })).toThrow(/no such incident/);
    expect(() => say([declared({ private: true })], { level: 'partial' })).toThrow(/no such incident/);
    expect(() => say([declared()], { level: 'partial' }, guest)).toThrow(/Guests/);
    expect(() => say([declared()], { level: 'partial' }, bot)).toThrow(/Only people/);
    expect(say([declared()], { level: 'partial' }, guest, true)).toHaveProperty('events.length', 1);
  });
});

function fifty(): ImpactWindow[] {
  return Array.from({ length: 50 }, (_, n) => window(m(-600 + n * 10), m(-595 + n * 10)));
}

describe('A line that says it', () => {
  test.each([
    ['partial 0.5 from 150 min ago to 60 min ago', { level: 'partial', fraction: 0.5, from: '150 min ago', to: '60 min ago' }],
    ['none from 14:10', { level: 'none', from: '14:10' }],
    ['unavailable', { level: 'unavailable' }],
    ['UNAVAILABLE since 13:51 Until 14:34', { level: 'unavailable', from: '13:51', to: '14:34' }],
    ['partial 50% to 14:34 from 2026-03-10T13:51:00Z', { level: 'partial', fraction: 0.5, from: '2026-03-10T13:51:00Z', to: '14:34' }],
    [
      'degraded from 10:00 to 10:50 because only staff, from Leeds to York',
      { level: 'degraded', from: '10:00', to: '10:50', reason: 'only staff, from Leeds to York' },
    ],
    ['none reason: a false reading', { level: 'none', reason: 'a false reading' }],
    ['partial -0.2', { level: 'partial', fraction: -0.2 }],
    ['partial 1.5', { level: 'partial', fraction: 1.5 }],
  ])('%j', (said, line) => {
    expect(readLine(said)).toEqual(line);
  });

  test.each([
    '',
    'down',
    'partial much',
    'partial from',
    'partial from 13:51 to',
    'partial from 13:51 from 13:52',
    'partial 0.5 0.6',
    'partial 13:51',
    'from 13:51 partial',
    '<!channel>',
  ])('%j is not understood', (said) => {
    expect(readLine(said)).toBeUndefined();
  });

  test('is the same whatever the order of from and to, and whatever is said of why', () => {
    const level = fc.constantFrom('unavailable', 'partial', 'degraded', 'none');
    const share = fc.option(fc.constantFrom('0', '0.5', '.25', '80%', '1'), { nil: undefined });
    const time = fc.option(fc.constantFrom('13:51', '20 min ago', 'yesterday 23:30', '2026-03-10T13:51:00Z', 'Tuesday 9:00'), {
      nil: undefined,
    });
    const why = fc.option(fc.constantFrom('to from to', '<!channel>', 'because it was', '*x* & <@U1>', 'none from 14:10'), {
      nil: undefined,
    });
    fc.assert(
      fc.property(level, share, time, time, why, fc.boolean(), (how, fraction, from, to, reason, turned) => {
        const spans = [from && `from ${from}`, to && `to ${to}`];
        const said = [how, fraction, ...(turned ? spans.toReversed() : spans), reason && `because ${reason}`].filter(Boolean).join(' ');
        expect(readLine(said)).toEqual({
          level: how,
          ...(fraction && { fraction: readShare(fraction) }),
          ...(from && { from }),
          ...(to && { to }),
          ...(reason && { reason }),
        });
      }),
    );
  });

  test('of any words is a line or none, and never more than was said', () => {
    const piece = fc.constantFrom(
      'partial',
      'none',
      '0.5',
      'from',
      'to',
      'since',
      '13:51',
      'ago',
      'because',
      '<!channel>',
      '&lt;',
      '%',
      '-1',
      '\n',
      '∞',
      'constructor',
      '__proto__',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.array(piece, { maxLength: 12 }).map((all) => all.join(' ')),
        ),
        (said) => {
          const line = readLine(said);
          if (line === undefined) return;
          for (const words of [line.from, line.to])
            expect(words === undefined || (words !== '' && said.split(/\s+/).join(' ').includes(words))).toBe(true);
          expect(line.fraction === undefined || Number.isFinite(line.fraction)).toBe(true);
        },
      ),
    );
  });
});

describe('What is read back', () => {
  const going = givenOpen(declared(), recorded(window(m(-5), null)));
  const wanted = { id: inc311, level: 'unavailable', from: m(-9), to: m(34) } as const;
  const told = JSON.stringify(readBackInLine(wanted, changeOf(going, wanted, at)).blocks);

  test('says what will be true in the reader’s own zone, and what changes of what was recorded', () => {
    expect(told).toContain('13:51 UTC> to <!date^1773153240^{time}|2026-03-10 14:34 UTC>, unavailable, 43 min*');
    expect(told).toContain('*Recorded so far*\\nsince ');
    expect(told).toMatch(/\*Then on record\*.*43 min in all"/);
    expect(told).toContain('Nothing is recorded yet.');
  });
  test('is done by one press, with the instants that were read back', () => {
    const full = { ...wanted, level: 'partial', fraction: 0.25, reason: '"\n'.repeat(longestReason / 2) } as const;
    const button = confirmButton(full);
    expect(readWanted(button.value)).toEqual(full);
    expect(button.value?.length).toBeLessThan(2000);
    expect(readConfirmed({ private_metadata: confirmModal(full, true, changeOf(going, wanted, at), true).private_metadata ?? '' })).toEqual(
      { ...full, inRoom: true },
    );
  });
  test('offers nothing to confirm where nothing would change', () => {
    const same = { id: inc311, level: 'unavailable', from: m(-5) } as const;
    expect(JSON.stringify(readBackInLine(same, changeOf(going, same, at)).blocks)).not.toContain('That is right');
    expect(confirmModal(same, true, changeOf(going, same, at), false).submit).toBeUndefined();
  });
});

describe('The form', () => {
  const moment = { now: at, zone: 'Pacific/Auckland' };
  const seconds = '2026-03-10T13:51:07.123Z';
  const prefill = { level: 'partial', fraction: 0.25, from: seconds, to: m(20), reason: 'by the logs' } as const;
  const view = impactModal({ id: inc311, inRoom: true }, { ...prefill, words: writeTimes(prefill, moment.zone), zone: moment.zone });
  const filled = (words: Record<string, string>) => ({
    private_metadata: view.private_metadata ?? '',
    state: {
      values: {
        level: { level: { selected_option: { value: 'partial' } } },
        ...Object.fromEntries(Object.entries(words).map(([name, value]) => [name, { [name]: { value } }])),
      },
    },
  });

  test('opens with what is recorded, in the reader’s own time, and what nobody touches keeps its seconds', () => {
    expect(() => checkView(view, 'modal')).not.toThrow();
    const {
      times,
      filled: before,
      ...said
    } = read(filled({ share: '0.25', from: '2026-03-11 02:51', to: '2026-03-11 03:20', reason: 'by the logs' }));
    expect(said).toEqual({ about: { id: inc311, inRoom: true }, level: 'partial', fraction: 0.25, reason: 'by the logs' });
    expect(readTimes(times, moment, before)).toEqual({ from: seconds, to: m(20) });
    expect(readTimes({ ...times, from: '02:52' }, moment, before)).toEqual({ from: '2026-03-10T13:52:00.000Z', to: m(20) });
  });
  test('tells which words are no time and which share is no number', () => {
    expect(readTimes({ from: '02:52', to: 'soonish' }, moment)).toEqual({ unread: 'to', words: 'soonish' });
    expect(readTimes({ from: '<!channel>', to: 'soonish' }, moment)).toEqual({ unread: 'from', words: '<!channel>' });
    expect(read(filled({ share: 'half' })).fraction).toBeNaN();
    expect(readTimes(read(filled({})).times, moment)).toEqual({ from: undefined, to: undefined });
  });
});

describe('What is said of it', () => {
  test('in the room: what is on record now, why, and what was believed before', () => {
    const changed = happened('IncidentImpactChanged', {
      at,
      by: lena,
      before: [lasted],
      windows: [{ ...lasted, level: 'degraded', fraction: 0 }],
      reasonId: 'x1',
    });
    const news = [{ version: 4, event: changed, texts: { x1: { by: lena, body: '<!channel> *staff*' } } }];
    const [effect] = react(aView([declared(), routed(), channelOpened(), changed]), news);
    if (effect?.kind !== 'message') throw new Error('No message');
    expect(effect).toMatchObject({ key: 'INC-311/4/impact', to: 'C0ROOM' });
    expect(effect.text).toMatch(
      /^\*Impact\*, says <@U0LENA>: .*, degraded, 31 min\n31 min in all, weighted 0 min &lt;!channel&gt; \*staff\*$/,
    );
    expect(checkMessageBlocks(effect.blocks)).toHaveLength(3);
    expect(JSON.stringify(effect.blocks)).toMatch(/Before: .*, unavailable, 31 min/);
    expect(react(aView([declared(), routed()]), news)).toEqual([]);
  });
  test('on the card: the windows and what they come to, however many there are, and a button as long as there may be more to say', () => {
    const shown = (...events: IncidentEvent[]) => {
      const { blocks } = card(aView([declared(), routed(), channelOpened(), ...events]), []);
      return `${checkMessageBlocks(blocks).length}${JSON.stringify(blocks)}`;
    };
    expect(shown()).not.toContain('Customers hurt');
    expect(shown(recorded(lasted))).toMatch(/Customers hurt.*unavailable, 31 min\\n\*31 min in all\*/);
    expect(shown(recorded(...fifty()))).toMatch(/45 earlier.*4 h 10 min in all/);
    expect(shown(...toTheEnd())).toContain('"set-impact"');
    expect(shown(happened('IncidentCancelled', { reasonId: 'why' }))).not.toContain('"set-impact"');
  });
  test('in all is how long and what it weighs, and does not change with the clock', () => {
    const half = window(m(40), m(60), { level: 'partial', fraction: 0.5 });
    expect(totalSaid([lasted, half])).toBe('51 min in all, weighted 41 min');
    expect(totalSaid([lasted, window(m(40), null)])).toBe('31 min in all, going on');
    expect(totalSaid([window(m(40), null)])).toBe('going on');
    expect(windowsSaid([half])).toMatch(/, partial 0.5, 20 min$/);
    expect([20_000, 60_000, 3_900_000, 3_600_000, 183_600_000].map(lasting)).toEqual([
      'less than a minute',
      '1 min',
      '1 h 5 min',
      '1 h',
      '2 d 3 h',
    ]);
  });
});
