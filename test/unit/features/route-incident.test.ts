import { describe, expect, test } from 'vitest';
import type { Callout } from '#domain/incident/callout';
import type { Fact, IncidentEvent } from '#domain/incident/events';
import { incidents } from '#domain/incident/incident';
import { nextRung } from '#domain/incident/ladder';
import { Severity as Severities, type Severity } from '#domain/incident/severity';
import { shadowCall } from '#domain/incident/shadowing';
import { organisations } from '#domain/organisation/organisation';
import { perform } from '#domain/perform';
import type { Person, PersonId } from '#domain/person/person';
import type { RegisteredService } from '#domain/service/service';
import type { ActiveTeam } from '#domain/team/team';
import type { Transfer } from '#domain/transfer/transfer';
import { GroupId } from '#domain/workspace/group';
import { ownerIsOpen, routeIncident } from '#features/route-incident/decide';
import { candidates, standInTeams, transfersAround } from '#features/route-incident/people';
import { react } from '#features/route-incident/react';
import {
  acknowledged,
  aRota,
  aService,
  asha,
  aTeam,
  aView,
  ben,
  bot,
  channelOpened,
  chloe,
  crowd,
  deactivated,
  declared,
  dev,
  given,
  givenOpen,
  guest,
  gwen,
  happened,
  harrowHome,
  hasGroup,
  hasPerson,
  hasService,
  hasTeam,
  inc311,
  lena,
  longAgo,
  malik,
  managers,
  marek,
  noIncident,
  omar,
  owned,
  plus,
  priya,
  routed,
  saturday,
  serviceChanged,
  serviceDesk,
  slug,
  stranger,
  teamSlug,
  tom,
  tuesday,
  unrouted,
} from '#test/builders';

type Facts = Parameters<typeof routeIncident.decide>[1];
type Seen = Partial<Omit<Facts, 'people'>> & { known?: Map<PersonId, Person> };

/** Bedroom of Team Bedroom, with incident managers and a service desk; `known` says what we know of single people. */
function route(events: IncidentEvent[], { known = new Map(), ...more }: Seen = {}) {
  const catalogue = {
    organisation: organisations.initial,
    service: [aService()],
    assertions: [[owned(1, 'team-bedroom', longAgo)]],
    owner: [aTeam()],
    managers: [managers()],
    desk: [serviceDesk()],
    group: [],
    line: [],
    shadow: [],
    former: [],
    standIns: [],
    moves: [],
    called: [],
    ...more,
  };
  const people = candidates(givenOpen(...events), catalogue).map((person) => known.get(person) ?? stranger);
  const at = plus(events[0]?.at ?? tuesday, 1);
  return routeIncident.decide(given(...events), { ...catalogue, people }, { at }, { id: inc311, versions: {} as never }) as IncidentEvent[];
}
const routing = (events: IncidentEvent[], seen?: Seen) => route(events, seen)[0] as Fact<'IncidentRouted'>;
const known = (person: Person, ...people: PersonId[]) => new Map(people.map((one) => [one, person]));

const management = { role: 'management', people: [priya, lena, malik] };
const lead = { role: 'lead', people: [marek] };
const full = [{ role: 'on_call', people: [asha] }, { role: 'side_kick', people: [ben] }, lead, management];

