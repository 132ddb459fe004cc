import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ready } from '../matrix/case.ts';
import { asFewCases, type Dealt, deal, familyOf, together } from '../matrix/deal.ts';
import { blowsAt, sayBlow } from '../matrix/faults.ts';
import type { Flow } from '../matrix/flow.ts';
import { flows } from '../matrix/flows.ts';
import record from '../matrix/gestures.json' with { type: 'json' };
import { done, type Gesture, gestures, isDone, recordOf } from '../matrix/gestures.ts';
import { type House, openHouse } from '../matrix/house.ts';
import { judge, type Quiet, quietly, sayCase } from '../matrix/judged.ts';
import { notYetStruck } from '../matrix/sites.ts';
import type { Traffic } from './world.ts';

/**
 * A share of `npm run matrix`: every fourth flow is struck, where it is the first to come by a way in full, by one of the faults that fit the
 * site. Another seed deals others, and strikes other flows.
 */
const seed = 1;
const oneIn = 4;
const shareOf = (dealer: number) => flows.filter((_, index) => index % oneIn === dealer % oneIn);
const share = shareOf(seed);
const most = 40;
const atLeast = 4;

/** The engine gets slower with all that was ever written in it. */
const flowsInAHouse = 18;

let house: House | undefined;
let livedIn = 0;
let read = 0;
const made: { kind: string; name: string }[] = [];
async function aHouse(): Promise<House> {
  if (house && livedIn < flowsInAHouse) {
    livedIn += 1;
    return house;
  }
  await house?.stop();
  house = await openHouse();
  [livedIn, read] = [1, 0];
  return house;
}
afterAll(() => house?.stop());

/** The wire forgets what is long ago. */
async function noteGestures({ sandbox }: House): Promise<void> {
  const entries = sandbox.traffic.since(read) as Traffic[];
  read = entries.at(-1)?.n ?? read;
  made.push(...done(entries, verbsOf(await gestures())));
}
const verbsOf = (all: Gesture[]) => all.flatMap(({ kind, name }) => (kind === 'command' && name !== '' ? [String(name)] : []));

const uses: Dealt = new Map();
const known = new Set<string>();
const due = new Set<string>();
const struck = new Set<string>();
const seen: { flow: Flow; quiet: Quiet }[] = [];

describe('whatever is struck, the world comes out as in the quiet run', () => {
  test.each(share.map((flow) => [flow.name, flow] as const))(
    '%s',
    async (_, flow) => {
      const standing = await ready(await aHouse(), flow);
      const quiet = await quietly(standing);
      await noteGestures(standing.house);
      seen.push({ flow, quiet });
      for (const site of quiet.sites) for (const { fault } of blowsAt(site)) due.add(`${fault} at ${familyOf(site)}`);
      const missed: string[] = [];
      const dealt = notYetStruck(quiet.sites, known, atLeast);
      const { cases, left } = asFewCases(deal(dealt, uses, seed), most);
      // The next flow that comes by there is struck instead.
      for (const { site } of left) known.delete(site.way);
      for (const blows of cases) {
        const judged = await judge(standing, quiet, blows);
        expect(judged.wrong, sayCase(judged)).toEqual([]);
        for (const { fault, site } of judged.reached) struck.add(`${fault} at ${familyOf(site)}`);
        missed.push(...blows.filter((blow) => !judged.reached.includes(blow)).map(sayBlow));
      }
      // What runs side by side reads once more in one run and once less in another.
      expect(missed.length, missed.join(', ')).toBeLessThanOrEqual(Math.max(1, dealt.length / 10));
    },
    240_000,
  );

  test('every kind of fault has struck every kind of place', async () => {
    // Places that are seldom called have had fewer turns than there are faults.
    for (const { flow, quiet } of seen.toReversed()) {
      const lacking = [...due].filter((one) => !struck.has(one));
      const blows = lacking.flatMap((one, index) => {
        const fitting = quiet.sites.flatMap(blowsAt).filter(({ fault, site }) => `${fault} at ${familyOf(site)}` === one);
        return fitting[index % fitting.length] ?? [];
      });
      if (blows.length === 0) continue;
      const standing = await ready(await aHouse(), flow);
      for (const some of together(blows, most)) {
        const judged = await judge(standing, quiet, some);
        expect(judged.wrong, sayCase(judged)).toEqual([]);
        for (const { fault, site } of judged.reached) struck.add(`${fault} at ${familyOf(site)}`);
      }
    }
    expect([...due].filter((one) => !struck.has(one))).toEqual([]);
  }, 240_000);
});

describe('a flow that is not added fails', () => {
  test('every gesture that a feature listens to is made in a flow', async () => {
    const known = await gestures();
    expect(known.length).toBeGreaterThan(20);
    const onRecord = record.made.map((said) => ({ kind: said.split(' ')[0] ?? '', name: said.split(' ').slice(1).join(' ') }));
    expect(known.filter((gesture) => !isDone(gesture, onRecord)).map(({ feature, kind, name }) => `${feature}: ${kind} ${name}`)).toEqual(
      [],
    );
  });

  test('what is on record of them is what they are: otherwise `npm run matrix -- --gestures`', () => {
    expect(record.flows).toEqual(flows.map(({ name }) => name));
    expect(recordOf(share, made).made.filter((said) => !record.made.includes(said))).toEqual([]);
  });

  test('every feature that a gesture or a timer starts is named by a flow', () => {
    const root = join(import.meta.dirname, '..', '..', 'functions');
    const remind = readFileSync(join(root, 'handlers', 'remind.ts'), 'utf8');
    const started = globSync('features/*', { cwd: root })
      .map((folder) => basename(folder))
      .filter((folder) => existsSync(join(root, 'features', folder, 'listen.ts')) || remind.includes(`#features/${folder}/`));
    const named = flows.flatMap(({ features }) => features);
    expect(started.filter((folder) => !named.includes(folder))).toEqual([]);
    expect(named.filter((folder) => !existsSync(join(root, 'features', folder)))).toEqual([]);
  });
});
