import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import { incidents } from '#domain/incident/incident';
import { timers } from '#domain/incident/timers';
import { organisations } from '#domain/organisation/organisation';
import type { PersonId } from '#domain/person/person';
import { incidentFacts } from '#domain/public/incident-facts';
import { type AnswerHandover, type AskHandover, answerHandover, askHandover, lapseHandover } from '#features/handover-incident/decide';
import { readLine } from '#features/handover-incident/line';
import { page, react } from '#features/handover-incident/react';
import { answerButtons, readAnswer } from '#slack-kit/handover-buttons';
import {
  acknowledged,
  aRota,
  aService,
  asha,
  aTeam,
  aView,
  channelOpened,
  declared,
  dev,
  given,
  givenOpen,
  guest,
  happened,
  inc311,
  lena,
  managers,
  member,
  omar,
  plus,
  routed,
  teamSlug,
  tom,
  tuesday,
} from '#test/builders';

const home = aTeam({ name: 'Home', lead: omar, members: [omar, dev], rota: aRota([dev]) });
const seen = {
  person: member,
  organisation: organisations.initial,
  managers: [managers()],
  service: [aService()],
  receivers: [home],
  people: [],
  called: [],
  grouped: [],
};
const standing = { id: inc311, versions: {} as never };
const at = plus(tuesday, 10);
const ask = (events: IncidentEvent[], more: Partial<AskHandover> = {}, facts: object = {}) =>
  askHandover.decide(
    given(...events),
    { ...seen, ...facts },
    { by: asha, at, inRoom: true, team: 'home-mpt', reason: 'The queue is theirs', reasonId: 'why', ...more },
    standing,
  ) as { events: IncidentEvent[]; texts: object[] };
const answer = (events: IncidentEvent[], by: PersonId, accepted: boolean, more: Partial<AnswerHandover> = {}, facts: object = {}) =>
  answerHandover.decide(
    given(...events),
    { ...seen, ...facts },
    { by, at: plus(at, 3), inRoom: true, accepted, reason: '', reasonId: 'no', ...more },
    standing,
  ) as { events: IncidentEvent[] };

const ours = [declared(), routed(), channelOpened(), acknowledged()];
const asked = [...ours, ...ask(ours).events];

describe('Asked whether they take it', () => {
  test('is whoever is on call there; it stays where it is meanwhile', () => {
    expect(asked.at(-1)).toEqual({
      type: 'IncidentHandoverAsked',
      at,
      by: asha,
      from: { team: 'team-bedroom' },
      team: 'home-mpt',
      people: [dev],
      reasonId: 'why',
    });
    expect(givenOpen(...asked)).toMatchObject({
      state: 'acknowledged',
      acknowledged: { by: asha },
      passing: { request: { team: 'home-mpt' } },
    });
    expect(incidents.state.parse(given(...asked))).toEqual(given(...asked));
  });

  test('is a team of the catalogue, by its name or its group, that has it not already', () => {
    expect(() => ask(ours, {}, { receivers: [{ state: 'none' }] })).toThrow(/names no team/);
    expect(() => ask(ours, { team: 'team-bedroom' })).toThrow(/with that team already/);
    expect(ask(ours, { team: '@Home MPT' }).events).toMatchObject([{ team: 'home-mpt' }]);
    const group = 'S0HOME' as never;
    expect(ask(ours, { team: '', group }, { grouped: [{ team: teamSlug('home-mpt') }] }).events).toMatchObject([{ team: 'home-mpt' }]);
    expect(() => ask(ours, { team: '', group }, { grouped: [undefined] })).toThrow(/names no team/);
  });

  test('twice is asked once, and another only after an answer', () => {
    expect(ask(asked)).toEqual([]);
    expect(() => ask(asked, { team: 'team-bath' })).toThrow(/has asked home-mpt to take it/);
  });

  test('wants a reason, a member, and somebody who is there', () => {
    expect(() => ask(ours, { reason: ' ' })).toThrow(/Say why/);
    expect(() => ask(ours, {}, { person: guest })).toThrow(/Guests can help/);
    const gone = Array.from({ length: 9 }, () => ({ ...member, deactivated: true }));
    expect(() => ask(ours, {}, { people: gone })).toThrow(/Nobody of that team can be asked/);
  });
});

describe('Taken', () => {
  test('by somebody of that team, who has it from then on; the wait is measured', () => {
    const { events } = answer(asked, omar, true);
    expect(events).toMatchObject([
      { type: 'IncidentHandedOff', by: omar, because: 'handover', from: { team: 'team-bedroom' }, to: { team: 'home-mpt' }, askedAt: at },
      { type: 'IncidentAcknowledged', by: omar },
    ]);
    expect(givenOpen(...asked, ...events)).toMatchObject({ state: 'acknowledged', acknowledged: { by: omar }, passing: { handovers: 1 } });
    expect(incidentFacts(inc311, [...asked, ...events])).toMatchObject({
      handoff_count: 1,
      reassignment_count: 1,
      time_in_handoffs_s: 180,
      owner: { team_id: 'team-bedroom' },
    });
  });

  test('by nobody else, and by no guest', () => {
    expect(() => answer(asked, tom, true)).toThrow(/Only somebody of home-mpt/);
    expect(() => answer(asked, asha, true)).toThrow(/Only somebody of home-mpt/);
    expect(() => answer(asked, dev, true, {}, { person: guest })).toThrow(/Guests can help/);
    expect(() => answer(ours, dev, true)).toThrow(/No team is being asked/);
    expect(() => answer(asked, dev, true, { asks: 2 })).toThrow(/No team is being asked/);
  });

  test('for the third time brings the incident manager, once', () => {
    const there = { receivers: [home] };
    const back = { receivers: [aTeam()] };
    let log = [...asked, ...answer(asked, dev, true).events];
    const managersOf = (events: IncidentEvent[]) => events.flatMap((event) => (event.type === 'IncidentHandedOff' ? event.managers : []));
    const brought: PersonId[][] = [];
    for (const [team, facts, by] of [
      ['team-bedroom', back, asha],
      ['home-mpt', there, dev],
      ['team-bedroom', back, asha],
    ] as const) {
      log = [...log, ...ask(log, { team, by: dev }, facts).events];
      const { events } = answer(log, by, true, {}, facts);
      brought.push(managersOf(events));
      log = [...log, ...events];
    }
    expect(brought).toEqual([[], [lena], []]);
    expect(givenOpen(...log).passing).toMatchObject({ handovers: 4, managers: [lena] });
  });
});

