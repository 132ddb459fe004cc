import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import { goneTimers, timers } from '#domain/incident/timers';
import { type DuplicateIncident, duplicateIncident } from '#features/duplicate-incident/decide';
import { readLine } from '#features/duplicate-incident/line';
import { duplicateModal, read } from '#features/duplicate-incident/modal';
import { react } from '#features/duplicate-incident/react';
import { countDuplicate, followDuplicate } from '#features/duplicate-incident/report';
import { card } from '#features/show-card/card';
import {
  acknowledged,
  type asha,
  aView,
  ben,
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
  tom,
  tuesday,
  window,
} from '#test/builders';

const at = plus(tuesday, 10);
const other = given(declared({ at: plus(tuesday, -1) }), routed());
const same = (of: `INC-${number}` | null, more: { by?: typeof asha } = {}) =>
  happened('IncidentMarkedDuplicate', { at, by: lena, of, ...more });
type Facts = Parameters<typeof duplicateIncident.decide>[1];
const decide = (events: IncidentEvent[], more: Partial<DuplicateIncident> = {}, seen: Partial<Facts> = {}) =>
  duplicateIncident.decide(
    given(...events),
    { person: member, way: [other], ...seen },
    { by: lena, inRoom: false, at, of: 'INC-7', ...more },
    { id: inc311, versions: { person: 1, way: 1 } },
  );

describe('The same as another', () => {
  test('is marked as such, whatever state it is in, and impact that is going on ends', () => {
    expect(decide([declared()])).toEqual({ events: [same('INC-7')], answer: { of: 'INC-7' } });
    const hurt = happened('IncidentImpactChanged', { before: [], windows: [window(tuesday, null)] });
    expect(decide([declared(), hurt])).toMatchObject({ events: [{ windows: [{ to: at }] }, { type: 'IncidentMarkedDuplicate' }] });
    const over = happened('IncidentResolved', { fix: 'permanent', howId: 'how' });
    expect(decide([declared(), over])).toEqual({ events: [same('INC-7')], answer: { of: 'INC-7' } });
  });
  test('said twice it is so once', () => {
    expect(decide([declared(), same('INC-7')])).toEqual([]);
  });
  test('a chain has one end', () => {
    const seen = { way: [given(declared(), same('INC-3')), other] };
    expect(decide([declared()], {}, seen)).toEqual({ events: [same('INC-3')], answer: { of: 'INC-3' } });
  });
  test('is never itself, be it by way of another', () => {
    expect(() => decide([declared()], { of: inc311 })).toThrow(/duplicate of itself/);
    expect(() => decide([declared()], {}, { way: [given(declared(), same(inc311)), given(declared())] })).toThrow(/the other way round/);
  });
  test('is nothing of which each is the same as the next', () => {
    const circle = [given(declared(), same('INC-3')), given(declared(), same('INC-7'))];
    expect(() => decide([declared()], {}, { way: circle })).toThrow(/none goes on.*Nothing has changed/);
    const round = [given(declared(), same('INC-3')), given(declared(), same(inc311)), given(declared(), same('INC-7'))];
    expect(() => decide([declared()], {}, { way: round })).toThrow(/the other way round/);
  });
  test('is no false alarm, no drill of a real one, and nothing that would tell of a private one', () => {
    const alarm = given(declared(), happened('IncidentCancelled', { reasonId: 'why' }));
    expect(() => decide([declared()], {}, { way: [alarm] })).toThrow(/false alarm/);
    expect(() => decide([declared()], {}, { way: [given(declared({ drill: true }))] })).toThrow(/drill/);
    expect(() => decide([declared()], { by: tom }, { way: [given(declared({ private: true }))] })).toThrow(/private/);
    expect(() => decide([declared()], {}, { way: [given(declared({ private: true }))] })).toThrow(/no such incident/);
    expect(() => decide([declared()], {}, { way: [] })).toThrow(/no such incident/);
  });
  test('is not one that is over while this one goes on: what to do instead is said', () => {
    const resolved = happened('IncidentResolved', { fix: 'permanent', howId: 'how' });
    const over = given(declared(), resolved);
    expect(() => decide([declared()], {}, { way: [over] })).toThrow(
      /INC-7 is resolved already.*`\/incident reopen INC-7`.*a new one which goes on from it.*leave this one as it is\. Nothing has changed/,
    );
    expect(() => decide([declared(), acknowledged()], {}, { way: [given(declared(), same('INC-3')), over] })).toThrow(
      /INC-3 is resolved already/,
    );
    const closed = given(declared(), resolved, happened('IncidentClosed', {}));
    expect(() => decide([declared(), happened('IncidentMitigated', {})], {}, { way: [closed] })).toThrow(/INC-7 is closed already/);
    expect(decide([declared(), resolved], {}, { way: [over] })).toMatchObject({ answer: { of: 'INC-7' } });
  });
  test('tells nobody of a private one, wherever that leads', () => {
    const secret = given(declared({ private: true }), same('INC-3'));
    expect(() => decide([declared()], {}, { way: [secret, other] })).toThrow(/no such incident/);
    expect(decide([declared()], { by: tom }, { way: [secret, other] })).toMatchObject({ answer: { of: 'INC-3' } });
  });
  test('is for members to say', () => {
    expect(() => decide([declared()], { inRoom: true }, { person: guest })).toThrow(/a member of the workspace/);
  });
  test('asks nobody any more', () => {
    const events = [declared(), routed(), channelOpened(), same('INC-7')];
    expect(timers(inc311, given(...events)).map(({ payload }) => payload.timer)).toEqual(['archive']);
    expect(goneTimers(inc311, given(...events))).toContain(`${inc311}-ladder-1-g1`);
  });
});

