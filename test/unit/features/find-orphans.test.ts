import { describe, expect, test } from 'vitest';
import { groupId, personId, serviceId, teamId } from '#domain/keys';
import { perform } from '#domain/perform';
import { type Person, people } from '#domain/person/person';
import type { ListedService } from '#domain/service/board';
import { type ServiceEvent, services } from '#domain/service/service';
import type { ServiceNews, ServiceView } from '#domain/service/view';
import { teams } from '#domain/team/team';
import { GroupId, groups } from '#domain/workspace/group';
import { findOrphan, watchTeam } from '#features/find-orphans/decide';
import { react } from '#features/find-orphans/react';
import { scanOwners, siblings } from '#features/find-orphans/scan';
import { observeGroup, observePerson } from '#features/observe-workspace/decide';
import { readPerson, SlackGroup } from '#features/observe-workspace/read';
import {
  aService,
  aStage,
  asha,
  aTeam,
  ben,
  chloe,
  deactivated,
  dev,
  harrowHome,
  hasGroup,
  hasService,
  hasTeam,
  longAgo,
  marek,
  member,
  omar,
  owned,
  plus,
  priya,
  type Stage,
  slug,
  teamSlug,
  tuesday,
} from '#test/builders';

const group = GroupId.parse('S1');
const standing = { id: 'TEAM-x', versions: { group: [1] } } as never;
const crew = (more: { lead?: Person; members?: Person[]; group?: { members: never[] }[] } = {}) => ({
  lead: [more.lead ?? member],
  members: more.members ?? [member, member],
  group: more.group ?? [],
});
const watched = (more: Parameters<typeof crew>[0], team = aTeam()) => watchTeam.decide(team, crew(more), { at: tuesday }, standing);

describe('Whether anybody is left in a team', () => {
  test('is not in doubt as long as its lead and somebody else are there, or nobody has been seen yet', () => {
    expect(watched({})).toEqual([]);
    expect(watched({ lead: { state: 'unknown' }, members: [{ state: 'unknown' }] })).toEqual([]);
    expect(watched({ members: [deactivated, member] })).toEqual([]);
  });
  test('is told once when its lead has gone, and when everybody has', () => {
    expect(watched({ lead: deactivated })).toEqual([{ type: 'TeamWindingDown', at: tuesday, because: 'lead_gone' }]);
    const all = { lead: deactivated, members: [deactivated, deactivated] };
    expect(watched(all)).toEqual([{ type: 'TeamWindingDown', at: tuesday, because: 'nobody_in_it' }]);
    const known = aTeam({ windingDown: { since: longAgo, because: 'nobody_in_it' } });
    expect(watched(all, known)).toEqual([]);
    expect(watched({ lead: deactivated }, known)).toEqual([{ type: 'TeamWindingDown', at: tuesday, because: 'lead_gone' }]);
  });
  test('is told when its user group was emptied, and not of one that Slack has not shown us', () => {
    const emptied = { group: [{ members: [] }] };
    expect(watched(emptied)).toMatchObject([{ because: 'nobody_in_it' }]);
    expect(watchTeam.decide(aTeam(), crew(emptied), { at: tuesday }, { id: 'TEAM-x', versions: { group: [0] } } as never)).toEqual([]);
  });
  test('is told again when somebody is there', () => {
    expect(watched({}, aTeam({ windingDown: { since: longAgo, because: 'nobody_in_it' } }))).toEqual([
      { type: 'TeamStaffed', at: tuesday },
    ]);
  });
});

describe('A user group of Slack’s that was deleted', () => {
  test('has nobody in it, whatever is listed still', () => {
    expect(SlackGroup.parse({ id: 'S1', users: ['U1'], date_delete: 1773108720 })).toEqual({ id: 'S1', users: [] });
    expect(SlackGroup.parse({ id: 'S1', users: ['U1'], date_delete: 0 })).toEqual({ id: 'S1', users: ['U1'] });
  });
});

