import { describe, expect, test } from 'vitest';
import { answerElsewhere } from '#domain/alert/answered';
import type { IncidentEvent } from '#domain/incident/events';
import { incidents } from '#domain/incident/incident';
import { channelId, groupId, incidentOfChannelKey, latestKey } from '#domain/keys';
import { perform } from '#domain/perform';
import { type Person, people, personAggregate } from '#domain/person/person';
import type { Records, Ref } from '#domain/records';
import { channels, incidentOfChannelRef } from '#domain/workspace/channel';
import { GroupId, groups } from '#domain/workspace/group';
import { acknowledgeIncident, releaseIncident } from '#features/acknowledge-incident/decide';
import { type EscalateIncident, escalateIncident } from '#features/escalate-incident/decide';
import { identifyService } from '#features/identify-service/decide';
import { observeChannel, observeGroup, observePerson } from '#features/observe-workspace/decide';
import { readPerson } from '#features/observe-workspace/read';
import { scanWorkspace } from '#features/observe-workspace/scan';
import { recordChannel } from '#features/open-channel/decide';
import { recordPage } from '#features/page-people/decide';
import {
  acknowledged,
  aService,
  aStage,
  asha,
  ben,
  bot,
  channelOpened,
  channelRefused,
  crowd,
  deactivated,
  declared,
  escalated,
  given,
  guest,
  inc311,
  lena,
  marek,
  member,
  monitor,
  noIncident,
  omar,
  paged,
  pageRefused,
  plus,
  priya,
  routed,
  serviceChanged,
  slug,
  stranger,
  tom,
  tuesday,
  unacknowledged,
  unrouted,
} from '#test/builders';

const standing = { id: inc311, versions: { person: 1 } };
const at = plus(tuesday, 3);
const ack = (events: IncidentEvent[], by = asha, person: Person = member, inRoom = false, holder: Person[] = []) =>
  acknowledgeIncident.decide(given(...events), { person, holder }, { by, at, inRoom }, { id: inc311, versions: { person: 1, holder: 1 } });
const release = (events: IncidentEvent[], by = asha, person: Person = member) =>
  releaseIncident.decide(given(...events), { person }, { by, at, inRoom: false }, standing);

describe('“I’ve got it”', () => {
  test('the first to say so has it', () => {
    expect(ack([declared()])).toEqual([{ type: 'IncidentAcknowledged', at, by: asha }]);
    expect(ack([declared()], asha, stranger)).toHaveLength(1);
  });
  test('saying it twice changes nothing', () => {
    expect(ack([declared(), acknowledged()])).toEqual([]);
  });
  test('being second is told, and who was first', () => {
    expect(() => ack([declared(), acknowledged()], ben)).toThrow(/<@U0ASHA> already has it/);
  });
  test('whoever has left has nothing any more, and the next to say so has it', () => {
    const taken = [declared(), acknowledged()];
    expect(ack(taken, ben, member, false, [deactivated])).toEqual([{ type: 'IncidentAcknowledged', at, by: ben }]);
    for (const holder of [member, guest, stranger]) expect(() => ack(taken, ben, member, false, [holder])).toThrow(/already has it/);
  });
  test('answered elsewhere, it is theirs only while that very question is asked', () => {
    const heard = (events: IncidentEvent[], generation: number, answeredAt: string) => () =>
      acknowledgeIncident.decide(
        given(...events),
        { person: member, holder: [] },
        { by: asha, at, inRoom: false, to: { generation, at: answeredAt } },
        { id: inc311, versions: { person: 1, holder: 1 } },
      );
    const anew = [declared(), acknowledged(), unacknowledged({ at: plus(tuesday, 2) })];
    expect(heard([declared()], 1, plus(tuesday, 1))()).toHaveLength(1);
    expect(heard(anew, 2, plus(tuesday, 3))()).toHaveLength(1);
    for (const [generation, answeredAt] of [
      [1, plus(tuesday, 3)],
      [2, plus(tuesday, 1)],
    ] as const)
      expect(heard(anew, generation, answeredAt)).toThrow(/asked anew since/);
    const aloud = (generation: number) =>
      answerElsewhere.decide(given(...anew), {}, { at, by: monitor, to: { generation, at } }, { id: inc311, versions: {} });
    expect([aloud(1), aloud(2)]).toMatchObject([[], [{ type: 'IncidentAnsweredElsewhere' }]]);
  });
  test('a guest is asked to leave it to a member; bots and the deactivated are refused', () => {
    expect(() => ack([declared()], asha, guest, true)).toThrow(/Guests can help/);
    for (const person of [bot, deactivated]) expect(() => ack([declared()], asha, person)).toThrow(/Only people of this workspace/);
  });
  test('there is nothing to have where there is no incident', () => {
    expect(() =>
      acknowledgeIncident.decide(
        noIncident,
        { person: member, holder: [] },
        { by: asha, at, inRoom: true },
        { id: inc311, versions: { person: 1, holder: 0 } },
      ),
    ).toThrow(/no such incident/);
  });
  test('a private incident does not exist for those outside it, and says so in the same words', () => {
    const secret = [declared({ private: true }), routed({ swarm: [asha] })];
    expect(() => ack(secret, omar)).toThrow('There is no such incident.');
    expect(() => ack([...secret, acknowledged()], omar)).toThrow('There is no such incident.');
    expect(() => ack(secret, omar, member, true)).toThrow('you are not among those whom it was opened to');
    expect(ack(secret, asha)).toHaveLength(1);
  });
});