describe('Who is brought in, and who is asked', () => {
  const away = (...people: PersonId[]) =>
    aRota([asha, ben], { away: people.map((person) => ({ person, from: longAgo, to: '2027-01-01T00:00:00.000Z' })) });
  const rotas = { 'on call': aRota([asha, ben]), none: null, away: away(asha, ben) } as const;
  const expected = (severity: Severity, working: boolean, rota: keyof typeof rotas) => {
    const covered = rota === 'on call';
    const serious = severity === 'sev1' || severity === 'sev2';
    const swarm = [
      tom,
      ...(covered ? [asha] : []),
      ...(serious && covered ? [ben] : []),
      ...(serious && working ? (rota === 'none' ? [asha, ben, marek, chloe] : [marek, chloe]) : []),
    ];
    const onLeave = serious && working && rota === 'away' ? [asha, ben].map((person) => ({ person, reason: 'on_leave' })) : [];
    return { swarm, leftOut: onLeave, ladder: covered ? full : [lead, management] };
  };
  const cases = Severities.options.flatMap((severity) =>
    (
      [
        ['in working hours', tuesday],
        ['on a Saturday', saturday],
      ] as const
    ).flatMap(([when, at]) => (Object.keys(rotas) as (keyof typeof rotas)[]).map((rota) => [severity, when, rota, at] as const)),
  );

  test.each(cases)('%s, %s, on call: %s', (severity, when, rota, at) => {
    const events = route([declared({ severity, at })], { owner: [aTeam({ rota: rotas[rota] })] });
    const working = when === 'in working hours';
    expect(events[0]).toMatchObject({ type: 'IncidentRouted', working, ...expected(severity, working, rota) });
    expect(events[0]).toMatchObject({ uncoveredSince: rota === 'away' ? longAgo : null });
    if (rota === 'on call') expect(events).toHaveLength(1);
    else expect(events[1]).toMatchObject({ type: 'IncidentEscalated', at: plus(at, 1), rung: 0, ...lead, because: 'nobody_on_call' });
  });

  test('AC2: the on-call is away and nobody swapped: the lead is asked at once, and then product manager and incident managers', () => {
    const [told, asked] = route([declared({ severity: 'sev2', at: saturday, by: tom })], { owner: [aTeam({ rota: away(asha, ben) })] });
    expect(told).toMatchObject({ ladder: [lead, management], uncoveredSince: longAgo });
    expect(asked).toMatchObject({ type: 'IncidentEscalated', people: [marek], because: 'nobody_on_call' });
  });

  test('AC2: nobody on leave is asked, whatever they are to the team; whoever reports is there all the same', () => {
    const [told, asked] = route([declared({ severity: 'sev2', by: marek })], { owner: [aTeam({ rota: away(asha, ben, marek, lena) })] });
    expect(told).toMatchObject({ ladder: [lead, { role: 'management', people: [priya, malik] }] });
    const [other] = route([declared({ severity: 'sev2', by: tom })], { owner: [aTeam({ rota: away(asha, ben, marek) })] });
    expect(other).toMatchObject({ ladder: [management] });
    expect(asked).toMatchObject({ because: 'nobody_on_call' });
  });

  test('of what is not serious, those who would come if it were are known from the beginning; what is serious has brought them in', () => {
    expect(routing([declared({ severity: 'sev3' })]).ifSerious).toEqual([ben, marek, chloe]);
    expect(routing([declared({ severity: 'sev3', at: saturday })]).ifSerious).toEqual([ben]);
    expect(
      routing([declared({ severity: 'sev3' })], { known: known(guest, ben), owner: [aTeam({ rota: away(chloe) })] }).ifSerious,
    ).toEqual([marek]);
    expect(routing([declared({ severity: 'sev1' })])).not.toHaveProperty('ifSerious');
  });

  test('a Superhero alone leaves the Side-kick’s rung out; a Side-kick alone is asked at once', () => {
    expect(routing([declared()], { owner: [aTeam({ rota: aRota([asha]) })] }).ladder.map(({ role }) => role)).toEqual([
      'on_call',
      'lead',
      'management',
    ]);
    expect(route([declared()], { owner: [aTeam({ rota: away(asha) })] })[1]).toMatchObject({ rung: 0, role: 'side_kick', people: [ben] });
  });

  test('whoever reports is always there, and nobody twice', () => {
    expect(routing([declared({ severity: 'sev4', by: asha, reportedBy: dev })]).swarm).toEqual([dev, asha]);
    expect(routing([declared({ by: ben, reportedBy: marek })]).swarm).toEqual([marek, ben, asha, chloe]);
  });
});

