import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type AggregateId, nameKey, teamId } from '#domain/keys';
import { type Act, perform } from '#domain/perform';
import { type Aggregate, type Append, headRef, oneRef, type Records, type Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { aStage, tuesday } from '#test/builders';

/** The smallest record there can be: it counts. */
const Counted = z.object({ type: z.literal('Counted'), at: z.string(), by: z.int() });
type Counted = z.infer<typeof Counted>;
const Tally = z.object({ total: z.int() });
type Tally = z.infer<typeof Tally>;
const tallies: Aggregate<Tally, Counted> = {
  name: 'tally',
  initial: { total: 0 },
  evolve: ({ total }, { by }) => ({ total: total + by }),
  state: Tally,
  event: Counted,
};
const one = teamId('one');
type Nothing = Record<string, never>;
type Count = { by: number };
const counted = (by: number): Counted => ({ type: 'Counted', at: tuesday, by });

const count: Act<Tally, Nothing, Count, Counted> = {
  facts: () => ({}),
  decide: (_, __, { by }) => (by === 0 ? [] : { events: [counted(by)], answer: { counted: by } }),
};
const fillUpTo = (limit: number): Act<Tally, Nothing, Count, Counted> => ({
  facts: () => ({}),
  decide({ total }, _, { by }) {
    if (total + by > limit) throw new Rejection('full', `There is room for ${limit - total}.`);
    return [counted(by)];
  },
});

const stateOf = async ({ records }: { records: Records }, id: AggregateId = one) =>
  (await records.load([headRef(tallies, id)] as Ref<unknown>[]))[0];

/** A stage on which somebody else is quicker, so many times; and which remembers what was written and waited for. */
function contested(times: number, rival: (stage: ReturnType<typeof aStage>) => Promise<unknown>) {
  const stage = aStage();
  const [appends, pauses, rounds]: [Append[], number[], string[][]] = [[], [], []];
  let left = times;
  const records: Records = {
    ...stage.records,
    async load(refs) {
      rounds.push(refs.map(({ key }) => key.pk));
      return stage.records.load(refs);
    },
    async append(write) {
      appends.push(write);
      if (left-- > 0) await rival(stage);
      return stage.records.append(write);
    },
    async pause(attempt) {
      pauses.push(attempt);
    },
  };
  return { stage: { ...stage, records }, appends, pauses, rounds, quiet: stage };
}
const rivalCounts =
  (by = 1) =>
  (stage: ReturnType<typeof aStage>) =>
    perform(stage, tallies, one, count, { by });

describe('Performing an act', () => {
  test('appends what was decided, and answers with the record as it is now', async () => {
    const stage = aStage();
    expect(await perform(stage, tallies, one, count, { by: 3 })).toEqual({
      id: one,
      state: { total: 3 },
      version: 1,
      words: {},
      events: [counted(3)],
      answer: { counted: 3 },
    });
    expect(await stateOf(stage)).toMatchObject({ value: { total: 3 }, version: 1 });
  });

  test('gives each of several events a version of its own', async () => {
    const twice: typeof count = { facts: () => ({}), decide: (_, __, { by }) => [counted(by), counted(by)] };
    const stage = aStage();
    expect((await perform(stage, tallies, one, twice, { by: 2 })).version).toBe(2);
    expect((await stage.log.events(one, 0)).map(({ version, type, at }) => [version, type, at])).toEqual([
      [1, 'Counted', tuesday],
      [2, 'Counted', tuesday],
    ]);
  });

  test('decides again, on what is so by then, after a lost race', async () => {
    const { stage, appends, pauses } = contested(2, rivalCounts(10));
    const { state, version } = await perform(stage, tallies, one, fillUpTo(100), { by: 1 });
    expect({ state, version, pauses }).toEqual({ state: { total: 21 }, version: 3, pauses: [1, 2] });
    expect(appends.map(({ heads }) => heads[0]?.expected)).toEqual([0, 1, 2]);
  });

  test('says no after a lost race when the rule says no by then', async () => {
    const { stage } = contested(1, rivalCounts(10));
    await expect(perform(stage, tallies, one, fillUpTo(10), { by: 1 })).rejects.toThrow('There is room for 0.');
    expect(await stateOf(stage)).toMatchObject({ value: { total: 10 }, version: 1 });
  });

  test('passes on a Rejection and writes nothing, not even the claim', async () => {
    const { stage, appends } = contested(0, rivalCounts());
    await expect(perform(stage, tallies, one, fillUpTo(2), { by: 3 }, 'd1')).rejects.toThrow(Rejection);
    expect(appends).toEqual([]);
    expect((await perform(stage, tallies, one, fillUpTo(2), { by: 2 }, 'd1')).state).toEqual({ total: 2 });
  });

  test('writes nothing where nothing is to be done', async () => {
    const { stage, appends } = contested(0, rivalCounts());
    expect(await perform(stage, tallies, one, count, { by: 0 }, 'd1')).toMatchObject({ version: 0, events: [] });
    expect(appends).toEqual([]);
  });

  test('gives up loudly when every race is lost', async () => {
    const { stage, appends, pauses } = contested(100, rivalCounts());
    await expect(perform(stage, tallies, one, count, { by: 1 })).rejects.toThrow('TEAM-one: 24 attempts lost in a row');
    expect(appends).toHaveLength(24);
    expect(pauses).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
  });

  test('tries again when the table is busy, and lets any other failure through at once', async () => {
    const stage = aStage();
    const outcomes = ['busy', 'busy'] as const;
    let asked = 0;
    const busy: Records = { ...stage.records, append: async (write) => outcomes[asked++] ?? stage.records.append(write) };
    expect((await perform({ ...stage, records: busy }, tallies, one, count, { by: 1 })).version).toBe(1);
    const broken: Records = { ...stage.records, append: () => Promise.reject(new Error('no table')) };
    await expect(perform({ ...stage, records: broken }, tallies, one, count, { by: 1 })).rejects.toThrow('no table');
  });

  test('forty at once all count, one after the other', async () => {
    const stage = aStage();
    const patient = async (): Promise<unknown> => perform(stage, tallies, one, count, { by: 1 }).catch(patient);
    await Promise.all(Array.from({ length: 40 }, patient));
    expect(await stateOf(stage)).toMatchObject({ value: { total: 40 }, version: 40 });
  });
});

describe('A delivery that was seen before', () => {
  test('changes nothing and is answered as it was then', async () => {
    const stage = aStage();
    const first = await perform(stage, tallies, one, count, { by: 3 }, 'd1');
    await perform(stage, tallies, one, count, { by: 4 }, 'd2');
    const again = await perform(stage, tallies, one, count, { by: 99 }, 'd1');
    expect(first.answer).toEqual({ counted: 3 });
    expect(again).toMatchObject({ id: one, events: [], answer: { counted: 3 }, state: { total: 7 }, version: 2 });
  });

  test('is answered even where the rule would say no by now', async () => {
    const stage = aStage();
    await perform(stage, tallies, one, fillUpTo(5), { by: 5 }, 'd1');
    expect((await perform(stage, tallies, one, fillUpTo(5), { by: 5 }, 'd1')).state).toEqual({ total: 5 });
  });

  test('is one event and one answer when eleven copies come at once', async () => {
    const stage = aStage();
    const fresh = async () => teamId(`n${await stage.records.next('tally')}`);
    const all = await Promise.all(Array.from({ length: 11 }, () => perform(stage, tallies, { fresh }, count, { by: 3 }, 'd1')));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(all.map(({ answer }) => answer)).toEqual(Array(11).fill({ counted: 3 }));
    expect(all.flatMap(({ events }) => events)).toHaveLength(1);
    expect(await stage.log.events(all[0]?.id ?? one, 0)).toHaveLength(1);
  });

  test('leads to the record it was taken for, whichever one is asked now', async () => {
    const stage = aStage();
    await perform(stage, tallies, one, count, { by: 3 }, 'd1');
    expect(await perform(stage, tallies, teamId('two'), count, { by: 4 }, 'd1')).toMatchObject({ id: one, state: { total: 3 } });
    expect((await stateOf(stage, teamId('two')))?.version).toBe(0);
  });
});

describe('A fresh id', () => {
  test('is drawn once, however many races are lost', async () => {
    let drawn = 0;
    const { stage, appends } = contested(3, rivalCounts());
    const besideOne: Act<Tally, { other: Tally }, Count, Counted> = {
      facts: () => ({ other: headRef(tallies, one) }),
      holds: ['other'],
      decide: (_, { other }) => [counted(other.total)],
    };
    const fresh = async () => teamId(`fresh-${++drawn}`);
    const { id, state } = await perform(stage, tallies, { fresh }, besideOne, { by: 0 });
    expect({ drawn, id, state, tries: appends.length }).toEqual({ drawn: 1, id: teamId('fresh-1'), state: { total: 3 }, tries: 4 });
  });
});

describe('The facts a rule sees', () => {
  type Names = { name: { leads: string } | undefined; owner: Tally | undefined };
  const Leads = z.object({ leads: z.string() });
  /** A name leads to a record, which has to be read as well. */
  const follow = (holds: (keyof Names)[] = []): Act<Tally, Names, Count, Counted> => ({
    facts: (_, __, { name }) => ({
      name: oneRef(nameKey('first'), Leads),
      owner: name ? headRef(tallies, teamId(name.leads)) : oneRef(nameKey('none'), Tally),
    }),
    holds,
    decide: (_, { owner }, { by }) => [counted(by * (owner?.total ?? 0))],
  });
  const leadsTo = async (stage: ReturnType<typeof aStage>, leads: string, expected = 0) =>
    stage.records.append({ heads: [], puts: [{ key: nameKey('first'), value: { leads }, expected }], holds: [], claims: [] });

  test('may lead to others, which are read in a second round', async () => {
    const { stage, rounds, quiet } = contested(0, rivalCounts());
    await leadsTo(quiet, 'two');
    await perform(quiet, tallies, teamId('two'), count, { by: 7 });
    const { state } = await perform(stage, tallies, one, follow(), { by: 3 });
    expect(state).toEqual({ total: 21 });
    expect(rounds).toEqual([['TEAM#one', 'NAME#first', 'NAME#none'], ['TEAM#two']]);
  });

  test('are read in one round together with head and claim where none leads on', async () => {
    const { stage, rounds } = contested(0, rivalCounts());
    await perform(stage, tallies, one, follow(), { by: 3 }, 'd1');
    expect(rounds).toEqual([['TEAM#one', 'CLAIM#d1', 'NAME#first', 'NAME#none']]);
  });

  test('are held: what an invariant rests on may not have moved meanwhile', async () => {
    for (const [holds, total] of [
      [['owner'], 7 + 100],
      [[], 7],
    ] as const) {
      const { stage, quiet } = contested(1, (rivals) => perform(rivals, tallies, teamId('two'), count, { by: 100 }));
      await leadsTo(quiet, 'two');
      await perform(quiet, tallies, teamId('two'), count, { by: 7 });
      expect((await perform(stage, tallies, one, follow([...holds]), { by: 1 })).state).toEqual({ total });
    }
  });

  test('are held one by one where there are several', async () => {
    const { stage, appends, quiet } = contested(0, rivalCounts());
    await perform(quiet, tallies, teamId('two'), count, { by: 7 });
    const several: Act<Tally, { others: Tally[] }, Count, Counted> = {
      facts: () => ({ others: [headRef(tallies, teamId('two')), headRef(tallies, teamId('three'))] }),
      holds: ['others'],
      decide: (_, { others }) => [counted(others.reduce((sum, { total }) => sum + total, 0))],
    };
    expect((await perform(stage, tallies, one, several, { by: 0 })).state).toEqual({ total: 7 });
    expect(appends.map(({ holds }) => holds.map(({ expected }) => expected))).toEqual([[1, 0]]);
  });

  test('that were not there may not have come into being either, if they are held', async () => {
    const { stage, appends } = contested(1, (rivals) => leadsTo(rivals, 'two'));
    await perform(stage, tallies, one, follow(['name']), { by: 1 });
    expect(appends.map(({ holds }) => holds)).toEqual([0, 1].map((expected) => [{ key: nameKey('first'), expected }]));
  });

  test('say at which version they were seen', async () => {
    const { quiet } = contested(0, rivalCounts());
    await leadsTo(quiet, 'two');
    await leadsTo(quiet, 'three', 1);
    const seen: unknown[] = [];
    const looking: Act<Tally, Names, Count, Counted> = {
      ...follow(),
      decide(_, __, ___, { id, versions }) {
        seen.push({ id, versions });
        return [];
      },
    };
    await perform(quiet, tallies, one, looking, { by: 1 });
    expect(seen).toEqual([{ id: one, versions: { name: 2, owner: 0 } }]);
  });

  test('may be many of a kind, in the order they were asked for', async () => {
    const stage = aStage();
    for (const [name, by] of [
      ['a', 1],
      ['b', 2],
    ] as const)
      await perform(stage, tallies, teamId(name), count, { by });
    const many: Act<Tally, { all: Tally[] }, Count, Counted> = {
      facts: () => ({ all: ['b', 'missing', 'a', 'b'].map((name) => headRef(tallies, teamId(name))) }),
      decide: (_, { all }) => [counted(Number(all.map(({ total }) => total).join('')))],
    };
    expect((await perform(stage, tallies, one, many, { by: 0 })).state).toEqual({ total: 2012 });
  });
});

describe('Words', () => {
  test('stand beside the log, and in the head only where the rule says so', async () => {
    const stage = aStage();
    const write: typeof count = {
      facts: () => ({}),
      decide: () => ({
        events: [counted(1)],
        texts: [
          { id: 't1', by: 'U1', body: 'shown', inHead: true },
          { id: 't2', by: 'U1', body: 'kept' },
        ],
      }),
    };
    expect((await perform(stage, tallies, one, write, { by: 1 })).words).toEqual({ t1: 'shown' });
    expect(await stage.log.texts(one, ['t1', 't2'])).toEqual({ t1: { by: 'U1', body: 'shown' }, t2: { by: 'U1', body: 'kept' } });
    expect(JSON.stringify(await stage.log.events(one, 0))).not.toMatch(/shown|kept/);
  });
});
