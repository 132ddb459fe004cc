import { describe, expect, test } from 'vitest';
import { history, ownerAt, warrantyAt } from '#domain/service/ownership';
import type { Support, SupportModel } from '#domain/service/support';
import { levelFor, type Situation, supportPlan } from '#domain/service/support-plan';
import { atWork } from '#domain/team/working-hours';
import { longAgo, owned, plus, teamSlug } from '#test/builders';

const [owner, desk, bridge, operations, monitoring, sre, cover] = [
  'owner',
  'service-desk',
  'ops-bridge',
  'app-operations',
  'monitoring',
  'sre',
  'domain-cover',
].map(teamSlug) as [Situation['owner'], ...Situation['owner'][]] & Record<1 | 2 | 3 | 4 | 5 | 6, Situation['owner']>;

const tier = (level: number, team: Situation['owner'], more: object = {}) => ({
  level,
  team,
  hours: 'all' as const,
  bestEndeavours: false,
  ...more,
});
const tiered: Support = {
  tiers: [
    tier(3, owner, { bestEndeavours: true, compensation: 'toil' }),
    tier(1, desk, { hours: 'in' }),
    tier(1, bridge),
    tier(2, operations),
  ],
};
const watched: Support = { tiers: [tier(1, monitoring), tier(2, owner, { compensation: 'toil' })] };

/** `desk+bridge > operations > owner?`: together, in turn, and of best endeavours. */
function said(model: SupportModel, hours: 'in' | 'out', severity: 'sev1/2' | 'sev3/4', more: Partial<Situation> = {}): string {
  const plan = supportPlan({ model, owner, working: hours === 'in', serious: severity === 'sev1/2', target: 99.9, ...more });
  const lines = plan.lines.map(({ teams, bestEndeavours }) => `${teams.join('+')}${bestEndeavours ? '?' : ''}`).join(' > ');
  const how = [plan.wholeTeam && 'whole team', plan.waits && 'waits', plan.uncovered && 'although uncovered'].filter((word) => word);
  return [lines, ...how].join(', ');
}

describe('Who supports a service, by model, hour and severity (domain.md 2.9)', () => {
  const table: [SupportModel, Partial<Situation>, string, string, string, string][] = [
    // model, record, in hours sev1/2, in hours sev3/4, out of hours sev1/2, out of hours sev3/4
    ['ybiyri', {}, 'owner, whole team', 'owner', 'owner', 'owner'],
    ['ybiyri', { target: 99 }, 'owner, whole team', 'owner', 'owner', 'owner'],
    ['ybiyri', { target: 99, support: { cover } }, 'owner, whole team', 'owner', 'domain-cover', 'domain-cover'],
    ['ybiyri', { target: 95 }, 'owner, whole team', 'owner', 'owner, although uncovered', 'owner, waits'],
    ['ybiyri', { target: 95, support: { outOfHours: 'team' } }, 'owner, whole team', 'owner', 'owner', 'owner'],
    ['ybiyri', { support: { outOfHours: 'none' } }, 'owner, whole team', 'owner', 'owner, although uncovered', 'owner, waits'],
    ['ybiyri', { support: tiered }, 'owner, whole team', 'owner', 'owner', 'owner'],
    [
      'ops_run_it',
      { support: tiered },
      'service-desk+ops-bridge > app-operations > owner?',
      'service-desk+ops-bridge > app-operations > owner?',
      'ops-bridge > app-operations > owner?',
      'ops-bridge > app-operations > owner?',
    ],
    [
      'ops_run_it',
      { support: tiered, target: 95 },
      'service-desk+ops-bridge > app-operations > owner?',
      'service-desk+ops-bridge > app-operations > owner?',
      'ops-bridge > app-operations > owner?',
      'ops-bridge > app-operations > owner?',
    ],
    ['ops_run_it', {}, 'owner, whole team', 'owner', 'owner', 'owner'],
    ['ops_sometimes_run_it', { support: watched }, 'owner, whole team', 'owner', 'owner', 'owner'],
    ['ops_sometimes_run_it', { support: watched, target: 99 }, 'owner, whole team', 'owner', 'monitoring > owner?', 'monitoring > owner?'],
    ['ops_sometimes_run_it', { support: watched, target: 95 }, 'owner, whole team', 'owner', 'monitoring > owner?', 'monitoring > owner?'],
    ['ops_sometimes_run_it', { target: 99 }, 'owner, whole team', 'owner', 'owner', 'owner'],
    [
      'sre_run_it',
      { support: { tiers: [tier(1, sre)], sreStage: 'shared_rota' } },
      'sre+owner, whole team',
      'sre+owner',
      'sre+owner',
      'sre+owner',
    ],
    [
      'sre_run_it',
      { support: { tiers: [tier(1, sre)], sreStage: 'sre_primary' } },
      'sre > owner',
      'sre > owner',
      'sre > owner',
      'sre > owner',
    ],
    ['sre_run_it', {}, 'owner, whole team', 'owner', 'owner', 'owner'],
  ];

  test.each(table)('%s with %j', (model, record, ...expected) => {
    const cells = [
      said(model, 'in', 'sev1/2', record),
      said(model, 'in', 'sev3/4', record),
      said(model, 'out', 'sev1/2', record),
      said(model, 'out', 'sev3/4', record),
    ];
    expect(cells).toEqual(expected);
  });

  test('what a level of best endeavours gets goes with it', () => {
    const plan = supportPlan({ model: 'ops_run_it', owner, working: true, serious: true, support: tiered });
    expect(plan.lines[2]).toEqual({ level: 3, teams: [owner], bestEndeavours: true, compensation: 'toil' });
    const night = supportPlan({ model: 'ops_sometimes_run_it', owner, working: false, serious: true, target: 99, support: watched });
    expect(night.lines[1]).toMatchObject({ level: 2, bestEndeavours: true, compensation: 'toil' });
  });

  test('a target is worth a cover, where none is on record', () => {
    expect([undefined, 99.95, 99.9, 99.5, 99, 98.9, 95].map(levelFor)).toEqual([
      'team',
      'team',
      'team',
      'domain',
      'domain',
      'none',
      'none',
    ]);
  });
});

