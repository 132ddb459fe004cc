import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everythingIsSound } from './soundness.ts';
import { type Answer, buttonsOf, harrowHome, numberIn, openWorld, placeOf, told, type World } from './world.ts';

/** What is over, for whoever asks. Tuesday, 10 March 2026, and the evening before. */
let world: World;
const beds: string[] = [];
let [lamp, secret] = ['', ''];
async function over(who: string, line: string): Promise<string> {
  const id = numberIn(told(await world.types(who, `declare ${line}`)));
  await world.types(who, `resolve ${id} permanent it works again`);
  return id;
}
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-09T23:20:00Z', catalogue: harrowHome });
  beds.push(await over('@tom', 'sev4 bedroom: late on Monday'));
  await world.until('2026-03-10T00:10:00.000Z');
  for (let n = 1; n <= 11; n++) beds.push(await over('@tom', `sev4 bedroom: ticket ${n}`));
  lamp = await over('@tom', 'sev4 mattress: too soft');
  secret = await over('@tom', 'sev4 private bedroom: names leaked');
  await world.settle();
});
afterAll(() => world?.stop());

const listed = (answer: Answer) => [...told(answer).matchAll(/\*(INC-\d+)\*/g)].map(([, id]) => id);

describe('`/incident list closed`', () => {
  test('of a service, today, newest first and page by page', async () => {
    const first = await world.types('@ben', 'list closed bedroom today');
    const rest = await world.presses('@ben', placeOf(first), 'list-incidents');
    const all = [...listed(first), ...listed(rest)];
    expect(all).toEqual(beds.slice(1).toReversed());
    expect(buttonsOf(rest.ephemeral.at(-1)?.blocks)).toEqual([]);
    expect(told(first)).toContain('resolved');
  });

  test('of the last seven days, or of all time', async () => {
    const week = await world.types('@ben', 'list closed Bedroom 7d');
    const older = await world.presses('@ben', placeOf(week), 'list-incidents');
    expect([...listed(week), ...listed(older)]).toEqual(beds.toReversed());
    const ever = await world.types('@ben', 'list closed bedroom');
    expect([...listed(ever), ...listed(await world.presses('@ben', placeOf(ever), 'list-incidents'))]).toEqual(beds.toReversed());
  });

  test('of all services', async () => {
    expect(listed(await world.types('@ben', 'list closed'))[0]).toBe(lamp);
  });

  test('a private one is there for those who were in it, and for nobody else', async () => {
    expect(listed(await world.types('@tom', 'list closed 7d'))[0]).toBe(secret);
    expect(JSON.stringify(await world.types('@ben', 'list closed 7d'))).not.toContain(secret);
  });

  test('what nobody knows is said, and nothing is listed', async () => {
    expect(told(await world.types('@ben', 'list closed moonbase'))).toContain('I know no service by that name.');
    expect(told(await world.types('@ben', 'list closed checkout today'))).toContain(
      'No incidents that are over and that you may see of checkout.',
    );
    expect(told(await world.types('@ben', 'list everything'))).toContain('/incident list closed checkout 7d');
  });

  test('everything is sound', () => everythingIsSound(world));
});
