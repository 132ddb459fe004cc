import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blocks, type Finding, type GuardrailId, isWorse, Verdict } from '#domain/transfer/finding';
import { standingBlocks } from '#domain/transfer/overriding';
import type { Carried, Situation } from '#domain/transfer/situation';
import { weigh } from '#domain/transfer/weighing';
import { slug, teamSlug } from '../../builders.ts';

type Receiver = NonNullable<Situation['receiver']>;
const carried = (name: string, domain = 'home', complexity?: Carried['complexity']): Carried => ({ slug: slug(name), domain, complexity });
const many = (count: number, domains = ['home']) =>
  Array.from({ length: count }, (_, n) => carried(`service-${n}`, domains[n % domains.length] ?? 'home'));
const calm = { named: [], hidden: 0 };

const aReceiver = (more: Partial<Receiver> = {}): Receiver => ({
  team: teamSlug('home-mpt'),
  type: 'multi_product_team',
  hasLead: true,
  hasGroup: true,
  people: 5,
  domains: [],
  owns: many(2),
  incoming: 0,
  supportPercent: 20,
  callsPerShift: 0.5,
  burning: calm,
  ...more,
});
const aSituation = (more: Partial<Situation> = {}, receiver: Partial<Receiver> = {}): Situation => ({
  phase: 'request',
  moves: true,
  service: { ...carried('bedroom', 'home', 'simple'), target: 99 },
  receiver: aReceiver(receiver),
  onCall: { coveredPercent: 100, gaps: [], roundTheClock: false, alone: [], peopleInRota: 4, rungs: 3 },
  burning: calm,
  errorBudgetUsedPercent: 10,
  ...more,
});
const onCall = (more: Partial<Situation['onCall']>, target = 99): Situation => {
  const plain = aSituation();
  return { ...plain, service: { ...plain.service, target }, onCall: { ...plain.onCall, ...more } };
};
const of = (guardrail: GuardrailId, situation: Situation): Finding => {
  const found = weigh(situation).find((finding) => finding.guardrail === guardrail);
  if (found === undefined) throw new Error(`${guardrail} says nothing`);
  return found;
};
const verdict = (guardrail: GuardrailId, situation: Situation) => of(guardrail, situation).verdict;

describe('The guardrails', () => {
  test('let a team take what it can carry, and each of them says so', () => {
    const found = weigh(aSituation());
    expect(found.map(({ guardrail }) => guardrail)).toEqual(Array.from({ length: 17 }, (_, n) => `G${n + 1}`));
    expect(new Set(found.map((finding) => finding.verdict))).toEqual(new Set(['passes']));
  });
});

describe('G1, which nobody can override', () => {
  test.each<[string, Situation]>([
    ['not_active', aSituation({ receiver: undefined })],
    ['supports_only', aSituation({}, { type: 'sre_team' })],
    ['no_lead', aSituation({}, { hasLead: false })],
    ['no_group', aSituation({}, { hasGroup: false })],
  ])('wants a team that is active, may own, and has a lead and a group: %s', (because, situation) => {
    expect(of('G1', situation)).toEqual({ guardrail: 'G1', verdict: 'blocks_finally', because });
  });

  test('lets a team that owns nothing take part in running what others own', () => {
    expect(verdict('G1', aSituation({ moves: false }, { type: 'sre_team' }))).toBe('passes');
  });

  test('says of a team that is not there nothing else that would need one', () => {
    expect(weigh(aSituation({ receiver: undefined })).filter(blocks)).toEqual([
      { guardrail: 'G1', verdict: 'blocks_finally', because: 'not_active' },
    ]);
  });
});

