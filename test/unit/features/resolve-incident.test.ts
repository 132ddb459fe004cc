import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import { timers } from '#domain/incident/timers';
import type { News } from '#domain/incident/view';
import type { Person } from '#domain/person/person';
import { answer } from '#features/resolve-incident/answer';
import { resolveIncident } from '#features/resolve-incident/decide';
import { readLine } from '#features/resolve-incident/line';
import { read, resolveModal } from '#features/resolve-incident/modal';
import { react } from '#features/resolve-incident/react';
import { card } from '#features/show-card/card';
import { checkMessageBlocks, checkView } from '#sandbox/slack/block-kit/check';
import {
  asha,
  aView,
  channelOpened,
  declared,
  given,
  guest,
  happened,
  inc311,
  member,
  plus,
  routed,
  tuesday,
  window,
} from '#test/builders';
import { fc } from '#test/properties';

const at = plus(tuesday, 40);
const since = plus(tuesday, -11);
const impact = happened('IncidentImpactChanged', { before: [], windows: [window(since, null)] });
const ended = happened('IncidentImpactChanged', { at, before: [window(since, null)], windows: [window(since, at)] });
const resolved = happened('IncidentResolved', { at, fix: 'workaround', howId: 'how' });
const resolve = (
  events: IncidentEvent[],
  { how = 'rolled back', person = member, inRoom = false }: { how?: string; person?: Person; inRoom?: boolean } = {},
) =>
  resolveIncident.decide(
    given(...events),
    { person },
    { by: asha, at, inRoom, fix: 'workaround', how, howId: 'how' },
    { id: inc311, versions: { person: 1 } },
  );

describe('Resolving', () => {
  test('ends it, with the words beside it, and impact that is going on ends then', () => {
    expect(resolve([declared(), impact])).toEqual({
      events: [ended, resolved],
      texts: [{ id: 'how', by: asha, body: 'rolled back', inHead: true }],
      answer: { fix: 'workaround', recorded: true, ended: true },
    });
    expect(resolve([declared()])).toMatchObject({ events: [resolved], answer: { recorded: false, ended: false } });
  });
  test('leaves nothing that is still to be asked', () => {
    expect(timers(inc311, given(declared(), routed(), resolved))).toEqual([]);
  });
  test('needs words, a member, and something that is not over', () => {
    expect(() => resolve([declared()], { how: '  ' })).toThrow(/Say in a sentence/);
    expect(() => resolve([declared()], { person: guest, inRoom: true })).toThrow(/a member of the workspace/);
    expect(() => resolve([declared(), resolved])).toThrow(/It is resolved already/);
  });
});

describe('How it was resolved, in a line', () => {
  test.each<[string, object]>([
    ['workaround rolled back', { fix: 'workaround', how: 'rolled back' }],
    ['Permanent: fixed the query', { fix: 'permanent', how: 'fixed the query' }],
    ['workaround', { fix: 'workaround', how: '' }],
    ['rolled back', { how: 'rolled back' }],
    ['permanently fixed', { how: 'permanently fixed' }],
    ['', { how: '' }],
    ['workaround a &lt;b&gt; &amp; c', { fix: 'workaround', how: 'a <b> & c' }],
  ])('"%s"', (line, expected) => {
    expect(readLine(line)).toEqual(expected);
  });
  test('what is missing is asked for in the form, and nothing that was typed is lost', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (said) => {
        const { fix, how } = readLine(said);
        const view = resolveModal({ id: inc311, inRoom: true }, { ...(fix && { fix }), how });
        checkView(view);
        return fix !== undefined || how.length <= said.length;
      }),
    );
  });
  test('the form is read as it was filled', () => {
    const { private_metadata = '' } = resolveModal({ id: inc311, inRoom: false }, { fix: 'permanent', how: 'x'.repeat(4000) });
    const values = { fix: { fix: { selected_option: { value: 'workaround' } } }, how: { how: { value: ' rolled back ' } } };
    expect(read({ private_metadata, state: { values } })).toEqual({ id: inc311, inRoom: false, fix: 'workaround', how: 'rolled back' });
  });
});

describe('That it is resolved', () => {
  const told = (event: IncidentEvent, more: IncidentEvent[] = []): News[] =>
    [...more, event].map((one, index) => ({ version: 5 + index, event: one, texts: { how: { by: asha, body: 'rolled *back* <!here>' } } }));

  test('is said in the room as it was written, and asks for what nobody has put on record', () => {
    const [said] = react(aView([declared(), channelOpened(), resolved]), told(resolved));
    expect(said).toMatchObject({ key: `${inc311}/5/resolved`, to: 'C0ROOM' });
    const all = JSON.stringify(said);
    expect(all).toContain('"set-impact"');
    expect(all).toContain('a permanent fix is to be proposed');
    expect(said && 'text' in said && said.text).not.toContain('<!here>');
  });
  test('says that impact ended with it, and asks for nothing more', () => {
    const [said] = react(aView([declared(), channelOpened(), impact, ended, resolved]), told(resolved, [ended]));
    expect(JSON.stringify(said)).toContain('Impact ends at');
    expect(JSON.stringify(said)).not.toContain('"set-impact"');
  });
  test('is told to whoever said so', () => {
    expect(answer(inc311, { fix: 'workaround', recorded: false, ended: false }).text).toMatch(/permanent fix.*No impact is on record/);
    expect(answer(inc311, { fix: 'permanent', recorded: true, ended: true }).text).toBe(
      'INC-311 is resolved. The impact that was going on ends with it.',
    );
  });
  test('stands on the card, whose buttons are those of an end', () => {
    const view = aView([declared(), routed(), channelOpened(), resolved], { ending: 'rolled back' });
    const { blocks } = card(view, []);
    checkMessageBlocks(blocks);
    const all = JSON.stringify(blocks);
    for (const there of ['rolled back', 'reopen-incident', 'close-incident', '*State*\\nresolved']) expect(all).toContain(there);
    for (const gone of ['acknowledge-incident', 'update-incident', 'mitigate-incident', 'cancel-incident']) expect(all).not.toContain(gone);
  });
});
