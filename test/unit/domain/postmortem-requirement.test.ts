import { describe, expect, test } from 'vitest';
import type { Severity } from '#domain/incident/severity';
import { shareOfBudget } from '#domain/postmortem/budget-share';
import { combined, isThirdAlike, requirementOf } from '#domain/postmortem/requirement';
import { declared, givenOpen, happened, plus, tuesday, window } from '#test/builders';

const over = happened('IncidentResolved', { at: plus(tuesday, 40), fix: 'permanent', howId: 'how' });
const resolved = (severity: Severity, more: Parameters<typeof declared>[0] = {}) => givenOpen(declared({ severity, ...more }), over);
const quiet = { share: 0, alike: false };

describe('what an incident asks for', () => {
  test.each(['sev1', 'sev2'] as const)('%s: a postmortem', (severity) => {
    expect(requirementOf(resolved(severity), quiet)).toEqual({ requirement: 'required', because: ['serious'] });
  });
  test.each(['sev3', 'sev4'] as const)('%s: none, but one button asks for one', (severity) => {
    expect(requirementOf(resolved(severity), quiet)).toEqual({ requirement: 'optional', because: [] });
  });
  test('while people are at it nothing is decided', () => {
    expect(requirementOf(givenOpen(declared()), quiet)).toBe('going_on');
  });
  test('more than a fifth of the quarter’s budget asks for one, a fifth does not', () => {
    expect(requirementOf(resolved('sev3'), { share: 0.2, alike: false })).toMatchObject({ requirement: 'optional' });
    expect(requirementOf(resolved('sev3'), { share: 0.2001, alike: false })).toEqual({
      requirement: 'required',
      because: ['error_budget'],
    });
  });
  test('the third of its kind asks for one', () => {
    expect(requirementOf(resolved('sev4'), { share: 0, alike: true })).toEqual({ requirement: 'required', because: ['third_alike'] });
  });
  test('lowered after it was over: still asked for, and a short one is enough', () => {
    const lower = happened('IncidentSeverityChanged', { from: 'sev1', to: 'sev3', reasonId: 'why', afterResolution: true });
    expect(requirementOf(givenOpen(declared({ severity: 'sev1' }), over, lower), quiet)).toEqual({
      requirement: 'light',
      because: ['serious', 'downgraded'],
    });
  });
  test('a false alarm that was serious: a short one; a small one: none', () => {
    const cancelled = happened('IncidentCancelled', { reasonId: 'why' });
    expect(requirementOf(givenOpen(declared({ severity: 'sev2' }), cancelled), quiet)).toEqual({
      requirement: 'light',
      because: ['false_alarm'],
    });
    expect(requirementOf(givenOpen(declared({ severity: 'sev3' }), cancelled), quiet)).toBe('none');
  });
  test('an exercise asks for none, however serious it was played', () => {
    expect(requirementOf(resolved('sev1', { drill: true }), { share: 1, alike: true })).toEqual({
      requirement: 'optional',
      because: ['drill'],
    });
  });
  test('the same as another has none of its own', () => {
    expect(requirementOf(givenOpen(declared(), happened('IncidentMarkedDuplicate', { of: 'INC-7' })), quiet)).toBe('duplicate');
  });
});

describe('what has been asked for', () => {
  test('is not taken back by a figure that was corrected: it gets lighter', () => {
    expect(combined({ requirement: 'required', because: ['error_budget'] }, { requirement: 'optional', because: [] })).toEqual({
      requirement: 'light',
      because: ['downgraded'],
    });
  });
  test('no longer says that it used too much of the budget, once that figure is corrected', () => {
    const wanted = { requirement: 'optional', because: [] } as const;
    expect(combined({ requirement: 'required', because: ['error_budget', 'asked_for'] }, { ...wanted, because: [] })).toEqual({
      requirement: 'required',
      because: ['asked_for'],
    });
    expect(combined({ requirement: 'required', because: ['error_budget', 'third_alike'] }, { ...wanted, because: [] })).toEqual({
      requirement: 'light',
      because: ['third_alike', 'downgraded'],
    });
  });
  test('stays as full as somebody wanted it', () => {
    expect(
      combined({ requirement: 'required', because: ['asked_for'] }, { requirement: 'light', because: ['serious', 'downgraded'] }),
    ).toEqual({
      requirement: 'required',
      because: ['serious', 'downgraded', 'asked_for'],
    });
  });
});

