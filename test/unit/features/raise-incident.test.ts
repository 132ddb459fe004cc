import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import { incidents } from '#domain/incident/incident';
import { answeringParty, nextLine } from '#domain/incident/passing';
import type { Receiving } from '#domain/incident/receiving';
import { unrestoredDue } from '#domain/incident/restoring';
import { timers } from '#domain/incident/timers';
import { organisations } from '#domain/organisation/organisation';
import { incidentFacts } from '#domain/public/incident-facts';
import { raiseIncident, raiseUnrestored } from '#features/raise-incident/decide';
import { raiseModal, read } from '#features/raise-incident/modal';
import { react } from '#features/raise-incident/react';
import {
  acknowledged,
  aRota,
  aService,
  asha,
  aTeam,
  aView,
  ben,
  channelOpened,
  declared,
  dev,
  given,
  givenOpen,
  guest,
  inc311,
  lena,
  malik,
  managers,
  member,
  omar,
  plus,
  priya,
  routed,
  saturday,
  stranger,
  teamSlug,
  tom,
  tuesday,
  unacknowledged,
} from '#test/builders';

const line = (level: number, team: string, bestEndeavours = false) => ({ level, teams: [teamSlug(team)], bestEndeavours });
const lines = [line(1, 'ops-bridge'), line(2, 'home-mpt'), { ...line(3, 'team-bedroom', true), compensation: 'toil' as const }];
const inTiers = routed({ lines });
const home = aTeam({ name: 'Home', lead: omar, members: [omar, dev], rota: aRota([dev]) });

const seen = (more: Partial<Receiving> = {}) => ({
  person: member,
  organisation: organisations.initial,
  managers: [managers()],
  service: [aService()],
  receivers: [home],
  people: [],
  called: [],
  ...more,
});
const command = { by: tom, at: plus(tuesday, 20), inRoom: true, reason: 'It does not drain', reasonId: 'why' };
const raise = (events: IncidentEvent[], facts = seen(), more: Partial<typeof command> = {}) =>
  raiseIncident.decide(given(...events), facts, { ...command, ...more }, { id: inc311, versions: {} as never }) as {
    events: IncidentEvent[];
    texts: object[];
  };

describe('Escalating', () => {
  test('goes to the next level at once, with the reason as a text', () => {
    const { events, texts } = raise([declared(), inTiers, acknowledged()]);
    expect(events).toEqual([
      {
        type: 'IncidentHandedOff',
        at: plus(tuesday, 20),
        by: tom,
        because: 'escalated',
        reasonId: 'why',
        from: { team: 'ops-bridge', level: 1 },
        to: { team: 'home-mpt', level: 2 },
        askedAt: plus(tuesday, 20),
        ladder: [
          { role: 'on_call', people: [dev] },
          { role: 'lead', people: [omar] },
          { role: 'management', people: [priya, lena, malik] },
        ],
        managers: [],
      },
    ]);
    expect(texts).toEqual([{ id: 'why', by: tom, body: 'It does not drain' }]);
  });

  test('asks anew who has it, of the next level, as a question of its own', () => {
    const before = [declared(), inTiers, acknowledged()];
    const after = givenOpen(...before, ...raise(before).events);
    expect(after).toMatchObject({ state: 'declared', generation: 2, asked: [{ role: 'on_call', people: [dev], refused: [] }] });
    expect(answeringParty(after)).toEqual({ team: 'home-mpt', level: 2 });
    expect(nextLine(after)).toMatchObject({ level: 3 });
    expect(after.insiders).toEqual(expect.arrayContaining([dev, tom]));
    expect(incidents.state.parse(after)).toEqual(after);
  });

  test('given back, the same level is asked once more, and not the one before', () => {
    const before = [declared(), inTiers, acknowledged()];
    const handed = [...before, ...raise(before).events];
    const back = givenOpen(...handed, acknowledged({ by: dev, at: plus(tuesday, 25) }), unacknowledged({ by: dev, at: plus(tuesday, 30) }));
    expect(back).toMatchObject({ state: 'declared', generation: 3, asked: [{ people: [dev] }] });
    expect(answeringParty(back)).toEqual({ team: 'home-mpt', level: 2 });
  });

  test('to best endeavours asks and pages nobody; management comes after them', () => {
    const before = [declared({ at: saturday }), inTiers, acknowledged()];
    const second = [...before, ...raise(before).events];
    const { events } = raise(second, seen({ receivers: [aTeam()] }), { at: plus(saturday, 60) });
    expect(events[0]).toMatchObject({
      to: { team: 'team-bedroom', level: 3 },
      ladder: [{ role: 'best_endeavours', people: [asha], calledOut: [{ person: asha, compensation: 'toil' }] }, { role: 'management' }],
    });
  });

  test('where those who build it run it there is no tier to hand to, only people to swarm, and it says so', () => {
    expect(() => raise([declared(), routed(), acknowledged()])).toThrow(/no tier to hand it to, only people to swarm/);
    const alone = routed({ lines: [line(1, 'team-bedroom')] });
    expect(() => raise([declared(), alone, acknowledged()])).toThrow(/incident swarm/);
  });

  test('where nobody has it, the next people are asked without waiting', () => {
    const { events } = raise([declared(), routed()]);
    expect(events).toEqual([
      {
        type: 'IncidentEscalated',
        at: plus(tuesday, 20),
        rung: 1,
        role: 'side_kick',
        people: [ben],
        because: 'asked_for',
        by: tom,
        reasonId: 'why',
      },
    ]);
  });

  test('above the last level is nobody', () => {
    const last = routed({ lines: lines.slice(0, 1).concat(lines.slice(2)) });
    const before = [declared(), last, acknowledged()];
    const handed = [...before, ...raise(before, seen({ receivers: [aTeam()] })).events, acknowledged({ at: plus(tuesday, 30) })];
    expect(() => raise(handed)).toThrow(/last level of its support/);
  });

  test('wants a reason, a member, and something that is not over', () => {
    expect(() => raise([declared(), inTiers], seen(), { reason: '  ' })).toThrow(/Say why/);
    expect(() => raise([declared(), inTiers], { ...seen(), person: guest })).toThrow(/Guests can help/);
    expect(() => raise([declared()])).toThrow(/being looked up/);
    expect(raise([declared(), inTiers], { ...seen(), person: stranger }).events).toHaveLength(1);
  });

  test('whoever is away or cannot be reached is passed over', () => {
    const away = aRota([dev], { away: [{ person: dev, from: '2025-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' }] });
    const { events } = raise([declared(), inTiers], seen({ receivers: [{ ...home, rota: away }] }));
    expect(events[0]).toMatchObject({ ladder: [{ role: 'lead', people: [omar] }, { role: 'management' }] });
  });
});

