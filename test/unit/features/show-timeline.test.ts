import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import type { IncidentId } from '#domain/incident/incident';
import { timelinePage } from '#domain/incident/timeline';
import { eventKey, timelineKey } from '#domain/keys';
import { beginning, end } from '#domain/ports';
import type { EventRecord } from '#domain/records';
import { elsewhere, list, pageSize, read, turned } from '#features/show-timeline/list';
import { wordsIn } from '#slack-kit/timeline-words';
import { asha, declared, happened, inc311, plus, tuesday } from '#test/builders';

const note = (happenedAt: string, textId = 'note') => happened('IncidentNoted', { textId, happenedAt });
/** What a page of these would show, in the order in which they were recorded. */
function aLog(events: IncidentEvent[], words: Record<string, string> = {}) {
  const log = events.map(
    (event, index): EventRecord => ({
      id: inc311,
      version: index + 1,
      type: event.type,
      at: event.at,
      recordedAt: event.at,
      body: event as never,
    }),
  );
  const places = log
    .map(({ version }, index) => ({
      version,
      sk: timelineKey(inc311, (events[index] as { happenedAt?: string }).happenedAt ?? events[index]?.at ?? '', version).sk.slice(2),
    }))
    .map(({ version, sk: place }) => ({ version, place }))
    .sort((a, b) => (a.place < b.place ? -1 : 1));
  let requests = 0;
  const ways = {
    timeline: {
      async places(_: unknown, size: number, from: { after: string } | { before: string }) {
        requests++;
        return 'after' in from
          ? places.filter(({ place }) => place > from.after).slice(0, size)
          : places.filter(({ place }) => place < from.before).slice(-size);
      },
      async events(_: unknown, versions: number[]) {
        requests++;
        return versions.flatMap((version) => log[version - 1] ?? []);
      },
    },
    log: {
      events: async () => [],
      async texts(_: unknown, ids: string[]) {
        requests++;
        return Object.fromEntries(ids.flatMap((id) => (words[id] ? [[id, { by: asha, body: words[id] }]] : [])));
      },
    },
    records: { load: async () => [] },
  } as never;
  return { ways, requests: () => requests };
}
const all = async (events: IncidentEvent[], words = {}) => timelinePage(aLog(events, words).ways, inc311, { after: beginning }, 50);
const said = (blocks: object[]) => blocks.map((block) => JSON.stringify(block)).join('\n');
const shown = async (events: IncidentEvent[], zone: string, words = {}) => list(inc311, await all(events, words), zone);
const headingsOf = (blocks: Awaited<ReturnType<typeof shown>>) =>
  blocks.flatMap((block) => (block.type === 'context' ? block.elements.map((one) => ('text' in one ? one.text : '')) : []));