describe('“I no longer have it”', () => {
  test('whoever has it can give it back, also once they are a guest', () => {
    for (const person of [member, guest, stranger])
      expect(release([declared(), acknowledged()], asha, person)).toEqual([{ type: 'IncidentUnacknowledged', at, by: asha }]);
  });
  test('nobody is told that they gave back what nobody has', () => {
    for (const events of [[declared()], [declared(), acknowledged(), unacknowledged()]])
      expect(() => release(events)).toThrow(/Nobody has it.*`\/incident ack` takes it/);
  });
  test('nobody can give back what another has', () => {
    expect(() => release([declared(), acknowledged()], ben)).toThrow(/<@U0ASHA> has it, so only they can give it back/);
  });
  test('a private incident does not exist for those outside it', () => {
    expect(() => release([declared({ private: true }), acknowledged()], omar)).toThrow('There is no such incident.');
  });
});

describe('“It is this service”', () => {
  type Facts = Parameters<typeof identifyService.decide>[1];
  const identify = (events: IncidentEvent[], facts: Partial<Facts> = {}, by = lena) =>
    identifyService.decide(
      given(...events),
      { person: member, service: aService(), latest: undefined, ...facts },
      { by, at, service: slug('bedroom'), inRoom: false },
      { id: inc311, versions: { person: 1, service: 1, latest: 5 } },
    );
  const unknown = declared({ service: null });

  test('is on record, and from then on others join it as if it had been known at once', () => {
    expect(identify([unknown])).toEqual({
      events: [{ type: 'IncidentServiceChanged', at, by: lena, from: null, to: 'bedroom' }],
      puts: [{ key: latestKey('bedroom'), value: { incident: inc311, at: tuesday }, expected: 5 }],
    });
  });
  test('does not take the place of a newer incident, nor of any when it is private or a drill', () => {
    const latest = (minutes: number) => ({ incident: 'INC-9' as const, at: plus(tuesday, minutes) });
    expect(identify([unknown], { latest: latest(1) })).toMatchObject({ puts: [] });
    expect(identify([unknown], { latest: latest(-1) })).toMatchObject({ puts: [{ expected: 5 }] });
    expect(identify([declared({ service: null, private: true })], {}, tom)).toMatchObject({ puts: [] });
    expect(identify([declared({ service: null, drill: true })])).toMatchObject({ puts: [] });
  });
  test('pressed a second time changes nothing', () => {
    expect(identify([unknown, serviceChanged()])).toEqual([]);
  });
  test('is refused where another service was set, is gone, or a bot says so', () => {
    expect(() => identify([declared({ service: slug('checkout') })])).toThrow(/set to checkout meanwhile/);
    expect(() => identify([unknown], { service: { state: 'none' } })).toThrow(/not in the catalogue any more/);
    for (const person of [bot, deactivated]) expect(() => identify([unknown], { person })).toThrow(/Only people/);
    expect(() => identify([unknown], { person: guest })).toThrow(/from its own channel/);
    expect(identify([unknown], { person: guest }, tom)).toMatchObject({ events: [{ by: tom }] });
  });
  test('says nothing of a private incident to those outside it', () => {
    expect(() => identify([declared({ service: null, private: true })], {}, omar)).toThrow('There is no such incident.');
  });
});

