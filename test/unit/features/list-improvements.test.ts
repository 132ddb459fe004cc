import type { ActionsBlock, Button } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { figuresOf, openTo, type Read } from '#domain/improvement/backlog';
import type { ListedImprovement } from '#domain/improvement/board';
import { incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import type { TeamSlug } from '#domain/team/team-slug';
import { declareIncident } from '#features/declare-incident/decide';
import { readLine } from '#features/list-improvements/line';
import { list, pageSize, readWanted } from '#features/list-improvements/list';
import { choiceView } from '#slack-kit/improvement-choice';
import { declaration } from '#test/authority/scenes';
import { aStage, type dev, harrowHome, inc311, omar, teamSlug, tom, tuesday } from '#test/builders';
import { chosen, imp, proposed } from '#test/improving';

describe('What is asked for behind `/postmortem improvements`', () => {
  test.each([
    ['', { scope: 'mine', which: 'open', words: '' }],
    ['mine overdue', { scope: 'mine', which: 'overdue', words: '' }],
    ['overdue', { scope: 'mine', which: 'overdue', words: '' }],
    ['my team waiting', { scope: 'mine_in_teams', which: 'waiting', words: '' }],
    ['all search fax queue', { scope: 'all', which: 'open', words: 'fax queue' }],
    ['team home-mpt', { scope: { kind: 'team', named: 'home-mpt' }, which: 'open', words: '' }],
    ['service gift cards declined', { scope: { kind: 'service', named: 'gift cards' }, which: 'over', words: '' }],
    ['service checkout proposed search fax', { scope: { kind: 'service', named: 'checkout' }, which: 'proposed', words: 'fax' }],
    ['search fax', { scope: 'mine', which: 'open', words: 'fax' }],
    ['imp-12', { show: 'IMP-12' }],
    ['INC-311', { choose: 'INC-311' }],
    ['pm-311', { choose: 'INC-311' }],
    ['add INC-311 Alert on an empty queue', { add: 'INC-311', title: 'Alert on an empty queue' }],
    ['add inc-311', { add: 'INC-311', title: '' }],
  ])('“%s”', (said, meant) => {
    expect(readLine(said)).toEqual(meant);
  });
  test.each(['INC-311 and more', 'service', 'whatever it is', 'add something', 'IMP-0'])(
    '“%s” is not understood, and gets help',
    (said) => {
      expect(readLine(said)).toBeUndefined();
    },
  );
});

const read = (number: number, improvement = proposed()): Read => ({ id: imp(number), improvement, words: { title: 'x'.repeat(150) } });

describe('The list', () => {
  test('is a page of ten with Slack’s limits kept, and turns both ways with all that it is a page of', () => {
    const rows = Array.from({ length: pageSize }, (_, n) => read(n + 1, chosen()));
    const teams = Array.from({ length: 20 }, (_, n) => teamSlug(`a-team-with-a-rather-long-name-${n}`));
    const wanted = { teams, which: 'open' as const, words: 'w'.repeat(100), page: 4 };
    const { blocks } = list({ rows, total: 10_000, figures: figuresOf([], '2026-03-10') }, wanted, '2026-03-10');
    expect(blocks.length).toBeLessThan(50);
    expect(JSON.stringify(blocks)).toContain('page 5 of 1000');
    const turns = blocks.flatMap((block) => (block.type === 'actions' ? (block as ActionsBlock).elements : [])) as Button[];
    expect(turns.map(({ value }) => readWanted(value).page)).toEqual([3, 5]);
    for (const { value = '' } of turns) expect(value.length).toBeLessThanOrEqual(2000);
  });
  test('says what is counted and invents no hours; a word that somebody wrote is never markup', () => {
    const bold = { ...read(1), words: { title: '*Bold* <!channel>' } };
    const figures = { ...figuresOf([], '2026-03-10'), open: 4, chosen: 1 };
    const said = JSON.stringify(list({ rows: [bold], total: 1, figures }, { which: 'open', words: '', page: 0 }, '2026-03-10'));
    expect(said).toContain('1 of 4 chosen (25 %)');
    expect(said).toContain('hours are not recorded here');
    expect(said).not.toContain('<!channel>');
  });
});

describe('The form in which one chooses', () => {
  test('holds a hundred proposals on pages, what is to be decided first', () => {
    const proposals = [
      ...Array.from({ length: 60 }, (_, n) => read(n + 1, chosen())),
      ...Array.from({ length: 40 }, (_, n) => read(n + 61)),
    ];
    const view = choiceView({ id: 'PM-311', proposals, now: tuesday, page: 0, none: false });
    expect(view.blocks.length).toBeLessThanOrEqual(100);
    expect(JSON.stringify(view.blocks)).toContain('40 to decide · page 1 of 7');
    expect(JSON.stringify(view.blocks)).toContain('*IMP-61*');
    expect(JSON.stringify(view.blocks)).not.toContain('*IMP-1*');
    expect(JSON.stringify(choiceView({ id: 'PM-311', proposals, now: tuesday, page: 99, none: false }).blocks)).toContain('page 7 of 7');
  });
});

describe('A backlog', () => {
  test('has what is private for its insiders alone, and says to others not even that there is more', async () => {
    const stage = await harrowHome(tuesday, aStage(tuesday));
    await perform(stage, incidents, inc311, declareIncident, declaration({ private: true }));
    const one = (number: number, more: Partial<ListedImprovement> = {}): ListedImprovement => ({
      id: imp(number),
      state: 'proposed',
      kind: 'action',
      service: null,
      team: 'team-bedroom' as TeamSlug,
      priority: 'medium',
      proposedAt: tuesday,
      ...more,
    });
    const all = [one(1), one(2, { private: [inc311] })];
    const seen = async (who: typeof dev) => (await openTo(stage.records, all, who)).map(({ id }) => id);
    expect(await seen(omar)).toEqual(['IMP-1']);
    expect(await seen(tom)).toEqual(['IMP-1', 'IMP-2']);
  });
});