describe('Whether anybody answers', () => {
  test('G2 wants somebody on call in all hours that its target requires', () => {
    expect(verdict('G2', onCall({ coveredPercent: 100, gaps: [] }))).toBe('passes');
    const gap = 'home-mpt 2026-03-14T00:00:00.000Z 2026-03-16T00:00:00.000Z';
    expect(of('G2', onCall({ coveredPercent: 99, gaps: [gap] }))).toEqual({
      guardrail: 'G2',
      verdict: 'blocks',
      because: 'uncovered',
      figure: 99,
      limit: 100,
      about: [gap],
    });
  });

  test.each([
    [99.89, 'passes'],
    [99.9, 'warns'],
    [99.99, 'warns'],
  ])('G3 wants a second one behind the first from 99.9 %% on: %f %s', (target, expected) => {
    expect(verdict('G3', onCall({ alone: ['home-mpt …'] }, target))).toBe(expected);
    expect(verdict('G3', onCall({ alone: [] }, target))).toBe('passes');
  });

  test.each([
    [0, 'blocks'],
    [1, 'blocks'],
    [2, 'passes'],
    [3, 'passes'],
  ])('G4 wants two to be asked in turn: of %i it %s', (rungs, expected) => {
    expect(verdict('G4', onCall({ rungs }))).toBe(expected);
  });

  test.each([
    [2, false, 'blocks'],
    [3, false, 'passes'],
    [2, true, 'blocks'],
    [3, true, 'warns'],
    [5, true, 'warns'],
    [6, true, 'passes'],
  ])('G5 wants three in the rota, and six round the clock: of %i (round the clock: %s) it %s', (peopleInRota, roundTheClock, expected) => {
    expect(verdict('G5', onCall({ peopleInRota, roundTheClock }))).toBe(expected);
  });
});

describe('What the team would carry', () => {
  const domains = (count: number) => Array.from({ length: count }, (_, n) => `domain-${n}`);
  test.each([
    [2, 'passes'],
    [3, 'warns'],
    [4, 'warns'],
    [5, 'blocks'],
  ])('G6 counts product domains with that of what comes: of %i others it %s', (others, expected) => {
    expect(verdict('G6', aSituation({}, { owns: many(others, domains(others)) }))).toBe(expected);
  });

  test('G6 counts a domain that is there already once', () => {
    expect(of('G6', aSituation({}, { owns: many(3, ['home', 'garden', 'bath']) }))).toMatchObject({ verdict: 'passes', figure: 3 });
  });

  test('G7 leaves a complex domain no company, and a complicated one no second of its kind', () => {
    const g7 = (...owns: Carried[]) => of('G7', aSituation({}, { owns }));
    expect(g7(carried('a', 'garden', 'complicated')).verdict).toBe('passes');
    expect(g7(carried('a', 'home', 'complex')).verdict).toBe('passes');
    expect(g7(carried('a', 'garden', 'complex'))).toMatchObject({ verdict: 'warns', because: 'complex_and_others', about: ['garden'] });
    expect(g7(carried('a', 'garden', 'complicated'), carried('b', 'bath', 'complicated'))).toMatchObject({
      verdict: 'warns',
      because: 'several_complicated',
      figure: 2,
    });
    const unsaid = aSituation({ service: carried('bedroom') });
    expect(verdict('G7', unsaid)).toBe('no_figure');
  });

  test.each([
    [3, 1, 'passes'],
    [4, 1, 'warns'],
    [7, 1, 'warns'],
    [8, 1, 'blocks'],
    [19, 5, 'passes'],
    [20, 5, 'warns'],
    [39, 5, 'warns'],
    [40, 5, 'blocks'],
    [0, 0, 'blocks'],
  ])('G8 counts services for each of its people: with %i others and %i people it %s', (others, people, expected) => {
    expect(of('G8', aSituation({}, { owns: many(others), people }))).toMatchObject({ verdict: expected, figure: others + 1, per: people });
  });

  test('G8 counts what is theirs already once, and nothing where only the way of running it changes', () => {
    expect(of('G8', aSituation({}, { owns: [...many(3), carried('bedroom')] })).figure).toBe(4);
    expect(of('G8', aSituation({ moves: false }, { owns: many(3) })).figure).toBe(3);
  });

  test.each([
    [34.9, 'passes', 35],
    [35, 'warns', 35],
    [49.9, 'warns', 35],
    [50, 'blocks', 50],
    [52, 'blocks', 50],
  ])('G9 looks at how much of its capacity goes into support: of %d %% it %s', (supportPercent, expected, limit) => {
    expect(of('G9', aSituation({}, { supportPercent }))).toEqual({ guardrail: 'G9', verdict: expected, figure: supportPercent, limit });
  });

  test.each([
    [0, 'passes'],
    [2, 'passes'],
    [2.1, 'warns'],
  ])('G10 looks at how often they are called in twelve hours: of %d it %s', (callsPerShift, expected) => {
    expect(verdict('G10', aSituation({}, { callsPerShift }))).toBe(expected);
  });

  test.each([
    [0, 'passes'],
    [1, 'passes'],
    [2, 'warns'],
    [9, 'warns'],
  ])('G14 looks at what else is coming: of %i it %s', (incoming, expected) => {
    expect(verdict('G14', aSituation({}, { incoming }))).toBe(expected);
  });

  test('What is not measured neither blocks nor reassures', () => {
    const unmeasured = aSituation({ errorBudgetUsedPercent: undefined }, { supportPercent: undefined, callsPerShift: undefined });
    for (const guardrail of ['G9', 'G10', 'G15'] as const) expect(of(guardrail, unmeasured)).toEqual({ guardrail, verdict: 'no_figure' });
  });
});

