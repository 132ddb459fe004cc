import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import { ladderTimers } from '#domain/incident/ladder';
import type { Rung } from '#domain/incident/routing';
import { Severity } from '#domain/incident/severity';
import { goneTimers } from '#domain/incident/timers';
import type { News } from '#domain/incident/view';
import type { Person } from '#domain/person/person';
import { escalateIncident } from '#features/escalate-incident/decide';
import { gradeIncident } from '#features/grade-incident/decide';
import { readLine } from '#features/grade-incident/line';
import { gradeModal, read } from '#features/grade-incident/modal';
import { react } from '#features/grade-incident/react';
import { react as pagePeople } from '#features/page-people/react';
import { react as swarm } from '#features/route-incident/react';
import { announcement } from '#features/show-card/announcement';
import { card } from '#features/show-card/card';
import { checkMessageBlocks, checkView } from '#sandbox/slack/block-kit/check';
import {
  acknowledged,
  asha,
  aView,
  ben,
  bot,
  channelOpened,
  chloe,
  deactivated,
  declared,
  given,
  givenOpen,
  guest,
  happened,
  inc311,
  member,
  omar,
  pageRefused,
  plus,
  routed,
  teamSlug,
  toTheEnd,
  tuesday,
} from '#test/builders';
import { fc } from '#test/properties';

const at = plus(tuesday, 3);
type Said = { severity?: Severity; reason?: string; by?: typeof asha; person?: Person; inRoom?: boolean };
const grade = (
  events: IncidentEvent[],
  { severity = 'sev3', reason = 'only staff', by = asha, person = member, inRoom = false }: Said = {},
) =>
  gradeIncident.decide(
    given(...events),
    { person },
    { by, at, inRoom, severity, reason, reasonId: 'why' },
    { id: inc311, versions: { person: 1 } },
  );
const changed = (from: Severity, to: Severity, more: { afterResolution?: boolean; at?: string } = {}) =>
  happened('IncidentSeverityChanged', { at, from, to, reasonId: 'why', afterResolution: false, ...more });
const resolved = [declared(), happened('IncidentResolved', { at: plus(tuesday, 2), fix: 'permanent', howId: 'how' })];

describe('How bad it is', () => {
  test('is changed in both directions, with the reason as a text of its own', () => {
    expect(grade([declared()])).toEqual({ events: [changed('sev1', 'sev3')], texts: [{ id: 'why', by: asha, body: 'only staff' }] });
    expect(grade([declared({ severity: 'sev4' })], { severity: 'sev2' })).toMatchObject({ events: [{ from: 'sev4', to: 'sev2' }] });
  });
  test('said as it is changes nothing', () => {
    expect(grade([declared({ severity: 'sev3' })])).toEqual([]);
  });
  test('needs a reason', () => {
    for (const reason of ['', ' \n']) expect(() => grade([declared()], { reason })).toThrow(/Nothing has changed yet: say .* why/);
  });
  test('is changed after it is over too, and the event says so; what it was at its worst stays', () => {
    expect(grade(resolved)).toMatchObject({ events: [{ from: 'sev1', to: 'sev3', afterResolution: true }] });
    const after = givenOpen(...resolved, changed('sev1', 'sev3', { afterResolution: true }));
    expect(after).toMatchObject({ state: 'resolved', severity: 'sev3', severityPeak: 'sev1', severityDeclared: 'sev1' });
  });
  test('is not asked of a false alarm', () => {
    expect(() => grade([declared(), happened('IncidentCancelled', { reasonId: 'why' })])).toThrow(/false alarm .* nothing has changed/);
  });
  test('is not for bots, for those who have left, for guests from outside and for outsiders of a private one', () => {
    for (const person of [bot, deactivated]) expect(() => grade([declared()], { person, inRoom: true })).toThrow(/Only people/);
    expect(() => grade([declared()], { person: guest })).toThrow(/Guests act on an incident from its own channel/);
    expect(() => grade([declared({ private: true })], { by: omar })).toThrow('There is no such incident.');
  });
  test('never falls below its peak, whatever is said in which order', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Severity.options), fc.array(fc.constantFrom(...Severity.options)), (first, said) => {
        const events: IncidentEvent[] = [declared({ severity: first })];
        for (const severity of said) {
          const decision = grade(events, { severity });
          if (!Array.isArray(decision)) events.push(...decision.events);
        }
        const { severity, severityPeak } = givenOpen(...events);
        expect(severityPeak).toBe([first, ...said].sort()[0]);
        expect(severity).toBe(said.at(-1) ?? first);
      }),
    );
  });
});

