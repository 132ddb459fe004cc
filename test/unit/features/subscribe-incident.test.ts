import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import { listenersOf, mostSubscribers } from '#domain/incident/subscribers';
import type { Subscriber } from '#domain/incident/telling-events';
import type { News } from '#domain/incident/view';
import { channelId } from '#domain/keys';
import { perform } from '#domain/perform';
import type { Person } from '#domain/person/person';
import { channels } from '#domain/workspace/channel';
import { observeChannel } from '#features/observe-workspace/decide';
import { type SeenChannel, subscribeIncident, unsubscribeIncident } from '#features/subscribe-incident/decide';
import { readLine } from '#features/subscribe-incident/line';
import { react } from '#features/subscribe-incident/react';
import {
  aStage,
  asha,
  aView,
  bot,
  channelOpened,
  crowd,
  deactivated,
  declared,
  given,
  givenOpen,
  guest,
  happened,
  hasPerson,
  inc311,
  member,
  omar,
  plus,
  priya,
  routed,
  tom,
  tuesday,
} from '#test/builders';

const standing = { id: inc311, versions: { person: 1 } };
const at = plus(tuesday, 3);
const open = [declared(), routed(), channelOpened()];
const hidden = [declared({ private: true }), routed(), channelOpened({ private: true })];
const forPerson = (person = priya): Subscriber => ({ kind: 'person', person });
const forChannel = (channel = 'C0NEWS'): Subscriber => ({ kind: 'channel', channel });
const subscribed = (subscriber: Subscriber) => happened('IncidentSubscribed', { subscriber });
const unsubscribed = (subscriber: Subscriber) => happened('IncidentUnsubscribed', { subscriber });
const seen = (more: Partial<SeenChannel> = {}): SeenChannel => ({ id: 'C0NEWS', member: true, shared: false, archived: false, ...more });

type Wish = { by?: typeof priya; person?: Person; inRoom?: boolean; channel?: SeenChannel };
const subscribe = (events: IncidentEvent[], { by = priya, person = member, inRoom = false, channel }: Wish = {}) =>
  subscribeIncident.decide(given(...events), { person }, { by, at, inRoom, channel }, standing);
const unsubscribe = (events: IncidentEvent[], { by = priya, person = member, channel = undefined as string | undefined } = {}) =>
  unsubscribeIncident.decide(given(...events), { person }, { by, at, inRoom: false, channel }, standing);

