import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import { nextRung, nobodyReached, rungIsDue, rungMinutes, rungOf, ladderTimers as timers } from '#domain/incident/ladder';
import { Severity, severityMeaning } from '#domain/incident/severity';
import { readFiring } from '#features/escalate-incident/read';
import {
  acknowledged,
  asha,
  ben,
  declared,
  escalated,
  given,
  givenOpen,
  inc311,
  lena,
  malik,
  marek,
  noIncident,
  paged,
  pageRefused,
  plus,
  priya,
  routed,
  serviceChanged,
  tuesday,
  unacknowledged,
} from '#test/builders';
import { fc } from '#test/properties';

describe('The ladder', () => {
  test('of sev1 and sev2 goes on after 5, 10 and 15 minutes, of sev3 after 30 and 60, of sev4 not at all', () => {
    expect(Severity.options.map(rungMinutes)).toEqual([[0, 5, 10, 15], [0, 5, 10, 15], [0, 30, 60], [0]]);
  });

  test('asks the Side-kick five minutes after the on-call, then the lead, then management', () => {
    const asked: IncidentEvent[] = [declared(), routed()];
    expect(nextRung(given(...asked))).toEqual({
      rung: 1,
      role: 'side_kick',
      people: [ben],
      at: plus(tuesday, 5),
      because: 'no_acknowledgement',
    });
    asked.push(escalated());
    expect(nextRung(given(...asked))).toMatchObject({ rung: 2, role: 'lead', people: [marek], at: plus(tuesday, 10) });
    asked.push(escalated({ rung: 2, role: 'lead', people: [marek], at: plus(tuesday, 10) }));
    expect(nextRung(given(...asked))).toMatchObject({ rung: 3, role: 'management', people: [priya, lena, malik], at: plus(tuesday, 15) });
    asked.push(escalated({ rung: 3, role: 'management', people: [priya, lena, malik], at: plus(tuesday, 15) }));
    expect(nextRung(given(...asked))).toBeUndefined();
  });

  test('counts from when the question was first asked, however late a rung came', () => {
    const late = given(declared(), routed(), escalated({ at: plus(tuesday, 9) }));
    expect(nextRung(late)?.at).toBe(plus(tuesday, 10));
  });

  test('asks nobody before the incident is routed, once somebody has it, or where there is none', () => {
    for (const incident of [given(declared()), given(declared(), routed(), acknowledged()), noIncident]) {
      expect(nextRung(incident)).toBeUndefined();
      expect(timers(inc311, incident)).toEqual([]);
      expect(rungIsDue(incident, '2099-01-01T00:00:00.000Z')).toBe(false);
    }
  });

  test('goes on at once from a rung on which nobody could be reached, even where sev4 would stop', () => {
    for (const severity of Severity.options) {
      const refused = given(declared({ severity }), routed(), pageRefused());
      expect(nextRung(refused)).toMatchObject({ rung: 1, people: [ben], at: tuesday, because: 'not_reached' });
      expect(rungIsDue(refused, tuesday)).toBe(true);
    }
  });

  test('waits as long as one of several on a rung was reached', () => {
    const two = routed({
      ladder: [
        { role: 'on_call', people: [asha, marek] },
        { role: 'side_kick', people: [ben] },
      ],
    });
    expect(nextRung(given(declared(), two, pageRefused()))).toMatchObject({ at: plus(tuesday, 5), because: 'no_acknowledgement' });
    expect(nextRung(given(declared(), two, pageRefused(), pageRefused({ person: marek })))).toMatchObject({ because: 'not_reached' });
  });

  test('a page of an older question says nothing about this one', () => {
    const anew = given(
      declared(),
      routed(),
      acknowledged(),
      unacknowledged(),
      routed({ at: plus(tuesday, 20) }),
      pageRefused({ generation: 1 }),
    );
    expect(nextRung(anew)).toMatchObject({ because: 'no_acknowledgement', at: plus(tuesday, 25) });
  });

  test('knows when everybody was asked and not one page went through', () => {
    const one = routed({ ladder: [{ role: 'on_call', people: [asha] }] });
    expect(nobodyReached(givenOpen(declared(), one))).toBe(false);
    expect(nobodyReached(givenOpen(declared(), one, pageRefused()))).toBe(true);
    expect(nobodyReached(givenOpen(declared(), one, paged()))).toBe(false);
    expect(nobodyReached(givenOpen(declared(), one, pageRefused(), acknowledged()))).toBe(false);
    expect(nobodyReached(givenOpen(declared(), routed(), pageRefused()))).toBe(false);
    expect(nobodyReached(givenOpen(declared()))).toBe(false);
  });

  test('a timer says which question it was armed for', () => {
    expect(timers(inc311, given(declared(), routed()))).toEqual([
      { name: 'INC-311-ladder-1-g1', at: plus(tuesday, 5), payload: { aggregate: inc311, timer: 'ladder-1', generation: 1 } },
    ]);
    expect(rungOf('ladder-3')).toBe(3);
    for (const other of ['ladder-', 'ladder-x', 'ladder--1', 'update-3', '3', '']) expect(rungOf(other)).toBeUndefined();
    const anew = given(declared(), routed(), acknowledged(), unacknowledged(), routed({ at: plus(tuesday, 20) }));
    expect(timers(inc311, anew)).toMatchObject([{ name: 'INC-311-ladder-1-g2', at: plus(tuesday, 25), payload: { generation: 2 } }]);
    const elsewhere = given(declared(), routed(), serviceChanged(), routed({ at: plus(tuesday, 6) }));
    expect(timers(inc311, elsewhere)).toMatchObject([{ name: 'INC-311-ladder-1-g2', at: plus(tuesday, 11) }]);
  });

  test.each([
    ['London, forward', '2026-03-29T00:58:00.000Z'],
    ['London, back', '2026-10-25T00:58:00.000Z'],
    ['New York, forward', '2026-03-08T06:58:00.000Z'],
    ['New York, back', '2026-11-01T05:58:00.000Z'],
  ])('counts minutes that pass, whatever the clocks on the wall do: %s', (_, at) => {
    const asked: IncidentEvent[] = [declared({ at }), routed({ at })];
    const times = [1, 2, 3].map((rung) => {
      const time = timers(inc311, given(...asked))[0]?.at ?? '';
      asked.push(escalated({ at: time, rung }));
      return (Date.parse(time) - Date.parse(at)) / 60_000;
    });
    expect(times).toEqual([5, 10, 15]);
  });

  test('for any course of events: one timer at most, of a lawful name, and never one name for two times', () => {
    const step = fc.constantFrom<IncidentEvent>(
      routed({ at: plus(tuesday, 2) }),
      escalated(),
      pageRefused(),
      pageRefused({ rung: 1, person: ben }),
      acknowledged(),
      unacknowledged(),
      serviceChanged(),
    );
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 30 }),
        fc.constantFrom(...Severity.options),
        fc.integer({ min: 1, max: 999_999_999 }),
        (steps, severity, number) => {
          const seen = new Map<string, string>();
          const happened: IncidentEvent[] = [declared({ severity })];
          for (const [minute, event] of steps.entries()) {
            happened.push({ ...event, at: plus(tuesday, minute) });
            const armed = timers(`INC-${number}`, given(...happened));
            expect(armed.length).toBeLessThanOrEqual(1);
            for (const { name, payload } of armed) {
              expect(name).toMatch(/^[0-9A-Za-z_.-]{1,64}$/);
              expect(seen.get(name) ?? JSON.stringify(payload)).toBe(JSON.stringify(payload));
              seen.set(name, JSON.stringify(payload));
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('A schedule that other code armed', () => {
  test('is understood where it says what today’s says, and more does no harm', () => {
    const [timer] = timers(inc311, given(declared(), routed()));
    expect(readFiring(timer?.payload)).toEqual({ id: inc311, fired: { generation: 1, rung: 1 } });
    expect(readFiring({ ...timer?.payload, armedBy: 'tomorrow' })).toEqual({ id: inc311, fired: { generation: 1, rung: 1 } });
  });
  test.each([
    ['an unknown timer', { timer: 'update-1', generation: 1 }],
    ['no timer', { generation: 1 }],
    ['no generation', { timer: 'ladder-1' }],
    ['a generation that is no number', { timer: 'ladder-1', generation: '1' }],
    ['a timer that is no word', { timer: 1, generation: 1 }],
    ['nothing but the incident', {}],
  ])('leads to what the record says is due: %s', (_, payload) => {
    expect(readFiring({ aggregate: inc311, ...payload })).toEqual({ id: inc311 });
  });
  test.each([
    [{}],
    [{ aggregate: 'SVC-checkout', timer: 'ladder-1', generation: 1 }],
    [{ incident: inc311 }],
    [null],
    ['x'],
    [7],
    [undefined],
  ])('is left to the sweep where it names no incident: %j', (payload) => {
    expect(readFiring(payload)).toBeUndefined();
  });
});

test('every severity has one plain sentence that fits Slack’s options', () => {
  for (const severity of Severity.options) {
    expect(severityMeaning[severity].length).toBeGreaterThan(20);
    expect(severityMeaning[severity].length).toBeLessThanOrEqual(75);
  }
});