describe('While customers are hurt', () => {
  const burning = { named: ['INC-311'], hidden: 1 };
  test.each(['request', 'acceptance'] as const)('it can be asked for and accepted (%s), and nobody hears of what is private', (phase) => {
    expect(of('G12', aSituation({ phase, burning }))).toEqual({
      guardrail: 'G12',
      verdict: 'informs',
      because: 'active',
      about: ['INC-311'],
    });
    expect(of('G12', aSituation({ phase, burning: { named: [], hidden: 1 } }))).toEqual({ guardrail: 'G12', verdict: 'passes' });
  });

  test('nothing moves, be it the service or the receiver that burns', () => {
    expect(of('G12', aSituation({ phase: 'completion', burning }))).toEqual({
      guardrail: 'G12',
      verdict: 'blocks',
      because: 'active',
      about: ['INC-311'],
    });
    expect(verdict('G11', aSituation({ phase: 'completion' }, { burning }))).toBe('blocks');
    expect(verdict('G11', aSituation({ phase: 'acceptance' }, { burning }))).toBe('informs');
    expect(verdict('G11', aSituation({ phase: 'completion' }))).toBe('passes');
  });

  test('what is private blocks and is not named', () => {
    const hidden = { named: [], hidden: 1 };
    for (const [guardrail, situation] of [
      ['G11', aSituation({ phase: 'completion' }, { burning: hidden })],
      ['G12', aSituation({ phase: 'completion', burning: hidden })],
    ] as const)
      expect(of(guardrail, situation)).toEqual({ guardrail, verdict: 'blocks', because: 'not_now', figure: 1 });
  });
});

