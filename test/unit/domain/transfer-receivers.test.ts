import { describe, expect, test } from 'vitest';
import type { ListedService } from '#domain/service/board';
import type { ListedTeam } from '#domain/team/board';
import { outcomes } from '#domain/transfer/comparing';
import { rankedReceivers } from '#domain/transfer/suggesting';
import { comparisonSaid, suggestionSaid } from '#slack-kit/receiver-words';
import { anOwner, crowd, declared, given, happened, omar, plus, priya, routed, slug, teamSlug, tuesday, window } from '../../builders.ts';

const team = (name: string, more: Partial<ListedTeam> = {}): ListedTeam => ({
  slug: teamSlug(name),
  name,
  people: crowd(5),
  teamType: 'multi_product_team',
  lead: omar,
  size: 5,
  ...more,
});
const services = (owner: string, count: number, domain = 'home', more: Partial<ListedService> = {}): ListedService[] =>
  Array.from({ length: count }, (_, n) => ({
    slug: slug(`${owner}-${n}`),
    name: `${owner} ${n}`,
    lifecycle: 'active' as const,
    domain,
    pm: priya,
    owner: teamSlug(owner),
    ...more,
  }));
const looking = { domain: 'home', besides: [teamSlug('home-mpt'), teamSlug('team-bedroom')] };
const ranked = (teams: ListedTeam[], all: ListedService[] = []) => rankedReceivers(teams, all, looking).map((one) => one.team);

describe('A better receiver', () => {
  test('is near to what they have, and has time', () => {
    const teams = [team('garden-mpt', { support: 31 }), team('team-bath', { support: 28 }), team('team-sofa', { support: 40 })];
    const all = [...services('garden-mpt', 3, 'garden'), ...services('team-bath', 4), ...services('team-sofa', 2)];
    const found = rankedReceivers(teams, all, looking);
    expect(found.map((one) => one.team)).toEqual(['team-bath', 'team-sofa', 'garden-mpt']);
    expect(found.map((one) => suggestionSaid(one, 'home'))).toEqual([
      '*team-bath* support 28 %, domain _home_: yes, 4 services for 5 people',
      '*team-sofa* support 40 %, domain _home_: yes, 2 services for 5 people',
      '*garden-mpt* support 31 %, domain _home_: no, 3 services for 5 people',
    ]);
  });

  test('is neither who has it, nor who was thought of, nor who owns nothing or is about to go', () => {
    const sre = team('sre', { teamType: 'sre_team' });
    expect(ranked([team('home-mpt'), team('team-bedroom'), sre, team('going', { windingDown: true }), team('left')])).toEqual(['left']);
  });

  test('is nobody who would have to be overridden', () => {
    const busy = team('busy', { support: 50 });
    const few = team('few', { size: 1 });
    const wide = team('wide');
    const domains = ['a', 'b', 'c', 'd', 'e'].flatMap((domain) => services('wide', 1, domain));
    expect(ranked([busy, few, wide], [...services('few', 8), ...domains])).toEqual([]);
    expect(ranked([team('busy', { support: 49 }), few], services('few', 7))).toEqual(['few', 'busy']);
  });

  test('is a team of developers before one of operations, and one that says nothing stands in the middle', () => {
    const operations = team('operations', { teamType: 'operations_team', support: 1 });
    expect(ranked([operations, team('calm', { support: 20 }), team('unsaid'), team('tired', { support: 45 })])).toEqual([
      'calm',
      'unsaid',
      'tired',
      'operations',
    ]);
  });

  test('does not pay for what is retired', () => {
    expect(ranked([team('few', { size: 1 })], services('few', 8, 'home', { lifecycle: 'retired' }))).toEqual(['few']);
  });
});

describe('What became of services that were moved', () => {
  const mpt = anOwner({ team: teamSlug('home-mpt'), solution: 'multi_product_team', lifecycle: 'maintenance_mode' });
  const over = (minutes: number, more = {}) =>
    given(
      declared(more),
      routed({ owner: mpt }),
      happened('IncidentImpactChanged', { at: tuesday, before: [], windows: [window(tuesday, null)] }),
      happened('IncidentResolved', { at: plus(tuesday, minutes), fix: 'workaround', howId: 'how' }),
    );
  const kept = services('home-mpt', 3, 'home', { lifecycle: 'maintenance_mode' });
  const teams = [team('home-mpt')];

  test('is told for each of the three, without what is private, a drill or no incident', () => {
    const all = [
      over(43),
      over(12),
      over(9, { private: true }),
      over(9, { drill: true }),
      given(declared(), routed({ owner: mpt }), happened('IncidentCancelled', { reasonId: 'why' })),
    ];
    expect(outcomes(teams, kept, all)).toEqual([
      { solution: 'multi_product_team', services: 3, incidents: 2, restoredInMinutes: [12, 43], calledOut: 0 },
      { solution: 'operations_team', services: 0, incidents: 0, restoredInMinutes: [], calledOut: 0 },
      { solution: 'regional_developer_support', services: 0, incidents: 0, restoredInMinutes: [], calledOut: 0 },
    ]);
  });

  test('is said in words where there are too few, one by one where there are some, and by the half where there are enough', () => {
    const few = comparisonSaid(outcomes(teams, kept, [over(43), over(12)]));
    expect(few).toHaveLength(3);
    expect(few[0]).toContain('recommended');
    expect(few[0]).toContain('Here: 3 services, 2 incidents among the latest, restored after 12 min, 43 min, 0 calls out of hours.');
    expect(few[1]).toContain('have all suffered elsewhere');
    expect(few[1]).toContain('Too few services of yours');
    const many = comparisonSaid(
      outcomes(
        teams,
        kept,
        [10, 20, 30, 40, 50, 60].map((minutes) => over(minutes)),
      ),
    );
    expect(many[0]).toContain('half of them restored within 30 min');
  });
});