describe('An upgrade while nobody has it', () => {
  const small = [declared({ severity: 'sev3' }), routed({ swarm: [asha], ifSerious: [ben, chloe] }), channelOpened()];
  const upgraded = [...small, changed('sev3', 'sev1')];

  const reroutedAt = plus(at, 1);
  const anew = [...upgraded, routed({ at: reroutedAt, swarm: [asha, ben, chloe] })];

  test('is another question: it is found out afresh who is asked, whoever was asked in vain', () => {
    const { routing, asked, generation, askedSince } = givenOpen(...upgraded);
    expect({ routing, asked, generation, askedSince }).toEqual({ routing: undefined, asked: [], generation: 2, askedSince: at });
    expect(givenOpen(...anew).asked).toMatchObject([{ role: 'on_call', people: [asha] }]);
    const gone = givenOpen(
      declared({ severity: 'sev3' }),
      routed(),
      pageRefused(),
      happened('IncidentUnrouted', { reason: 'nobody_reached' }),
      changed('sev3', 'sev1'),
    );
    expect(gone).toMatchObject({ asked: [], unrouted: false });
  });
  test('pages the on-call anew, since a message that is edited wakes nobody', () => {
    const keys = pagePeople(aView(anew)).map(({ key }) => key);
    expect(keys).toContain('INC-311/page/g2/0/U0ASHA');
    expect(pagePeople(aView(small)).map(({ key }) => key)).toContain('INC-311/page/g1/0/U0ASHA');
  });
  test('however late gives each rung its minutes, under names of its own, and the old timer asks nobody', () => {
    expect(ladderTimers(inc311, given(...small))).toMatchObject([{ name: 'INC-311-ladder-1-g1', at: plus(tuesday, 30) }]);
    expect(ladderTimers(inc311, given(...anew))).toMatchObject([{ name: 'INC-311-ladder-1-g2s1', at: plus(at, 5) }]);
    const late = given(...small, changed('sev3', 'sev1', { at: plus(tuesday, 20) }), routed({ at: plus(tuesday, 21) }));
    const asks = (minutes: number, fired?: { generation: number; rung: number }) =>
      escalateIncident.decide(late, {}, { at: plus(tuesday, minutes), ...(fired && { fired }) }, { id: inc311, versions: {} });
    expect(asks(21)).toEqual([]);
    expect(asks(30, { generation: 1, rung: 1 })).toEqual([]);
    expect(asks(25)).toMatchObject([{ type: 'IncidentEscalated', rung: 1, people: [ben] }]);
  });
  test('of one that was passed on asks those who have it now, and not those from whom it came', () => {
    const to = { team: teamSlug('home-mpt') };
    const ladder: Rung[] = [{ role: 'on_call', people: [omar] }];
    const passed = happened('IncidentHandedOff', { at, because: 'escalated', from: { team: null }, to, askedAt: at, ladder, managers: [] });
    const later = plus(at, 9);
    const { asked, generation, passing, askedSince } = givenOpen(...small, passed, changed('sev3', 'sev1', { at: later }));
    expect(asked).toEqual([{ role: 'on_call', people: [omar], at: later, refused: [] }]);
    expect([generation, passing.now?.generation, askedSince]).toEqual([3, 3, later]);
  });
  test('asks nobody anew where somebody has it, where it was as serious before, and where nobody was asked yet', () => {
    const before = [declared({ severity: 'sev2' }), routed()];
    for (const events of [
      [...small, acknowledged(), changed('sev3', 'sev1')],
      [...before, changed('sev2', 'sev1')],
      [...before, changed('sev2', 'sev4')],
      [declared({ severity: 'sev3' }), changed('sev3', 'sev1')],
    ])
      expect(givenOpen(...events).generation).toBe(1);
  });
  test('to the better, the old timer asks nobody', () => {
    const down = given(declared(), routed(), changed('sev1', 'sev3'));
    const fired = { generation: 1, rung: 1 };
    expect(escalateIncident.decide(down, {}, { at: plus(tuesday, 5), fired }, { id: inc311, versions: {} })).toEqual([]);
    expect(goneTimers(inc311, given(declared(), routed(), changed('sev1', 'sev3')))).toContain('INC-311-ladder-1-g1');
  });
  test('brings in those whom it would have brought in at once; where somebody has it they are called by name', () => {
    expect(givenOpen(...upgraded).insiders).toEqual(expect.arrayContaining([ben, chloe]));
    expect(givenOpen(...small).insiders).not.toContain(ben);
    const had = [...small, acknowledged(), changed('sev3', 'sev1')];
    const [invite, message] = react(aView(had), newsOf(had.slice(4), 5));
    expect(invite).toEqual({ kind: 'invite', key: 'INC-311/invite/serious-g1', channel: 'C0ROOM', people: [ben, chloe] });
    expect(message).toMatchObject({ key: 'INC-311/5/severity', text: expect.stringContaining('Brought in: <@U0BEN> <@U0CHLOE>') });
  });
  test('calls the on-call in the room once more with their group, which is called once, and brings in whom it would have brought in', () => {
    const withGroup = [...upgraded, routed({ at: reroutedAt, swarm: [asha, ben, chloe], working: true, group: 'S0BEDROOM' })];
    const [invite, call] = swarm(aView(withGroup));
    expect(react(aView(withGroup), newsOf(withGroup.slice(3), 4))).toMatchObject([
      { text: '*SEV1* now, it was SEV3. <@U0ASHA> says why: only staff' },
    ]);
    expect(invite).toMatchObject({ kind: 'invite', people: [asha, ben, chloe] });
    expect(call).toMatchObject({
      key: 'INC-311/on-call-g2',
      text: expect.stringMatching(/^<@U0ASHA> you are on call.*<!subteam\^S0BEDROOM>/),
    });
  });
  test('of one that is over brings in nobody', () => {
    const over = [
      ...small,
      happened('IncidentResolved', { fix: 'permanent', howId: 'how' }),
      changed('sev3', 'sev1', { afterResolution: true }),
    ];
    const effects = react(aView(over), newsOf(over.slice(4), 5));
    expect(effects).toMatchObject([{ kind: 'message', text: expect.stringMatching(/It is over: .* stays on record/) }]);
    expect(givenOpen(...over).insiders).not.toContain(ben);
  });
});