describe('The timeline', () => {
  test('is in the order in which things happened, and at the same second in the order in which they were recorded', async () => {
    const { entries } = await all([declared(), note(tuesday, 'second'), note(tuesday, 'third'), note(plus(tuesday, -9), 'first')], {
      first: '1',
      second: '2',
      third: '3',
    });
    expect(entries.map(wordsIn)).toEqual(['1', 'Words removed', '2', '3']);
  });

  test('begins a day where it begins for its reader', async () => {
    const events = [note('2026-03-10T22:59:59.000Z'), note('2026-03-10T23:00:00.000Z'), note('2026-03-11T00:00:00.000Z')];
    expect(headingsOf(await shown(events, 'Europe/London'))).toEqual(['*Tuesday, 10 March 2026*', '*Wednesday, 11 March 2026*']);
    expect((await shown(events, 'Europe/Berlin')).map(({ type }) => type)).toEqual([
      'context',
      'rich_text',
      'context',
      'rich_text',
      'rich_text',
    ]);
    expect(headingsOf(await shown(events, 'America/New_York'))).toEqual(['*Tuesday, 10 March 2026*']);
  });

  test('says where clocks were changed, so that an hour that comes twice, or not at all, reads right', async () => {
    const spring = [note('2026-03-29T00:59:00.000Z'), note('2026-03-29T01:00:00.000Z')];
    expect(headingsOf(await shown(spring, 'Europe/London'))).toEqual(['*Sunday, 29 March 2026*', 'Clocks were put forward by 1 h.']);
    const autumn = [note('2026-10-25T00:30:00.000Z'), note('2026-10-25T01:30:00.000Z')];
    expect(headingsOf(await shown(autumn, 'Europe/London'))).toEqual(['*Sunday, 25 October 2026*', 'Clocks were put back by 1 h.']);
    expect(headingsOf(await shown(autumn, 'Asia/Tokyo'))).toEqual(['*Sunday, 25 October 2026*']);
  });

  test('shows words as they are, with addresses and people in them, and nothing in them is markup', async () => {
    const body = '*bold* <!channel> @U0BENNETT see https://example.com/a?b=1 now';
    const blocks = said(await shown([note(tuesday)], 'UTC', { note: body }));
    expect(blocks).toContain('{"type":"text","text":"*bold* <!channel> "},{"type":"user","user_id":"U0BENNETT"}');
    expect(blocks).toContain('{"type":"link","url":"https://example.com/a?b=1"}');
  });

  test('stays within the blocks of one message, whatever is on a page', async () => {
    const days = Array.from({ length: pageSize }, (_, index) => note(new Date(Date.UTC(2026, index, 15)).toISOString()));
    const page = { ...(await all(days)), earlier: 'a', later: 'b' };
    expect(list(inc311, page, 'Europe/London').length).toBeLessThanOrEqual(50);
    expect(said(list(inc311, { entries: [] }, 'UTC'))).toContain('Nothing more stands');
  });

  test('of ten thousand entries is read page by page, each in as few requests as the first', async () => {
    const events = Array.from({ length: 10_000 }, (_, index) => note(plus(tuesday, (index * 7919) % 10_000), `n${index}`));
    const { ways, requests } = aLog(events);
    const times: string[] = [];
    for (let from: string | undefined = beginning; from !== undefined; ) {
      const before = requests();
      const page: Awaited<ReturnType<typeof timelinePage>> = await timelinePage(ways, inc311, { after: from }, 1000);
      expect(requests() - before).toBeLessThanOrEqual(3);
      times.push(...page.entries.map(({ at }) => at));
      from = page.later;
    }
    expect(times).toHaveLength(10_000);
    expect(times).toEqual([...times].sort());
    const last = await timelinePage(ways, inc311, { before: end }, pageSize);
    expect([last.entries.at(-1)?.at, last.later, last.entries.length]).toEqual([times.at(-1), undefined, pageSize]);
  });

  test('leads at its end to those of its duplicates', () => {
    const said = (page: object, duplicates: IncidentId[]) => JSON.stringify(elsewhere({ entries: [], ...page }, duplicates));
    expect(said({}, ['INC-7', 'INC-8'])).toContain('`/incident timeline INC-7`, `/incident timeline INC-8`');
    expect(said({ later: 'b' }, ['INC-7'])).toBe('[]');
    expect(said({}, [])).toBe('[]');
  });

  test('is turned by its buttons, and by nothing that somebody made up', () => {
    const place = timelineKey(inc311, tuesday, 7).sk.slice(2);
    expect(read({ action_id: 'turn-timeline:later', value: `INC-311 ${place}` })).toEqual({ id: inc311, from: { after: place } });
    expect(read({ action_id: 'turn-timeline:earlier', value: `INC-311 ${place}` })).toEqual({ id: inc311, from: { before: place } });
    expect(read({ action_id: 'turn-timeline:latest', value: 'INC-311' })).toEqual({ id: inc311, from: { before: end } });
    expect(read({ action_id: 'turn-timeline:later', value: `INC-311 ${eventKey(inc311, 1).sk}` })).toEqual({
      id: inc311,
      from: { after: beginning },
    });
    expect(turned.test('turn-timeline:other')).toBe(false);
  });
});