describe('Time has come to ask the next', () => {
  const escalate = (events: IncidentEvent[], command: EscalateIncident) =>
    escalateIncident.decide(given(...events), {}, command, { id: inc311, versions: {} });
  const waiting = [declared(), routed()];
  const fired = (rung: number, generation = 1) => ({ rung, generation });

  test('after five minutes the Side-kick', () => {
    expect(escalate(waiting, { at: plus(tuesday, 5), fired: fired(1) })).toEqual([
      { type: 'IncidentEscalated', at: plus(tuesday, 5), rung: 1, role: 'side_kick', people: [ben], because: 'no_acknowledgement' },
    ]);
  });
  test('late is better than never', () => {
    expect(escalate(waiting, { at: plus(tuesday, 500), fired: fired(1) })).toMatchObject([{ rung: 1, at: plus(tuesday, 500) }]);
  });
  test('a timer may fire a minute early and no earlier; without a timer nothing is early', () => {
    expect(escalate(waiting, { at: plus(tuesday, 4), fired: fired(1) })).toHaveLength(1);
    expect(escalate(waiting, { at: plus(tuesday, 4 - 1 / 60_000), fired: fired(1) })).toEqual([]);
    expect(escalate(waiting, { at: plus(tuesday, 5 - 1 / 60_000) })).toEqual([]);
    expect(escalate(waiting, { at: plus(tuesday, 5) })).toHaveLength(1);
  });
  test('fired twice or out of turn it asks nobody', () => {
    const after = [...waiting, escalated()];
    expect(escalate(after, { at: plus(tuesday, 10), fired: fired(1) })).toEqual([]);
    expect(escalate(waiting, { at: plus(tuesday, 10), fired: fired(2) })).toEqual([]);
    expect(escalate(after, { at: plus(tuesday, 10), fired: fired(2) })).toMatchObject([{ rung: 2, role: 'lead' }]);
  });
  test('a timer of an older question asks nobody', () => {
    const anew = [...waiting, acknowledged(), unacknowledged(), routed({ at: plus(tuesday, 20) })];
    expect(escalate(anew, { at: plus(tuesday, 30), fired: fired(1, 1) })).toEqual([]);
    expect(escalate(anew, { at: plus(tuesday, 25), fired: fired(1, 2) })).toMatchObject([{ rung: 1 }]);
  });
  test('once somebody has it, or where there is no incident, nobody is asked', () => {
    expect(escalate([...waiting, acknowledged()], { at: plus(tuesday, 60) })).toEqual([]);
    expect(escalate([], { at: tuesday, fired: fired(1) })).toEqual([]);
  });
  test('a rung that nobody could be reached on is followed at once', () => {
    expect(escalate([...waiting, pageRefused()], { at: plus(tuesday, 1) })).toMatchObject([
      { rung: 1, people: [ben], because: 'not_reached' },
    ]);
  });
  test('when every page was refused it says aloud that nobody was reached, once', () => {
    const all = [
      declared(),
      routed({
        ladder: [
          { role: 'on_call', people: [asha] },
          { role: 'lead', people: [marek] },
        ],
      }),
      pageRefused(),
      escalated({ role: 'lead', people: [marek] }),
    ];
    expect(escalate([...all, paged({ rung: 1, person: marek })], { at: plus(tuesday, 60) })).toEqual([]);
    const refused = [...all, pageRefused({ rung: 1, person: marek })];
    expect(escalate(refused, { at: plus(tuesday, 6) })).toEqual([
      { type: 'IncidentUnrouted', at: plus(tuesday, 6), reason: 'nobody_reached' },
    ]);
    expect(escalate([...refused, unrouted({ reason: 'nobody_reached' })], { at: plus(tuesday, 7) })).toEqual([]);
  });
  test('climbs to its end and stops there, whoever looks and however often', () => {
    const events: IncidentEvent[] = [...waiting];
    for (let minute = 0; minute < 60; minute++) {
      const look = () => escalate(events, { at: plus(tuesday, minute) }) as IncidentEvent[];
      events.push(...look());
      events.push(...look());
    }
    expect(events.slice(2)).toMatchObject([
      { rung: 1, at: plus(tuesday, 5), people: [ben] },
      { rung: 2, at: plus(tuesday, 10), people: [marek] },
      { rung: 3, at: plus(tuesday, 15), role: 'management' },
    ]);
  });
});