describe('What else is said of it', () => {
  test('G13 would rather have a team of the same product domain', () => {
    const owns = [carried('mower', 'garden')];
    expect(of('G13', aSituation({}, { owns }))).toMatchObject({ verdict: 'warns', about: ['home'] });
    expect(verdict('G13', aSituation({}, { owns: [], domains: ['home'] }))).toBe('passes');
    expect(verdict('G13', aSituation({}, { owns: [carried('lamp', 'home')] }))).toBe('passes');
    expect(verdict('G13', aSituation({ moves: false }, { owns }))).toBe('passes');
  });

  test.each([
    [99.9, 'passes'],
    [100, 'warns'],
    [140, 'warns'],
  ])('G15 asks whether its error budget is spent: of %d %% it %s', (errorBudgetUsedPercent, expected) => {
    expect(verdict('G15', aSituation({ errorBudgetUsedPercent }))).toBe(expected);
  });

  test.each([
    ['operations_team', 'warns'],
    ['regional_developer_support', 'warns'],
    ['multi_product_team', 'passes'],
    ['delivery_team', 'passes'],
  ] as const)('G16 shows what became of services elsewhere, always: %s %s', (type, expected) => {
    expect(verdict('G16', aSituation({}, { type }))).toBe(expected);
  });

  test('G17 says that a team is left with nothing and people on call', () => {
    expect(of('G17', aSituation({ leftWithNothing: 3 }))).toMatchObject({ verdict: 'informs', figure: 3 });
    expect(verdict('G17', aSituation({ moves: false, leftWithNothing: 3 }))).toBe('passes');
  });
});

test('home-mpt is overloaded: five people, a rota of four, three domains, 22 services, 52 % support, two others incoming', () => {
  const overloaded = aSituation(
    { onCall: { ...aSituation().onCall, peopleInRota: 4 } },
    { people: 5, owns: many(22, ['home', 'garden', 'bath']), supportPercent: 52, incoming: 2 },
  );
  const found = weigh(overloaded).filter((finding) => finding.verdict !== 'passes');
  expect(found).toEqual([
    { guardrail: 'G8', verdict: 'warns', figure: 23, per: 5, limit: 4 },
    { guardrail: 'G9', verdict: 'blocks', figure: 52, limit: 50 },
    { guardrail: 'G14', verdict: 'warns', figure: 2, limit: 2 },
  ]);
});

describe('More load', () => {
  const rank = (finding: Finding | undefined) => (finding ? Verdict.options.indexOf(finding.verdict) : -1);
  const load = fc.record({
    services: fc.integer({ min: 0, max: 60 }),
    domains: fc.integer({ min: 1, max: 8 }),
    people: fc.integer({ min: 1, max: 12 }),
    support: fc.double({ min: 0, max: 100, noNaN: true }),
    calls: fc.double({ min: 0, max: 6, noNaN: true }),
    incoming: fc.integer({ min: 0, max: 5 }),
    rota: fc.integer({ min: 0, max: 8 }),
    burning: fc.integer({ min: 0, max: 2 }),
    phase: fc.constantFrom('request' as const, 'acceptance' as const, 'completion' as const),
  });
  const more = fc.record({
    services: fc.integer({ min: 0, max: 20 }),
    domains: fc.integer({ min: 0, max: 3 }),
    leaving: fc.integer({ min: 0, max: 4 }),
    support: fc.double({ min: 0, max: 40, noNaN: true }),
    calls: fc.double({ min: 0, max: 3, noNaN: true }),
    incoming: fc.integer({ min: 0, max: 3 }),
    burning: fc.integer({ min: 0, max: 2 }),
  });
  type Load = typeof load extends fc.Arbitrary<infer One> ? One : never;
  const situation = (one: Load) =>
    aSituation(
      { phase: one.phase, onCall: { ...aSituation().onCall, peopleInRota: one.rota, rungs: one.rota } },
      {
        people: one.people,
        // What is near to what they have is no load.
        domains: ['home'],
        owns: [...many(one.services), ...Array.from({ length: one.domains }, (_, n) => carried(`of-domain-${n}`, `domain-${n}`))],
        supportPercent: one.support,
        callsPerShift: one.calls,
        incoming: one.incoming,
        burning: { named: [], hidden: one.burning },
      },
    );

  test('never turns a block into a pass, nor any finding into a milder one', () => {
    fc.assert(
      fc.property(load, more, (before, added) => {
        const after: Load = {
          phase: before.phase,
          services: before.services + added.services,
          domains: before.domains + added.domains,
          people: Math.max(0, before.people - added.leaving),
          support: before.support + added.support,
          calls: before.calls + added.calls,
          incoming: before.incoming + added.incoming,
          rota: Math.max(0, before.rota - added.leaving),
          burning: before.burning + added.burning,
        };
        const [then, now] = [weigh(situation(before)), weigh(situation(after))];
        for (const { guardrail, ...finding } of then)
          expect(rank(now.find((one) => one.guardrail === guardrail)), guardrail).toBeGreaterThanOrEqual(rank({ guardrail, ...finding }));
      }),
    );
  });
});

