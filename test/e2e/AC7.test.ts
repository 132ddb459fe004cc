import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Incident, incidents } from '#domain/incident/incident';
import type { AggregateId } from '#domain/keys';
import { type Postmortem, postmortemRef, type RunningPostmortem } from '#domain/postmortem/postmortem';
import { headRef, type Ref } from '#domain/records';
import { daysAfter } from './days-after.ts';
import { sweepEvery } from './schedules.ts';
import { everythingIsSound } from './soundness.ts';
import { buttonsOf, harrowHome, numberIn, openWorld, told, type World } from './world.ts';

/** AC7: a sev2 is over on Monday, 9 March 2026 at 18:00; Ben drives its postmortem, six people are asked, and nobody answers. */
let world: World;
let days: ReturnType<typeof daysAfter>;
let id = '';
let room = '';
const pm = () => id.replace('INC', 'PM') as 'PM-1';
const everybody = ['@asha', '@ben', '@chloe', '@dev', '@jonas', '@omar', '@marek', '@priya', '@lena', '@margot', '@theo', '@hugo'];
const six = ['@asha', '@ben', '@chloe', '@dev', '@jonas', '@omar'];

/** What a message asks or says, told by its words. */
const words: Record<string, string> = {
  p1: 'Before it fades',
  p2: 'Summary: what was the impact',
  p3: "Timeline: here's what we have",
  p4: 'Artifacts, people to invite',
  p5: 'Five questions, any of them',
  owns: 'You drive this postmortem',
  told: 'nothing is asked of you',
  soon: 'It is due',
  due: 'Half an hour is enough to begin with',
  overdue: 'what would make room for half an hour?',
  accountable: 'and you answer for it',
  escalated: 'and has not been held',
};
const seen = new Map<string, number>();
/** All that anybody of them got since this was asked last: `@ben Tue 10 Mar 09:30 message p1 p3`. */
async function newMessages(...whom: string[]): Promise<string[]> {
  const all = await Promise.all((whom.length > 0 ? whom : everybody).map(async (who) => ({ who, got: await days.gotBy(who) })));
  return all.flatMap(({ who, got }) => {
    const fresh = got.slice(seen.get(who) ?? 0);
    seen.set(who, got.length);
    return fresh.map(({ at, as, text }) => {
      const what = Object.entries(words).flatMap(([name, part]) => (text.includes(part) ? [name] : []));
      return [who, at, as, ...what].join(' ');
    });
  });
}
const each = (people: string[], what: string) => people.map((who) => `${who} ${what}`);
const sorted = (...lists: string[][]) => lists.flat().sort();

const record = async () => {
  const [found] = await (await world.store()).records.load([postmortemRef(pm())] as Ref<unknown>[]);
  return found?.value as Postmortem;
};
const running = async () => (await record()) as RunningPostmortem;
const incident = async () => {
  const [found] = await (await world.store()).records.load([headRef(incidents, id as AggregateId)] as Ref<unknown>[]);
  return found?.value as Incident;
};
const eventsOf = async (type: string) => (await world.events(pm())).filter((event) => event['detail-type'] === type);
const inRoom = async () => (await world.messages(room)).map(({ text }) => text);

beforeAll(async () => {
  world = await openWorld({ at: '2026-03-09T17:00:00Z', catalogue: harrowHome });
  await sweepEvery(world, 360);
  days = daysAfter(world);
  id = numberIn(told(await world.types('@dev', 'declare sev2 bedroom: beds cannot be ordered')));
  await world.passes(12);
  room = (await world.roomOf(id)).id;
  await world.types('@asha', `ack ${id}`);
  await world.types('@jonas', 'declare sev2 bedroom: no beds in the basket');
  await world.types('@chloe', 'note the price list is empty', room);
  await world.types('@omar', 'note the warehouse sees no orders either', room);
  await world.types('@ben', 'note rolled the price list back', room);
  await world.until('2026-03-09T18:00:00Z');
  await world.types('@ben', 'resolve permanent rolled the price list back', room);
  await world.settle();
}, 180_000);
afterAll(() => world?.stop());