describe('A service without anybody who answers for it', () => {
  const theirs = owned(1, 'team-bedroom', longAgo);
  const found = (service = aService({ owned: theirs }), more: Parameters<typeof crew>[0] = { lead: deactivated, members: [deactivated] }) =>
    findOrphan.decide(
      service,
      { owner: [aTeam()], ...crew(more) },
      { at: tuesday, standIns: [teamSlug('garden'), teamSlug('team-bedroom')] },
      standing,
    );

  test('is found once, with those who might answer', () => {
    expect(found()).toEqual([
      { type: 'ServiceOrphaned', at: tuesday, team: 'team-bedroom', because: 'nobody_in_it', standIns: ['garden'] },
    ]);
    const orphaned = { since: longAgo, team: teamSlug('team-bedroom'), because: 'nobody_in_it' as const, standIns: [] };
    expect(found(aService({ owned: theirs, orphaned }))).toEqual([]);
    expect(found(aService({ owned: theirs, orphaned: { ...orphaned, because: 'lead_gone' } }))).toHaveLength(1);
  });
  test('is not looked for where it is retired, and forgotten where it is by now', () => {
    expect(found(aService({ owned: theirs, lifecycle: 'retired' }))).toEqual([]);
    const orphaned = { since: longAgo, team: teamSlug('team-bedroom'), because: 'nobody_in_it' as const, standIns: [] };
    expect(found(aService({ owned: theirs, lifecycle: 'retired', orphaned }))).toEqual([{ type: 'ServiceFoundAgain', at: tuesday }]);
  });
  test('has an owner again with the assertion that gives it one', () => {
    const orphaned = { since: longAgo, team: teamSlug('team-bedroom'), because: 'nobody_in_it' as const, standIns: [] };
    const { recordedAt: _, ...moved } = owned(2, 'home-mpt', tuesday);
    const event: ServiceEvent = { type: 'OwnershipAsserted', at: tuesday, ...moved };
    expect(services.evolve(aService({ owned: theirs, orphaned }), event)).not.toHaveProperty('orphaned');
    const corrected: ServiceEvent = { ...event, owner: teamSlug('team-bedroom') };
    expect(services.evolve(aService({ owned: theirs, orphaned }), corrected)).toHaveProperty('orphaned');
  });
});

describe('Who might answer in their place', () => {
  const service = (name: string, owner: string, domain = 'home') => ({ slug: slug(name), owner: teamSlug(owner), domain }) as ListedService;
  const all = [
    service('bedroom', 'team-bedroom'),
    service('bath', 'team-bath'),
    service('lighting', 'home-mpt'),
    service('appointments', 'home-mpt'),
    service('checkout', 'team-checkout', 'buying'),
    service('kitchen', 'team-gone'),
  ];
  const answering = new Set(['team-bath', 'home-mpt', 'team-checkout', 'team-bedroom'].map(teamSlug));
  test('owns what is of the same domain and is there, whoever has most of it first', () => {
    expect(siblings(all[0] as ListedService, all, answering)).toEqual(['home-mpt', 'team-bath']);
    expect(siblings(all[4] as ListedService, all, answering)).toEqual([]);
  });
});

