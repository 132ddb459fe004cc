import { describe, expect, test } from 'vitest';
import { type IncidentEvent, textsOf } from '#domain/incident/events';
import { incidents } from '#domain/incident/incident';
import { type PinnedMessage, pinnedRef, wordsOf } from '#domain/incident/pinned-message';
import { timelinePage } from '#domain/incident/timeline';
import { perform } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { beginning } from '#domain/ports';
import type { Ref } from '#domain/records';
import { dateMessage } from '#features/date-message/decide';
import { dateModal, read } from '#features/date-message/modal';
import { learnMessage } from '#features/follow-message/decide';
import { readChange, readMessage } from '#features/follow-message/read';
import { pinMessage } from '#features/pin-message/decide';
import { readPin } from '#features/pin-message/read';
import { asha, ben, channelOpened, declared, harrowHome, inc311, omar, plus, type Stage, tuesday } from '#test/builders';

const message = { channel: 'C0ROOM', ts: '1773151200.000100' };
const clock = (second: number) => `17731512${String(second).padStart(2, '0')}.000100`;

async function aRoom(more: Partial<ReturnType<typeof declared>> = {}) {
  const stage = await harrowHome();
  const act = { facts: () => ({}), decide: (): IncidentEvent[] => [declared(more), channelOpened()] };
  await perform(stage, incidents, inc311, act, {});
  return stage;
}
type Pin = [by: PersonId, second: number, on: boolean];
const pin = (stage: Stage, [by, second, on]: Pin, inRoom = true) =>
  perform(stage, incidents, inc311, pinMessage, { by, inRoom, at: tuesday, seen: clock(second), message, on, entryId: stage.newId() });
const heard = (body: string, edited = 0) => ({ heard: { by: ben, machine: false, asOf: clock(edited), body } });
const learn = (stage: Stage, what: ReturnType<typeof heard> | { gone: true }) =>
  perform(stage, incidents, inc311, learnMessage, { at: tuesday, message, ...what });
const known = async (stage: Stage) => {
  const [found] = await stage.records.load([pinnedRef(inc311, message)] as Ref<unknown>[]);
  return found?.value as PinnedMessage | undefined;
};
const words = async (stage: Stage) => (await stage.log.texts(inc311, [wordsOf(message)]))[wordsOf(message)]?.body;
const shown = async (stage: Stage) =>
  (await timelinePage(stage, inc311, { after: beginning }, 10)).entries.filter((entry) => entry.message).length;

const orders = <One>(all: One[]): One[][] =>
  all.length < 2 ? [all] : all.flatMap((one, index) => orders(all.filter((_, other) => other !== index)).map((rest) => [one, ...rest]));

describe('📌 on a message', () => {
  const said: Pin[] = [
    [asha, 1, true],
    [asha, 2, false],
    [asha, 3, true],
    [ben, 4, true],
    [ben, 5, false],
  ];
  test.each(
    orders(said)
      .slice(0, 120)
      .map((order) => [order] as const),
  )('counts by its latest word, in any order: %j', async (order) => {
    const stage = await aRoom();
    for (const one of [...order, ...order]) await pin(stage, one);
    expect([await shown(stage), (await known(stage))?.pins]).toEqual([
      1,
      { [asha]: { at: clock(3), on: true }, [ben]: { at: clock(5), on: false } },
    ]);
  });

  test('puts it there once, and it leaves with the last, its words with it', async () => {
    const stage = await aRoom();
    await pin(stage, [asha, 1, true]);
    await learn(stage, heard('The queue is full'));
    await pin(stage, [ben, 2, true]);
    await pin(stage, [asha, 3, false]);
    expect([await shown(stage), await words(stage)]).toEqual([1, 'The queue is full']);
    await pin(stage, [ben, 4, false]);
    expect([await shown(stage), await words(stage)]).toEqual([0, '']);
    await pin(stage, [ben, 5, true]);
    expect((await known(stage))?.asOf).toBeUndefined();
    const log = (await stage.log.events(inc311, 2)).map(({ type }) => type);
    expect(log).toEqual(['IncidentMessagePinned', 'IncidentMessageUnpinned', 'IncidentMessagePinned']);
  });

  test('by somebody for whom a private incident does not exist says so, and nothing is kept', async () => {
    const stage = await aRoom({ private: true });
    await expect(pin(stage, [omar, 1, true], false)).rejects.toMatchObject({ code: 'no_incident' });
    expect(await known(stage)).toBeUndefined();
  });

  test('keeps words out of the log', async () => {
    const stage = await aRoom();
    await pin(stage, [asha, 1, true]);
    await learn(stage, heard('secret'));
    const log = await stage.log.events(inc311, 0);
    expect(JSON.stringify(log)).not.toContain('secret');
    expect(textsOf(log.at(-1)?.body as IncidentEvent)).toEqual([]);
  });
});

