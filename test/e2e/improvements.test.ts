import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweepEvery } from './schedules.ts';
import { everythingIsSound } from './soundness.ts';
import { homeIsReady, transferring } from './transfer-story.ts';
import { openWorld, questionIn, textOf, told, type View, type World } from './world.ts';

/** What comes out of one incident of Bedroom, day by day, and where it goes when Bedroom moves. London's clocks go forward on 29 March 2026. */
let world: World;
let on: ReturnType<typeof transferring>;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:00:00Z', catalogue: homeIsReady({ people: ['hugo'] }) });
  on = transferring(world);
  await sweepEvery(world, 360);
});
afterAll(() => world?.stop());

const types = (who: string, text: string) => world.commands(who, '/postmortem', text);
const eventsOf = async (of: string, type: string) =>
  (await world.events(of)).filter((event) => event['detail-type'] === type).map(({ detail }) => detail.data as Record<string, unknown>);
const facts = async (of: string) => (await world.events(of)).at(-1)?.detail.data.facts as Record<string, unknown>;
const pressIn = (who: string, view: View | undefined, action: string, value?: string) =>
  world.presses(who, { view: view?.id ?? '' }, action, value ? { value } : {});
const said = (view: View | undefined) => textOf(view?.blocks);
/** What somebody was sent on a day of theirs, if anything, as it stands now. */
const sentOn = async (who: string, day: string) =>
  (await on.sentTo(who, `PROMPTS-U0${who.slice(1).toUpperCase()}/${day}`)).map(({ blocks }) => textOf(blocks)).join('\n');
const proposes = async (who: string, title: string, more: Record<string, unknown> = {}) => {
  const { view } = await types(who, `improvements add INC-1 ${title}`);
  return world.submits(who, view, more);
};

