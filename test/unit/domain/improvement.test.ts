import { describe, expect, test } from 'vitest';
import { figuresOf, ordered, rankFor } from '#domain/improvement/backlog';
import type { ListedImprovement } from '#domain/improvement/board';
import { overEverywhere, suggestedDue } from '#domain/improvement/days';
import { improvements } from '#domain/improvement/improvement';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import type { Priority } from '#domain/improvement/improvement-kind';
import { askedIn, owedOf } from '#domain/improvement/owed';
import { stepsOf } from '#domain/improvement/timers';
import type { PersonId } from '#domain/person/person';
import type { Calendar } from '#domain/team/working-hours';
import { asha, ben, chloe, marek, omar, priya, teamSlug, tuesday } from '#test/builders';
import { acceptance, chosen, completion, imp, improving, proposal, proposed, reminded } from '#test/improving';

const london: Calendar = {
  zone: 'Europe/London',
  workingHours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:30' },
  holidays: [],
};
const said = (...whats: [string, string][]) => whats.map(([day, what]) => reminded(ben, day, what));
const owed = (...events: Parameters<typeof improving>) =>
  owedOf(imp(1), improving(...events), ben, london).map(({ what, due }) => `${what} ${due.slice(0, 16)}`);

describe('What its owner is reminded of', () => {
  const wednesday = acceptance({ by: ben, dueOn: '2026-03-25' });
  test('three days before, on the day, three days after and then weekly, at half past nine of a working day', () => {
    expect(owed(proposal(), wednesday)).toEqual([
      // The 22nd is a Sunday, the 28th a Saturday; clocks go forward on the 29th.
      'improvement_before 2026-03-23T09:30',
      'improvement_due 2026-03-25T09:30',
      'improvement_late 2026-03-30T08:30',
      'improvement_weekly 2026-04-06T08:30',
    ]);
  });
  test('what was said is past, and all that is late comes together as a week begins', () => {
    expect(owed(proposal(), wednesday, ...said(['2026-03-23', 'improvement_before']))).toHaveLength(3);
    const late = said(['2026-03-23', 'improvement_before'], ['2026-03-25', 'improvement_due'], ['2026-03-31', 'improvement_late']);
    expect(owed(proposal(), wednesday, ...late)).toEqual(['improvement_weekly 2026-04-06T08:30']);
    expect(owed(proposal(), wednesday, ...late, ...said(['2026-04-07', 'improvement_weekly']))).toEqual([
      'improvement_weekly 2026-04-13T08:30',
    ]);
  });
  test('nothing that was over when it got its date: due tomorrow says so once', () => {
    expect(owed(proposal(), acceptance({ by: ben, dueOn: '2026-03-11' }))[0]).toBe('improvement_due 2026-03-11T09:30');
  });
  test('with another date all of it begins anew', () => {
    const moved = {
      type: 'ImprovementRescheduled',
      at: '2026-03-26T10:00:00.000Z',
      by: ben,
      from: '2026-03-25',
      dueOn: '2026-04-15',
      extension: 1,
    } as const;
    const before = said(['2026-03-23', 'improvement_before'], ['2026-03-25', 'improvement_due']);
    expect(owed(proposal(), wednesday, ...before, moved)).toEqual([
      'improvement_before 2026-04-13T08:30',
      'improvement_due 2026-04-15T08:30',
      'improvement_late 2026-04-20T08:30',
      'improvement_weekly 2026-04-27T08:30',
    ]);
  });
  test('whoever was chosen by somebody else hears of it at their next morning, and whoever chose themselves knows', () => {
    expect(owed(proposal(), acceptance({ at: tuesday }))[0]).toBe('improvement_yours 2026-03-11T09:30');
    expect(owed(proposal(), acceptance({ by: ben }))[0]).toMatch(/^improvement_before/);
  });
  test('nobody is told of a date that they have moved themselves; moved by somebody else it is news', () => {
    const moved = (by: PersonId) =>
      ({
        type: 'ImprovementRescheduled',
        at: '2026-03-12T10:00:00.000Z',
        by,
        from: '2026-03-25',
        dueOn: '2026-04-15',
        extension: 1,
      }) as const;
    expect(owed(proposal(), acceptance({ at: tuesday }), moved(ben))[0]).toMatch(/^improvement_before/);
    expect(owed(proposal(), acceptance({ by: ben }), moved(marek))[0]).toBe('improvement_yours 2026-03-13T09:30');
  });
  test('nor that what they have taken up again is theirs', () => {
    const again = (by: PersonId) => ({ type: 'ImprovementReopened', at: '2026-03-12T10:00:00.000Z', by }) as const;
    expect(owed(proposal(), acceptance({ at: tuesday }), completion(), again(ben))[0]).toMatch(/^improvement_before/);
    expect(owed(proposal(), acceptance({ at: tuesday }), completion(), again(marek))[0]).toMatch(/^improvement_yours/);
  });
  test('nobody else is reminded, and of what is done or waits for others nobody is', () => {
    expect(owedOf(imp(1), chosen(), asha, london)).toEqual([]);
    expect(owed(proposal(), wednesday, completion())).toEqual([]);
    const moved = {
      type: 'ImprovementReassigned',
      at: tuesday,
      team: teamSlug('home-mpt'),
      because: 'service_moved',
      waiting: true,
      ask: omar,
    } as const;
    expect(owed(proposal(), wednesday, moved)).toEqual([]);
    expect(owedOf(imp(1), improving(proposal(), wednesday, moved), omar, london)).toEqual([
      { of: 'IMP-1', what: 'improvement_offered', due: '2026-03-11T09:30:00.000Z' },
    ]);
    expect(askedIn(improving(proposal(), wednesday, moved))).toEqual([omar]);
  });
  test('the product manager hears once that it was put off so often, also where it goes to somebody else meanwhile', () => {
    const third = {
      type: 'ImprovementRescheduled',
      at: tuesday,
      by: ben,
      from: '2026-03-25',
      dueOn: '2026-04-15',
      extension: 3,
      tell: priya,
    } as const;
    const told = improving(proposal(), wednesday, third);
    expect(owedOf(imp(1), told, priya, london).map(({ what }) => what)).toEqual(['improvement_extended']);
    const known = improving(proposal(), wednesday, third, reminded(priya, '2026-03-11', 'improvement_extended'));
    expect(owedOf(imp(1), known, priya, london)).toEqual([]);
    const to = {
      type: 'ImprovementReassigned',
      at: tuesday,
      by: marek,
      owner: chloe,
      team: teamSlug('team-bedroom'),
      because: 'asked',
      waiting: false,
    } as const;
    expect(owedOf(imp(1), improvements.evolve(told, to), priya, london)).toHaveLength(1);
    expect(owedOf(imp(1), improvements.evolve(known, to), priya, london)).toEqual([]);
  });
  test('whether it helped is asked of each once, until they have said', () => {
    const asked: ImprovementEvent = { type: 'ImprovementHelpAsked', at: tuesday, people: [ben, priya] };
    const done = improving(proposal(), wednesday, completion(), asked);
    expect(owedOf(imp(1), done, priya, london)).toMatchObject([{ what: 'did_it_help' }]);
    const answer = { type: 'ImprovementHelpSaid', at: tuesday, by: priya, helped: 'yes' } as const;
    expect(owedOf(imp(1), improvements.evolve(done, answer), priya, london)).toEqual([]);
    expect(owedOf(imp(1), improvements.evolve(done, answer), ben, london)).toHaveLength(1);
  });
  test('years of reminders leave its head as small as it was', () => {
    const weeks = Array.from({ length: 500 }, (_, n) => reminded(ben, `20${26 + Math.floor(n / 50)}-03-10`, 'improvement_weekly'));
    const one = improving(proposal(), wednesday, ...weeks);
    expect(JSON.stringify(one).length).toBeLessThan(1500);
  });
});

