import type { InputBlock } from '@slack/types';
import { describe, expect, test } from 'vitest';
import type { ListedTransfer } from '#domain/transfer/board';
import { type ItemId, itemsOf } from '#domain/transfer/checklist';
import type { Finding } from '#domain/transfer/finding';
import { list as checklist } from '#features/check-readiness/list';
import { read as readItemForm } from '#features/check-readiness/modal';
import { weighed, worst } from '#features/request-transfer/answer';
import { isLook, readLine } from '#features/request-transfer/line';
import { names, read, readCarried, requestModal } from '#features/request-transfer/modal';
import { list } from '#features/show-transfer/list';

describe('what is typed after /service transfer', () => {
  test.each([
    ['bedroom to home-mpt', { services: ['bedroom'], team: 'home-mpt' }],
    ['bedroom, bed finder and mattress to @Home-MPT', { services: ['bedroom', 'bed finder', 'mattress'], team: 'home-mpt' }],
    [
      'bedroom to home-mpt maintenance on 30 Mar 10:00 because the funding ends',
      { services: ['bedroom'], team: 'home-mpt', kind: 'to_maintenance', on: '30 Mar 10:00', reason: 'the funding ends' },
    ],
    ['bedroom to home-mpt emergency', { services: ['bedroom'], team: 'home-mpt', kind: 'emergency' }],
    [
      'bedroom to home-mpt because we go on to other things',
      { services: ['bedroom'], team: 'home-mpt', reason: 'we go on to other things' },
    ],
    ['bedroom', { services: ['bedroom'] }],
    ['new', { services: [] }],
    ['&lt;b&gt; to x', { services: ['<b>'], team: 'x' }],
  ])('%s', (said, meant) => {
    expect(readLine(said)).toEqual(meant);
  });

  test('a group of Slack names its team', () => {
    expect(readLine('bedroom to <!subteam^S0HOMEMPT|@home-mpt-team>')).toMatchObject({ services: ['bedroom'], group: 'S0HOMEMPT' });
  });

  test('nothing, and a number, only want to look', () => {
    expect(['', ' XFER-12 ', 'xfer-3'].map(isLook)).toEqual([true, true, true]);
    expect(['bedroom', 'new', 'XFER-1 to home'].map(isLook)).toEqual([false, false, false]);
  });
});

const form = {
  services: ['bedroom', 'lighting'],
  to: 'home-mpt',
  kind: 'between_teams',
  plannedAt: '2026-03-30T09:00:00.000Z',
  because: 'reorganisation',
  reason: 'we *grow*',
  model: 'ybiyri',
  lifecycle: 'maintenance_mode',
  handBack: 'team-bedroom',
  successCriteria: 'no more calls than before',
} as never;

/** What Slack would hand back of a form that nobody has touched. */
function untouched(view: ReturnType<typeof requestModal>) {
  const values: Record<string, Record<string, object>> = {};
  for (const block of view.blocks) {
    if (block.type !== 'input') continue;
    const element = (block as InputBlock).element as unknown as Record<string, unknown> & { action_id: string };
    values[block.block_id ?? ''] = {
      [element.action_id]: {
        value: element.initial_value ?? null,
        selected_option: element.initial_option ?? null,
        selected_options: element.initial_options ?? [],
        selected_date_time: element.initial_date_time ?? null,
      },
    };
  }
  return { state: { values }, private_metadata: view.private_metadata ?? '' } as Parameters<typeof read>[0];
}
const shown = (more: object = {}) => requestModal({ form, called: { bedroom: 'Bedroom' }, weighed: [], hard: false, ...more });

describe('the form of a transfer', () => {
  test('reads back what it was filled with', () => {
    expect(read(untouched(shown()))).toEqual(form);
  });

  test('does so too where a team was picked, or only the rest of many services is left', () => {
    const view = shown({ hard: true, carried: { round: 'home-mpt', left: 2, batch: 'b1' } });
    expect(read(untouched(view))).toEqual(form);
    expect(readCarried({ private_metadata: view.private_metadata ?? '' })).toEqual({ round: 'home-mpt', left: 2, batch: 'b1', hard: true });
    expect(view.blocks.map(({ block_id }) => block_id)).toEqual(expect.arrayContaining([`${names.to}:home-mpt`, `${names.services}:2`]));
  });

  test('asks to override where something hard is in the way', () => {
    expect(shown({ hard: true }).submit?.text).toBe('Ask to override');
    expect(shown().submit?.text).toBe('Ask for it');
  });
});

const finding = (guardrail: Finding['guardrail'], verdict: Finding['verdict'], figure?: number): Finding => ({
  guardrail,
  verdict,
  ...(figure !== undefined && { figure, limit: 50 }),
});

