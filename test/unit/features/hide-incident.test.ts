import { describe, expect, test } from 'vitest';
import type { Effect } from '#domain/effects';
import type { IncidentEvent } from '#domain/incident/events';
import { incidentOf } from '#domain/incident/find';
import { incidents, latestRef, mayKnow } from '#domain/incident/incident';
import { incidentOfChannelKey, latestKey } from '#domain/keys';
import { perform } from '#domain/perform';
import type { Person } from '#domain/person/person';
import type { Records, Ref } from '#domain/records';
import { react as putAway } from '#features/archive-channel/react';
import { answer } from '#features/hide-incident/answer';
import { hideIncident } from '#features/hide-incident/decide';
import { react } from '#features/hide-incident/react';
import { recordChannel } from '#features/open-channel/decide';
import { react as openChannel } from '#features/open-channel/react';
import { react as swarm } from '#features/route-incident/react';
import { react as showCard } from '#features/show-card/react';
import {
  acknowledged,
  aStage,
  asha,
  aView,
  bot,
  channelOpened,
  crowd,
  deactivated,
  declared,
  dev,
  given,
  givenOpen,
  guest,
  happened,
  inc311,
  marek,
  member,
  omar,
  plus,
  priya,
  routed,
  stranger,
  tuesday,
} from '#test/builders';

const at = plus(tuesday, 10);
const going = [declared(), routed(), channelOpened(), acknowledged()];
const madePrivate = happened('IncidentMadePrivate', { at, people: [omar] });
const channelAgain = channelOpened({ channel: 'C0HIDDEN', private: true });
const latest = { incident: inc311, at: tuesday };

type Wish = { by?: typeof asha; person?: Person; members?: (typeof asha)[]; people?: Person[]; shared?: boolean };
const hide = (events: IncidentEvent[], { by = asha, person = member, members = [], people = [], shared = false }: Wish = {}) =>
  hideIncident.decide(
    given(...events),
    { person, people, channel: { shared }, leads: { incident: inc311 }, latest },
    { by, at, inRoom: false, members },
    { id: inc311, versions: { person: 1, people: 1, channel: 1, leads: 1, latest: 3 } },
  );

describe('Making it private', () => {
  test('brings along who reads its channel; nothing leads to that any more, nor to it from its service', () => {
    expect(hide(going, { members: [asha, omar, priya], people: [member, member, stranger] })).toEqual({
      events: [{ ...madePrivate, people: [omar, priya] }],
      puts: [
        { key: incidentOfChannelKey('C0ROOM'), value: { incident: inc311, former: true }, expected: 1 },
        { key: latestKey('bedroom'), value: { ...latest, hidden: true }, expected: 3 },
      ],
      answer: 'all come',
    });
  });
  test('leaves guests, bots and those who have left behind, unless the record has brought them in', () => {
    const members = [omar, dev, priya, marek];
    expect(hide(going, { members, people: [guest, bot, deactivated, guest] })).toMatchObject({ events: [{ people: [] }] });
    expect(givenOpen(...going, madePrivate).insiders).toContain(marek);
  });
  test('of a channel that another company reads, or with too many in it, brings those who are on record', () => {
    expect(hide(going, { members: [omar], people: [member], shared: true })).toMatchObject({ events: [{ people: [] }], answer: 'shared' });
    const members = crowd(500);
    const many = hide(going, { by: dev, members, people: members.map(() => member) });
    expect(many).toMatchObject({ events: [{ people: [dev] }], answer: 'too many' });
  });
  test('is for members, whoever they are, and done once', () => {
    expect(hide(going, { by: omar })).toMatchObject({ events: [{ by: omar, people: [omar] }] });
    expect(() => hide(going, { person: guest })).toThrow(/Guests/);
    expect(() => hide(going, { person: bot })).toThrow(/Only people of this workspace/);
    expect(hide([...going, madePrivate])).toEqual([]);
    expect(hide([declared({ private: true, by: asha })])).toEqual([]);
  });
  test('is known to those who are in it, and to nobody else', () => {
    const incident = givenOpen(...going, madePrivate);
    expect([asha, omar, priya].map((person) => mayKnow(incident, person))).toEqual([true, true, false]);
    expect(incident).toMatchObject({ room: { state: 'awaited' }, formerRooms: ['C0ROOM'] });
  });
  test('says what becomes of the channel, and what of those who are left behind', () => {
    expect(answer(inc311, 'all come')).toMatch(/archived.*stays readable to everyone.*brought along/);
    expect(answer(inc311, 'too many')).toMatch(/Too many people/);
    expect(answer(inc311, null)).toBe('INC-311 is private already; nothing has changed.');
  });
  test('goes through the table: the channel before and the service lead to it no more', async () => {
    const stage = aStage();
    const put = (events: IncidentEvent[]) => ({ facts: () => ({}), decide: () => events });
    await perform(stage, incidents, inc311, put([declared()]), {});
    await perform(stage, incidents, inc311, recordChannel, { at, hidden: false, outcome: { kind: 'channel', channel: 'C0ROOM' } });
    expect(await incidentOf(stage.records, '', 'C0ROOM')).toEqual({ id: inc311, inRoom: true });
    await perform(stage, incidents, inc311, hideIncident, { by: asha, at, inRoom: true, members: [] });
    await expect(incidentOf(stage.records, '', 'C0ROOM')).rejects.toThrow(/not an incident channel/);
    const [found] = await (stage.records as Records).load([latestRef('bedroom')] as Ref<unknown>[]);
    expect(found?.value).toBeUndefined();
  });
});

