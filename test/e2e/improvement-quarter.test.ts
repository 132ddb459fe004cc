import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweepEvery } from './schedules.ts';
import { everythingIsSound } from './soundness.ts';
import { homeIsReady } from './transfer-story.ts';
import { numberIn, openWorld, placeOf, questionIn, told, type View, type World } from './world.ts';

/** What Bedroom plans for a quarter, and what of it is done when the next begins. London's clocks go forward on 29 March 2026. */
let world: World;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:00:00Z', catalogue: homeIsReady({ people: ['hugo'] }) });
  await sweepEvery(world, 360);
});
afterAll(() => world?.stop());

const types = (who: string, text: string) => world.commands(who, '/postmortem', text);
const pressIn = (who: string, view: View | undefined, action: string, value?: string) =>
  world.presses(who, { view: view?.id ?? '' }, action, value ? { value } : {});
const proposes = async (incident: string, title: string) => {
  const { view } = await types('@asha', `improvements add ${incident} ${title}`);
  await world.submits('@asha', view);
  await world.settle();
};
const chooses = async (id: string, due: string) => {
  const { view: card } = await types('@marek', `improvements ${id}`);
  const { view: form } = await pressIn('@marek', card, 'choose-improvement');
  await world.submits('@marek', form, { owner: 'U0BEN', due });
  await world.settle();
};
const isDone = async (id: string) => {
  const { view } = await types('@ben', `improvements ${id}`);
  await pressIn('@ben', view, 'move-improvement:done');
  await world.settle();
};
const happens = async (what: string) => {
  const number = numberIn(told(await world.types('@asha', `declare ${what}`)));
  await world.settle();
  await world.types('@asha', `ack ${number}`);
  await world.types('@asha', `access ${number} @ben @marek`);
  await world.passes(1200);
  await world.types('@asha', `resolve ${number} permanent it was mended`);
  await world.settle();
};
/** The last one that there is. */
const newest = async () => {
  for (let number = 1; ; number++) if ((await world.events(`IMP-${number + 1}`)).length === 0) return { number };
};
const quarter = async (who: string) => told(await types(who, 'improvements team team-bedroom'));

describe('A quarter of improvements', { timeout: 240_000 }, () => {
  test('a team says by its form how much of its time is meant for them, and its card shows it', async () => {
    const policy = async (who: string, more = '') => world.commands(who, '/team', `policy team-bedroom ${more}`);
    expect(told(await policy('@tom', 'improvements 30 %'))).toContain('Only its lead');
    expect(told(await policy('@marek', 'improvements 120 %'))).toContain('a whole percentage from 0 to 100');
    const shown = await policy('@marek');
    expect(told(shown)).toContain('20 % of its time is meant for them, as nobody has said otherwise');
    const { view } = await world.presses('@marek', placeOf(shown), 'keep-policy');
    expect(questionIn(view, 'share').initial_value).toBe('20');
    await world.submits('@marek', view, { share: '10 %' });
    await world.settle();
    expect(told(await world.commands('@tom', '/team', 'show team-bedroom'))).toContain('10 % of its time is meant for them');
    expect(told(await policy('@tom'))).toContain('by <@U0MAREK>');
  });

  test('what is chosen with a date in the quarter is planned for it, and private ones are for insiders alone', async () => {
    await happens('sev2 bedroom: beds cannot be ordered');
    for (const title of ['Alert on an empty queue', 'Check the certificate', 'Remove the second queue']) await proposes('INC-1', title);
    await chooses('IMP-1', '2026-03-27');
    await chooses('IMP-2', '2026-03-31');
    await chooses('IMP-3', '2026-04-20');
    const listed = await quarter('@hugo');
    expect(listed).toContain('*Team Bedroom, Q1 2026*, until 2026-03-31: planned 2, done 0, 2 to do.');
    expect(listed).toContain('Q4 2025: nothing was planned for a day of it.');
    await world.passes(1800);
    await happens('sev2 private bedroom: a stranger has the keys');
    await proposes('INC-2', 'Rotate the keys every month');
    const { number } = await newest();
    await chooses(`IMP-${number}`, '2026-03-30');
    expect(await quarter('@marek')).toContain('planned 3, done 0, 3 to do.');
    expect(await quarter('@hugo')).toBe(listed);
  });

  test('the last minute of the quarter is in it by the clock of the organisation, and the first of the next is not', async () => {
    await world.until('2026-03-31T22:50:00Z');
    await isDone('IMP-1');
    expect(await quarter('@hugo')).toContain('*Team Bedroom, Q1 2026*, until 2026-03-31: planned 2, done 1, 1 to do.');
    await world.until('2026-03-31T23:10:00Z');
    await isDone('IMP-2');
    const listed = await quarter('@hugo');
    expect(listed).toContain('*Team Bedroom, Q2 2026*, until 2026-06-30: planned 1, done 0, 1 to do.');
    expect(listed).toContain('Q1 2026: 1 of 2 done, 1 carried over.');
    expect(listed).toContain('Done in Q2 2026 so far, planned for it or not: 1. Days from choice to done: 22 (n = 1;');
    expect(listed).toContain('Done in Q1 2026, planned for it or not: 1. Days from choice to done: 21 (n = 1;');
    // Two days at Easter and two in May are holidays.
    expect(listed).toContain(
      'Aim: 10 % of its time, about 24 person-days of the quarter, by 4 people and 61 working days as the team is today.',
    );
  });

  test('the quarter that is over reads as it did, whatever comes, and a new share counts from its day on', async () => {
    const before = await quarter('@hugo');
    await world.until('2026-04-08T10:00:00Z');
    const { view } = await types('@ben', 'improvements IMP-3');
    const { view: form } = await pressIn('@ben', view, 'reschedule-improvement');
    await world.submits('@ben', form, { due: '2026-07-10', words: 'The provider has not sent the keys' });
    await world.commands('@marek', '/team', 'policy team-bedroom improvements 50 %');
    await world.settle();
    const listed = await quarter('@hugo');
    expect(listed).toContain('planned 1, done 0, 0 to do, 1 given a later date or another team.');
    for (const line of before.split('\n').filter((one) => one.startsWith('Q1 2026') || one.startsWith('Done in Q1')))
      expect(listed).toContain(line);
    expect(listed).toContain('Aim: 10 %, 50 % from 2026-04-08 on of its time');
  });

  test('what is done or declined is listed for whoever did it, for a team and for one’s own teams', async () => {
    expect(told(await types('@ben', 'improvements done'))).toMatch(/IMP-2[\s\S]*IMP-1/);
    expect(told(await types('@ben', 'improvements done'))).toContain('What ended since 2025-01-01');
    expect(told(await types('@hugo', 'improvements team team-bedroom done'))).toContain(
      '*2 improvements of `team-bedroom`, done, the newest first*',
    );
    expect(told(await types('@hugo', 'improvements team team-bedroom declined'))).toContain('*0 improvements');
    expect(told(await types('@marek', 'improvements my team over search certificate'))).toContain('*1 improvement of');
    expect(told(await types('@ben', 'improvements all done'))).toContain('listed for you, a team or a service');
  });

  test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
    await everythingIsSound(world);
  });
});
