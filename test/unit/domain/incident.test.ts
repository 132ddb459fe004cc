import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import { holderOf, Incident, incidents, mayKnow } from '#domain/incident/incident';
import {
  acknowledged,
  asha,
  ben,
  channelOpened,
  channelRefused,
  chloe,
  declared,
  dev,
  escalated,
  given,
  givenOpen,
  happened,
  lena,
  malik,
  marek,
  omar,
  paged,
  pageRefused,
  plus,
  priya,
  reported,
  routed,
  serviceChanged,
  slug,
  tom,
  toTheEnd,
  tuesday,
  unacknowledged,
  unrouted,
  window,
} from '#test/builders';

const everything = [
  declared(),
  routed(),
  channelOpened(),
  paged(),
  reported(),
  escalated(),
  acknowledged({ at: plus(tuesday, 7) }),
  unacknowledged(),
  serviceChanged(),
  routed(),
  unrouted(),
  ...toTheEnd(),
];

describe('An incident', () => {
  test('begins declared, with its channel awaited and nobody asked', () => {
    expect(given(declared())).toEqual({
      state: 'declared',
      severity: 'sev1',
      severityDeclared: 'sev1',
      severityPeak: 'sev1',
      regraded: 0,
      service: slug('bedroom'),
      private: false,
      drill: false,
      declaredAt: tuesday,
      declaredBy: tom,
      reportedBy: tom,
      insiders: [tom],
      reports: 1,
      titleId: 'title',
      room: { state: 'awaited' },
      unrouted: false,
      asked: [],
      generation: 1,
      askedSince: tuesday,
      roles: {},
      impact: [],
      telling: { since: tuesday, nextBy: null, updates: 0, generation: 1 },
      subscribers: [],
      swarmed: [],
      duplicates: [],
      alerts: [],
      moreAlerts: false,
      called: [],
      passing: { asks: 0, handoffs: 0, handovers: 0, managers: [] },
      sameAs: [],
      touched: true,
      formerRooms: [],
      stirredAt: tuesday,
      quietSince: null,
      reopened: [],
    });
  });

  test('is run to its end, opened again and ended again; who had it stays known, and the peak never falls', () => {
    const had = [declared(), routed(), acknowledged()];
    const upTo = (type: IncidentEvent['type']) => toTheEnd().slice(0, toTheEnd().findIndex((event) => event.type === type) + 1);
    const resolved = givenOpen(...had, ...upTo('IncidentResolved'));
    expect(resolved).toMatchObject({
      state: 'resolved',
      severity: 'sev3',
      severityPeak: 'sev1',
      roles: { commander: lena },
      titleId: 'title2',
      impact: [window(plus(tuesday, -11), plus(tuesday, 36))],
      resolved: { fix: 'workaround', howId: 'how' },
      subscribers: [{ kind: 'person', person: priya }],
    });
    expect(holderOf(resolved)).toBe(asha);
    const again = givenOpen(...had, ...upTo('IncidentReopened'));
    expect(again).toMatchObject({
      state: 'declared',
      reopened: [plus(tuesday, 60)],
      generation: 2,
      askedSince: plus(tuesday, 60),
      asked: [],
    });
    for (const gone of ['acknowledged', 'mitigated', 'resolved', 'routing']) expect(again).not.toHaveProperty(gone);
    expect(givenOpen(...had, ...toTheEnd())).toMatchObject({ state: 'closed', resolved: { fix: 'permanent' }, subscribers: [] });
    expect(given(declared(), happened('IncidentCancelled', { reasonId: 'why' }))).toMatchObject({ state: 'cancelled' });
  });

  test('read as it was written before these fields came, is complete', () => {
    const {
      severityDeclared,
      severityPeak,
      regraded,
      roles,
      impact,
      telling,
      subscribers,
      reopened,
      formerRooms,
      stirredAt,
      quietSince,
      ...old
    } = givenOpen(declared());
    expect(Incident.parse(old)).toEqual(givenOpen(declared()));
  });

  test('does not come into being by anything but a declaration', () => {
    for (const event of everything.slice(1)) expect(given(event)).toEqual({ state: 'none' });
  });

  test('keeps who was asked, rung by rung, and which pages were refused', () => {
    expect(givenOpen(declared(), routed(), pageRefused(), escalated()).asked).toEqual([
      { role: 'on_call', at: tuesday, people: [asha], refused: [asha] },
      { role: 'side_kick', at: plus(tuesday, 5), people: [ben], refused: [] },
    ]);
  });

  test('nobody counts as asked while the first rung is not the on-call: that is an escalation of its own', () => {
    expect(givenOpen(declared(), routed({ ladder: [{ role: 'lead', people: [marek] }] })).asked).toEqual([]);
  });

  test('given back, it is asked anew: routing forgotten, the next generation, the clock from then', () => {
    const given = givenOpen(declared(), routed(), acknowledged(), unacknowledged());
    expect(given).toMatchObject({ state: 'declared', asked: [], generation: 2, askedSince: plus(tuesday, 20) });
    expect(given).not.toHaveProperty('routing');
    expect(given).not.toHaveProperty('acknowledged');
  });

  test('of another service, it is asked anew and whoever has it keeps it', () => {
    const moved = givenOpen(declared({ service: null }), routed({ owner: null }), unrouted(), acknowledged(), serviceChanged());
    expect(moved).toMatchObject({
      state: 'acknowledged',
      service: 'bedroom',
      generation: 2,
      unrouted: false,
      asked: [],
      acknowledged: { by: asha },
    });
    expect(moved).not.toHaveProperty('routing');
  });

  test('knows its room, or why there is none', () => {
    expect(givenOpen(declared(), channelOpened()).room).toEqual({ state: 'open', channel: 'C0ROOM' });
    expect(givenOpen(declared(), channelRefused()).room).toEqual({ state: 'refused', code: 'restricted_action' });
  });

  test('is what its own schema says, after every event of its log, and is stored as such', () => {
    everything.forEach((_, index) => {
      const incident = given(...everything.slice(0, index + 1));
      expect(Incident.parse(JSON.parse(JSON.stringify(incident)))).toEqual(incident);
      expect(incidents.listed?.(incident)).toEqual({
        list: ['resolved', 'closed', 'cancelled', 'duplicate'].includes(incident.state) ? 'over' : 'open',
        at: tuesday,
      });
    });
    expect(incidents.listed?.(incidents.initial)).toBeUndefined();
    for (const event of everything) expect(incidents.event.parse(event)).toEqual(event);
  });
});

describe('A private incident', () => {
  const secret = givenOpen(
    declared({ private: true, by: tom, reportedBy: dev }),
    routed({ swarm: [asha, chloe] }),
    escalated({ people: [ben] }),
  );

  test('is known to who declared and reported it, who was brought in and who was asked', () => {
    expect(new Set(secret.insiders)).toEqual(new Set([tom, dev, asha, chloe, ben]));
    expect(givenOpen(declared({ private: true }), acknowledged({ by: lena })).insiders).toContain(lena);
    for (const insider of [tom, dev, asha, chloe, ben]) expect(mayKnow(secret, insider)).toBe(true);
  });

  test('does not exist for anyone else, unless they speak in its own channel', () => {
    for (const outsider of [priya, omar, malik]) {
      expect(mayKnow(secret, outsider)).toBe(false);
      expect(mayKnow(secret, outsider, true)).toBe(true);
    }
    expect(mayKnow(givenOpen(declared()), omar)).toBe(true);
  });
});