describe('The owner', () => {
  test('of what was over before its service was named is known, and nobody is asked or brought in', () => {
    const resolved = happened('IncidentResolved', { at: plus(tuesday, 30), fix: 'permanent', howId: 'how' });
    const late = [declared({ service: null }), unrouted(), resolved, serviceChanged({ at: plus(tuesday, 60) })];
    expect(ownerIsOpen(givenOpen(...late))).toBe(true);
    expect(route(late)).toMatchObject([{ type: 'IncidentRouted', owner: { team: 'team-bedroom' }, swarm: [], ladder: [] }]);
    expect(ownerIsOpen(givenOpen(...late, ...route(late)))).toBe(false);
    const unnamed = [declared({ service: null }), resolved];
    const cancelled = [declared(), happened('IncidentCancelled', { at: plus(tuesday, 5), reasonId: 'why' })];
    expect([ownerIsOpen(givenOpen(...unnamed)), ownerIsOpen(givenOpen(...cancelled))]).toEqual([false, false]);
  });

  test('is kept as it was at the declaration, with model, solution, lifecycle and target', () => {
    const assertions = [[owned(3, 'team-bedroom', longAgo, { model: 'ops_run_it', solution: 'operations_team' })]];
    expect(
      routing([declared()], { assertions, service: [aService({ lifecycle: 'maintenance_mode', availabilityTarget: 95 })] }).owner,
    ).toEqual({
      team: 'team-bedroom',
      teamType: 'delivery_team',
      ownershipVersion: 3,
      model: 'ops_run_it',
      solution: 'operations_team',
      lifecycle: 'maintenance_mode',
      target: 95,
    });
  });

  test('is whoever owned it when it was declared, whatever was transferred before we looked', async () => {
    const stage = await harrowHome();
    await hasTeam(stage, 'home-mpt', aTeam({ name: 'Home', lead: omar, members: [omar, dev], rota: aRota([dev]) }));
    const declare = { facts: () => ({}), decide: () => [declared()] };
    await perform(stage, incidents, inc311, declare, {});
    await hasService(stage, aService(), owned(2, 'home-mpt', plus(tuesday, 1)));
    stage.setTime(plus(tuesday, 10));
    const [told] = (await perform(stage, incidents, inc311, routeIncident, { at: stage.now() })).events;
    expect(told).toMatchObject({ owner: { team: 'team-bedroom', ownershipVersion: 1 }, swarm: [tom, asha, ben, marek, chloe] });
  });

  test('at the very instant of a transfer is the new one', async () => {
    const stage = await harrowHome();
    await hasTeam(stage, 'home-mpt', aTeam({ lead: omar, members: [omar], rota: aRota([dev]) }));
    await hasService(stage, aService(), owned(2, 'home-mpt', tuesday));
    await perform(stage, incidents, inc311, { facts: () => ({}), decide: () => [declared()] }, {});
    expect((await perform(stage, incidents, inc311, routeIncident, { at: tuesday })).events[0]).toMatchObject({
      owner: { team: 'home-mpt' },
    });
  });

  test('is nobody where the service is unknown: incident managers and the head of the service desk are asked (AC3)', () => {
    const [told, asked] = route([declared({ service: null, at: saturday, severity: 'sev2' })], { service: [], assertions: [], owner: [] });
    expect(told).toMatchObject({
      owner: null,
      swarm: [tom, gwen, lena, malik],
      ladder: [
        { role: 'lead', people: [lena] },
        { role: 'management', people: [lena, malik, gwen] },
      ],
    });
    expect(asked).toMatchObject({ rung: 0, role: 'lead', people: [lena], because: 'nobody_on_call' });
  });

  test('is nobody where no one has asserted it yet, and the product manager is asked all the same', () => {
    expect(routing([declared()], { assertions: [[]], owner: [] })).toMatchObject({
      owner: null,
      ladder: [{ role: 'lead' }, { people: [priya, lena, malik, gwen] }],
    });
  });

  test('is asked by its own clock: the zone of the team decides what working hours are', () => {
    const auckland = aTeam({ zone: 'Pacific/Auckland', rota: null });
    expect(routing([declared()], { owner: [auckland] }).working).toBe(false);
    expect(routing([declared({ at: '2026-03-10T21:00:00.000Z' })], { owner: [auckland] }).working).toBe(true);
    expect(routing([declared()], { owner: [aTeam({ holidays: ['2026-03-10'] })] }).working).toBe(false);
  });
});

