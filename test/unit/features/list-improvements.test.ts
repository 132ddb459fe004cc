import type { ActionsBlock, Button } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { figuresOf, openTo, type Read } from '#domain/improvement/backlog';
import type { ListedImprovement } from '#domain/improvement/board';
import type { Sprint } from '#domain/improvement/sprint';
import { incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import type { TeamSlug } from '#domain/team/team-slug';
import { quarterOf } from '#domain/time/quarter';
import { declareIncident } from '#features/declare-incident/decide';
import { readLine } from '#features/list-improvements/line';
import { list, pageSize, readWanted } from '#features/list-improvements/list';
import { choiceView } from '#slack-kit/improvement-choice';
import { sprintSaid } from '#slack-kit/sprint-words';
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
    ['service gift cards declined', { scope: { kind: 'service', named: 'gift cards' }, which: 'declined', words: '' }],
    ['done', { scope: 'mine', which: 'done', words: '' }],
    ['my team declined search fax', { scope: 'mine_in_teams', which: 'declined', words: 'fax' }],
    ['team home-mpt over', { scope: { kind: 'team', named: 'home-mpt' }, which: 'over', words: '' }],
    ['service checkout closed', { scope: { kind: 'service', named: 'checkout' }, which: 'over', words: '' }],
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

describe('The quarter of a team', () => {
  const plan = { planned: 7, done: 3, declined: 0, left: 4, moved: 0 };
  const sprint = (more: Partial<Sprint> = {}): Sprint => ({
    team: teamSlug('team-bedroom'),
    name: 'Team Bedroom',
    running: { quarter: quarterOf('2026-05-12T12:00:00.000Z', 'Europe/London'), plan, days: [3, 9, 12] },
    last: {
      quarter: quarterOf(tuesday, 'Europe/London'),
      plan: { planned: 8, done: 5, declined: 1, left: 1, moved: 1 },
      days: [1, 2, 5, 7, 30, 90],
    },
    capacity: { people: 5, workingDays: 65, personDays: 65.2, shares: [{ percent: 20, from: '2026-04-01' }] },
    ...more,
  });
  const said = (more: Partial<Sprint> = {}) => sprintSaid(sprint(more)).split('\n');

  test('says what was planned and done in it and in the one before, how long it took, and what the share comes to', () => {
    expect(said()).toEqual([
      '*Team Bedroom, Q2 2026*, until 2026-06-30: planned 7, done 3, 4 to do.',
      'Q1 2026: 5 of 8 done, 2 carried over, 1 declined after all.',
      'Done in Q2 2026 so far, planned for it or not: 3. Days from choice to done: 3, 9, 12 (n = 3; a middle is reckoned from 6 on).',
      'Done in Q1 2026, planned for it or not: 6. Days from choice to done: median 6 (n = 6: 1, 2, 5, 7, 30, 90).',
      'Aim: 20 % of its time, about 65 person-days of the quarter, by 5 people and 65 working days as the team is today. Hours are not recorded, so nobody can say how much of that was used.',
    ]);
  });
  test('reads well where there is nothing, one of something, or another share from some day on', () => {
    const nothing = { planned: 0, done: 0, declined: 0, left: 0, moved: 0 };
    const { running, last } = sprint();
    const one = { people: 1, workingDays: 60, personDays: 0.6, shares: [{ percent: 1, from: '2026-04-01' }] };
    expect(said({ running: { ...running, plan: nothing, days: [] }, last: { ...last, plan: nothing, days: [4] }, capacity: one })).toEqual([
      '*Team Bedroom, Q2 2026*, until 2026-06-30: nothing is planned for a day of it.',
      'Q1 2026: nothing was planned for a day of it.',
      'Done in Q2 2026 so far, planned for it or not: 0.',
      'Done in Q1 2026, planned for it or not: 1. Days from choice to done: 4 (n = 1; a middle is reckoned from 6 on).',
      expect.stringContaining('1 % of its time, about one person-day of the quarter, by 1 person and 60 working days'),
    ]);
    const shares = [
      { percent: 20, from: '2026-04-01' },
      { percent: 0, from: '2026-05-15' },
    ];
    expect(said({ capacity: { people: 5, workingDays: 65, personDays: 0, shares } }).at(-1)).toContain(
      'Aim: 20 %, 0 % from 2026-05-15 on of its time, so no day of the quarter',
    );
  });
  test('stands above its backlog, of three teams within Slack’s limits, and then the general word on shares is not said', () => {
    const rows = Array.from({ length: pageSize }, (_, n) => read(n + 1, chosen()));
    const sprints = Array.from({ length: 3 }, () => sprint({ name: 'N'.repeat(80) }));
    const shown = { rows, total: 30, figures: { ...figuresOf([], '2026-05-12'), open: 30 }, sprints };
    const { blocks } = list(shown, { teams: [teamSlug('team-bedroom')], which: 'open', words: '', page: 0 }, '2026-05-12');
    expect(blocks.length).toBeLessThan(50);
    expect(JSON.stringify(blocks[1])).toContain('planned 7, done 3');
    for (const block of blocks) if (block.type === 'section') expect(block.text?.text.length).toBeLessThanOrEqual(3000);
    expect(JSON.stringify(blocks)).not.toContain('How much of its time a team means');
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