describe('One of its own after all', () => {
  test('is what it was before', () => {
    expect(decide([declared(), same('INC-7')], { of: null })).toEqual([same(null)]);
    expect(decide([declared()], { of: null })).toEqual([]);
    const resolved = happened('IncidentResolved', { fix: 'permanent', howId: 'how' });
    const closed = happened('IncidentClosed', {});
    for (const course of [[acknowledged()], [acknowledged(), happened('IncidentMitigated', {})], [resolved], [resolved, closed]]) {
      const before = givenOpen(declared(), routed(), ...course);
      expect(givenOpen(declared(), routed(), ...course, same('INC-7'), same(null))).toMatchObject({ state: before.state });
    }
  });
  test('where nobody had it, that is asked anew', () => {
    const again = givenOpen(declared(), routed(), same('INC-7'), same(null));
    expect(again).toMatchObject({ state: 'declared', generation: 2, askedSince: at, asked: [] });
    expect(again).not.toHaveProperty('routing');
  });
});

describe('The one that goes on', () => {
  const count = (events: IncidentEvent[], duplicate: IncidentEvent[]) =>
    countDuplicate.decide(
      given(...events),
      { other: given(...duplicate) },
      { at, by: lena, duplicate: 'INC-8' },
      { id: inc311, versions: { other: 1 } },
    );
  const known = happened('IncidentDuplicatesChanged', { at, duplicate: 'INC-8', added: true, declaredAt: tuesday, people: [ben] });
  test('learns who declared it too, when, and who comes', () => {
    expect(count([declared()], [declared({ by: ben, reportedBy: ben }), same(inc311)])).toEqual([{ ...known, by: lena }]);
    expect(givenOpen(declared(), known)).toMatchObject({ duplicates: ['INC-8'], insiders: [tom, ben] });
  });
  test('learns it once, and learns that it was not so', () => {
    expect(count([declared(), known], [declared(), same(inc311)])).toEqual([]);
    expect(count([declared(), known], [declared(), same(inc311), same(null)])).toMatchObject([{ added: false, people: [] }]);
    expect(count([declared()], [declared()])).toEqual([]);
    expect(givenOpen(declared(), known, { ...known, added: false })).toMatchObject({ duplicates: [] });
  });
  test('counts what has become another kind of secret since, and brings nobody from the one into the other', () => {
    const hidden = happened('IncidentMadePrivate', { at, people: [] });
    const theirs = [declared({ by: ben, reportedBy: ben }), same(inc311)];
    expect(count([declared(), hidden], theirs)).toMatchObject([{ added: true, people: [] }]);
    expect(count([declared()], [...theirs, hidden])).toEqual([]);
    expect(count([declared({ private: true })], [declared({ by: ben, reportedBy: ben, private: true }), same(inc311)])).toMatchObject([
      { people: [ben] },
    ]);
  });
});