describe('How it is supported', () => {
  const bridge = aTeam({ name: 'Bridge', teamType: 'ops_bridge', lead: gwen, members: [gwen, omar], rota: aRota([gwen, omar]) });
  const tiers = [
    { level: 1, team: teamSlug('ops-bridge'), hours: 'all' as const, bestEndeavours: false },
    { level: 2, team: teamSlug('team-bedroom'), hours: 'all' as const, bestEndeavours: false },
  ];
  const tiered = [[owned(1, 'team-bedroom', longAgo, { model: 'ops_run_it', support: { tiers } })]];
  const small = { service: [aService({ availabilityTarget: 95 })] };

  test('in tiers asks the first line, and knows to whom it goes on', () => {
    const told = routing([declared({ severity: 'sev2' })], { assertions: tiered, line: [bridge] });
    expect(told).toMatchObject({
      owner: { team: 'team-bedroom', model: 'ops_run_it' },
      lines: [
        { level: 1, teams: ['ops-bridge'] },
        { level: 2, teams: ['team-bedroom'] },
      ],
      ladder: [
        { role: 'on_call', people: [gwen] },
        { role: 'side_kick', people: [omar] },
        { role: 'lead', people: [gwen] },
        { people: [priya, lena, malik] },
      ],
      swarm: [tom, gwen, omar],
    });
  });

  test('by two together asks the on-call of both', () => {
    const sre = [
      [
        owned(1, 'team-bedroom', longAgo, {
          model: 'sre_run_it',
          support: { tiers: tiers.slice(0, 1), sreStage: 'shared_rota' },
        }),
      ],
    ];
    const told = routing([declared()], { assertions: sre, line: [bridge] });
    expect(told.ladder[0]).toEqual({ role: 'on_call', people: [gwen, asha] });
    expect(told.swarm).toEqual([tom, gwen, asha, omar, ben, marek, chloe]);
  });

  test('without cover at night wakes nobody over a small thing: it waits for nine o’clock of their next working day', () => {
    const events = route([declared({ severity: 'sev3', at: saturday })], small);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ waitsUntil: '2026-03-16T09:00:00.000Z', swarm: [tom], ifSerious: expect.arrayContaining([asha]) });
    const waiting = given(declared({ severity: 'sev3', at: saturday }), ...events);
    expect(waiting).toMatchObject({ asked: [] });
    expect(nextRung(waiting)).toMatchObject({ rung: 0, because: 'working_day', at: '2026-03-16T09:00:00.000Z' });
  });

  test('and what becomes serious meanwhile waits no longer', () => {
    const events = route([declared({ severity: 'sev3', at: saturday })], small);
    const worse = happened('IncidentSeverityChanged', {
      at: plus(saturday, 60),
      from: 'sev3',
      to: 'sev1',
      reasonId: 'why',
      afterResolution: false,
    });
    // Ben, who is on call on Monday, has nothing to do with Saturday.
    expect(given(declared({ severity: 'sev3', at: saturday }), ...events)).toMatchObject({
      routing: { ladder: [{ people: [ben] }, {}, {}, {}] },
    });
    const upgraded = [declared({ severity: 'sev3', at: saturday }), ...events, worse];
    const told = routing(upgraded, small);
    expect(told).toMatchObject({ uncovered: true });
    expect(told).not.toHaveProperty('waitsUntil');
    const asked = { role: 'on_call', people: [asha], calledOut: [{ person: asha, compensation: 'callout_pay' }] };
    expect(givenOpen(...upgraded, told).asked).toMatchObject([asked]);
  });

  test('without cover at night wakes them all the same over what is serious, and says so', () => {
    const [told] = route([declared({ severity: 'sev2', at: saturday })], small);
    expect(told).toMatchObject({ uncovered: true, ladder: full });
    expect(told).not.toHaveProperty('waitsUntil');
  });

  test('outside of their hours says who is called out, and what they get for it', () => {
    const [told] = route([declared({ severity: 'sev2', at: saturday })]);
    expect((told as Fact<'IncidentRouted'>).ladder.map(({ calledOut }) => calledOut)).toEqual([
      [{ person: asha, compensation: 'callout_pay' }],
      [{ person: ben, compensation: 'callout_pay' }],
      [{ person: marek, compensation: 'none' }],
      [priya, lena, malik].map((person) => ({ person, compensation: 'none' })),
    ]);
    expect(JSON.stringify(routing([declared()]).ladder)).not.toContain('calledOut');
  });

  test('with a team that learns to run it: their on-call is paged as a shadow, and nothing hangs on them', () => {
    const shadow = { team: teamSlug('home-mpt'), from: longAgo, until: '2027-01-01T00:00:00.000Z' };
    const home = aTeam({ name: 'Home', lead: omar, members: [omar, dev], rota: aRota([dev]) });
    const told = routing([declared({ at: saturday })], { service: [aService({ shadow })], shadow: [home] });
    expect(told.shadow).toEqual({
      team: 'home-mpt',
      people: [dev],
      calledOut: [{ person: dev, compensation: 'callout_pay' }],
    });
    expect(JSON.stringify(told.ladder)).not.toContain(dev);
  });

  describe('that is about to go to others', () => {
    const planned = '2026-03-30T09:00:00.000Z';
    const pending = {
      transfer: 'XFER-7',
      kind: 'to_maintenance',
      from: teamSlug('team-bedroom'),
      to: teamSlug('home-mpt'),
      plannedAt: planned,
    };
    const begun = { ...pending, shadow: { from: plus(tuesday, -60), until: plus(tuesday, 60) } } as RegisteredService['pending'];
    const home = aTeam({ name: 'Home', lead: omar, members: [omar, dev], rota: aRota([dev]) });
    const move = (at: string) => ({ state: 'requested', requestedAt: at }) as Transfer;

    test('stays with those who own it, and says when it goes', () => {
      const told = routing([declared()], { service: [aService({ pending: pending as RegisteredService['pending'] })] });
      expect(told).toMatchObject({ owner: { team: 'team-bedroom' }, pending: { transfer: 'XFER-7', to: 'home-mpt', plannedAt: planned } });
      expect(told.shadow).toBeUndefined();
    });
    test('pages the on-call of those who are to have it as soon as they learn, and until it is theirs', () => {
      const shadowing = { service: [aService({ pending: begun })], shadow: [home] };
      expect(routing([declared()], shadowing).shadow).toMatchObject({ team: 'home-mpt', people: [dev] });
      expect(routing([declared({ at: plus(tuesday, -61) })], shadowing).shadow).toBeUndefined();
      expect(routing([declared({ at: plus(tuesday, 6000) })], shadowing).shadow).toMatchObject({ team: 'home-mpt' });
    });
    test('counts for the transfer what those who learn have taken, and nobody else', () => {
      const shadow = { team: teamSlug('home-mpt'), people: [dev], calledOut: [] };
      const both = { pending: { transfer: 'XFER-7', to: teamSlug('home-mpt'), plannedAt: planned }, shadow };
      const call = (by: PersonId, more: Parameters<typeof routed>[0] = both, drill = false) =>
        shadowCall(inc311, givenOpen(declared({ drill }), routed(more), acknowledged({ by })));
      expect(call(dev)).toEqual({ at: plus(tuesday, 1), person: dev, as: 'incident', incident: inc311 });
      expect(call(dev, both, true)).toMatchObject({ as: 'drill' });
      expect([call(asha), call(dev, { shadow }), call(dev, { pending: both.pending })]).toEqual([undefined, undefined, undefined]);
      expect(shadowCall(inc311, givenOpen(declared(), routed(both)))).toBeUndefined();
      const hidden = givenOpen(declared({ private: true }), routed(both), acknowledged({ by: dev }));
      expect(shadowCall(inc311, hidden)).toEqual({ at: plus(tuesday, 1), person: dev, as: 'incident' });
    });
    test('is told of no more by an incident from after it has gone', () => {
      const moved = [[owned(1, 'team-bedroom', longAgo), owned(2, 'home-mpt', plus(tuesday, -1))]];
      const told = routing([declared()], { service: [aService({ pending: begun })], assertions: moved, owner: [home] });
      expect([told.pending, told.shadow]).toEqual([undefined, undefined]);
    });
    test('says so for reports, where it had been asked for by then', () => {
      const pendingAt = (requested: string) => routing([declared()], { moves: [move(requested)] }).owner?.transferPending;
      expect(pendingAt(plus(tuesday, -1))).toBe(true);
      expect(pendingAt(plus(tuesday, 1))).toBeUndefined();
      const cancelled = { ...move(longAgo), state: 'cancelled', ended: { at: plus(tuesday, -1) } } as Transfer;
      expect(routing([declared()], { moves: [cancelled] }).owner?.transferPending).toBeUndefined();
    });
    test('looks at the one that is under way, and at the one by which it has gone since', () => {
      const asked = (service: RegisteredService, assertions = [owned(1, 'team-bedroom', longAgo)]) =>
        transfersAround(givenOpen(declared()), { service: [service], assertions: [assertions] });
      expect(asked(aService())).toEqual([]);
      expect(asked(aService({ pending: begun }))).toEqual(['XFER-7']);
      const since = [owned(1, 'team-bedroom', longAgo), owned(2, 'home-mpt', plus(tuesday, 5), { transfer: 'XFER-6' })];
      expect(asked(aService(), since)).toEqual(['XFER-6']);
    });
    test('says how long ago it came, to the whole day', () => {
      const since = (days: number) =>
        routing([declared()], { assertions: [[owned(1, 'home-mpt', longAgo), owned(2, 'team-bedroom', plus(tuesday, -1440 * days))]] })
          .owner;
      expect([since(0)?.daysSinceTransfer, since(29.9)?.daysSinceTransfer, since(400)?.daysSinceTransfer]).toEqual([0, 29, 400]);
      expect(routing([declared()]).owner?.daysSinceTransfer).toBeUndefined();
    });
  });

  describe('whose owners have nobody left', () => {
    const orphaned = (because: 'nobody_in_it' | 'lead_gone', standIns = ['garden']) => ({
      since: longAgo,
      team: teamSlug('team-bedroom'),
      because,
      standIns: standIns.map(teamSlug),
    });
    const gone = known(deactivated, asha, ben, marek, chloe);
    const garden = aTeam({ name: 'Garden', lead: omar, members: [omar, dev], rota: aRota([dev]) });

    test('AC5: is theirs still, and asks those who own what is like it, the product manager and the incident managers', () => {
      const seen = { service: [aService({ orphaned: orphaned('nobody_in_it') })], standIns: [garden], known: gone };
      const told = routing([declared({ severity: 'sev2' })], seen);
      expect(told).toMatchObject({ owner: { team: 'team-bedroom', atRisk: true }, standIns: ['garden'] });
      expect(told.ladder).toEqual([{ role: 'on_call', people: [dev] }, { role: 'lead', people: [omar] }, management]);
      expect(told.swarm).toEqual([tom, dev, priya, lena, malik]);
    });
    test('asks who had it before them, and who covers its domain, before others', () => {
      const moved = [
        [owned(1, 'home-mpt', longAgo), owned(2, 'team-bedroom', plus(tuesday, -1440), { support: { cover: teamSlug('domain') } })],
      ];
      const catalogue = { service: [aService({ orphaned: orphaned('nobody_in_it', ['garden', 'domain']) })], assertions: moved };
      expect(standInTeams(givenOpen(declared()), catalogue)).toEqual(['home-mpt', 'domain', 'garden']);
    });
    test('wakes nobody else for a lead who is gone, while the others are there', () => {
      const told = routing([declared()], { service: [aService({ orphaned: orphaned('lead_gone') })], known: known(deactivated, marek) });
      expect(told).toMatchObject({ owner: { atRisk: true }, ladder: [full[0], full[1], management] });
      expect(told.standIns).toBeUndefined();
    });
    test('does not concern those who own it since', () => {
      const other = { ...orphaned('nobody_in_it'), team: teamSlug('home-mpt') };
      const told = routing([declared()], { service: [aService({ orphaned: other })] });
      expect([told.owner?.atRisk, told.ladder[0]]).toEqual([undefined, full[0]]);
      const catalogue = { service: [aService({ orphaned: other })], assertions: [[owned(1, 'team-bedroom', longAgo)]] };
      expect(standInTeams(givenOpen(declared()), catalogue)).toEqual([]);
    });
  });

  test('names those who had it before, for a month', () => {
    const moved = [[owned(1, 'home-mpt', longAgo), owned(2, 'team-bedroom', plus(tuesday, -1440))]];
    const told = routing([declared()], { assertions: moved, former: [aTeam({ channel: 'team-home' })] });
    expect(told.warranty).toMatchObject({ team: 'home-mpt', channel: 'team-home' });
  });
});

