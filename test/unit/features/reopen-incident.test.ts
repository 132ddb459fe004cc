import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import type { Author } from '#domain/person/author';
import type { Person } from '#domain/person/person';
import { reopenIncident } from '#features/reopen-incident/decide';
import { react } from '#features/reopen-incident/react';
import { readRelated, relatedButton } from '#slack-kit/incident-buttons';
import {
  acknowledged,
  asha,
  aView,
  ben,
  channelOpened,
  declared,
  given,
  givenOpen,
  guest,
  happened,
  inc311,
  member,
  monitor,
  plus,
  routed,
  tom,
  tuesday,
} from '#test/builders';

const resolved = happened('IncidentResolved', { at: plus(tuesday, 25), fix: 'workaround', howId: 'how' });
const before = [declared(), routed(), channelOpened(), acknowledged(), resolved];
type Said = { at?: string; reason?: string; person?: Person; inRoom?: boolean };
const reopen = (events: IncidentEvent[], { at = plus(tuesday, 65), reason = '', person = member, inRoom = false }: Said = {}) =>
  reopenIncident.decide(
    given(...events),
    { person },
    { by: ben, at, inRoom, reason, reasonId: 'why' },
    { id: inc311, versions: { person: 1 } },
  );
const reopened = happened('IncidentReopened', { at: plus(tuesday, 65), by: ben });

describe('Opening it again', () => {
  test('is the same incident, with the reason beside it where one is given', () => {
    expect(reopen(before)).toEqual({ events: [reopened], texts: [], answer: 'reopened' });
    expect(reopen(before, { reason: 'the queue grows' })).toMatchObject({
      events: [{ reasonId: 'why' }],
      texts: [{ id: 'why', by: ben, body: 'the queue grows' }],
    });
    expect(reopen([...before, happened('IncidentClosed', { at: plus(tuesday, 30) })])).toMatchObject({ events: [reopened] });
  });
  test('asks afresh: nobody has it, and nobody has been asked', () => {
    expect(givenOpen(...before, reopened)).toMatchObject({ state: 'declared', asked: [], generation: 2, reopened: [reopened.at] });
    expect(givenOpen(...before, reopened)).not.toHaveProperty('acknowledged');
  });
  test('is done within 24 hours of the resolution, and what is open stays so', () => {
    expect(reopen(before, { at: plus(resolved.at, 24 * 60) })).toMatchObject({ answer: 'reopened' });
    expect(() => reopen(before, { at: plus(resolved.at, 24 * 60 + 1) })).toThrow(/more than 24 hours ago/);
    expect(reopen(before.slice(0, 4))).toEqual([]);
  });
  test('is for members, and a false alarm stays one', () => {
    expect(() => reopen(before, { person: guest, inRoom: true })).toThrow(/a member of the workspace/);
    expect(() => reopen([declared(), happened('IncidentCancelled', { reasonId: 'why' })])).toThrow(/It was a false alarm/);
  });
  test('opens the room before anything, brings everyone back and says why', () => {
    const view = aView([...before, reopened]);
    const news = [{ version: 6, event: { ...reopened, reasonId: 'why' }, texts: { why: { by: ben, body: 'it *grows*' } } }];
    expect(react(view, news)).toMatchObject([
      { kind: 'unarchive', key: `${inc311}/unarchive/1`, channel: 'C0ROOM' },
      { kind: 'invite', key: `${inc311}/6/invite`, people: view.incident.insiders },
      { kind: 'message', key: `${inc311}/6/reopened`, to: 'C0ROOM', text: expect.stringContaining('it *grows*') },
    ]);
    expect(view.incident.insiders).toContain(asha);
    expect(react(aView(before), [])).toEqual([]);
    expect(react(aView([...before, reopened, { ...resolved, at: plus(tuesday, 80) }]), [])).toEqual([]);
  });
  test('whoever opened it again is asked where only a person can open the room; nobody else hears of it while it is private', () => {
    const asked = (by: Author, first: IncidentEvent[] = before) => {
      const [room] = react(aView([...first, { ...reopened, by }]), [{ version: 6, event: { ...reopened, by }, texts: {} }]);
      return room?.kind === 'unarchive' ? room.otherwise : [];
    };
    const ask = { kind: 'message', key: `${inc311}/unarchive/1/ask`, text: expect.stringContaining('unarchive <#C0ROOM>') };
    expect(asked(ben)).toMatchObject([{ ...ask, to: ben }]);
    expect(asked(monitor)).toMatchObject([{ ...ask, to: '#muster-ops' }]);
    const hidden = [declared({ private: true }), channelOpened({ private: true }), acknowledged(), resolved];
    expect(asked(monitor, hidden)).toMatchObject([{ ...ask, to: tom }]);
  });
  test('what was typed goes with the button that declares a new one', () => {
    expect(readRelated(relatedButton(inc311, 'the queue grows').value)).toEqual({ id: inc311, words: 'the queue grows' });
    expect(readRelated(relatedButton(inc311, '').value)).toEqual({ id: inc311, words: '' });
    expect(relatedButton(inc311, 'x'.repeat(5000)).value?.length).toBeLessThan(2001);
  });
});