const newsOf = (events: IncidentEvent[], from: number, body = 'only staff'): News[] =>
  events.map((event, index) => ({ version: from + index, event, texts: { why: { by: asha, body } } }));

describe('What is seen of it', () => {
  test('is said in the room, with the reason as it was written', () => {
    const events = [declared(), routed(), channelOpened(), changed('sev1', 'sev3')];
    const [said] = react(aView(events), newsOf(events.slice(3), 4, '<!channel> *no*'));
    expect(said).toMatchObject({ to: 'C0ROOM', text: '*SEV3* now, it was SEV1. <@U0ASHA> says why: &lt;!channel&gt; *no*' });
    if (said?.kind !== 'message') throw new Error('Nothing was said.');
    expect(checkMessageBlocks(said.blocks)).toHaveLength(2);
    expect(react(aView(events.slice(0, 2)), newsOf(events.slice(3), 4))).toEqual([]);
  });
  test('stands on the card and in the announcement, with what it was before', () => {
    const view = aView([declared(), routed(), channelOpened(), acknowledged(), changed('sev1', 'sev3')]);
    const shown = JSON.stringify(card(view, []));
    expect(shown).toContain('INC-311 · SEV3 · Bedroom');
    expect(shown).toContain('*Severity*\\nSEV3\\ndeclared SEV1, at worst SEV1');
    expect(announcement(view).text).toContain('SEV3');
  });
  test('the card of a whole life is what Slack accepts', () => {
    const events = [declared(), routed(), channelOpened(), ...toTheEnd()];
    for (const many of events.keys()) expect(() => checkMessageBlocks(card(aView(events.slice(0, many + 1)), []).blocks)).not.toThrow();
  });
});

describe('The line', () => {
  test.each([
    ['sev3 only staff', 'sev3', 'only staff'],
    ['SEV1: cards &amp; <https://x.example|x>', 'sev1', 'cards & https://x.example'],
    ['sev3 reason: only staff accounts affected', 'sev3', 'only staff accounts affected'],
    ['to sev2 because nobody can pay', 'sev2', 'nobody can pay'],
    ['sev4', 'sev4', ''],
  ])('%s', (line, severity, reason) => {
    expect(readLine(line)).toEqual({ severity, reason });
  });
  test.each(['', 'sev5 no', 'high it burns', 'because sev1'])('“%s” says no severity', (line) => {
    expect(readLine(line)).toBeUndefined();
  });
});

describe('The form', () => {
  test('opens with the severity it has, and gives back what is chosen and where it was opened', () => {
    const view = gradeModal({ id: inc311, inRoom: true }, 'sev2');
    expect(checkView(view, 'modal')).toBeDefined();
    expect(JSON.stringify(view.blocks[0])).toContain('"initial_option":{"value":"sev2"');
    const values = { severity: { severity: { selected_option: { value: 'sev1' } } }, reason: { reason: { value: ' it spreads ' } } };
    expect(read({ state: { values }, private_metadata: view.private_metadata ?? '' })).toEqual({
      id: inc311,
      inRoom: true,
      severity: 'sev1',
      reason: 'it spreads',
    });
  });
});