describe('Rest', () => {
  const night = '2026-03-11T03:00:00.000Z';
  const up = (hoursAgo: number): Callout => ({
    incident: 'INC-300',
    generation: 1,
    at: plus(night, -60 * hoursAgo),
    as: 'on_call',
    compensation: 'callout_pay',
  });
  /** Asha first, Ben second, Marek their lead. */
  const asked = (...called: (Callout | undefined)[]) => routing([declared({ at: night })], { called }).ladder;

  test('of whoever was called out before is kept: the Side-kick is asked first, and then the lead', () => {
    expect(asked(up(2)).slice(0, 3)).toMatchObject([
      { role: 'on_call', people: [ben] },
      { role: 'lead', people: [marek] },
      { role: 'side_kick', people: [asha], calledOut: [{ person: asha, restSince: plus(night, -120) }] },
    ]);
  });

  test('is kept by a lead who is rested, be there no Side-kick or one who rests too; it is said why the lead is asked', () => {
    const alone = { owner: [aTeam({ rota: aRota([asha]) })], called: [up(2)] };
    const events = route([declared({ at: night })], alone);
    expect(events).toMatchObject([
      { ladder: [{ role: 'lead', people: [marek] }, { role: 'on_call', people: [asha] }, { role: 'management' }] },
      { type: 'IncidentEscalated', rung: 0, role: 'lead', people: [marek], because: 'on_call_resting' },
    ]);
    expect(asked(up(2), up(3)).map(({ role }) => role)).toEqual(['lead', 'on_call', 'side_kick', 'management']);
    const view = aView([declared({ at: night }), ...events, channelOpened()], { team: aTeam({ rota: aRota([asha]) }) });
    const said = JSON.stringify(react(view));
    expect(said).toContain(`<@${marek}> whoever is on call for Team Bedroom should be resting, so you are asked: Bedroom needs you.`);
    expect(said).not.toContain('Nobody is on call');
  });

  test('is broken where nobody else of the team is there, and that is on record', () => {
    expect(asked(up(2), up(3), up(4)).slice(0, 1)).toMatchObject([
      { role: 'on_call', people: [asha], calledOut: [{ person: asha, restSince: plus(night, -120) }] },
    ]);
    const away = aRota([asha], { away: [{ person: marek, from: longAgo, to: '2027-01-01T00:00:00.000Z' }] });
    expect(routing([declared({ at: night })], { owner: [aTeam({ rota: away })], called: [up(2)] }).ladder[0]).toMatchObject({
      role: 'on_call',
      people: [asha],
    });
  });

  test('lasts for twelve hours, and what they were called for in this matter breaks none', () => {
    expect(asked(up(12))[0]).toMatchObject({ people: [asha] });
    expect(asked({ ...up(1), incident: inc311 })[0]).toEqual({
      role: 'on_call',
      people: [asha],
      calledOut: [{ person: asha, compensation: 'callout_pay' }],
    });
  });
});

