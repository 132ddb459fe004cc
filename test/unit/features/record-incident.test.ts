import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import { asksNobody } from '#domain/incident/incident';
import { timers } from '#domain/incident/timers';
import { leadingTime } from '#domain/time/leading-time';
import { readTime, writtenTime } from '#domain/time/said-time';
import { type RecordIncident, recordIncident } from '#features/record-incident/decide';
import { isOver, readLine } from '#features/record-incident/line';
import { read, recordModal } from '#features/record-incident/modal';
import { react as route } from '#features/route-incident/react';
import { aView, given, guest, happened, inc311, member, noIncident, plus, routed, slug, tom, tuesday } from '#test/builders';

const [from, to] = [plus(tuesday, -60), plus(tuesday, -20)];
const command = (more: Partial<RecordIncident> = {}): RecordIncident => ({
  by: tom,
  at: tuesday,
  from,
  to,
  service: 'bedroom',
  saidId: 'said',
  title: 'Sheets were wet',
  titleId: 'title',
  severity: 'sev3',
  impact: 'partial',
  fix: 'permanent',
  how: 'Dried them',
  howId: 'how',
  private: false,
  ...more,
});
type Facts = Parameters<typeof recordIncident.decide>[1];
const decide = (more: Partial<RecordIncident> = {}, seen: Partial<Facts> = {}) => {
  const facts = { person: member, channel: { shared: false }, names: [{ service: slug('bedroom') }], ...seen } as Facts;
  const decided = recordIncident.decide(noIncident, facts, command(more), { id: inc311, versions: { person: 1, channel: 0, names: 1 } });
  return Array.isArray(decided) ? { events: decided } : decided;
};

describe('What is over already', () => {
  test('is on record as of when it was, with its impact, and as resolved', () => {
    expect(decide()).toMatchObject({
      events: [
        { type: 'IncidentDeclared', at: from, by: tom, service: 'bedroom', afterwards: true, drill: false },
        { type: 'IncidentImpactChanged', at: tuesday, windows: [{ level: 'partial', fraction: 0.5, from, to }] },
        { type: 'IncidentResolved', at: to, fix: 'permanent', howId: 'how' },
      ],
      texts: [
        { id: 'title', body: 'Sheets were wet' },
        { id: 'how', body: 'Dried them' },
      ],
    });
    expect(decide({ impact: 'none' }).events.map(({ type }) => type)).toEqual(['IncidentDeclared', 'IncidentResolved']);
    expect(decide({ service: 'the sheets' }, { names: [undefined] }).events[0]).toMatchObject({ service: null, saidId: 'said' });
  });
  test('asks nobody, until it is opened again', () => {
    const incident = given(...decide().events);
    expect(incident).toMatchObject({ state: 'resolved', declaredAt: from });
    expect(timers(inc311, incident)).toEqual([]);
    const view = aView([...decide().events, routed({ ladder: [] })] as IncidentEvent[]);
    expect(asksNobody(view.incident)).toBe(true);
    expect(route(view)).toEqual([]);
    const again = aView([...decide().events, happened('IncidentReopened', {})] as IncidentEvent[]);
    expect(asksNobody(again.incident)).toBe(false);
  });
  test('is refused where its times cannot be, and nothing is on record', () => {
    expect(() => decide({ to: plus(tuesday, 1) })).toThrow(/still to come/);
    expect(() => decide({ to: from })).toThrow(/end before it begins/);
    expect(() => decide({ from: plus(tuesday, -31 * 24 * 60) })).toThrow(/more than 30 days ago/);
    expect(() => decide({ how: ' ' })).toThrow(/how it was resolved/);
    expect(() => decide({}, { person: guest })).toThrow(/A member of the workspace/);
    expect(() => decide({}, { channel: { shared: true } as Facts['channel'] })).toThrow(/shared with another company/);
  });
});

describe('The line', () => {
  const calendar = { leadingTime, readTime, writtenTime };
  const moment = { now: tuesday, zone: 'Europe/London' };
  test('says when, where and what, as far as it was said', () => {
    expect(readLine('over from 13:00 to 13:40 sev2 checkout: cards failed', moment, calendar)).toEqual({
      from: '2026-03-10 13:00',
      to: '2026-03-10 13:40',
      severity: 'sev2',
      service: 'checkout',
      title: 'cards failed',
    });
    expect(readLine('over from 60 min ago to 20 min ago checkout: it said: no', moment, calendar)).toMatchObject({
      from: '2026-03-10 13:00',
      to: '2026-03-10 13:40',
      title: 'it said: no',
    });
    expect(readLine('over from lunch to tea the till broke', moment, calendar)).toMatchObject({ from: 'lunch', to: '', service: '?' });
  });
  test('is not one that declares a service called over', () => {
    expect(isOver('over from 13:00 to 13:40 checkout: cards')).toBe(true);
    expect(isOver('over: cards failed')).toBe(false);
    expect(isOver('overdraft: from here on')).toBe(false);
  });
});

test('the form is read as it was filled, and keeps what was read back', () => {
  const values = {
    title: { value: 'Sheets were wet' },
    service: { selected_option: { value: 'bedroom' } },
    severity: { selected_option: { value: 'sev3' } },
    from: { value: '13:00' },
    to: { value: '13:40' },
    impact: { selected_option: { value: 'partial' } },
    fix: { selected_option: { value: 'permanent' } },
    how: { value: 'Dried them' },
    options: { selected_options: [{ value: 'private' }] },
  };
  const { private_metadata = '', blocks } = recordModal({ zone: 'Europe/London', channel: 'C1', readBack: { from, to } });
  const state = { values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { [name]: value }])) };
  expect(read({ private_metadata, state })).toMatchObject({
    title: 'Sheets were wet',
    service: 'bedroom',
    impact: 'partial',
    private: true,
    carried: { channel: 'C1', readBack: { from, to } },
  });
  expect(JSON.stringify(blocks)).toContain('I read: from *');
});