describe('Warranty', () => {
  const moved = '2026-03-30T09:00:00.000Z';
  const assertions = [owned(1, 'team-bedroom', longAgo), owned(2, 'home-mpt', moved), owned(3, 'home-mpt', plus(moved, 60))];

  test('names those who had it before, for a month', () => {
    expect(warrantyAt(assertions, plus(moved, 1))).toEqual({ team: 'team-bedroom', until: '2026-04-29T09:00:00.000Z' });
    expect(warrantyAt(assertions, '2026-04-29T08:59:59.000Z')).toMatchObject({ team: 'team-bedroom' });
    expect(warrantyAt(assertions, '2026-04-29T09:00:00.000Z')).toBeUndefined();
    expect(warrantyAt(assertions, plus(moved, -1))).toBeUndefined();
  });

  test('ends when it is said to, and nobody warrants what never moved', () => {
    const said = [owned(1, 'team-bedroom', longAgo), owned(2, 'home-mpt', moved, { warrantyUntil: plus(moved, 10) })];
    expect(warrantyAt(said, plus(moved, 9))).toEqual({ team: 'team-bedroom', until: plus(moved, 10) });
    expect(warrantyAt(said, plus(moved, 10))).toBeUndefined();
    expect(warrantyAt([owned(1, 'team-bedroom', longAgo), owned(2, 'team-bedroom', moved)], plus(moved, 1))).toBeUndefined();
    expect(history(said, moved)).toHaveLength(2);
    expect(ownerAt(said, plus(moved, 9))?.owner).toBe('home-mpt');
  });
});

describe('Working hours', () => {
  const team = { zone: 'Europe/London', workingHours: { days: ['mon' as const], from: '22:00', to: '06:00' }, holidays: [] };
  test('past midnight belong to the day that they began on', () => {
    expect(atWork(team, '2026-03-09T21:59:00Z')).toBe(false);
    expect(atWork(team, '2026-03-09T22:00:00Z')).toBe(true);
    expect(atWork(team, '2026-03-10T05:59:00Z')).toBe(true);
    expect(atWork(team, '2026-03-10T06:00:00Z')).toBe(false);
    expect(atWork(team, '2026-03-09T05:00:00Z')).toBe(false);
  });
  test('that end when they begin are round the clock', () => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
    const always = { zone: 'UTC', workingHours: { days: [...days], from: '00:00', to: '00:00' }, holidays: [] };
    for (const at of ['2026-03-09T00:00:00Z', '2026-03-09T23:59:59Z', '2026-03-14T12:00:00Z']) expect(atWork(always, at)).toBe(true);
  });
});