describe('What somebody has overridden', () => {
  const at = (figure: number): Finding => ({ guardrail: 'G9', verdict: 'blocks', figure, limit: 50 });
  test('counts for what it was or less, and for nothing worse', () => {
    expect(isWorse(at(52), at(52))).toBe(false);
    expect(isWorse(at(51), at(52))).toBe(false);
    expect(isWorse(at(53), at(52))).toBe(true);
    expect(isWorse({ guardrail: 'G9', verdict: 'warns', figure: 40, limit: 35 }, at(52))).toBe(false);
    expect(isWorse(at(52), { guardrail: 'G9', verdict: 'warns', figure: 40, limit: 35 })).toBe(true);
  });

  test('stands in the way again once it is worse, and where another incident burns than the one that somebody knew of', () => {
    const then = [{ findings: [at(52)] }];
    expect(standingBlocks([at(52)], then)).toEqual([]);
    expect(standingBlocks([at(60)], then)).toEqual([at(60)]);
    const burns = (incident: string): Finding => ({ guardrail: 'G12', verdict: 'blocks', because: 'active', about: [incident] });
    const known = [{ findings: [burns('INC-1')] }];
    expect(standingBlocks([burns('INC-1')], known)).toEqual([]);
    expect(standingBlocks([burns('INC-2')], known)).toEqual([burns('INC-2')]);
    expect(standingBlocks([{ guardrail: 'G1', verdict: 'blocks_finally', because: 'no_group' }], then)).toHaveLength(1);
  });

  test.each(['G11', 'G12'] as const)('says nothing of a private incident that begins meanwhile, nor of more of them (%s)', (guardrail) => {
    const burning = (hidden: number, ...named: string[]) => {
      const burns = { named, hidden };
      const all = weigh(
        aSituation(
          guardrail === 'G12' ? { phase: 'completion', burning: burns } : { phase: 'completion' },
          guardrail === 'G11' ? { burning: burns } : {},
        ),
      );
      return all.filter((one) => one.guardrail === guardrail);
    };
    const hidden = (figure: number): Finding => ({ guardrail, verdict: 'blocks', because: 'not_now', figure });
    expect(standingBlocks(burning(1, 'INC-1'), [{ findings: burning(0, 'INC-1') }])).toEqual([hidden(1)]);
    expect(standingBlocks(burning(2), [{ findings: burning(1) }])).toEqual([hidden(2)]);
    expect(standingBlocks(burning(1), [{ findings: burning(2, 'INC-1') }])).toEqual([]);
  });

  test('is worse where there are fewer people, and where they have more each', () => {
    const rota = (figure: number): Finding => ({ guardrail: 'G5', verdict: 'blocks', because: 'too_few', figure, limit: 3 });
    expect(isWorse(rota(1), rota(2))).toBe(true);
    expect(isWorse(rota(2), rota(1))).toBe(false);
    const each = (figure: number, per: number): Finding => ({ guardrail: 'G8', verdict: 'blocks', figure, per, limit: 8 });
    expect(isWorse(each(30, 3), each(45, 5))).toBe(true);
    expect(isWorse(each(46, 5), each(30, 3))).toBe(false);
  });

  test('says nothing of another cause', () => {
    const g11 = (because: string): Finding => ({ guardrail: 'G11', verdict: 'blocks', because });
    expect(isWorse(g11('not_now'), g11('active'))).toBe(true);
  });
});
