import { describe, expect, test } from 'vitest';
import { gapsIn } from '#domain/postmortem/gaps';
import { factorFrom, meansSomebody } from '#domain/postmortem/own-factors';
import { acknowledged, declared, happened, plus, tuesday } from '#test/builders';

const at = (minutes: number) => plus(tuesday, minutes);
const resolved = (minutes: number) => happened('IncidentResolved', { at: at(minutes), fix: 'permanent', howId: 'how' });
const note = (minutes: number, recorded = minutes) => happened('IncidentNoted', { at: at(recorded), textId: 'n', happenedAt: at(minutes) });
const silences = (...log: Parameters<typeof gapsIn>[0]) =>
  gapsIn(log, []).silent.map(({ from, to }) => [from, to].map((one) => (Date.parse(one) - Date.parse(tuesday)) / 60_000));

describe('What a timeline does not tell', () => {
  test('half an hour of nothing is nothing; a minute more is a silence', () => {
    expect(silences(declared(), resolved(30))).toEqual([]);
    expect(silences(declared(), resolved(31))).toEqual([[0, 31]]);
  });

  test('what was noted later tells of when it happened', () => {
    expect(silences(declared(), acknowledged(), resolved(60))).toEqual([[1, 60]]);
    expect(silences(declared(), acknowledged(), resolved(60), note(30, 90))).toEqual([]);
  });

  test('that an update was due tells nothing', () => {
    expect(silences(declared(), acknowledged(), happened('IncidentUpdateOverdue', { at: at(31), due: at(30) }), resolved(60))).toEqual([
      [1, 60],
    ]);
  });

  test('while it was over nothing had to happen', () => {
    const again = happened('IncidentReopened', { at: at(200) });
    expect(silences(declared(), resolved(20), again, resolved(240))).toEqual([[200, 240]]);
  });

  test('a message tells of the time that it was given last, and of none once it was taken away', () => {
    const message = { channel: 'C1', ts: '1.0' };
    const pinned = happened('IncidentMessagePinned', { at: at(50), entryId: 'e', message, happenedAt: at(50) });
    const dated = happened('IncidentMessageDated', { at: at(70), entryId: 'e', message, happenedAt: at(30) });
    const gone = happened('IncidentMessageUnpinned', { at: at(80), entryId: 'e', message, because: 'unpinned' });
    expect(silences(declared(), pinned, resolved(60))).toEqual([[0, 50]]);
    expect(silences(declared(), pinned, resolved(60), dated)).toEqual([]);
    expect(silences(declared(), pinned, resolved(60), dated, gone)).toEqual([[0, 60]]);
  });

  test('the longest come first, ten are named and the rest counted', () => {
    const notes = Array.from({ length: 12 }, (_, n) => note((n + 1) * 40));
    const { silent, more } = gapsIn([declared(), ...notes, resolved(600)], []);
    expect([silent.length, more]).toEqual([10, 3]);
    expect(silent[0]).toEqual({ from: at(480), to: at(600) });
  });
});

describe('A condition that somebody adds', () => {
  test.each([
    ['No runbook for the fallback', 'no_runbook_for_the_fallback'],
    ['  DNS: TTL too long — for Fax ', 'dns_ttl_too_long_for_fax'],
    ['Störung im Rechenzentrum', 'storung_im_rechenzentrum'],
    ['3rd party', undefined],
    ['x', undefined],
    ['a'.repeat(41), undefined],
  ])('“%s” is kept as %s', (said, kept) => {
    expect(factorFrom(said)).toBe(kept);
  });

  test.each([
    '@ben',
    '<@U0BEN>',
    'Ben Carter',
    "Ben's mistake",
    'Ben’s fault',
    'human error',
    'Operator error',
    'mistake of the on-call',
    'careless deploy',
  ])('“%s” means somebody', (said) => {
    expect(meansSomebody(said)).toBe(true);
  });

  test.each(['two alerts looked alike', 'No runbook', 'load balancer', 'Friday release', 'error budget spent'])('“%s” does not', (said) => {
    expect(meansSomebody(said)).toBe(false);
  });
});