describe('What is the same as a duplicate', () => {
  const follow = (events: IncidentEvent[], ...way: IncidentEvent[][]) =>
    followDuplicate.decide(
      given(...events),
      { way: way.map((one) => given(...one)) },
      { at, of: 'INC-7' },
      { id: inc311, versions: { way: 1 } },
    );
  test('follows it to where it ends', () => {
    expect(follow([declared(), same('INC-7')], [declared(), same('INC-3')], [declared()])).toEqual([same('INC-3')]);
    expect(follow([declared(), same('INC-7')], [declared(), same('INC-3')], [declared(), same('INC-2')], [declared()])).toEqual([
      same('INC-2'),
    ]);
    expect(follow([declared(), same('INC-3')], [declared(), same('INC-3')], [declared()])).toEqual([]);
    expect(follow([declared(), same('INC-7')], [declared()])).toEqual([]);
  });
  test('stays where it is when that leads into a private one, or out of one', () => {
    const hidden = happened('IncidentMadePrivate', { at, people: [] });
    const secret = declared({ private: true });
    expect(follow([declared(), same('INC-7')], [declared(), hidden, same('INC-3')], [secret])).toEqual([]);
    expect(follow([declared(), same('INC-7'), hidden], [declared(), same('INC-3')], [declared()])).toEqual([]);
    expect(follow([declared(), same('INC-7'), hidden], [declared(), hidden, same('INC-3')], [secret])).toEqual([same('INC-3')]);
  });
});

describe('What is said', () => {
  const events = [declared(), routed(), channelOpened(), same('INC-7')];
  const view = aView(events, { sameAs: { id: 'INC-7', incident: givenOpen(declared(), channelOpened({ channel: 'C0OTHER' })) } });
  test('the room points to the other, and the card too', () => {
    expect(react(view, [{ version: 4, event: same('INC-7'), texts: {} }])).toMatchObject([
      {
        key: `${inc311}/4/duplicate`,
        to: 'C0ROOM',
        text: expect.stringMatching(/the same as \*INC-7\*, which goes on for both: <#C0OTHER>/),
      },
    ]);
    const shown = JSON.stringify(card(view, []));
    expect(shown).toContain('The same as *INC-7*');
    expect(shown).toContain('duplicate-incident-undone');
    expect(shown).not.toContain('resolve-incident');
  });
  test('of one that is private by now neither the card nor the room tells', () => {
    expect(JSON.stringify(card(aView(events), []))).toContain('The same as *another one*');
    const said = JSON.stringify(react(aView(events), [{ version: 4, event: same('INC-7'), texts: {} }]));
    expect(said).toContain(
      'another one, which goes on for both. Nobody is asked here any more, and this channel is archived in ten minutes.',
    );
    expect(said).not.toContain('INC-7');
  });
  test('in the other room everyone hears who has come', () => {
    const event = happened('IncidentDuplicatesChanged', { by: lena, duplicate: 'INC-8', added: true, declaredAt: tuesday, people: [ben] });
    expect(react(aView(), [{ version: 4, event, texts: {} }])).toMatchObject([
      { kind: 'invite', people: [ben] },
      { text: expect.stringContaining(`From there come <@${ben}>`) },
    ]);
    expect(react(aView(), [{ version: 5, event: { ...event, added: false }, texts: {} }])).toMatchObject([
      { text: expect.stringContaining('one of its own after all') },
    ]);
  });
  test.each([
    ['of INC-7', 'INC-7'],
    ['inc-7', 'INC-7'],
    ['of 7', 'INC-7'],
    ['of none', null],
    ['None', null],
    ['of', undefined],
    ['of INC-0', undefined],
    ['of the other one', undefined],
  ])('%j is read', (line, of) => {
    expect(readLine(line)).toBe(of);
  });
  test('the form is read as it was filled', () => {
    const { private_metadata = '' } = duplicateModal({ id: inc311, inRoom: true });
    const filled = (value: string) => read({ private_metadata, state: { values: { of: { of: { value } } } } });
    expect(filled('INC-7')).toEqual({ id: inc311, inRoom: true, of: 'INC-7' });
    expect(filled('something')).toMatchObject({ of: undefined });
  });
});