describe('The nightly scan', () => {
  const leave = (stage: Stage, person: typeof asha) =>
    perform(stage, people, personId(person), observePerson, { at: stage.now(), kind: 'member', deactivated: true, zone: 'UTC' });
  const serviceIn = async (stage: Stage, name: string) =>
    (await perform(stage, services, serviceId(name), { facts: () => ({}), decide: () => [] }, {})).state;
  const teamIn = async (stage: Stage, name: string) =>
    (await perform(stage, teams, teamId(name), { facts: () => ({}), decide: () => [] }, {})).state;

  test('AC5: everybody has left the team: it is winding down, its services are at risk, and both are mended when somebody is back', async () => {
    const stage = await harrowHome();
    await hasTeam(stage, 'garden', aTeam({ name: 'Garden', lead: omar, members: [omar, dev] }));
    await hasService(stage, aService({ slug: slug('shed'), name: 'Shed' }), owned(1, 'garden', longAgo));
    await scanOwners(stage);
    expect(await serviceIn(stage, 'bedroom')).not.toHaveProperty('orphaned');
    for (const person of [asha, ben, chloe, marek]) await leave(stage, person);
    stage.setTime(plus(tuesday, 60));
    for (let night = 0; night < 2; night++) await scanOwners(stage);
    expect(await teamIn(stage, 'team-bedroom')).toMatchObject({ windingDown: { since: plus(tuesday, 60), because: 'nobody_in_it' } });
    expect(await serviceIn(stage, 'bedroom')).toMatchObject({ orphaned: { because: 'nobody_in_it', standIns: ['garden'] } });
    expect(await serviceIn(stage, 'shed')).not.toHaveProperty('orphaned');
    const log = await stage.log.events(serviceId('bedroom'), 0);
    expect(log.filter(({ type }) => type === 'ServiceOrphaned')).toHaveLength(1);

    const back = readPerson({ id: marek, tz: 'UTC' }, plus(tuesday, 90));
    await perform(stage, people, personId(marek), observePerson, back.seen);
    await scanOwners(stage);
    expect(await serviceIn(stage, 'bedroom')).not.toHaveProperty('orphaned');
    expect(await teamIn(stage, 'team-bedroom')).not.toHaveProperty('windingDown');
  });

  test('a user group that was emptied says the same', async () => {
    const stage = aStage();
    await hasTeam(stage, 'team-bedroom', aTeam({ group }));
    await hasService(stage, aService(), owned(1, 'team-bedroom', longAgo));
    await hasGroup(stage, group, [asha]);
    await scanOwners(stage);
    expect(await serviceIn(stage, 'bedroom')).not.toHaveProperty('orphaned');
    stage.setTime(plus(tuesday, 60));
    await perform(stage, groups, groupId(group), observeGroup, { at: stage.now(), members: [] });
    await scanOwners(stage);
    expect(await serviceIn(stage, 'bedroom')).toMatchObject({ orphaned: { because: 'nobody_in_it' } });
  });
});

describe('What is said of it', () => {
  const orphaned = { since: tuesday, team: teamSlug('team-bedroom'), because: 'nobody_in_it' as const, standIns: [teamSlug('garden')] };
  const view = (more: Partial<ServiceView['service']> = {}): ServiceView => ({
    id: serviceId('bedroom'),
    service: aService({ owned: owned(1, 'team-bedroom', longAgo), ...more }),
    version: 5,
    now: tuesday,
    organisation: { heads: { product: [omar], operations: [omar, dev] } } as never,
  });
  const news = (...events: ServiceEvent[]): ServiceNews[] => events.map((event, index) => ({ version: 4 + index, event }));
  const lost: ServiceEvent = { type: 'ServiceOrphaned', ...orphaned, at: tuesday };
  const again: ServiceEvent = { type: 'ServiceFoundAgain', at: tuesday };

  test('goes to the product manager and to every head once, and says who is asked meanwhile and what to do', () => {
    const told = react(view({ orphaned }), news(lost));
    expect(told.map((effect) => 'to' in effect && effect.to)).toEqual([priya, omar, dev]);
    expect(told[0]).toMatchObject({ key: `SVC-bedroom/4/owner/${priya}` });
    expect(JSON.stringify(told[0])).toMatch(/nobody is left in team-bedroom.*garden.*\/service transfer bedroom to <team> emergency/);
  });
  test('is what is so by now, and nothing where nothing of it has happened', () => {
    expect(JSON.stringify(react(view(), news(lost, again)))).toMatch(/at risk no longer/);
    expect(react(view(), news(lost))).toEqual([]);
    expect(react(view({ orphaned }), [])).toEqual([]);
  });
});
