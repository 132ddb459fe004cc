import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import { incidents } from '#domain/incident/incident';
import type { News } from '#domain/incident/view';
import { perform } from '#domain/perform';
import { headRef, type Ref } from '#domain/records';
import { renameIncident } from '#features/rename-incident/decide';
import { oneLine, read, renameModal } from '#features/rename-incident/modal';
import { react } from '#features/rename-incident/react';
import { checkMessageBlocks, checkView } from '#sandbox/slack/block-kit/check';
import {
  asha,
  aView,
  bot,
  channelOpened,
  declared,
  given,
  guest,
  happened,
  harrowHome,
  inc311,
  member,
  omar,
  plus,
  routed,
  tom,
  tuesday,
} from '#test/builders';

const at = plus(tuesday, 3);
const rename = (events: IncidentEvent[], title: string, { person = member, by = asha, inRoom = false } = {}) =>
  renameIncident.decide(
    given(...events),
    { person },
    { by, at, inRoom, title, titleId: 'title2' },
    { id: inc311, versions: { person: 1 }, words: { title: 'Beds' } },
  );

describe('A title', () => {
  test('is changed, and its words are a text that the head carries', () => {
    expect(rename([declared()], 'No baskets')).toEqual({
      events: [{ type: 'IncidentTitleChanged', at, by: asha, titleId: 'title2' }],
      texts: [{ id: 'title2', by: asha, body: 'No baskets', inHead: true }],
    });
  });
  test('that is the same changes nothing', () => {
    expect(rename([declared()], 'Beds')).toEqual([]);
  });
  test('is corrected after it is over too', () => {
    expect(rename([declared(), happened('IncidentResolved', { fix: 'permanent', howId: 'how' })], 'No baskets')).toHaveProperty('events');
  });
  test('has words, and fits where titles stand', () => {
    expect(() => rename([declared()], '')).toThrow(/needs words.*has not changed/);
    expect(() => rename([declared()], 'x'.repeat(151))).toThrow(/at most 150 characters, and this one 151.*has not changed/);
    expect(rename([declared()], 'x'.repeat(150))).toHaveProperty('events');
  });
  test('is not for bots, guests from outside and outsiders of a private one', () => {
    expect(() => rename([declared()], 'No', { person: bot, inRoom: true })).toThrow(/Only people/);
    expect(() => rename([declared()], 'No', { person: guest })).toThrow(/Guests act on an incident/);
    expect(() => rename([declared({ private: true })], 'No', { by: omar })).toThrow('There is no such incident.');
  });
  test('leaves the one before on record, and the head carries only the new one', async () => {
    const stage = await harrowHome();
    const begin = {
      facts: () => ({}),
      decide: () => ({ events: [declared()], texts: [{ id: 'title', by: tom, body: 'Beds', inHead: true }] }),
    };
    await perform(stage, incidents, inc311, begin, {});
    const { words } = await perform(stage, incidents, inc311, renameIncident, {
      by: asha,
      at,
      inRoom: false,
      title: 'Baskets',
      titleId: 't2',
    });
    expect(words).toEqual({ t2: 'Baskets' });
    expect(await stage.log.texts(inc311, ['title'])).toEqual({ title: { by: tom, body: 'Beds' } });
    const again = await perform(stage, incidents, inc311, renameIncident, { by: asha, at, inRoom: false, title: 'Baskets', titleId: 't3' });
    expect(again.events).toEqual([]);
    const [head] = await stage.records.load([headRef(incidents, inc311)] as Ref<unknown>[]);
    expect(head?.words).toEqual({ t2: 'Baskets' });
  });
});

describe('What is seen of it', () => {
  const renamed = happened('IncidentTitleChanged', { titleId: 't2' });
  const news = (body: string): News[] => [{ version: 4, event: renamed, texts: { t2: { by: asha, body } } }];

  test('the room is told, with the words as they were written', () => {
    const [said] = react(aView([declared(), routed(), channelOpened(), renamed]), news('<!channel> *beds*'));
    expect(said).toMatchObject({ key: 'INC-311/4/title', to: 'C0ROOM', text: '<@U0ASHA> changed the title: &lt;!channel&gt; *beds*' });
    if (said?.kind !== 'message') throw new Error('Nothing was said.');
    expect(checkMessageBlocks(said.blocks)).toHaveLength(2);
    expect(react(aView([declared(), renamed]), news('beds'))).toEqual([]);
  });
});

describe('The form', () => {
  test('opens with the title it has, and gives back one line', () => {
    const view = renameModal({ id: inc311, inRoom: true }, 'x'.repeat(150));
    expect(checkView(view, 'modal')).toBeDefined();
    const filled = {
      state: { values: { title: { title: { value: ' Baskets\n are  empty ' } } } },
      private_metadata: view.private_metadata ?? '',
    };
    expect(read(filled)).toEqual({ id: inc311, inRoom: true, title: 'Baskets are empty' });
    expect(checkView(renameModal({ id: inc311, inRoom: true }, ''), 'modal')).toBeDefined();
    expect(oneLine(' \n')).toBe('');
  });
});