describe('Improvements', { timeout: 240_000 }, () => {
  test('a workaround proposes by itself that the cause be mended, once', async () => {
    await world.types('@tom', 'declare sev2 bedroom: beds cannot be ordered');
    await world.settle();
    await world.types('@asha', 'ack INC-1');
    await world.passes(1800);
    await world.types('@asha', 'resolve INC-1 workaround orders are taken by phone');
    await world.settle();
    expect(await eventsOf('IMP-1', 'ImprovementProposed')).toMatchObject([
      { facts: { kind: 'permanent_fix', postmortem_id: 'PM-1', service_id: 'bedroom', team_id: 'team-bedroom', state: 'proposed' } },
    ]);
    await world.passes(900);
    expect(await world.events('IMP-2')).toEqual([]);
  });

  test('whoever was there proposes more, with the question it answers; somebody else is told why not', async () => {
    const { view } = await types('@asha', 'improvements add INC-1 Alert on an order queue that stays empty');
    expect(questionIn(view, 'title').initial_value).toBe('Alert on an order queue that stays empty');
    const sent = await world.submits('@asha', view, {
      'done-when': 'The alert has fired once in a test',
      question: 'detect',
      priority: 'high',
    });
    expect(JSON.stringify(sent.ack)).toContain('Alert on an order queue that stays empty');
    await proposes('@tom', 'Page somebody when no order comes in');
    await world.settle();
    expect(await facts('IMP-2')).toMatchObject({ question: 'detect', priority: 'high', state: 'proposed' });
    expect(JSON.stringify(await world.events('IMP-2'))).not.toContain('order queue');
    const refused = await types('@dev', 'improvements add INC-1 Rewrite all of it');
    expect([told(refused), refused.view]).toEqual([expect.stringContaining('Until it is published'), undefined]);
    expect(await world.events('IMP-4')).toEqual([]);
  });

  test('for an incident that there is not, nobody fills in a form', async () => {
    const unknown = await types('@asha', 'improvements add INC-77 Alert on a queue');
    expect([told(unknown), unknown.view]).toEqual([expect.stringContaining('There is no such incident.'), undefined]);
  });

  test('all of them stand in one form; one is chosen with one owner and one date, suggested a month ahead', async () => {
    const { view: list } = await types('@marek', 'improvements INC-1');
    for (const id of ['IMP-1', 'IMP-2', 'IMP-3']) expect(said(list)).toContain(id);
    const { view: form } = await pressIn('@marek', list, 'choose-improvement', 'IMP-2');
    expect((questionIn(form, 'due') as { initial_date?: string }).initial_date).toBe('2026-04-09');
    const wrong = await world.submits('@marek', form, { owner: 'U0DEV', due: '2026-03-25' });
    expect(JSON.stringify(wrong.ack)).toContain('is not of Team Bedroom');
    const { view: fresh } = await types('@marek', 'improvements INC-1');
    const { view: again } = await pressIn('@marek', fresh, 'choose-improvement', 'IMP-2');
    await world.submits('@marek', again, { owner: 'U0BEN', due: '2026-03-25' });
    await world.settle();
    expect(await facts('IMP-2')).toMatchObject({ state: 'accepted', owner: 'U0BEN', team_id: 'team-bedroom', due_on: '2026-03-25' });
  });

  test('somebody who was only there cannot choose, and is told who does', async () => {
    const { view: list } = await types('@tom', 'improvements INC-1');
    const { view: form } = await pressIn('@tom', list, 'choose-improvement', 'IMP-1');
    const refused = await world.submits('@tom', form, { owner: 'U0BEN', due: '2026-03-25' });
    expect(JSON.stringify(refused.ack)).toContain('say the product manager, the lead of the team that has it');
  });

  test('one is declined with what was weighed, and one is the same as another', async () => {
    const { view: list } = await types('@marek', 'improvements INC-1');
    const { view: form } = await pressIn('@marek', list, 'decline-improvement', 'IMP-1');
    await world.submits('@marek', form, { words: 'The provider is replaced in May' });
    const { view: card } = await types('@tom', 'improvements IMP-3');
    const { view: merge } = await pressIn('@tom', card, 'merge-improvement');
    expect(JSON.stringify((await world.submits('@tom', merge, { into: 'twelve' })).ack)).toContain('Give it by its number');
    await world.submits('@tom', merge, { into: 'imp-2' });
    await world.settle();
    expect((await eventsOf('IMP-1', 'ImprovementDeclined')).length).toBe(1);
    expect(await eventsOf('IMP-3', 'ImprovementMerged')).toMatchObject([{ into: 'IMP-2' }]);
    expect(told(await types('@dev', 'improvements service bedroom declined'))).toContain('IMP-1');
    const over = async (who: string, whose: string) => told(await types(who, `improvements ${whose}`)).match(/IMP-[1-9](?=\*)/g);
    expect(await over('@dev', 'team team-bedroom declined')).toEqual(['IMP-1']);
    expect(await over('@dev', 'team team-bedroom done')).toBeNull();
    expect(await over('@dev', 'team team-bedroom over')).toEqual(['IMP-3', 'IMP-1']);
    expect(await over('@tom', 'over')).toEqual(['IMP-3']);
    expect(told(await types('@dev', 'improvements all declined'))).toContain('listed for you, a team or a service');
    expect(said((await types('@dev', 'improvements IMP-1')).view)).toContain('The provider is replaced in May');
  });

  test('whoever has it hears of it the next morning, three days before, on the day, three days after, and then every week', async () => {
    await world.until('2026-03-11T10:00:00Z');
    expect(await sentOn('@ben', '2026-03-11')).toContain('IMP-2');
    await world.until('2026-03-23T09:00:00Z');
    expect(await sentOn('@ben', '2026-03-20')).not.toContain('IMP-2');
    expect(await sentOn('@ben', '2026-03-23')).not.toContain('IMP-2');
    await world.until('2026-03-23T10:00:00Z');
    expect(await sentOn('@ben', '2026-03-23')).toContain('due on 2026-03-25');
    await world.until('2026-03-25T10:00:00Z');
    expect(await sentOn('@ben', '2026-03-25')).toContain('It is due on 2026-03-25, today.');
    expect(await eventsOf('IMP-2', 'ImprovementOverdue')).toEqual([]);
    await world.until('2026-03-30T09:00:00Z');
    expect((await eventsOf('IMP-2', 'ImprovementOverdue')).length).toBe(1);
    expect(await sentOn('@ben', '2026-03-26')).not.toContain('IMP-2');
    expect(await sentOn('@ben', '2026-03-30')).toContain('was due on 2026-03-25');
    await world.until('2026-04-07T10:00:00Z');
    // The 6th is Easter Monday, a holiday of theirs.
    for (const day of ['2026-04-02', '2026-04-06']) expect(await sentOn('@ben', day)).not.toContain('IMP-2');
    expect(await sentOn('@ben', '2026-04-07')).toContain('was due on 2026-03-25');
  });

  test('a later date comes with a reason, and the third one is told to the product manager', async () => {
    const extend = async (due: string, words?: string) => {
      const { view } = await types('@ben', 'improvements IMP-2');
      const { view: form } = await pressIn('@ben', view, 'reschedule-improvement');
      return world.submits('@ben', form, { due, ...(words && { words }) });
    };
    expect(JSON.stringify((await extend('2026-04-20')).ack)).toContain('A later date comes with what came between');
    for (const due of ['2026-04-20', '2026-04-22', '2026-04-24']) await extend(due, 'The provider has not sent the keys');
    await world.settle();
    expect(await eventsOf('IMP-2', 'ImprovementRescheduled')).toMatchObject([{ extension: 1 }, { extension: 2 }, { extension: 3 }]);
    await world.until('2026-04-08T12:00:00Z');
    expect(await sentOn('@priya', '2026-04-08')).toContain('third time');
    expect(JSON.stringify(await world.events('IMP-2'))).not.toContain('sent the keys');
  });

  test('the backlog of the team shows it with what can be counted, and its lead puts it first', async () => {
    await proposes('@asha', 'Check the certificate of the provider', { question: 'prevent' });
    await world.settle();
    const listed = told(await types('@marek', 'improvements team team-bedroom'));
    expect(listed).toContain('*2 improvements');
    expect(listed.indexOf('IMP-2')).toBeLessThan(listed.indexOf('IMP-4'));
    expect(listed).toContain('1 of 2 chosen (50 %)');
    expect(listed).toContain('Prevent 1 (50 %)');
    const { view } = await types('@marek', 'improvements IMP-4');
    await pressIn('@marek', view, 'rank-improvement:first');
    await world.settle();
    const again = told(await types('@marek', 'improvements team team-bedroom'));
    expect(again.indexOf('IMP-4')).toBeLessThan(again.indexOf('IMP-2'));
    expect(told(await types('@ben', 'improvements'))).toContain('IMP-2');
    expect(told(await types('@ben', 'improvements team team-bedroom search certificate'))).toContain('IMP-4');
  });

  test('Bedroom moves: what is open comes with it, waits for the new lead’s word, and the transfer’s thread says so', async () => {
    const { view } = await world.commands('@priya', '/service', 'transfer bedroom to home-mpt emergency because the money ends');
    await world.submits('@priya', view);
    await world.settle();
    const [funding] = await on.sentTo('@priya', 'XFER-1/funding');
    if (funding) {
      const { view: money } = await on.answers('@priya', 'XFER-1/funding', 'confirm-funding');
      await world.submits('@priya', money, { ended: '2026-04-08', payer: 'U0PRIYA', basis: 'opex', targets: 'kept' });
      await world.settle();
    }
    await on.answers('@omar', 'XFER-1/answer', 'answer-transfer-accept');
    await world.settle();
    await world.passes(5);
    expect(told(await on.answers('@omar', 'XFER-1/take', 'complete-transfer'))).toContain('from now on');
    await world.settle();
    for (const id of ['IMP-2', 'IMP-4'])
      expect(await eventsOf(id, 'ImprovementReassigned')).toMatchObject([
        { because: 'service_moved', waiting: true, facts: { team_id: 'home-mpt', owner: null } },
      ]);
    expect(await eventsOf('IMP-1', 'ImprovementReassigned')).toEqual([]);
    expect((await on.words('#team-home-mpt', 'XFER-1/improvements')).join()).toContain('2 open improvements came with it');
    await world.until('2026-04-09T10:00:00Z');
    expect(await sentOn('@omar', '2026-04-09')).toContain('IMP-2');
  });

  test('Omar takes one with a date of his own and declines the other, which stays to be read at Bedroom', async () => {
    const { view: card } = await types('@omar', 'improvements IMP-2');
    const { view: form } = await pressIn('@omar', card, 'choose-improvement');
    await world.submits('@omar', form, { owner: 'U0DEV', due: '2026-04-30' });
    const { view: other } = await types('@omar', 'improvements IMP-4');
    const { view: no } = await pressIn('@omar', other, 'decline-improvement');
    await world.submits('@omar', no, { words: 'The provider goes in May' });
    await world.settle();
    expect(await facts('IMP-2')).toMatchObject({
      state: 'accepted',
      owner: 'U0DEV',
      team_id: 'home-mpt',
      due_on: '2026-04-30',
      extensions: 0,
    });
    expect(told(await types('@ben', 'improvements service bedroom declined'))).toContain('IMP-4');
  });

  test('it is done, and a month later its owner and the product manager say with one click whether it helped', async () => {
    await world.until('2026-04-27T10:00:00Z');
    expect(await sentOn('@dev', '2026-04-27')).toContain('due on 2026-04-30');
    const message = (await on.sentTo('@dev', 'PROMPTS-U0DEV/2026-04-27')).at(-1);
    const place = { channel: (await world.inbox('@dev')).channel, ts: message?.ts ?? '' };
    await world.presses('@dev', place, 'move-improvement:done');
    await world.settle();
    expect(await facts('IMP-2')).toMatchObject({ state: 'done', days_late: 0 });
    for (const whose of ['done', 'team home-mpt done'])
      expect(told(await types('@dev', `improvements ${whose}`))).toContain('✓ done 2026-04-27');
    expect(told(await types('@dev', 'improvements team team-bedroom done'))).toContain('*0 improvements');
    const moved = told(await types('@omar', 'improvements team team-bedroom'));
    expect(moved).toContain('*Team Bedroom, Q2 2026*, until 2026-06-30: planned 1, done 0, 0 to do, 1 given a later date or another team.');
    expect(told(await types('@omar', 'improvements my team'))).toContain('Q2 2026*, until 2026-06-30: planned 1, done 1, 0 to do.');
    await world.until('2026-05-28T12:00:00Z');
    for (const who of ['@dev', '@priya']) {
      const [asked] = (await on.sentTo(who, `PROMPTS-U0${who.slice(1).toUpperCase()}/2026-05-2`)).slice(-1);
      expect(textOf(asked?.blocks)).toContain('did it help');
      const at = { channel: (await world.inbox(who)).channel, ts: asked?.ts ?? '' };
      const { view } = await world.presses(who, at, 'assess-improvement:yes');
      await world.submits(who, view, who === '@dev' ? { words: 'It fired before any customer called' } : {});
    }
    await world.settle();
    expect((await facts('IMP-2')).helped).toMatchObject({ yes: 2, no: 0 });
    expect(JSON.stringify(await world.events('IMP-2'))).not.toContain('before any customer');
  });

  test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
    await everythingIsSound(world);
  });
});

describe('What everybody can read', () => {
  test('a title that looks for somebody is saved, and its author alone has a hint', async () => {
    const { view } = await types('@asha', 'improvements add INC-1 Ask who was careless');
    const { ack } = await world.submits('@asha', view);
    expect(ack).toMatchObject({ response_action: 'update' });
    const shown = (await world.inbox('@asha')).view ?? undefined;
    expect(textOf(shown?.blocks)).toContain('Only you see this: “who”, “careless”');
    expect(textOf(shown?.blocks)).toContain('Ask who was careless');
    const edit = await world.presses('@asha', { view: shown?.id ?? '' }, 'describe-improvement');
    await world.submits('@asha', edit.view, { title: 'Ask how it looked from there' });
    await world.settle();
    expect(textOf(((await world.inbox('@asha')).view ?? undefined)?.blocks)).not.toContain('Only you see this');
  });
});