describe('A Slack user group of the team', () => {
  const withGroup = aTeam({ group: GroupId.parse('S1') });

  test('says who the team is, in working hours', () => {
    expect(routing([declared()], { owner: [withGroup], group: [{ members: [dev, omar] }] })).toMatchObject({
      group: 'S1',
      swarm: [tom, asha, ben, dev, omar],
    });
    expect(routing([declared({ at: saturday })], { owner: [withGroup], group: [{ members: [dev] }] }).swarm).toEqual([tom, asha, ben]);
  });

  test('that Slack has not told us of yet leaves it to the catalogue: the team still comes', () => {
    expect(routing([declared()], { owner: [withGroup], group: [{ members: [] }] }).swarm).toEqual([tom, asha, ben, marek, chloe]);
  });

  test('is read with everything else, through the table', async () => {
    const stage = await harrowHome();
    await hasTeam(stage, 'team-bedroom', withGroup);
    await hasGroup(stage, 'S1', [dev, omar]);
    await hasPerson(stage, dev, guest);
    await perform(stage, incidents, inc311, { facts: () => ({}), decide: () => [declared()] }, {});
    const { events, state } = await perform(stage, incidents, inc311, routeIncident, { at: tuesday });
    expect(events[0]).toMatchObject({ swarm: [tom, asha, ben, omar], leftOut: [{ person: dev, reason: 'guest' }] });
    expect((await perform(stage, incidents, inc311, routeIncident, { at: tuesday })).events).toEqual([]);
    expect(incidents.state.parse(state)).toEqual(state);
  });
});