describe('the share of a quarter’s budget', () => {
  /** 99 % of a quarter of 90 days (London’s first of 2026, whose clocks change in it: 2,159 hours) leaves 21 h 35 min 24 s. */
  const share = (impact: ReturnType<typeof window>[], target: number | undefined = 99, zone = 'Europe/London') =>
    shareOfBudget({ impact, until: '2026-03-10T20:00:00.000Z', zone, targetAt: () => target });
  const [from, hour] = ['2026-03-10T10:00:00.000Z', 60];

  test('of four hours unavailable', () => {
    expect(share([window(from, plus(from, 4 * hour))])).toBeCloseTo(4 / 21.59, 6);
  });
  test('is weighted: half of the customers is half of the time, and degraded is none', () => {
    expect(share([window(from, plus(from, 4 * hour), { level: 'partial', fraction: 0.5 })])).toBeCloseTo(2 / 21.59, 6);
    expect(share([window(from, plus(from, 4 * hour), { level: 'degraded', fraction: 0 })])).toBe(0);
  });
  test('of a fifth to the second is a fifth', () => {
    const fifth = 0.2 * 21.59 * hour;
    expect(share([window(from, plus(from, fifth))])).toBeCloseTo(0.2, 6);
    expect(share([window(from, plus(from, fifth + 1))])).toBeGreaterThan(0.2);
  });
  test('counts until it was over where nobody said when it ended', () => {
    expect(share([window(from, null)])).toBeCloseTo(10 / 21.59, 6);
  });
  test('of an incident across the end of a quarter is that of the one it used more of', () => {
    const across = [window('2026-03-31T21:00:00.000Z', '2026-04-01T01:00:00.000Z')];
    // London's second quarter begins at 23:00Z: two hours in each.
    expect(share(across)).toBeCloseTo(2 / 21.59, 3);
  });
  test('of a service without a target is none', () => {
    expect(shareOfBudget({ impact: [window(from, plus(from, 600))], until: from, zone: 'UTC', targetAt: () => undefined })).toBe(0);
  });
});

describe('the third of its kind', () => {
  const seen = (incident: `INC-${number}`, declaredAt: string, factors = ['telemetry_gap'], version = 1) => ({
    incident,
    declaredAt,
    factors,
    version,
  });
  const own = { incident: 'INC-9' as const, declaredAt: '2026-06-01T00:00:00.000Z', factors: ['telemetry_gap'] };

  test('is the third within 90 days with the same factor', () => {
    expect(isThirdAlike(own, [seen('INC-1', '2026-03-03T00:00:00.000Z')])).toBe(false);
    expect(isThirdAlike(own, [seen('INC-1', '2026-03-03T00:00:00.000Z'), seen('INC-2', '2026-04-01T00:00:00.000Z')])).toBe(true);
    expect(isThirdAlike(own, [seen('INC-1', '2026-03-02T23:59:59.000Z'), seen('INC-2', '2026-04-01T00:00:00.000Z')])).toBe(false);
  });
  test('is of one factor, not of several', () => {
    expect(
      isThirdAlike(own, [seen('INC-1', '2026-05-01T00:00:00.000Z', ['blast_radius']), seen('INC-2', '2026-05-02T00:00:00.000Z')]),
    ).toBe(false);
  });
  test('counts each incident once, by the newest word on it', () => {
    const corrected = [seen('INC-1', '2026-05-01T00:00:00.000Z'), seen('INC-1', '2026-05-01T00:00:00.000Z', ['output_focus'], 2)];
    expect(isThirdAlike(own, [...corrected, seen('INC-2', '2026-05-02T00:00:00.000Z')])).toBe(false);
    expect(isThirdAlike(own, [seen('INC-1', '2026-05-01T00:00:00.000Z'), seen('INC-1', '2026-05-01T00:00:00.000Z', undefined, 2)])).toBe(
      false,
    );
  });
  test('may be found of an older one last', () => {
    const newer = [seen('INC-10', '2026-06-05T00:00:00.000Z'), seen('INC-11', '2026-07-05T00:00:00.000Z')];
    expect(isThirdAlike(own, newer)).toBe(true);
  });
});
