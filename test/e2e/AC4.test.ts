import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everythingIsSound } from './soundness.ts';
import { type Answer, buttonsOf, harrowHome, numberIn, openWorld, placeOf, textOf, told, type World } from './world.ts';

/** AC4: Tuesday, 10 March 2026, 09:00. */
let world: World;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T09:00:00Z', catalogue: harrowHome });
});
afterAll(() => world?.stop());

const incidents = async () =>
  new Set((await world.events()).map(({ detail }) => detail.aggregate.id).filter((id) => id.startsWith('INC-')));
const joined = (answer: Answer) => buttonsOf(answer.ephemeral.at(-1)?.blocks).some(({ action_id }) => action_id === 'declare-different');
const reportsOf = async (id: string) => (await world.events(id)).filter((event) => event['detail-type'] === 'IncidentReported');

describe('AC4: two people declare at the same time', () => {
  let id = '';
  let second: Answer;

  test('one incident is opened, and the other words are its second report', async () => {
    const answers = await Promise.all([
      world.types('@tom', 'declare sev2 checkout: card payments failing'),
      world.types('@asha', 'declare sev1 card payments: the till says no'),
    ]);
    await world.passes(20);
    const [one] = answers.filter((answer) => !joined(answer));
    const [other] = answers.filter(joined);
    if (!one || !other) throw new Error('One was to open it and the other to join.');
    second = other;
    id = numberIn(told(one));
    expect(numberIn(told(other))).toBe(id);
    expect([...(await incidents())]).toEqual([id]);
    expect((await world.channels()).filter(({ name }) => name?.startsWith('inc-'))).toHaveLength(1);
    expect((await world.story(id)).filter((type) => ['IncidentDeclared', 'IncidentReported'].includes(type))).toEqual([
      'IncidentDeclared',
      'IncidentReported',
    ]);
    for (const answer of answers) expect(answer.ackMs).toBeLessThan(3000);
  });

  test('the second is told who opened it, when and with which words', async () => {
    const [declared] = await world.events(id);
    const first = declared?.detail.actor.user_id ?? '';
    const words = { U0TOM: 'card payments failing', U0ASHA: 'the till says no' }[first] ?? '';
    const said = told(second);
    expect(said).toContain(`<@${first}> opened *${id}* on Checkout at <!date^`);
    expect(said).toContain(`> ${words}`);
    expect(buttonsOf(second.ephemeral.at(-1)?.blocks).map(({ text }) => text?.text)).toEqual(['Mine is different']);
  });

  test("the second one's words are on the record and in the channel at once, and so are they", async () => {
    const [report] = await reportsOf(id);
    const reporter = String(report?.detail.data.reported_by);
    const words = { U0TOM: 'card payments failing', U0ASHA: 'the till says no' }[reporter] ?? '';
    const room = await world.roomOf(id);
    expect((await world.messages(room.id)).map(({ blocks }) => textOf(blocks))).toContain(`<@${reporter}> reports it too:\n> ${words}`);
    expect(await world.peopleIn(room.id)).toEqual(expect.arrayContaining(['asha', 'tom']));
    expect(textOf((await world.said(room.id, `${id}/card`))[0]?.blocks)).toContain('*Reports*\n2');
    expect(report?.detail.data.facts).toMatchObject({ reports: 2 });
    const { log } = await world.store();
    const [event] = (await log.events(id as `INC-${number}`, 0)).filter(({ type }) => type === 'IncidentReported');
    const { textId: text = '' } = (event?.body ?? {}) as { textId?: string };
    expect(await log.texts(id as `INC-${number}`, [text])).toEqual({ [text]: { by: reporter, body: words } });
  });

  test('"Mine is different" declares once, however often it is pressed', async () => {
    const who = String((await reportsOf(id))[0]?.detail.data.reported_by);
    const pressed = await Promise.all([1, 2, 3].map(() => world.presses(who, placeOf(second), 'declare-different')));
    const later = await world.presses(who, placeOf(second), 'declare-different');
    await world.passes(20);
    const numbers = new Set([...pressed, later].map((answer) => numberIn(told(answer))));
    expect(numbers.size).toBe(1);
    const [different = ''] = numbers;
    expect(await incidents()).toEqual(new Set([id, different]));
    const [declared] = await world.events(different);
    const [report] = await reportsOf(id);
    expect(declared?.detail).toMatchObject({
      service_id: 'checkout',
      actor: { user_id: who },
      data: { severity: report?.detail.data.severity, reported_by: who, private: false, drill: false },
    });
    const words = { U0TOM: 'card payments failing', U0ASHA: 'the till says no' }[who];
    expect((await world.roomOf(different)).purpose.value).toBe(`${different}: ${words}`);
    expect(await world.said('#incidents', `${different}/announcement`)).toHaveLength(1);
  });

  test('until 30 minutes have passed it is joined, afterwards it is an incident of its own', async () => {
    // What goes on unanswered would be asked about all that time.
    for (const open of await incidents()) await world.types('@tom', `cancel ${open} the till works`);
    const first = numberIn(told(await world.types('@tom', 'declare sev3 mattress: at the edge')));
    const opened = Date.parse((await world.events(first))[0]?.detail.occurred_at ?? (await world.now()));
    await world.until(new Date(opened + 30 * 60_000 - 5000).toISOString());
    const inside = await world.types('@asha', 'declare sev3 mattress: just inside');
    expect(joined(inside)).toBe(true);
    expect(numberIn(told(inside))).toBe(first);
    await world.until(new Date(opened + 30 * 60_000 + 100).toISOString());
    const outside = await world.types('@asha', 'declare sev3 mattress: just outside');
    expect(joined(outside)).toBe(false);
    expect(numberIn(told(outside))).not.toBe(first);
    await world.passes(20);
    expect(await reportsOf(first)).toHaveLength(1);
  });

  test('a private one is never offered, never joins, and leaves no trace of itself', async () => {
    const secret = numberIn(told(await world.types('@tom', 'declare sev2 private bathroom: a leak of names')));
    await world.settle();
    const open = await world.types('@asha', 'declare sev2 bathroom: water on the floor');
    expect(joined(open)).toBe(false);
    expect(JSON.stringify(open)).not.toContain(secret);
    expect(JSON.stringify(open)).not.toContain('a leak of names');
    const alsoSecret = await world.types('@tom', 'declare private bathroom: more names');
    expect(joined(alsoSecret)).toBe(false);
    const drill = await world.types('@tom', 'declare drill bathroom: practice');
    expect(joined(drill)).toBe(false);
    const third = await world.types('@ben', 'declare bathroom: still wet');
    expect(joined(third)).toBe(true);
    expect(numberIn(told(third))).toBe(numberIn(told(open)));
    await world.passes(30);
    expect(await reportsOf(secret)).toEqual([]);
  });

  test('in the form the second is told just the same', async () => {
    const [a, b] = await Promise.all([world.types('@gwen', ''), world.types('@idris', '')]);
    const answers = await Promise.all([
      world.submits('@gwen', a.view, { title: 'No stock shown', service: 'stock-feed', severity: 'sev3' }),
      world.submits('@idris', b.view, { title: 'Stock is empty', service: 'stock-feed', severity: 'sev3', symptoms: 'Zero everywhere' }),
    ]);
    await world.passes(20);
    const titles = answers.map(({ view }) => view?.title.text ?? '').toSorted();
    expect(titles[0]).toMatch(/^Added to INC-\d+$/);
    expect(titles[1]).toMatch(/^INC-\d+ is open$/);
    const late = answers.find(({ view }) => view?.title.text.startsWith('Added'));
    expect(textOf(late?.view?.blocks)).toContain('Mine is different');
    const who = late === answers[0] ? '@gwen' : '@idris';
    const pressed = await world.presses(who, { view: late?.view?.id ?? '' }, 'declare-different');
    expect(pressed.status).toBe(200);
    expect(pressed.error).toBeUndefined();
    await world.passes(20);
    const about = [...(await incidents())].slice(-2);
    expect(await Promise.all(about.map(async (one) => (await world.events(one))[0]?.detail.service_id))).toEqual([
      'stock-feed',
      'stock-feed',
    ]);
    expect(JSON.stringify([pressed.view, pressed.ephemeral])).toContain(about[1]);
  });

  test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
    await everythingIsSound(world);
  });
});