describe('What time brings to an improvement', () => {
  test('it is late when its day is over everywhere, and says so once', () => {
    expect(overEverywhere('2026-03-25')).toBe('2026-03-26T12:00:00.000Z');
    expect(stepsOf(chosen())).toEqual([{ step: 'overdue', at: '2026-03-26T12:00:00.000Z' }]);
    expect(stepsOf(improving(proposal(), acceptance(), { type: 'ImprovementOverdue', at: tuesday }))).toEqual([]);
    expect(stepsOf(proposed())).toEqual([]);
  });
  test('a month after it is done it is asked whether it helped, once', () => {
    expect(stepsOf(improving(proposal(), acceptance(), completion()))).toEqual([{ step: 'help', at: '2026-04-09T14:00:00.000Z' }]);
    const asked: ImprovementEvent = { type: 'ImprovementHelpAsked', at: tuesday, people: [] };
    expect(stepsOf(improving(proposal(), acceptance(), completion(), asked))).toEqual([]);
  });
  test('the suggested date is half a month after a sev1, and a month otherwise', () => {
    expect(suggestedDue('Europe/London', tuesday, 'sev1')).toBe('2026-03-25');
    expect(suggestedDue('Europe/London', tuesday, 'sev2')).toBe('2026-04-09');
    expect(suggestedDue('Pacific/Auckland', tuesday, undefined)).toBe('2026-04-10');
  });
});

