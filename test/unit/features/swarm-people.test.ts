import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import type { Person, PersonId } from '#domain/person/person';
import { GroupId } from '#domain/workspace/group';
import { answer as letInAnswer } from '#features/grant-access/answer';
import { grantAccess } from '#features/grant-access/decide';
import { readLine as readPeople } from '#features/grant-access/line';
import { react as letIn } from '#features/grant-access/react';
import { react as page } from '#features/page-people/react';
import { recordCallout } from '#features/record-callout/decide';
import { answer } from '#features/swarm-people/answer';
import { type SwarmPeople, swarmPeople } from '#features/swarm-people/decide';
import { readLine } from '#features/swarm-people/line';
import { read, swarmModal } from '#features/swarm-people/modal';
import { react } from '#features/swarm-people/react';
import { checkView } from '#sandbox/slack/block-kit/check';
import {
  aRota,
  aService,
  asha,
  aTeam,
  aView,
  ben,
  bot,
  channelOpened,
  chloe,
  crowd,
  deactivated,
  declared,
  dev,
  guest,
  happened,
  harrowHome,
  hasGroup,
  hasPerson,
  hasService,
  hasTeam,
  inc311,
  lena,
  longAgo,
  marek,
  omar,
  owned,
  paged,
  plus,
  priya,
  routed,
  saturday,
  slug,
  tom,
  tuesday,
} from '#test/builders';

const at = plus(tuesday, 10);
const open = [declared(), routed(), channelOpened()];
const hidden = [declared({ private: true }), routed(), channelOpened({ private: true })];
const group = GroupId.parse('S0BATH');

/** Harrow Home with a second team, whose service moved to it this year, and this incident. */
async function house(events: IncidentEvent[] = open) {
  const stage = await harrowHome(at);
  await hasTeam(stage, 'team-bath', aTeam({ name: 'Team Bath', lead: chloe, members: [chloe, omar, dev], rota: aRota([omar, dev]) }));
  const moved = [owned(1, 'team-bedroom', longAgo), owned(2, 'team-bath', '2026-02-01T00:00:00.000Z')];
  await hasService(stage, aService({ slug: slug('bath'), name: 'Bath', aliases: ['tubs'] }), ...moved);
  await hasGroup(stage, group, [chloe, omar]);
  await perform(stage, incidents, inc311, { facts: () => ({}), decide: () => events }, {});
  return stage;
}
type Stage = Awaited<ReturnType<typeof house>>;
const swarm = (stage: Stage, wanted: Partial<SwarmPeople>) =>
  perform(stage, incidents, inc311, swarmPeople, { by: asha, at, inRoom: true, people: [], groups: [], service: '', ...wanted });
const brought = { type: 'IncidentSwarmChanged', at, by: asha } as const;