describe('what the guardrails say of several services', () => {
  test('is the worst that each of them says of any', () => {
    const all = [finding('G9', 'warns', 40), finding('G9', 'blocks', 52), finding('G13', 'passes'), finding('G13', 'warns')];
    expect(worst(all)).toEqual([finding('G9', 'blocks', 52), finding('G13', 'warns')]);
  });

  test('stands with what one can do, and of how many it is said', () => {
    const others = [{ team: 'team-bath', name: 'Team Bath', sameDomain: true, supportPercent: 28, services: 2, people: 3 }] as never;
    const said = JSON.stringify(weighed('Home', [finding('G9', 'blocks', 52)], { domain: 'home', others, outcomes: [], of: [7, 20] }));
    expect(said).toContain('support is 52 % of its capacity');
    expect(said).toContain('As for the first 7 of 20');
    expect(said).toContain('Pick Team Bath');
    expect(said).toContain('Save for later');
  });
});

const listed = (n: number): ListedTransfer =>
  ({
    id: `XFER-${n}`,
    service: `service-${n}`,
    kind: 'between_teams',
    from: 'a',
    to: 'b',
    state: 'requested',
    plannedAt: '2026-03-30T09:00:00Z',
    by: 'U0A',
    pm: 'U0B',
  }) as ListedTransfer;

describe('the list of transfers', () => {
  test.each([0, 1, 10, 11, 10_000])('of %i stays within what a message holds', (count) => {
    const all = Array.from({ length: count }, (_, n) => listed(n + 1));
    const pages = Math.max(1, Math.ceil(count / 10));
    for (const page of [1, 2, pages, pages + 5]) {
      const blocks = list({ all, mine: all.slice(0, 3), page, draft: false });
      expect(blocks.length).toBeLessThanOrEqual(50);
    }
  });

  test('asks for a new one by a button that names no service', () => {
    const said = JSON.stringify(list({ all: [], mine: [], page: 1, draft: true }));
    expect(said).toContain('"action_id":"request-transfer-new"');
    expect(said).not.toContain('"value"');
  });

  test('shows first what concerns whoever looks', () => {
    const all = [1, 2, 3].map(listed);
    const [, first] = list({ all, mine: all.slice(2), page: 1, draft: true });
    expect(JSON.stringify(first)).toContain('● *service-3*');
  });
});

const now = '2026-03-19T09:00:00.000Z';
const nothing = { named: [], hidden: 0 };
const quiet = { open: nothing, toReview: nothing };

describe('the checklist', () => {
  const shownAs = (checked: object, more: object = {}) => {
    const transfer = { kind: 'to_maintenance', state: 'requested', checklist: checked };
    const { text, blocks } = checklist({ id: 'XFER-1', transfer, words: {}, now, incidents: quiet, ...more } as never);
    return [text, ...blocks.map((block) => JSON.stringify(block))];
  };
  test('has what was checked too long ago as open, and does not count it', () => {
    const change = { trivial_change_deployed: { by: 'U0A', at: '2026-03-04T09:00:00.000Z', status: 'done' } };
    const [text, , , , , item] = shownAs(change);
    expect(text).toContain(': 0 of 17');
    expect(item).toContain('– *4*');
    expect(item).toContain('Ran out: it counts for 14 days');
    expect(shownAs(change, { now: '2026-03-18T08:00:00.000Z' })[0]).toContain(': 1 of 17');
  });
  test('says which incidents ended meanwhile and want to be looked back at, and names no private one', () => {
    const done = { no_open_incidents_or_reviews: { by: 'U0A', at: now, status: 'done' } };
    const amber = (toReview: object) => shownAs(done, { incidents: { open: nothing, toReview } })[15];
    expect(amber(nothing)).toContain('✓ *14*');
    expect(amber({ named: ['INC-7'], hidden: 1 })).toMatch(/⚠ \*14\*.*_postmortem open: INC-7_/);
    expect(amber({ named: [], hidden: 1 })).toContain('_postmortem open_');
  });
  test.each(['example', 'javascript:alert(1)', 'ftp://a.example/x', `https://a.example/${'x'.repeat(500)}`])(
    'reads no link in %s',
    (said) => {
      const values = { status: { status: { selected_option: { value: 'done' } } }, evidence: { evidence: { value: said } } };
      const private_metadata = JSON.stringify({ id: 'XFER-1', item: 'access' });
      expect(readItemForm({ private_metadata, state: { values } })).toEqual({ errors: { evidence: expect.stringContaining('https://') } });
    },
  );
  test.each(['to_maintenance', 'handback', 'support_model_change'] as const)('of %s has a line and a button for each item', (kind) => {
    const done = { by: 'U0A', at: '2026-03-18T09:00:00Z', status: 'done', evidence: 'https://example.com/a|b>c' };
    const [first] = itemsOf(kind);
    const transfer = { kind, state: 'requested', checklist: { [first?.id as ItemId]: done } };
    const { text, blocks } = checklist({ id: 'XFER-1', transfer, words: {}, now, incidents: quiet } as never);
    expect(text).toBe(`XFER-1: 1 of ${itemsOf(kind).length} items are ready`);
    expect(blocks).toHaveLength(itemsOf(kind).length + 1);
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(JSON.stringify(blocks[1])).toContain('<https://example.com/a%7Cb%3Ec|evidence>');
  });
});
