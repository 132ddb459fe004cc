import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Traffic } from '#test/e2e/world';
import { ready } from '#test/matrix/case';
import { flows } from '#test/matrix/flows';
import { done, type Gesture, gestures, recordOf } from '#test/matrix/gestures';
import { openHouse } from '#test/matrix/house';
import { quietly } from '#test/matrix/judged';

/** The engine gets slower with all that was ever written in it. */
const flowsInAHouse = 18;

/** Lives through every flow once, in quiet, and writes down which gestures people made in all of them. */
export async function writeGestures(): Promise<string> {
  const verbs = (await gestures()).flatMap(({ kind, name }) => (kind === 'command' && name !== '' ? [String(name)] : []));
  const made: Gesture[] = flows.flatMap(({ makes = [] }) => makes);
  for (let first = 0; first < flows.length; first += flowsInAHouse) {
    const house = await openHouse();
    try {
      let read = 0;
      for (const flow of flows.slice(first, first + flowsInAHouse)) {
        await quietly(await ready(house, flow));
        const entries = house.sandbox.traffic.since(read) as Traffic[];
        read = entries.at(-1)?.n ?? read;
        made.push(...done(entries, verbs));
      }
    } finally {
      await house.stop();
    }
  }
  const file = join(import.meta.dirname, '../../test/matrix/gestures.json');
  writeFileSync(file, `${JSON.stringify(recordOf(flows, made), undefined, 2)}\n`);
  return file;
}