describe('What came of the channel', () => {
  const open = { at, hidden: false, outcome: { kind: 'channel', channel: 'C0ROOM' } } as const;
  const record = (events: IncidentEvent[], command: Parameters<typeof recordChannel.decide>[2] = open, owner?: { incident: string }) =>
    recordChannel.decide(given(...events), { owner }, command, { id: inc311, versions: { owner: 0 } });

  test('is on record, and the channel leads to its incident from then on', () => {
    expect(record([declared({ private: true })], { ...open, hidden: true })).toEqual({
      events: [{ type: 'IncidentChannelOpened', at, channel: 'C0ROOM', private: true }],
      puts: [{ key: incidentOfChannelKey('C0ROOM'), value: { incident: inc311 }, expected: 0 }],
    });
  });
  test('a refusal is on record with its code', () => {
    expect(record([declared()], { at, hidden: false, outcome: { kind: 'refused', code: 'restricted_action' } })).toEqual([
      { type: 'IncidentChannelRefused', at, code: 'restricted_action' },
    ]);
  });
  test('is recorded once, and never for an incident that is not there', () => {
    for (const events of [[declared(), channelOpened()], [declared(), channelRefused()], []]) expect(record(events)).toEqual([]);
  });
  test('one channel is never two incidents’', () => {
    expect(() => record([declared()], open, { incident: 'INC-7' })).toThrow('C0ROOM is the channel of INC-7 already');
  });
  test('goes through the table: the channel is found by its id', async () => {
    const stage = aStage();
    const declare = { facts: () => ({}), decide: () => [declared()] };
    await perform(stage, incidents, inc311, declare, {});
    await perform(stage, incidents, inc311, recordChannel, open);
    const [found] = await (stage.records as Records).load([incidentOfChannelRef('C0ROOM')] as Ref<unknown>[]);
    expect(found?.value).toEqual({ incident: inc311 });
  });
});

describe('What became of a page', () => {
  const record = (events: IncidentEvent[], outcome: Parameters<typeof recordPage.decide>[2]['outcome']) =>
    recordPage.decide(given(...events), {}, { at, person: asha, rung: 0, generation: 1, outcome }, { id: inc311, versions: {} });
  const page = { type: 'IncidentPaged', at, person: asha, rung: 0, generation: 1, via: 'slack' };

  test('is on record, delivered or refused with Slack’s code', () => {
    expect(record([declared(), routed()], { kind: 'message', channel: 'D1', ts: '1.2' })).toEqual([{ ...page, outcome: 'delivered' }]);
    expect(record([declared(), routed()], { kind: 'refused', code: 'user_disabled' })).toEqual([
      { ...page, outcome: 'refused', code: 'user_disabled' },
    ]);
    expect(record([], { kind: 'refused', code: 'user_disabled' })).toEqual([]);
  });
});