describe('AC7: a postmortem that is never answered', () => {
  test('Monday 18:00: in the channel, thanks, when it is due and who drives it; Ben is picked in one click', async () => {
    const [said] = await world.said(room, `${pm()}/over-0`);
    expect(said?.text).toMatch(
      /^Thank you to everybody who was at INC-1\. The postmortem is due .*2026-03-16 18:00 UTC.*<@U0ASHA> drives it/,
    );
    const place = { channel: room, ts: said?.ts ?? '' };
    await world.presses('@asha', place, 'assign-postmortem-owner', { user: 'U0BEN' });
    await world.settle();
    const [after] = await world.said(room, `${pm()}/over-0`);
    expect(after?.text).toContain('<@U0BEN> drives it, and nobody writes it alone.');
    expect((await eventsOf('PostmortemOwnerAssigned')).map(({ detail }) => detail.data)).toMatchObject([
      { owner: 'U0ASHA', because: 'default' },
      { owner: 'U0BEN', because: 'picked' },
    ]);
  });

  test('nobody is written to on that evening', async () => {
    await world.until('2026-03-10T09:29:00Z');
    expect(await newMessages()).toEqual([]);
    expect((await running()).owner).toBe('U0BEN');
  });

  test('Tuesday 09:30: six are asked, Ben for the summary too; whoever answers for it is told', async () => {
    await world.until('2026-03-10T21:00:00Z');
    expect((await newMessages()).sort()).toEqual(
      sorted(
        each(['@asha', '@chloe', '@dev', '@jonas', '@omar'], 'Tue 10 Mar 09:30 message p1 p3'),
        ['@ben Tue 10 Mar 09:30 message p1 p2 p3 p4 owns'],
        each(['@marek', '@priya'], 'Tue 10 Mar 09:30 message told'),
      ),
    );
  });

  test('Wednesday and Thursday they are asked once more, with what came meanwhile; then no more', async () => {
    await world.until('2026-03-11T21:00:00Z');
    expect((await newMessages(...six)).map((line) => line.replace(/^@\w+ /, ''))).toEqual(
      six.map((who) => `Wed 11 Mar 09:30 message p1 ${who === '@ben' ? 'p2 p3 p4 p5' : 'p3 p5'}`),
    );
    await world.until('2026-03-12T21:00:00Z');
    expect((await newMessages(...six)).map((line) => line.replace(/^@\w+ /, ''))).toEqual(
      six.map((who) => `Thu 12 Mar 09:30 nudge p1 ${who === '@ben' ? 'p2 p3 p4 p5' : 'p3 p5'}`),
    );
    await world.until('2026-03-13T23:00:00Z');
    expect(await newMessages()).toEqual([]);
  });

  test('Saturday and Sunday: nothing', async () => {
    await world.until('2026-03-15T23:59:00Z');
    expect(await newMessages()).toEqual([]);
  });

  test('Monday 16: it is due; Ben is told and the channel is, which names nobody', async () => {
    await world.until('2026-03-16T23:00:00Z');
    const got = await newMessages();
    expect(got).toEqual(['@ben Mon 16 Mar 09:30 message due']);
    expect((await eventsOf('PostmortemDue')).map(({ detail }) => detail.occurred_at.slice(0, 16))).toEqual(['2026-03-16T18:00']);
    const said = (await inRoom()).at(-1) ?? '';
    expect(said).toMatch(/^The postmortem of INC-1 is due\./);
    expect(said).not.toMatch(/<@/);
  });

  test('Tuesday: whoever commanded it; nobody did, so whoever had it', async () => {
    await world.until('2026-03-17T23:00:00Z');
    expect(await newMessages()).toEqual(['@asha Tue 17 Mar 18:00 message overdue']);
    expect((await running()).overdue.map(({ rung }) => rung)).toEqual(['commander']);
  });

  test('Wednesday: Marek, who leads the team', async () => {
    await world.until('2026-03-22T23:00:00Z');
    expect(await newMessages()).toEqual(['@marek Wed 18 Mar 18:00 message overdue']);
  });

  test('Monday 23: Priya, who answers for it, with what she can do', async () => {
    await world.until('2026-03-29T22:59:00Z');
    expect(await newMessages()).toEqual(['@priya Mon 23 Mar 18:00 message overdue accountable']);
    const last = (await days.gotBy('@priya')).at(-1);
    expect(buttonsOf(last?.message.blocks).map(({ text }) => text?.text)).toEqual(
      expect.arrayContaining(['Reassign owner', 'Book 30 min now', 'Waive with reason']),
    );
    const { view } = await days.presses('@priya', 'plan-meeting');
    expect(JSON.stringify(view)).toContain('"initial_option":{"value":"30"');
  });

  test('Monday 30, by summer time: the heads, once, and it is on the bus', async () => {
    await world.until('2026-03-30T22:00:00Z');
    expect((await newMessages()).sort()).toEqual(each(['@hugo', '@margot', '@theo'], 'Mon 30 Mar 18:00 message escalated'));
    expect((await eventsOf('PostmortemOverdue')).map(({ detail }) => [detail.data.rung, detail.occurred_at.slice(0, 16)])).toEqual([
      ['commander', '2026-03-17T18:00'],
      ['lead', '2026-03-18T18:00'],
      ['product_manager', '2026-03-23T18:00'],
    ]);
    expect(await eventsOf('PostmortemEscalated')).toHaveLength(1);
  });

  test('it never ends by itself, and the incident stays resolved', async () => {
    expect(await record()).toMatchObject({ state: 'draft', owner: 'U0BEN' });
    expect(await incident()).toMatchObject({ state: 'resolved' });
    expect((await inRoom()).join('\n')).not.toMatch(/not answered|missing from|has not/i);
  });

  test('Tuesday 31: Priya gives it to Asha, who is asked all of it in one message; it stays due when it was, and overdue', async () => {
    const before = await running();
    await world.until('2026-03-31T09:00:00Z');
    const { view } = await days.presses('@priya', 'assign-postmortem');
    await world.submits('@priya', view ?? undefined, { owner: 'U0ASHA' });
    await world.until('2026-03-31T20:00:00Z');
    expect(await newMessages('@asha', '@ben')).toEqual(['@asha Tue 31 Mar 10:00 message p1 p2 p3 p4 p5 owns due']);
    const now = await running();
    expect(now).toMatchObject({ owner: 'U0ASHA', ladder: before.ladder, overdue: before.overdue });
    await world.until('2026-04-02T20:00:00Z');
    expect((await newMessages('@asha')).map((line) => line.split(' ').slice(1, 6).join(' '))).toEqual([
      'Wed 1 Apr 10:00 nudge',
      'Thu 2 Apr 10:00 nudge',
    ]);
  });

  test('nobody ever got more than one message and one reply a day', async () => {
    for (const who of everybody) {
      const got = (await days.gotBy(who)).map(({ at, as }) => ({ day: at.split(' ').slice(0, 3).join(' '), as }));
      for (const { day } of got) {
        const that = got.filter((one) => one.day === day);
        expect([who, day, that.length <= 2, that.filter(({ as }) => as === 'message').length <= 1]).toEqual([who, day, true, true]);
      }
    }
  });

  test('only Priya may waive it, and with a reason of twenty characters', async () => {
    expect(told(await world.commands('@asha', '/postmortem', `waive ${id} nobody has the time for it at all`))).toContain(
      'Only the product manager of the service, or their delegate, waives a postmortem.',
    );
    expect(told(await world.commands('@priya', '/postmortem', `waive ${id} too long ago`))).toContain('at least 20 characters');
    expect(await record()).toMatchObject({ state: 'draft' });
  });

  test('waived, the reason is on record and on no bus; nobody is asked anything more', async () => {
    await world.commands('@priya', '/postmortem', `waive ${id} the price list is replaced next week`);
    await world.settle();
    const waived = await record();
    expect(waived).toMatchObject({ state: 'waived', waivedBy: { by: 'U0PRIYA', as: 'product_manager' }, improvements: [] });
    const { log } = await world.store();
    const reason = waived.state === 'waived' ? waived.waivedReasonId : '';
    expect((await log.texts(pm(), [reason]))[reason]?.body).toBe('the price list is replaced next week');
    expect(await eventsOf('PostmortemWaived')).toHaveLength(1);
    expect(JSON.stringify(await world.events())).not.toContain('price list');
    expect((await world.said(room, `${pm()}/over-0`))[0]?.text).toContain('goes without a postmortem; the reason is on record');
    await world.until('2026-04-08T20:00:00Z');
    expect(await newMessages()).toEqual([]);
  });

  test('everything is sound', () => everythingIsSound(world));
});
