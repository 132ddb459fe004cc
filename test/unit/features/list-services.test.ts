import { describe, expect, test } from 'vitest';
import { serviceEntry } from '#domain/service/board';
import { readLine } from '#features/list-services/line';
import { type Filter, fits, list, pageSize, readWanted } from '#features/list-services/list';
import { aService, priya, slug, teamSlug, tom } from '#test/builders';

type Listed = Parameters<typeof list>[0][number];
const listed = (more: Parameters<typeof aService>[0] = {}): Listed => ({
  slug: aService(more).slug,
  ...(serviceEntry(aService(more)).entry as Omit<Listed, 'slug'>),
});
const many = (count: number): Listed[] =>
  Array.from({ length: count }, (_, n) => ({
    ...listed({ slug: slug(`service-${String(n).padStart(5, '0')}`), name: 'N*m_`'.repeat(40), productDomain: 'd'.repeat(300) }),
    owner: teamSlug(`team-${n % 60}`),
    model: 'ops_run_it',
    lifecycle: n % 2 === 0 ? ('active' as const) : ('maintenance_mode' as const),
  }));

describe('A list of services', () => {
  test.each([
    [0, 1, 1],
    [1, 1, 2],
    [600, 30, pageSize + 2],
    [10_000, 500, pageSize + 2],
  ])('of %d has %d pages, each within what Slack shows', (count, pages, blocks) => {
    const all = many(count);
    const seen = new Set<string>();
    for (let page = 0; page < pages; page++) {
      const shown = list(all, { page }).blocks;
      expect(shown.length).toBeLessThanOrEqual(49);
      expect(JSON.stringify(shown).length).toBeLessThan(40_000);
      for (const block of shown)
        if ('accessory' in block && block.accessory && 'value' in block.accessory) seen.add(String(block.accessory.value));
    }
    expect(list(all, { page: 0 }).blocks).toHaveLength(blocks);
    expect(seen.size).toBe(count);
    expect(list(all, { page: pages + 7 }).blocks).toEqual(list(all, { page: pages - 1 }).blocks);
  });

  test('says when there is none, and when none fits', () => {
    expect(JSON.stringify(list([], { page: 0 }).blocks)).toContain('No service is registered yet');
    expect(JSON.stringify(list(many(3), { page: 0, lifecycle: 'retired' }).blocks)).toContain('No service, retired.');
  });

  test('turns to the next page of the same', () => {
    const filter: Filter = { team: teamSlug('team-1'), lifecycle: 'maintenance_mode' };
    const last = list(many(10_000), { ...filter, page: 0 }).blocks.at(-1);
    const [turn] = last?.type === 'actions' ? last.elements : [];
    expect(readWanted(turn?.type === 'button' ? turn.value : '')).toEqual({ ...filter, page: 1 });
  });

  test.each([
    [{ team: teamSlug('home-mpt') }, false],
    [{ lifecycle: 'active' as const }, true],
    [{ domain: 'HOME' }, true],
    [{ domain: 'shop' }, false],
    [{ pm: priya }, true],
    [{ pm: tom }, false],
    [{ model: 'ybiyri' as const }, false],
    [{ atRisk: true as const }, true],
    [{ atRisk: true as const, pm: tom }, false],
  ])('%j: a service that nobody owns', (filter, expected) => expect(fits(listed(), filter)).toBe(expected));

  test.each<[string, Filter | undefined]>([
    ['', {}],
    ['team home-mpt', { team: teamSlug('home-mpt') }],
    ['lifecycle keeping the lights on domain Home and garden', { lifecycle: 'maintenance_mode', domain: 'Home and garden' }],
    [`pm <@${priya}|priya> model ops run it at-risk`, { pm: priya, model: 'ops_run_it', atRisk: true }],
    ['at risk', undefined],
    ['at_risk', { atRisk: true }],
    ['team', undefined],
    ['colour blue', undefined],
    ['model whoever', undefined],
  ])('“%s”', (said, filter) => expect(readLine(said)).toEqual(filter));
});