describe('Swarming', () => {
  test('brings people in by name, and a group by its members, each once', async () => {
    const { events } = await swarm(await house(), { people: [omar, priya, omar], groups: [group] });
    expect(events).toEqual([
      { ...brought, people: [omar, priya], because: 'person' },
      { ...brought, people: [chloe], because: 'group' },
    ]);
  });
  test('brings the on-call of whoever owns a service now, by any of its names', async () => {
    const { events, state } = await swarm(await house(), { service: 'tubs' });
    expect(events).toEqual([{ ...brought, people: [omar], because: 'service', service: 'bath' }]);
    expect(state).toMatchObject({ swarmed: [{ service: 'bath', people: [omar], generation: 1 }] });
  });
  test('passes over an on-call who cannot come to whoever stands in; and says when nobody is there', async () => {
    const stage = await house();
    await hasPerson(stage, omar, deactivated);
    expect((await swarm(stage, { service: 'bath' })).events).toMatchObject([{ people: [dev] }]);
    await hasPerson(stage, dev, deactivated);
    await expect(swarm(stage, { service: 'bath' })).rejects.toThrow(/Nobody is on call for bath now.*lead is <@U0CHLOE>/);
    await expect(swarm(stage, { service: 'nonsense' })).rejects.toThrow(/neither a person, a group nor a service/);
  });
  test('calls out whoever is not at work, on record; for the next incident it is somebody who has slept', async () => {
    const stage = await house();
    const calledOut = [{ person: omar, compensation: 'callout_pay' }];
    expect((await swarm(stage, { service: 'bath', at: saturday })).events).toMatchObject([{ people: [omar], calledOut }]);
    const paidFor = { at: saturday, person: omar, rung: null, generation: 1 };
    const { events } = await perform(stage, incidents, inc311, recordCallout, paidFor);
    expect(events).toMatchObject([{ type: 'CalloutRecorded', person: omar, as: 'helper', compensation: 'callout_pay' }]);
    const other = async (minutes: number, id: IncidentId) => {
      await perform(stage, incidents, id, { facts: () => ({}), decide: () => open }, {});
      const wanted = { by: asha, at: plus(saturday, minutes), inRoom: true, people: [], groups: [], service: 'bath' };
      return (await perform(stage, incidents, id, swarmPeople, wanted)).events;
    };
    expect(await other(60, 'INC-312')).toMatchObject([{ people: [dev], calledOut: [{ person: dev, compensation: 'callout_pay' }] }]);
    expect(await other(12 * 60, 'INC-313')).toMatchObject([{ people: [omar] }]);
    await hasPerson(stage, dev, deactivated);
    expect(await other(90, 'INC-314')).toMatchObject([{ people: [omar], calledOut: [{ person: omar, restSince: saturday }] }]);
  });
  test('wakes nobody twice for the same', async () => {
    const stage = await house();
    await swarm(stage, { service: 'bath' });
    const again = await swarm(stage, { service: 'bath' });
    expect(again.events).toEqual([]);
    expect(answer(inc311, again.answer as never)).toContain('<@U0OMAR> has been asked already, and is not paged again');
  });
  test('leaves bots and the deactivated out by name; guests who were named come', async () => {
    const stage = await house();
    for (const [who, person] of [
      [dev, bot],
      [ben, deactivated],
      [priya, guest],
    ] as [PersonId, Person][])
      await hasPerson(stage, who, person);
    const done = await swarm(stage, { people: [dev, ben, priya] });
    expect(done.events).toMatchObject([{ people: [priya] }]);
    expect(answer(inc311, done.answer as never)).toBe(
      'INC-311: <@U0PRIYA> is brought in. Left out: <@U0DEV> (a bot), <@U0BEN> (deactivated).',
    );
    await expect(swarm(stage, { people: [dev] })).rejects.toThrow(/Nobody was brought in: <@U0DEV> \(a bot\) cannot come/);
  });
  test('is not for guests, nor for a crowd, nor for nobody', async () => {
    const stage = await house();
    await hasPerson(stage, ben, guest);
    await expect(swarm(stage, { by: ben, people: [omar] })).rejects.toThrow(/a member of the workspace has to bring others in/);
    await expect(swarm(stage, { people: crowd(101) })).rejects.toThrow(/more people than one room/);
    await expect(swarm(stage, {})).rejects.toThrow(/Nobody was named/);
    await expect(swarm(stage, { groups: [GroupId.parse('S0EMPTY')] })).rejects.toThrow(/nobody that Slack has told us of/);
  });
  test('into a private incident is for those whom it was opened to', async () => {
    const stage = await house(hidden);
    await expect(swarm(stage, { by: omar, inRoom: false, people: [lena] })).rejects.toThrow(/no such incident/);
    await expect(swarm(stage, { by: omar, people: [lena] })).rejects.toThrow(/not among those/);
    expect((await swarm(stage, { people: [lena] })).state).toMatchObject({ insiders: expect.arrayContaining([lena]) });
  });
});