describe('What lasts', () => {
  const early = [declared(), inTiers, acknowledged()];
  const go = (events: IncidentEvent[], at: string) =>
    raiseUnrestored.decide(given(...events), seen(), { at }, { id: inc311, versions: {} as never }) as IncidentEvent[];

  test('half an hour goes on to the next level by itself', () => {
    expect(go(early, plus(tuesday, 29))).toEqual([]);
    expect(go(early, plus(tuesday, 30))).toMatchObject([{ because: 'not_restored', to: { team: 'home-mpt', level: 2 } }]);
    expect(timers(inc311, given(...early)).map(({ name }) => name)).toContain('INC-311-level-h0r0');
  });

  test('never goes to best endeavours by itself, and neither does what is small or has no levels', () => {
    const second = given(...early, ...go(early, plus(tuesday, 30)));
    expect(unrestoredDue(second)).toBeUndefined();
    expect(unrestoredDue(given(declared({ severity: 'sev3' }), inTiers))).toBeUndefined();
    expect(unrestoredDue(given(declared(), routed()))).toBeUndefined();
  });
});

describe('What the levels cost', () => {
  test('is measured from the hand-off until somebody of theirs has it', () => {
    const before = [declared(), inTiers, acknowledged()];
    const events = [...before, ...raise(before).events];
    expect(incidentFacts(inc311, events)).toMatchObject({ handoff_count: 1, time_in_handoffs_s: 0, handoffs: [{ waited_s: null }] });
    expect(incidentFacts(inc311, [...events, acknowledged({ by: dev, at: plus(tuesday, 27) })])).toMatchObject({
      time_in_handoffs_s: 420,
      reassignment_count: 0,
    });
  });
});

describe('The room', () => {
  test('reads who escalates, from whom to whom, why, and who is asked', () => {
    const before = [declared(), inTiers, channelOpened(), acknowledged()];
    const { events } = raise(before);
    const [event] = events;
    const view = aView([...before, ...events], { answering: home });
    const news = event ? [{ version: 5, event, texts: { why: { by: tom, body: '<!channel> drains not' } } }] : [];
    const [invite, message] = react(view, news);
    expect(invite).toMatchObject({ kind: 'invite', people: [dev] });
    expect(message).toMatchObject({ kind: 'message', key: 'INC-311/5/raised' });
    const { text } = message as { text: string };
    expect(text).toContain('<@U0TOM> escalates it: from ops-bridge (level 1) to Home (level 2). Asking <@U0DEV> (on call).');
    expect(text).toContain('&lt;!channel&gt; drains not');
    expect(react(aView([declared(), inTiers]), news)).toEqual([]);
  });

  test('is asked for a reason by a form that knows its incident', () => {
    const { private_metadata = '' } = raiseModal({ id: inc311, inRoom: true });
    expect(read({ private_metadata, state: { values: { reason: { reason: { value: ' stuck ' } } } } })).toEqual({
      id: inc311,
      inRoom: true,
      reason: 'stuck',
    });
  });
});
