import { afterAll, beforeAll, expect, test } from 'vitest';
import { allMessages } from '../e2e/soundness.ts';
import { effectOf, harrowHome, openWorld, type World } from '../e2e/world.ts';

/** The real functions die in the middle of a declaration, and it comes out as if nothing had happened. */
type Call = { n: number; function: string; run: number | null; call: number | null; place: string };
type Declared = { id: string | undefined; answered: boolean; calls: Call[] };

let world: World;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T14:02:00Z', catalogue: harrowHome });
});
afterAll(() => world?.stop());

const calls = async (since: number) => (await world.ask<{ calls: Call[] }>('GET', `/calls?since=${since}`)).calls;
const incidents = async () =>
  [...new Set((await world.events()).map(({ detail }) => String(detail.aggregate?.id)))].filter((id) => id.startsWith('INC-'));
let count = 0;

/** Time passes for Slack's limits, and too little of it for what comes again after a crash: that comes for all together. */
async function declare(...rules: object[]): Promise<Declared> {
  count += 1;
  const since = (await calls(0)).at(-1)?.n ?? 0;
  if (rules.length > 0) expect(await world.ask('POST', '/faults', { rules })).not.toHaveProperty('error');
  const { status } = await world.types('@tom', `declare sev4 ?: Fault ${count} of this day`);
  await world.settle();
  await world.calm();
  await world.passes(12);
  return { id: undefined, answered: status === 200, calls: await calls(since) };
}
const effectsOf = (keys: (string | undefined)[], id: string) =>
  keys
    .filter((key) => key?.startsWith(`${id}/`))
    .map((key) => key?.slice(id.length + 1).replace(/U0\w+$/, 'somebody'))
    .sort();

test('after each call of slack, publish and react', async () => {
  await declare();
  const { calls: quiet } = await declare();
  const runs = Map.groupBy(
    quiet.filter(({ run }) => run !== null),
    (call) => `${call.function} ${call.run}`,
  );
  const lengthOf = (service: string, nth: number) => [...runs].filter(([name]) => name.startsWith(`${service} `))[nth - 1]?.[1].length ?? 0;
  // The first of `react` follows the incident, the second calls the on-call.
  const deaths = (
    [
      ['slack', 1],
      ['publish', 1],
      ['react', 1],
      ['react', 2],
    ] as const
  ).flatMap(([service, nth]) =>
    Array.from({ length: lengthOf(service, nth) + 1 }, (_, after) => ({ on: `invoke:${service}`, nth, do: 'crash', after })),
  );
  expect(deaths.length).toBeGreaterThan(40);
  const lost: object[] = [];
  for (const death of deaths) if (!(await declare(death)).answered) lost.push(death);
  await world.passes(2 * 3600);

  // Who was not answered and had nothing written has to ask again: that is before the last call of `slack`, its write.
  const writes = lengthOf('slack', 1);
  expect(lost).toEqual(Array.from({ length: writes + 1 }, (_, after) => ({ on: 'invoke:slack', nth: 1, do: 'crash', after })));
  const ids = await incidents();
  expect(ids).toHaveLength(2 + deaths.length - writes);

  const channels = await world.channels();
  const keys = (await allMessages(world)).filter(({ bot_id }) => bot_id === 'B0MUSTER').map(effectOf);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  const [first = ''] = ids;
  const told = effectsOf(keys, first);
  expect(told).toContain('card');
  for (const id of ids) {
    expect([id, channels.filter(({ name }) => name?.startsWith(`${id.toLowerCase()}-`)).length]).toEqual([id, 1]);
    expect([id, effectsOf(keys, id)]).toEqual([id, told]);
  }
  expect(await world.deadLetters()).toEqual([]);
}, 240_000);
