import { describe, expect, test } from 'vitest';
import { readLine } from '#features/list-incidents/line';
import { list, type Row, readWanted, turned } from '#features/list-incidents/list';
import { declared, givenOpen, happened, inc311, plus, slug, tuesday } from '#test/builders';

const resolved = happened('IncidentResolved', { at: plus(tuesday, 40), fix: 'permanent', howId: 'how' });
const row = (more: Partial<Row> = {}): Row => ({
  id: inc311,
  incident: givenOpen(declared(), resolved),
  title: 'Beds *cannot* be ordered',
  service: 'Bedroom',
  ...more,
});
const shown = (...said: Parameters<typeof list>) => JSON.stringify(list(...said));

describe('What is asked for', () => {
  test.each([
    ['', { which: 'open' }],
    ['open', { which: 'open' }],
    ['closed', { which: 'over' }],
    ['Closed 7D', { which: 'over', period: '7d' }],
    ['closed checkout', { which: 'over', service: 'checkout' }],
    ['closed card payments today', { which: 'over', service: 'card payments', period: 'today' }],
    ['open checkout', undefined],
    ['everything', undefined],
  ])('%j', (rest, line) => {
    expect(readLine(rest)).toEqual(line);
  });
});

describe('The list', () => {
  test('says of what is over how it ended and from when to when', () => {
    const blocks = shown([row()], { which: 'over' });
    expect(blocks).toContain('*INC-311* · SEV1 · Bedroom · resolved');
    expect(blocks).toMatch(/<!date\^\d+\^\{date_short_pretty\}, \{time\}\|2026-03-10 14:00 UTC> to <!date\^\d+/);
    expect(blocks).toContain('"type":"plain_text","text":"Beds *cannot* be ordered"');
  });
  test('says of what is open who has it', () => {
    expect(shown([row({ incident: givenOpen(declared()) })], { which: 'open' })).toContain('nobody has it yet');
    expect(shown([], { which: 'open' })).toContain('No open incidents that you may see.');
  });
  test('goes on with the same question', () => {
    const wanted = { which: 'over' as const, service: slug('bedroom'), since: tuesday };
    const older = list([row()], wanted, 'cursor').at(-1) as { elements: { action_id: string; value: string }[] };
    expect(older.elements[0]?.action_id).toBe(turned);
    expect(readWanted(older.elements[0]?.value)).toEqual({ ...wanted, cursor: 'cursor' });
  });
  test('says so where nothing was found yet, and where nothing is left', () => {
    expect(shown([], { which: 'over', service: slug('bedroom') }, 'cursor')).toContain('there are older ones to look through');
    expect(shown([], { which: 'over' })).toContain('No incidents that are over and that you may see.');
  });
  test('fits into one message however much the last look brought', () => {
    expect(list(Array(17).fill(row()), { which: 'over' }, 'cursor').length).toBeLessThanOrEqual(50);
  });
});
