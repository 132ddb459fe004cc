import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import { organisations } from '#domain/organisation/organisation';
import type { Person } from '#domain/person/person';
import { closeIncident } from '#features/close-incident/decide';
import { react } from '#features/close-incident/react';
import { asha, aView, channelOpened, declared, given, guest, happened, inc311, member, plus, tuesday } from '#test/builders';

const at = plus(tuesday, 90);
const resolved = happened('IncidentResolved', { at: plus(tuesday, 40), fix: 'permanent', howId: 'how' });
const closed = happened('IncidentClosed', { at });
const close = (events: IncidentEvent[], person: Person = member) =>
  closeIncident.decide(
    given(...events),
    { person, organisation: organisations.initial },
    { by: asha, at, inRoom: true },
    { id: inc311, versions: { person: 1, organisation: 1 } },
  );

describe('Closing', () => {
  test('is for what is resolved, and done once', () => {
    expect(close([declared(), resolved])).toEqual({ events: [closed], answer: 'closed' });
    expect(close([declared(), resolved, closed])).toEqual([]);
  });
  test('what is not resolved, or was a false alarm, is not closed; a guest does not close', () => {
    expect(() => close([declared()])).toThrow(/not resolved yet/);
    expect(() => close([declared(), happened('IncidentCancelled', { reasonId: 'why' })])).toThrow(/false alarm/);
    expect(() => close([declared(), resolved], guest)).toThrow(/a member of the workspace/);
  });
  test('is said in the room', () => {
    const news = [{ version: 4, event: closed, texts: {} }];
    expect(react(aView([declared(), channelOpened(), resolved, closed]), news)).toMatchObject([
      { key: `${inc311}/4/closed`, to: 'C0ROOM' },
    ]);
    expect(react(aView([declared()]), news)).toEqual([]);
  });
});