describe('Not taken', () => {
  test('by a no with a reason, or taken back by who asked: it stays where it is', () => {
    const { events } = answer(asked, dev, false, { reason: 'It is not ours' });
    expect(events).toMatchObject([{ type: 'IncidentHandoverDeclined', by: dev, team: 'home-mpt', askedAt: at, reasonId: 'no' }]);
    expect(answer(asked, asha, false).events).toHaveLength(1);
    const after = givenOpen(...asked, ...events);
    expect(after).toMatchObject({ state: 'acknowledged', acknowledged: { by: asha }, passing: { handoffs: 0 } });
    expect(after.passing).not.toHaveProperty('request');
  });

  test('within five minutes where it is serious, an hour where it is not', () => {
    const lapse = (events: IncidentEvent[], minutes: number) =>
      lapseHandover.decide(given(...events), {}, { at: plus(at, minutes) }, standing) as IncidentEvent[];
    expect(lapse(asked, 4)).toEqual([]);
    expect(lapse(asked, 5)).toEqual([{ type: 'IncidentHandoverDeclined', at: plus(at, 5), team: 'home-mpt', askedAt: at }]);
    const small = [declared({ severity: 'sev3' }), ...asked.slice(1)];
    expect(lapse(small, 59)).toEqual([]);
    expect(lapse(small, 60)).toHaveLength(1);
    expect(timers(inc311, given(...asked)).map(({ name }) => name)).toContain('INC-311-handover-a1');
  });
});

describe('What is said of it', () => {
  const view = aView(asked, { answering: aTeam() });
  const news = (events: IncidentEvent[]) =>
    events.map((event, index) => ({ version: index + 5, event, texts: { why: { by: asha, body: 'It is *theirs*' } } }));

  test('in the room, with the buttons for those who are asked', () => {
    const [invite, message] = react(view, news(asked.slice(-1)));
    expect(invite).toMatchObject({ people: [dev] });
    expect((message as { text: string }).text).toContain('<@U0ASHA> asks home-mpt to take it. <@U0DEV>, is it yours?');
    expect(JSON.stringify(message)).toContain('handover-accept');
  });

  test('to each of them, as a page with the same buttons', () => {
    expect(page(view)).toMatchObject([{ kind: 'page', key: 'INC-311/page/handover-1/U0DEV', person: dev, rung: null }]);
    expect(page(aView(ours))).toEqual([]);
  });

  test('wakes nobody once it is over, however late the page would leave', () => {
    expect(page(view)).toMatchObject([{ onlyIfThere: false }]);
    for (const end of [
      happened('IncidentResolved', { fix: 'permanent', howId: 'how' }),
      happened('IncidentCancelled', { reasonId: 'why' }),
      happened('IncidentMarkedDuplicate', { of: 'INC-7' }),
    ])
      expect(page(aView([...asked, end], { answering: aTeam() }))).toMatchObject([{ person: dev, onlyIfThere: true }]);
  });

  test('once taken: from whom, after how long, and that nobody’s ownership changes', () => {
    const { events } = answer(asked, dev, true);
    const taken = aView([...asked, ...events], { answering: home });
    const texts = react(taken, news(events)).map((effect) => ('text' in effect ? effect.text : ''));
    expect(texts.join()).toContain(
      '<@U0DEV> takes it: from Team Bedroom to Home. They were waited for 3 minutes. Who owns Bedroom does not change by it.',
    );
  });

  test('by buttons and lines that read as they were meant', () => {
    const [accept, decline] = answerButtons(inc311, 2).elements as { action_id: string; value: string }[];
    expect(accept && readAnswer(accept)).toEqual({ id: inc311, accepted: true, asks: 2 });
    expect(decline && readAnswer(decline)).toEqual({ id: inc311, accepted: false, asks: 2 });
    expect(readLine('home-mpt because the queue is theirs')).toEqual({ kind: 'ask', team: 'home-mpt', reason: 'the queue is theirs' });
    expect(readLine('<!subteam^S0HOME|@home> theirs')).toMatchObject({ kind: 'ask', group: 'S0HOME', reason: 'theirs' });
    expect(readLine('accept')).toEqual({ kind: 'answer', accepted: true, reason: '' });
    expect(readLine('decline not &lt;ours&gt;')).toEqual({ kind: 'answer', accepted: false, reason: 'not <ours>' });
    expect(readLine('')).toBeUndefined();
  });
});