describe('The channel that Slack made while it was still public', () => {
  test('is one of those before, leads nowhere, and is not its room', () => {
    const events = [declared(), madePrivate];
    const record = (outcome: Parameters<typeof recordChannel.decide>[2]['outcome']) =>
      recordChannel.decide(given(...events), { owner: undefined }, { at, hidden: false, outcome }, { id: inc311, versions: { owner: 0 } });
    expect(record({ kind: 'channel', channel: 'C0LATE' })).toEqual({
      events: [{ type: 'IncidentChannelOpened', at, channel: 'C0LATE', private: false }],
      puts: [{ key: incidentOfChannelKey('C0LATE'), value: { incident: inc311, former: true }, expected: 0 }],
    });
    expect(record({ kind: 'refused', code: 'restricted_action' })).toEqual([]);
    expect(givenOpen(...events, channelOpened({ channel: 'C0LATE' }))).toMatchObject({
      room: { state: 'awaited' },
      formerRooms: ['C0LATE'],
    });
  });
});

describe('What follows', () => {
  const news = [{ version: 5, event: madePrivate, texts: {} }];
  const following = (...more: IncidentEvent[]) => react(aView([...going, madePrivate, ...more]), news);
  const to = (place: string, effects: Effect[]) =>
    effects.filter((effect) => ('to' in effect && effect.to === place) || ('channel' in effect && effect.channel === place));

  test('a private channel is made, under a key of its own, and never a public one', () => {
    expect(openChannel(aView([...going, madePrivate]), news)).toMatchObject([
      { kind: 'open-channel', key: 'INC-311/private/channel', private: true },
    ]);
  });
  test('everything stands anew in the new room, with those who are in it', () => {
    const view = aView([...going, madePrivate, channelAgain]);
    const effects = [...openChannel(view, []), ...showCard(view, []), ...swarm(view)];
    for (const effect of to('C0HIDDEN', effects)) expect(effect.key).toMatch(/^INC-311\/private\//);
    expect(to('C0ROOM', effects)).toEqual([]);
    expect(to('C0HIDDEN', following(channelAgain))).toMatchObject([
      { kind: 'invite', people: view.incident.insiders },
      {
        key: 'INC-311/5/made-private',
        text: expect.stringMatching(/<@U0ASHA> made it private.*<#C0ROOM>, is archived.*readable to everyone/),
      },
    ]);
  });
  test('the channel before loses its card and its topic, says so, and is archived', () => {
    const before = to('C0ROOM', following(channelAgain));
    expect(before.map(({ kind }) => kind)).toEqual(['message', 'topic', 'purpose', 'message', 'archive']);
    expect(before[0]).toMatchObject({ key: 'INC-311/card', current: true, onlyIfThere: true });
    expect(JSON.stringify(before)).toContain('stays readable to everyone in the workspace');
    expect(JSON.stringify(before)).not.toMatch(/Bedroom|basket/);
  });
  test('until there is a new one it is not archived, and where Slack makes none it says so', () => {
    expect(following().map(({ kind }) => kind)).not.toContain('archive');
    const refused = following(happened('IncidentChannelRefused', { code: 'restricted_action' }));
    expect(refused.map(({ kind }) => kind)).not.toContain('archive');
    expect(JSON.stringify(refused)).toContain('Slack made no private channel for it');
  });
  test('what was announced is replaced by words without content, and nothing new is announced', () => {
    const silent = [...to('#incidents', following()), ...to('#incidents-unrouted', following())];
    expect(silent).toMatchObject([
      { key: 'INC-311/announcement', onlyIfThere: true },
      { key: 'INC-311/unrouted-g1', onlyIfThere: true },
    ]);
    expect(JSON.stringify(silent.map((effect) => 'text' in effect && [effect.text, effect.blocks]))).not.toMatch(/Bedroom|basket|311/);
    expect(to('#incidents', showCard(aView([...going, madePrivate]), news))).toEqual([]);
  });
  test('nothing follows for what was private from the beginning', () => {
    expect(react(aView([declared({ private: true }), channelAgain]), [])).toEqual([]);
  });
  test('the room that it got once it was long over is not put away at once', () => {
    const over = [
      happened('IncidentResolved', { fix: 'permanent', howId: 'how' }),
      happened('IncidentClosed', { archiveAt: plus(tuesday, 5) }),
      happened('IncidentArchived', { at: plus(tuesday, 5) }),
    ];
    const view = aView([...going, ...over, madePrivate, channelAgain]);
    expect(putAway(view)).toEqual([]);
  });
});