describe('Those who cannot be brought in', () => {
  test.each([
    ['guest', guest],
    ['bot', bot],
    ['deactivated', deactivated],
  ] as const)('a %s is left out with the reason, and not asked', (reason, person) => {
    const told = route([declared()], { known: known(person, asha, chloe) });
    expect(told[0]).toMatchObject({
      swarm: [tom, ben, marek],
      leftOut: [
        { person: asha, reason },
        { person: chloe, reason },
      ],
      ladder: full.slice(1),
    });
    expect(told[1]).toMatchObject({ rung: 0, role: 'side_kick', because: 'nobody_on_call' });
  });

  test('when nobody at all can be asked it says so at once', () => {
    const [told, said, ...none] = route([declared()], { known: known(deactivated, asha, ben, marek, priya, lena, malik) });
    expect(told).toMatchObject({ ladder: [], swarm: [tom, chloe] });
    expect([said, none]).toEqual([{ type: 'IncidentUnrouted', at: plus(tuesday, 1), reason: 'nobody_to_ask' }, []]);
    const empty = route([declared({ service: null })], { service: [], assertions: [], owner: [], managers: [], desk: [] });
    expect(empty).toMatchObject([{ type: 'IncidentRouted', swarm: [tom], ladder: [] }, { type: 'IncidentUnrouted' }]);
  });

  test('more than three hundred are too many, and whoever does not fit is named or at least counted', () => {
    const people = crowd(560);
    const big: ActiveTeam = aTeam({ members: people });
    const { swarm, leftOut, moreLeftOut } = routing([declared()], { owner: [big] });
    expect(swarm).toEqual([tom, asha, ben, ...people].slice(0, 300));
    expect(leftOut).toEqual(people.slice(297, 397).map((person) => ({ person, reason: 'too_many' })));
    expect(moreLeftOut).toBe(560 - 397);
  });

  test('the largest team’s incident still fits into its head', async () => {
    const stage = await harrowHome();
    await hasTeam(stage, 'team-bedroom', aTeam({ members: crowd(1200) }));
    await perform(stage, incidents, inc311, { facts: () => ({}), decide: () => [declared()] }, {});
    const { state } = await perform(stage, incidents, inc311, routeIncident, { at: tuesday });
    expect(state).toMatchObject({ routing: { swarm: expect.objectContaining({ length: 300 }) } });
  });
});

describe('Routing', () => {
  test('is decided once, and anew only where it was forgotten', () => {
    expect(routeIncident.decide(noIncident, {} as Facts, { at: tuesday }, { id: inc311, versions: {} as never })).toEqual([]);
    expect(route([declared(), routed()])).toEqual([]);
    expect(route([declared({ service: null }), routed({ owner: null }), serviceChanged({ to: slug('bedroom') })])).toHaveLength(1);
  });

  test('asked anew, it is whoever is on call by then', () => {
    const nextWeek = plus(tuesday, 7 * 1440);
    expect(routing([declared(), routed(), serviceChanged({ at: nextWeek, from: slug('a') })]).ladder[0]).toEqual({
      role: 'on_call',
      people: [ben],
    });
  });
});