describe('Subscribing', () => {
  test('keeps a person posted, or a channel', () => {
    expect(subscribe(open)).toEqual([{ type: 'IncidentSubscribed', at, by: priya, subscriber: forPerson() }]);
    expect(subscribe(open, { channel: seen() })).toEqual([{ type: 'IncidentSubscribed', at, by: priya, subscriber: forChannel() }]);
  });
  test('twice changes nothing', () => {
    expect(subscribe([...open, subscribed(forPerson())])).toEqual([]);
    expect(subscribe([...open, subscribed(forChannel())], { channel: seen() })).toEqual([]);
  });
  test('to a private one is for those it was opened to, and never for a channel', () => {
    expect(subscribe(hidden, { by: asha })).toHaveLength(1);
    expect(() => subscribe(hidden)).toThrow(/no such incident/);
    expect(() => subscribe(hidden, { inRoom: true })).toThrow(/Someone who is can bring you in/);
    expect(() => subscribe(hidden, { by: asha, channel: seen() })).toThrow(/no channel hears of it/);
  });
  test('a channel is refused by name where nothing can or need be told', () => {
    expect(() => subscribe(open, { channel: seen({ member: false }) })).toThrow(/Muster is not in <#C0NEWS>.*\/invite @Muster/);
    expect(() => subscribe(open, { channel: seen({ shared: true }) })).toThrow(/<#C0NEWS> is shared with another company/);
    expect(() => subscribe(open, { channel: seen({ archived: true }) })).toThrow(/<#C0NEWS> is archived/);
    expect(() => subscribe(open, { channel: seen({ id: 'C0ROOM' }) })).toThrow(/<#C0ROOM> is its own channel/);
  });
  test('a guest who was part of it can subscribe, and leaves channels to members; bots and the deactivated are refused', () => {
    expect(subscribe(open, { by: tom, person: guest })).toHaveLength(1);
    expect(() => subscribe(open, { person: guest, inRoom: true })).toThrow(/in its own channel, as long as they are in it/);
    expect(() => subscribe(open, { person: guest })).toThrow(/Guests act on an incident from its own channel/);
    expect(() => subscribe(open, { person: guest, inRoom: true, channel: seen() })).toThrow(
      /a member of the workspace can subscribe a channel/,
    );
    for (const person of [bot, deactivated]) expect(() => subscribe(open, { person })).toThrow(/Only people of this workspace/);
  });
  test('as many as there can be are told, and the next is told why not', () => {
    const many = crowd(mostSubscribers).map((person) => subscribed(forPerson(person)));
    expect(() => subscribe([...open, ...many])).toThrow(/50 people and channels are kept posted already/);
    expect(subscribe([...open, ...many.slice(1)])).toHaveLength(1);
  });
  test('ends for oneself, and for a channel by anyone', () => {
    const both = [...open, subscribed(forPerson()), subscribed(forChannel())];
    expect(unsubscribe(both)).toEqual([{ type: 'IncidentUnsubscribed', at, by: priya, subscriber: forPerson() }]);
    expect(unsubscribe(both, { by: omar, channel: 'C0NEWS' })).toHaveLength(1);
    expect(unsubscribe(both, { by: omar })).toEqual([]);
    expect(() => unsubscribe(hidden)).toThrow(/no such incident/);
  });
});

test('the line names a channel, or nobody else than whoever types', () => {
  expect(['', 'me', '<#C1|general>', '<#C1>', '#secret', '@ben', '#a b'].map(readLine)).toEqual([
    { kind: 'self' },
    { kind: 'self' },
    { kind: 'channel', channel: 'C1' },
    { kind: 'channel', channel: 'C1' },
    { kind: 'unknown', name: '#secret' },
    'unreadable',
    'unreadable',
  ]);
});

describe('Who still hears of it', () => {
  const all = [forPerson(priya), forPerson(asha), forChannel()].map(subscribed);
  test('everyone who subscribed, while nothing speaks against it', async () => {
    expect(await listenersOf(aStage().records, givenOpen(...open, ...all))).toHaveLength(3);
  });
  test('not who has left, and no channel that another company reads', async () => {
    const stage = aStage();
    await hasPerson(stage, priya, deactivated);
    await perform(stage, channels, channelId('C0NEWS'), observeChannel, { at: stage.now(), shared: true });
    expect(await listenersOf(stage.records, givenOpen(...open, ...all))).toEqual([forPerson(asha)]);
  });
  test('no guest but who was part of it: nobody learns when they are put out of its channel', async () => {
    const stage = aStage();
    for (const person of [priya, asha]) await hasPerson(stage, person, guest);
    expect(await listenersOf(stage.records, givenOpen(...open, ...all))).toEqual([forPerson(asha), forChannel()]);
  });
  test('of a private one only those whom it was opened to', async () => {
    expect(await listenersOf(aStage().records, givenOpen(...hidden, ...all))).toEqual([forPerson(asha)]);
  });
});

describe('What a subscriber reads', () => {
  const numbered = (events: IncidentEvent[], from = 1): News[] =>
    events.map((event, index) => ({
      version: from + index,
      event,
      texts: {
        update: { by: asha, body: 'Rolling *back*' },
        how: { by: asha, body: 'Rolled back' },
        why: { by: asha, body: 'Few are hurt' },
      },
    }));
  const effects = (events: IncidentEvent[], more: Parameters<typeof aView>[1] = {}, since = open.length) =>
    react(aView(events, more), numbered(events.slice(since), since + 1));

  test('one thread: what it is, kept current, and each change under it', () => {
    const updated = happened('IncidentUpdated', { textId: 'update', nextBy: null });
    const said = effects([...open, subscribed(forPerson()), updated]);
    expect(said).toMatchObject([
      { key: 'INC-311/subscriber/U0PRIYA', to: priya, current: true, text: expect.stringContaining('INC-311 · SEV1 · Bedroom') },
      { key: 'INC-311/5/told/U0PRIYA', under: 'INC-311/subscriber/U0PRIYA', text: '*Update* from <@U0ASHA>: Rolling *back*' },
    ]);
  });
  test('every change of state is told, and what only concerns those who are at it is not', () => {
    const course: IncidentEvent[] = [
      happened('IncidentAcknowledged', {}),
      happened('IncidentNoted', { textId: 'note', happenedAt: at }),
      happened('IncidentSeverityChanged', { from: 'sev1', to: 'sev3', reasonId: 'why', afterResolution: false }),
      happened('IncidentImpactChanged', { before: [], windows: [{ level: 'partial', fraction: 0.5, from: tuesday, to: at }] }),
      happened('IncidentTitleChanged', { titleId: 'gone' }),
      happened('IncidentMitigated', {}),
      happened('IncidentResolved', { fix: 'workaround', howId: 'how' }),
      happened('IncidentReopened', {}),
      happened('IncidentUnacknowledged', {}),
      happened('IncidentCancelled', { reasonId: 'why' }),
    ];
    const texts = effects([...open, subscribed(forPerson()), ...course]).flatMap((effect) => ('under' in effect ? [effect.text] : []));
    expect(texts).toEqual([
      '<@U0ASHA> has it.',
      '*SEV3* now, SEV1 before, says <@U0ASHA>: Few are hurt',
      expect.stringMatching(/^\*Impact\* according to <@U0ASHA>: partial \(50 %\) from <!date.*> to <!date.*>\.$/),
      '<@U0ASHA> calls it: Words removed',
      '*Mitigated*: customers are no longer hurt, says <@U0ASHA>.',
      '*Resolved* by <@U0ASHA>, with a workaround: Rolled back',
      '*Open again*, says <@U0ASHA>.',
      '<@U0ASHA> no longer has it; others are asked.',
      '*False alarm*, says <@U0ASHA>: Few are hurt',
    ]);
  });
  test('what went away by itself was mended by nobody', () => {
    const [, said] = effects([...open, subscribed(forPerson()), happened('IncidentResolved', { fix: 'by_itself', howId: 'how' })]);
    expect(said).toMatchObject({ text: '*Resolved* by <@U0ASHA>, with nothing done: it went away by itself: Rolled back' });
  });
  describe('of a duplicate', () => {
    const sameAs = happened('IncidentMarkedDuplicate', { of: 'INC-7' });
    const told = (goesOn: IncidentEvent[] | undefined, before: IncidentEvent[] = open, event: IncidentEvent = sameAs) =>
      effects([...before, subscribed(forPerson()), event], {
        listeners: [forPerson()],
        ...(goesOn && { sameAs: { id: 'INC-7', incident: givenOpen(...goesOn) } }),
      }).flatMap((effect) => ('under' in effect ? [effect.text] : []));
    test('where it goes on, and how to hear of that', () => {
      expect(told([declared(), channelOpened({ channel: 'C0OTHER' })])).toEqual([
        '*The same as INC-7*, says <@U0ASHA>: that one goes on in <#C0OTHER>. To hear of it: `/incident subscribe INC-7`.',
      ]);
      expect(told([declared()])).toEqual([expect.stringContaining('that one goes on. To hear of it')]);
      const undone = happened('IncidentMarkedDuplicate', { of: null });
      expect(told(undefined, open, undone)).toEqual(['*One of its own* after all, says <@U0ASHA>: it goes on.']);
    });
    test('never a private one, to somebody outside it', () => {
      const nowhere = ['*The same as another one*, says <@U0ASHA>: that one goes on, and this one asks nobody any more.'];
      expect(told(undefined)).toEqual(nowhere);
      const insider = [...hidden, happened('IncidentAccessGranted', { person: priya })];
      expect(told([declared({ private: true })], insider)).toEqual(nowhere);
      expect(told([declared({ private: true, by: priya })], insider)).toEqual([expect.stringContaining('INC-7')]);
    });
  });
  test('nothing of what happened before, which the first message says', () => {
    const before = [happened('IncidentAcknowledged', {}), subscribed(forChannel())];
    expect(effects([...open, ...before]).map(({ key }) => key)).toEqual(['INC-311/subscriber/C0NEWS', 'INC-311/5/subscriber']);
  });
  test('that it has ended, once it has', () => {
    const both = [subscribed(forPerson()), subscribed(forChannel()), unsubscribed(forPerson()), unsubscribed(forChannel())];
    expect(effects([...open, ...both], {}, open.length + 2)).toMatchObject([
      { key: 'INC-311/subscriber/U0PRIYA', current: true, onlyIfThere: true, text: expect.stringContaining('hear no more') },
      { key: 'INC-311/subscriber/C0NEWS', current: true, onlyIfThere: true },
      { key: 'INC-311/7/subscriber', to: 'C0ROOM', text: '<@U0ASHA> ended it: <#C0NEWS> hears no more of this.' },
    ]);
  });
  test('once it is private, not a word more, and none of what stood there', () => {
    const events = [...hidden, subscribed(forPerson(tom)), subscribed(forPerson(priya)), subscribed(forChannel())];
    const said = effects([...events, happened('IncidentMitigated', {})], { listeners: [forPerson(tom)] }, events.length);
    expect(said.map(({ key }) => key)).toEqual([
      'INC-311/subscriber/U0TOM',
      'INC-311/7/told/U0TOM',
      'INC-311/subscriber/U0PRIYA',
      'INC-311/subscriber/C0NEWS',
    ]);
    expect(JSON.stringify(said.slice(2))).not.toMatch(/beds|Bedroom|INC-311 ·/);
  });
  test('what they were told before it became private is taken back, reply by reply, from those who listen no more too', () => {
    const course: IncidentEvent[] = [
      ...open,
      happened('IncidentAcknowledged', {}),
      subscribed(forPerson(tom)),
      subscribed(forPerson()),
      subscribed(forChannel()),
      happened('IncidentUpdated', { textId: 'update', nextBy: null }),
      happened('IncidentNoted', { textId: 'note', happenedAt: at }),
      unsubscribed(forPerson()),
      happened('IncidentMitigated', {}),
      happened('IncidentMadePrivate', { people: [asha] }),
    ];
    const past = numbered(course);
    const last = past.slice(-1);
    const said = react(aView(course, { listeners: [forPerson(tom)], past }), last);
    const gone = said.filter(({ key }) => !key.includes('U0TOM'));
    expect(gone.map(({ key }) => key)).toEqual([
      'INC-311/subscriber/C0NEWS',
      'INC-311/subscriber/U0PRIYA',
      'INC-311/8/told/C0NEWS',
      'INC-311/11/told/C0NEWS',
      'INC-311/8/told/U0PRIYA',
      'INC-311/11/told/U0PRIYA',
    ]);
    for (const effect of gone) expect(effect).toMatchObject({ kind: 'message', current: true, onlyIfThere: true });
    expect(gone[2]).toMatchObject({ to: 'C0NEWS', under: 'INC-311/subscriber/C0NEWS', text: 'Taken back: it is private now.' });
    expect(JSON.stringify(gone)).not.toMatch(/beds|Bedroom|Rolling|Mitigated/);
  });
});
