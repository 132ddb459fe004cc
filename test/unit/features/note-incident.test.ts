import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import type { Person } from '#domain/person/person';
import { noteIncident } from '#features/note-incident/decide';
import { mayBeginWithTime } from '#features/note-incident/line';
import { noteModal, read } from '#features/note-incident/modal';
import { react } from '#features/note-incident/react';
import { checkMessageBlocks, checkView } from '#sandbox/slack/block-kit/check';
import {
  asha,
  aView,
  bot,
  channelOpened,
  channelRefused,
  declared,
  given,
  guest,
  happened,
  inc311,
  member,
  plus,
  routed,
  stranger,
  toTheEnd,
  tuesday,
} from '#test/builders';

const at = plus(tuesday, 30);
const note = (events: IncidentEvent[], text: string, happenedAt?: string, person: Person = member, inRoom = false) =>
  noteIncident.decide(
    given(...events),
    { person },
    { by: asha, at, inRoom, text, textId: 'x1', happenedAt },
    { id: inc311, versions: { person: 1 } },
  );

describe('A note', () => {
  test('is on record as of the time it tells of, and its words are a text of their own', () => {
    expect(note([declared()], 'restarted the queue', plus(tuesday, 5))).toEqual({
      events: [{ type: 'IncidentNoted', at, by: asha, textId: 'x1', happenedAt: plus(tuesday, 5) }],
      texts: [{ id: 'x1', by: asha, body: 'restarted the queue' }],
    });
  });
  test('tells of now where it says no time, and of what was before the declaration where it says so', () => {
    expect(note([declared()], 'restarted')).toMatchObject({ events: [{ happenedAt: at }] });
    expect(note([declared()], 'first complaint', plus(tuesday, -20), stranger)).toMatchObject({
      events: [{ happenedAt: plus(tuesday, -20) }],
    });
  });
  test('can be put on record after it is over', () => {
    expect(note([declared(), ...toTheEnd()], 'the cause was a lock')).toHaveProperty('events.length', 1);
  });
  test('needs words, and tells of nothing that is still to come', () => {
    expect(() => note([declared()], ' ')).toThrow(/needs words.*Nothing was noted/);
    expect(() => note([declared()], 'all well', plus(at, 1))).toThrow(/still to come.*Nothing was noted/);
  });
  test('is for those whom the incident exists for', () => {
    expect(() => note([], 'x')).toThrow(/no such incident/);
    expect(() => note([declared({ private: true })], 'x')).toThrow(/no such incident/);
    expect(() => note([declared()], 'x', undefined, guest)).toThrow(/Guests/);
    expect(note([declared()], 'x', undefined, guest, true)).toHaveProperty('events.length', 1);
    expect(() => note([declared()], 'x', undefined, bot)).toThrow(/Only people/);
  });

  test('stands in the room as it was written, small, with its time', () => {
    const noted = happened('IncidentNoted', { at, textId: 'x1', happenedAt: plus(tuesday, 5) });
    const words = '<!channel> *restarted* & <@U1>';
    const [effect] = react(aView([declared(), routed(), channelOpened(), noted]), [
      { version: 4, event: noted, texts: { x1: { by: asha, body: words } } },
    ]);
    expect(effect).toMatchObject({ key: 'INC-311/4/note', to: 'C0ROOM', kind: 'message' });
    if (effect?.kind !== 'message') throw new Error('No message');
    expect(effect.text).toBe(
      '*Note* from <@U0ASHA>, <!date^1773151500^{time}|2026-03-10 14:05 UTC>: &lt;!channel&gt; *restarted* &amp; &lt;@U1&gt;',
    );
    expect(checkMessageBlocks(effect.blocks)).toHaveLength(2);
    expect(JSON.stringify(effect.blocks)).toContain(JSON.stringify(words));
  });
  test('without a room is on record all the same', () => {
    const noted = happened('IncidentNoted', { textId: 'x1', happenedAt: tuesday });
    expect(react(aView([declared(), routed(), channelRefused()]), [{ version: 4, event: noted, texts: {} }])).toEqual([]);
  });

  test('as a form is read back as it was filled in', () => {
    const view = noteModal({ id: inc311, inRoom: true });
    expect(() => checkView(view, 'modal')).not.toThrow();
    const filled = {
      private_metadata: view.private_metadata ?? '',
      state: { values: { text: { text: { value: 'restarted' } }, when: { when: { value: ' 14:05 ' } } } },
    };
    expect(read(filled)).toEqual({ id: inc311, inRoom: true, text: 'restarted', when: '14:05' });
  });
  test('without any number in its first words loads no calendar', () => {
    expect(['14:05 restarted', 'half an hour ago it began'].map(mayBeginWithTime)).toEqual([true, true]);
    expect(['restarted the queue', 'it was long and slow'].map(mayBeginWithTime)).toEqual([false, false]);
  });
});