describe('The backlog', () => {
  const one = (number: number, more: Partial<ListedImprovement> = {}): ListedImprovement => ({
    id: imp(number),
    state: 'accepted',
    kind: 'action',
    service: null,
    team: null,
    priority: 'medium' as Priority,
    proposedAt: `2026-03-${String(number).padStart(2, '0')}T10:00:00.000Z`,
    ...more,
  });
  const numbers = (all: ListedImprovement[]) => ordered(all).map(({ id }) => Number(id.slice(4)));
  const all = [one(1), one(2, { priority: 'high' }), one(3, { rank: 2 }), one(4, { rank: 1 }), one(5, { priority: 'low' }), one(6)];

  test('what was ranked comes first, then by priority, then the oldest', () => {
    expect(numbers(all)).toEqual([4, 3, 2, 1, 6, 5]);
  });
  test('one is put to the top, up and down, and nothing happens where it is there already', () => {
    const moved = (number: number, place: 'first' | 'up' | 'down') => {
      const rank = rankFor(all, imp(number), place);
      return rank === undefined ? 'nothing' : numbers(all.map((each) => (each.id === imp(number) ? { ...each, rank } : each)));
    };
    expect(moved(6, 'first')).toEqual([6, 4, 3, 2, 1, 5]);
    expect(moved(3, 'up')).toEqual([3, 4, 2, 1, 6, 5]);
    expect(moved(4, 'down')).toEqual([3, 4, 2, 1, 6, 5]);
    expect(moved(6, 'up')).toEqual([4, 3, 6, 2, 1, 5]);
    expect(moved(4, 'first')).toBe('nothing');
    expect(moved(4, 'up')).toBe('nothing');
    expect(moved(3, 'down')).toBe('nothing');
    expect(moved(6, 'down')).toBe('nothing');
  });
  test('ten thousand are put in order at once', () => {
    const many = Array.from({ length: 10_000 }, (_, n) => one(1 + (n % 28), { id: imp(n + 1), ...(n % 7 === 0 && { rank: n % 100 }) }));
    expect(ordered(many)).toHaveLength(10_000);
    expect(ordered(many)[0]?.rank).toBe(0);
  });
  test('is counted: what is chosen, late, due soon, and which questions are answered', () => {
    const figures = figuresOf(
      [
        one(1, { dueOn: '2026-03-09', question: 'prevent' }),
        one(2, { dueOn: '2026-03-10', question: 'prevent' }),
        one(3, { dueOn: '2026-04-09' }),
        one(4, { dueOn: '2026-04-10' }),
        one(5, { state: 'proposed', question: 'detect' }),
      ],
      '2026-03-10',
    );
    expect(figures).toMatchObject({ open: 5, chosen: 4, overdue: 1, dueSoon: 2, oldestDays: 9 });
    expect(figures.questions.filter(({ count }) => count > 0)).toEqual([
      { question: 'detect', count: 1 },
      { question: 'prevent', count: 2 },
    ]);
  });
});