test('a line names people, groups and a service; a form people and a service', () => {
  expect(readLine('<@U0OMAR|omar> and <!subteam^S0BATH|@bath> checkout')).toEqual({ people: [omar], groups: [group], service: 'checkout' });
  const view = swarmModal({ id: inc311, inRoom: false });
  expect(checkView(view)).toBeDefined();
  const state = { values: { people: { people: { selected_users: [omar] } }, service: { service: { value: 'bath' } } } };
  expect(read({ private_metadata: view.private_metadata ?? '', state })).toEqual({
    id: inc311,
    inRoom: false,
    people: [omar],
    groups: [],
    service: 'bath',
  });
});

describe('Who was swarmed', () => {
  const service = happened('IncidentSwarmChanged', { people: [omar], because: 'service', service: slug('bath') });
  const said = (event: IncidentEvent) => react(aView([...open, service]), [{ version: 4, event, texts: {} }]);

  test('is invited and called by name in the room', () => {
    expect(said(service)).toEqual([
      { kind: 'invite', key: 'INC-311/4/invite', channel: 'C0ROOM', people: [omar] },
      { kind: 'message', key: 'INC-311/4/swarm', to: 'C0ROOM', text: '<@U0OMAR> on call for bath: <@U0ASHA> needs you here.' },
    ]);
    expect(react(aView([declared(), service]), [{ version: 4, event: service, texts: {} }])).toEqual([]);
  });
  test('as the on-call of a service is paged, whoever has it', () => {
    expect(page(aView([...open, happened('IncidentAcknowledged', {}), service]))).toContainEqual(
      expect.objectContaining({ kind: 'page', key: 'INC-311/page/g1/bath/U0OMAR', rung: null, onlyIfThere: false }),
    );
  });
  test('and could not be paged, is said aloud', () => {
    const refused = paged({ person: omar, rung: null, outcome: 'refused', code: 'user_disabled' });
    expect(said(refused)).toMatchObject([{ text: expect.stringMatching(/<@U0OMAR> could not be paged \(user_disabled\)/) }]);
  });
});

describe('Letting people in', () => {
  const grant = (stage: Stage, people: PersonId[], by = asha, inRoom = true) =>
    perform(stage, incidents, inc311, grantAccess, { by, at, inRoom, people });

  test('opens a private incident to each of them, once', async () => {
    const stage = await house(hidden);
    const { events, answer: done } = await grant(stage, [omar, tom]);
    expect(events).toEqual([{ type: 'IncidentAccessGranted', at, by: asha, person: omar }]);
    expect(letInAnswer(inc311, done)).toMatch(/INC-311 is open to <@U0OMAR> now.*was open to <@U0TOM> already/);
    expect((await grant(stage, [omar])).events).toEqual([]);
  });
  test('is for those who are in it, and for nothing that everyone can see', async () => {
    const stage = await house(hidden);
    await expect(grant(stage, [lena], omar, false)).rejects.toThrow(/no such incident/);
    await expect(grant(stage, [lena], omar)).rejects.toThrow(/not among those/);
    await expect(grant(await house(), [lena])).rejects.toThrow(/It is not private/);
    await hasPerson(stage, marek, guest);
    await expect(grant(stage, [lena], marek)).rejects.toThrow(/a member of the workspace has to let others in/);
    await hasPerson(stage, dev, bot);
    await expect(grant(stage, [dev])).rejects.toThrow(/Nobody was let in: <@U0DEV> \(a bot\)/);
  });
  test('is read from a line of people and nothing else, and said in the room', () => {
    expect(['<@U0OMAR>', '<@U0OMAR> please', '<!subteam^S0BATH>', ''].map(readPeople)).toEqual([[omar], undefined, undefined, undefined]);
    const granted = happened('IncidentAccessGranted', { person: omar });
    expect(letIn(aView([...hidden, granted]), [{ version: 4, event: granted, texts: {} }])).toEqual([
      { kind: 'invite', key: 'INC-311/4/invite', channel: 'C0ROOM', people: [omar] },
      { kind: 'message', key: 'INC-311/4/access', to: 'C0ROOM', text: '<@U0ASHA> let <@U0OMAR> in.' },
    ]);
  });
});