describe('The words of a message on the timeline', () => {
  test.each(orders([0, 10, 20]).map((order) => [order] as const))('are those of the latest edit, heard in the order %j', async (order) => {
    const stage = await aRoom();
    await pin(stage, [asha, 1, true]);
    for (const edit of order) await learn(stage, heard(`edit ${edit}`, edit));
    expect(await words(stage)).toBe('edit 20');
  });

  test('are gone for good when it is deleted, whatever is heard after that', async () => {
    const stage = await aRoom();
    await pin(stage, [asha, 1, true]);
    await learn(stage, heard('The queue is full'));
    await learn(stage, { gone: true });
    await learn(stage, heard('later', 30));
    await pin(stage, [ben, 9, true]);
    expect([await shown(stage), await words(stage), (await known(stage))?.gone]).toEqual([0, '', true]);
  });

  test('of what nobody put there are not kept', async () => {
    const stage = await aRoom();
    await learn(stage, heard('none of ours'));
    expect([await known(stage), await words(stage)]).toEqual([undefined, undefined]);
  });
});

describe('Another time', () => {
  const date = (stage: Stage, happenedAt: string) =>
    perform(stage, incidents, inc311, dateMessage, { by: asha, inRoom: true, at: tuesday, message, entryId: stage.newId(), happenedAt });

  test('moves the message, and the same time again changes nothing', async () => {
    const stage = await aRoom();
    await pin(stage, [asha, 1, true]);
    expect((await date(stage, plus(tuesday, -20))).events).toHaveLength(1);
    expect((await date(stage, plus(tuesday, -20))).events).toEqual([]);
    const { entries } = await timelinePage(stage, inc311, { after: beginning }, 10);
    expect(entries.map(({ event }) => event.type)).toEqual(['IncidentMessageDated', 'IncidentDeclared', 'IncidentChannelOpened']);
  });

  test('is given to nothing that is not there, and to nothing that is still to come', async () => {
    const stage = await aRoom();
    await expect(date(stage, tuesday)).rejects.toMatchObject({ code: 'not_pinned' });
    await pin(stage, [asha, 1, true]);
    await expect(date(stage, plus(tuesday, 1))).rejects.toMatchObject({ code: 'in_the_future' });
  });

  test('is read from the form that asks for it', () => {
    const about = { id: inc311, message, was: tuesday };
    const view = dateModal(about, '2026-03-10 14:00', 'action');
    expect(JSON.stringify(view)).toContain('"initial_option":{"value":"action"');
    const values = { when: { when: { value: ' 13:40 ' } }, kind: { kind: { selected_option: { value: 'decision' } } } };
    expect(read({ private_metadata: view.private_metadata ?? '', state: { values } })).toEqual({
      ...about,
      when: '13:40',
      kind: 'decision',
    });
  });
});

describe('What Slack says', () => {
  const reaction = { user: 'U0ASHA', reaction: 'pushpin', item: { type: 'message', ...message }, item_user: 'U0BEN', event_ts: clock(1) };

  test('of 📌 on messages is heard, of other reactions and of files not', () => {
    expect(readPin(reaction)).toEqual({ by: asha, seen: clock(1), message, author: ben });
    expect(readPin({ ...reaction, reaction: 'eyes' })).toBeUndefined();
    expect(readPin({ ...reaction, item: { type: 'file', file: 'F1' } })).toBeUndefined();
  });

  test('of files is where they stand for those who may see them, and never the public link', () => {
    const file = {
      permalink: 'https://x.slack.com/files/U1/F1/a.png',
      permalink_public: 'https://slack-files.com/T1-F1-abc',
      url_private: 'https://f',
    };
    const { body } = readMessage({ ...message, user: ben, text: 'See this', files: [file] });
    expect(body).toBe('See this\nhttps://x.slack.com/files/U1/F1/a.png');
  });

  test('of replies, machines, edits and deletions is told apart', () => {
    expect(readMessage({ ...message, thread_ts: '1773151100.000100', bot_id: 'B1', user: 'UBOT' })).toMatchObject({
      machine: true,
      by: undefined,
      thread: '1773151100.000100',
    });
    const edited = {
      subtype: 'message_changed',
      channel: 'C0ROOM',
      message: { ts: message.ts, user: ben, text: 'b', edited: { ts: clock(7) } },
    };
    expect(readChange(edited)).toMatchObject({ message, learned: { heard: { asOf: clock(7), body: 'b' } } });
    const previous_message = { ts: message.ts, user: ben, text: 'a' };
    expect(
      readChange({ subtype: 'message_deleted', ...{ channel: 'C0ROOM', deleted_ts: message.ts, previous_message } } as object),
    ).toEqual({ author: ben, message, learned: { gone: true } });
    const stub = {
      subtype: 'message_changed',
      channel: 'C0ROOM',
      message: { ts: message.ts, subtype: 'tombstone', text: 'This message was deleted.' },
    };
    expect(readChange(stub)).toEqual({ author: undefined, message, learned: { gone: true } });
    expect(readChange({})).toBeUndefined();
  });
});