describe('What Slack shows of its workspace', () => {
  test('a person: kind, zone and whether they are still there, and nothing where we know it already', async () => {
    const stage = aStage();
    const seen = { at, kind: 'member', deactivated: false, zone: 'Europe/London' } as const;
    const observe = (more: object = {}) => perform(stage, people, personAggregate(asha), observePerson, { ...seen, ...more });
    expect((await observe()).events).toEqual([{ type: 'PersonObserved', ...seen }]);
    expect((await observe({ at: plus(at, 60) })).events).toEqual([]);
    for (const change of [{ deactivated: true }, { kind: 'guest' }, { zone: 'Asia/Kolkata' }])
      expect((await observe({ at: plus(at, 90), ...change })).events).toHaveLength(1);
  });

  test.each([
    ['a member', {}, 'member', false],
    ['a guest of several channels', { is_restricted: true }, 'guest', false],
    ['a guest of one channel', { is_ultra_restricted: true }, 'guest', false],
    ['a bot', { is_bot: true }, 'bot', false],
    ['someone who left', { deleted: true }, 'member', true],
  ])('reads %s', (_, more, kind, gone) => {
    expect(readPerson({ id: 'U1', tz: 'Europe/London', ...more }, at)).toEqual({
      id: 'U1',
      seen: { at, kind, deactivated: gone, zone: 'Europe/London' },
    });
  });

  test('Slackbot is a bot, and no zone is UTC', () => {
    expect(readPerson({ id: 'USLACKBOT', tz: null }, at).seen).toMatchObject({ kind: 'bot', zone: 'UTC' });
  });

  test('a group: its members whatever their order', async () => {
    const stage = aStage();
    const id = groupId(GroupId.parse('S1'));
    const observe = (members: (typeof asha)[]) => perform(stage, groups, id, observeGroup, { at, members });
    expect((await observe([asha, ben])).events).toEqual([{ type: 'GroupObserved', at, members: [asha, ben] }]);
    expect((await observe([ben, asha])).events).toEqual([]);
    expect((await observe([])).state.members).toEqual([]);
  });

  test('the latest word counts in whatever order words arrive, also where the later one said nothing new', async () => {
    const stage = aStage();
    const seen = { kind: 'member', deactivated: false, zone: 'Europe/London' } as const;
    const hear = (minutes: number, deactivated: boolean) =>
      perform(stage, people, personAggregate(asha), observePerson, { ...seen, at: plus(at, minutes), deactivated });
    await hear(0, false);
    expect((await hear(9, false)).events).toEqual([]);
    expect((await hear(5, true)).events).toEqual([]);
    expect((await hear(12, true)).state).toMatchObject({ deactivated: true });
  });

  test('a scan leaves no trace of those who are as they were', async () => {
    const stage = aStage();
    const seen = { at, kind: 'member', deactivated: false, zone: 'Europe/London' } as const;
    await perform(stage, people, personAggregate(asha), observePerson, seen);
    await perform(stage, people, personAggregate(asha), observePerson, { ...seen, at: plus(at, 60), scan: true });
    const later = await perform(stage, people, personAggregate(asha), observePerson, { ...seen, at: plus(at, 30), zone: 'Asia/Kolkata' });
    expect(later.state).toMatchObject({ zone: 'Asia/Kolkata' });
  });

  test('a channel: shared or not', async () => {
    const stage = aStage();
    const observe = (shared: boolean) => perform(stage, channels, channelId('C1'), observeChannel, { at, shared });
    expect((await observe(false)).events).toEqual([]);
    expect((await observe(true)).events).toEqual([{ type: 'ChannelObserved', at, shared: true }]);
    expect((await observe(true)).events).toEqual([]);
    expect((await observe(false)).state).toEqual({ shared: false });
  });

  test('the nightly scan writes what no event told us, and a second night nothing', async () => {
    const stage = aStage();
    const workspace = {
      async *people() {
        for (const id of [...crowd(3), priya]) yield { id, tz: 'Europe/London' };
      },
      groups: async () => [{ id: 'S1', users: [asha] }, { id: 'S2' }],
    };
    await scanWorkspace(stage, workspace);
    const written = (await stage.outbox.unpublished('9999', 100)).length;
    await scanWorkspace(stage, workspace);
    expect(written).toBe(5);
    expect(await stage.outbox.unpublished('9999', 100)).toHaveLength(written);
  });
});
