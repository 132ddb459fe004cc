import { describe, expect, test } from 'vitest';
import { memoryTable } from '#adapters/memory/memory-table';
import { headKey, personId, serviceId, teamId } from '#domain/keys';
import { PersonId } from '#domain/person/person';
import type { Boarded, Ref } from '#domain/records';
import { serviceEntry } from '#domain/service/board';
import { type Service, serviceRef } from '#domain/service/service';
import { teamEntry } from '#domain/team/board';
import { type Team, teamRef } from '#domain/team/team';
import { scanRotas } from '#features/detect-gaps/scan';
import { scanOwners } from '#features/find-orphans/scan';
import { scanWorkspace } from '#features/observe-workspace/scan';
import { scanFunding } from '#features/renew-funding/scan';
import { rotateOnCall } from '#features/rotate-on-call/decide';
import { lapseSwaps } from '#features/swap-week/decide';
import { aRota, aService, aStage, aTeam, deactivated, longAgo, member, owned, type Stage, slug, tuesday } from '#test/builders';

const [teamCount, serviceCount, crewSize] = [1000, 10_000, 5];
const team = (n: number) => `team-${n}`;
const service = (n: number) => slug(`service-${n}`);
const crewOf = (n: number) =>
  Array.from({ length: crewSize }, (_, one) => PersonId.parse(`U8${String(n * crewSize + one).padStart(9, '0')}`));

/** A company of that size in which nothing is due; what is `more` of a team or a service is so of one. */
function aCompany(teams: number, services: number) {
  const table = memoryTable();
  const puts = (id: Parameters<typeof headKey>[0], state: object, boarded?: Boarded) =>
    table.put(headKey(id), { version: 1, state, ...(boarded && { boarded }) });
  for (let n = 0; n < teams; n++) {
    const crew = crewOf(n);
    const [lead = crew[0] as PersonId] = crew;
    const state = aTeam({ name: team(n), lead, members: crew, rota: aRota(crew), rotatedAt: tuesday });
    puts(teamId(team(n)), state, teamEntry(state));
    for (const person of crew) puts(personId(person), member);
  }
  for (let n = 0; n < services; n++) {
    const state = aService({ slug: service(n), fundedUntil: '2027-06-30', owned: owned(1, team(n % teams), longAgo) });
    puts(serviceId(service(n)), state, serviceEntry(state));
  }
  const stage = aStage(tuesday, table);
  const counted = { loads: 0, appends: 0 };
  const records: Stage['records'] = {
    ...stage.records,
    load: (refs) => {
      counted.loads++;
      return stage.records.load(refs);
    },
    append: (write) => {
      counted.appends++;
      return stage.records.append(write);
    },
  };
  const queue = { ask: async () => undefined };
  return { stage: { ...stage, records, queue }, table, counted, puts };
}

const slackShows = (users: unknown[]) => ({
  async *people() {
    yield* users;
  },
  groups: async () => [],
});
const inSlack = (id: PersonId, more: object = {}) => ({ id, tz: 'Europe/London', ...more });
const read = async <Value>({ records }: Pick<Stage, 'records'>, ref: Ref<Value>) =>
  (await records.load([ref as Ref<unknown>]))[0]?.value as Value;
const scanned = (stage: ReturnType<typeof aCompany>['stage'], users: unknown[]) => [
  () => scanWorkspace(stage, slackShows(users)),
  () => scanRotas(stage, [rotateOnCall, lapseSwaps]),
  () => scanOwners(stage),
  () => scanFunding(stage),
];

describe('The scan of each night', () => {
  test('reads a few times, and writes nothing, in a company of a thousand teams and ten thousand services where nothing is due', async () => {
    const { stage, counted } = aCompany(teamCount, serviceCount);
    const everybody = Array.from({ length: teamCount }, (_, n) => crewOf(n)).flat();
    const loads: number[] = [];
    for (const part of scanned(
      stage,
      everybody.map((id) => inSlack(id)),
    )) {
      const before = counted.loads;
      expect(await part()).toEqual([]);
      loads.push(counted.loads - before);
    }
    const [people = 0, rotas = 0, owners = 0, funding = 0] = loads;
    expect(people).toBeLessThanOrEqual(5);
    expect(rotas).toBeLessThanOrEqual(3);
    expect(owners).toBeLessThanOrEqual(5);
    expect(funding).toBeLessThanOrEqual(1);
    expect(counted.appends).toBe(0);
  });

  test('tells of a team and a service that cannot be read, and looks at all others', async () => {
    const { stage, table, puts } = aCompany(3, 6);
    for (const n of [1, 2]) for (const person of crewOf(n)) puts(personId(person), deactivated);
    const broken = (id: ReturnType<typeof teamId>) => {
      const item = table.get(headKey(id));
      table.put(headKey(id), { version: 1, ...item, state: { state: 'of another time' } });
    };
    broken(teamId(team(1)));
    broken(serviceId('service-2'));
    const failed = await scanOwners(stage);
    expect(failed.map(({ what }) => what)).toEqual(['TEAM-team-1', 'SVC-service-1', 'SVC-service-2', 'SVC-service-4']);
    expect(await read<Team>(stage, teamRef(team(2) as never))).toMatchObject({ windingDown: { because: 'nobody_in_it' } });
    expect(await read<Service>(stage, serviceRef('service-5'))).toMatchObject({ orphaned: { because: 'nobody_in_it' } });
    expect((await scanRotas(stage, [rotateOnCall])).map(({ what }) => what)).toEqual(['TEAM-team-1']);
  });

  test('asks about the money of all others where one cannot be read', async () => {
    const { stage, puts } = aCompany(1, 0);
    const ends = aService({ slug: slug('ends'), fundedUntil: tuesday.slice(0, 10) });
    puts(serviceId('broken'), { state: 'of another time' }, serviceEntry({ ...ends, slug: slug('broken') }));
    puts(serviceId('ends'), ends, serviceEntry(ends));
    expect((await scanFunding(stage)).map(({ what }) => what)).toEqual(['SVC-broken']);
    expect(await read<Service>(stage, serviceRef('ends'))).toMatchObject({ fundingAsked: ends.fundedUntil });
  });

  test('learns who has gone, although Slack shows somebody whom nobody can make out', async () => {
    const { stage } = aCompany(1, 0);
    const [gone, stays] = crewOf(0) as [PersonId, PersonId];
    const failed = await scanWorkspace(stage, slackShows([{ id: 'nobody' }, inSlack(stays), inSlack(gone, { deleted: true })]));
    expect(failed.map(({ what }) => what)).toEqual(['nobody']);
    expect(await read(stage, { key: headKey(personId(gone)), read: (stored) => stored })).toMatchObject({ deactivated: true });
  });
});
