import { describe, expect, test } from 'vitest';
import { goneTransferTimers, isTransferOverdue, stepsOf, transferTimers } from '#domain/transfer/timers';
import { TransferEvent } from '#domain/transfer/transfer-events';
import { viewTransfer } from '#domain/transfer/view';
import { acceptTransfer } from '#features/answer-transfer/decide';
import { cancelTransfer } from '#features/cancel-transfer/decide';
import { checkReadiness } from '#features/check-readiness/decide';
import { completeTransfer } from '#features/complete-transfer/decide';
import { remindTransfer } from '#features/remind-transfer/decide';
import { react } from '#features/remind-transfer/react';
import { replanTransfer } from '#features/replan-transfer/decide';
import { omar, plus, priya, type Stage } from '#test/builders';
import { beforeTheMove, doing, known, loadOf, movedAsFarAs, planned, serviceNow, shownAt, xfer } from '#test/transferring';

const reminds = (stage: Stage, at: string, timer?: string, generation = 0) =>
  doing(stage, remindTransfer, { at, fired: timer === undefined ? undefined : { timer, generation } });
const week = 7 * 24 * 60;
const steps = async (stage: Stage) => stepsOf(await known(stage)).map(({ step, at }) => [step, at]);

describe('Somebody is waited for', () => {
  test('for the product manager first, in working days of the receiving team: three, five and ten', async () => {
    const stage = await movedAsFarAs('requested', await beforeTheMove());
    // From Monday 16 March; the clocks go forward on the 29th, and it is ten in the morning all the same.
    expect(await steps(stage)).toEqual([
      ['funding-1', '2026-03-19T10:00:00.000Z'],
      ['funding-2', '2026-03-23T10:00:00.000Z'],
      ['funding-over', '2026-03-30T09:00:00.000Z'],
    ]);
  });

  test('holidays of the team are no working days', async () => {
    const stage = await movedAsFarAs('requested', await beforeTheMove({ holidays: ['2026-03-17', '2026-03-20'] }));
    expect((await steps(stage)).map(([, at]) => at)).toEqual([
      '2026-03-23T10:00:00.000Z',
      '2026-03-25T10:00:00.000Z',
      '2026-04-01T09:00:00.000Z',
    ]);
  });

  test('then for the receiving team, from when it could answer', async () => {
    const stage = await movedAsFarAs('in_readiness', await beforeTheMove());
    expect(await steps(stage)).toEqual([
      ['answer-1', '2026-03-20T10:00:00.000Z'],
      ['answer-2', '2026-03-24T10:00:00.000Z'],
      ['answer-over', '2026-03-31T09:00:00.000Z'],
    ]);
    expect(goneTransferTimers(xfer(), await known(stage))).toContain('XFER-1-funding-over');
  });

  test('first its lead is reminded, then the product manager, each once, and a minute early is no earlier', async () => {
    const stage = await movedAsFarAs('in_readiness', await beforeTheMove());
    expect(await reminds(stage, '2026-03-20T09:58:00.000Z', 'answer-1')).toEqual([]);
    expect(await reminds(stage, '2026-03-20T09:59:30.000Z', 'answer-1')).toEqual(['TransferReminded']);
    expect(await reminds(stage, '2026-03-20T10:00:00.000Z')).toEqual([]);
    expect(await reminds(stage, '2026-03-24T10:00:00.000Z')).toEqual(['TransferReminded']);
    expect((await stage.log.events(xfer(), 0)).slice(-2).map(({ body }) => (body as { asked: string }).asked)).toEqual([
      'receiving_lead',
      'product_manager',
    ]);
  });

  test('at last it is over: the owner is the same, the service is free for another', async () => {
    const stage = await movedAsFarAs('in_readiness', await beforeTheMove());
    expect(await reminds(stage, '2026-03-31T09:00:00.000Z')).toEqual(['TransferExpired']);
    expect(await reminds(stage, '2026-03-31T09:05:00.000Z')).toEqual([]);
    expect((await known(stage)).state).toBe('expired');
    const { owned, pending } = await serviceNow(stage);
    expect([owned?.owner, pending]).toEqual(['team-bedroom', undefined]);
    expect((await loadOf(stage, 'home-mpt')).incoming).toEqual([]);
  });

  test('once they have answered nobody is', async () => {
    const stage = await movedAsFarAs('accepted', await beforeTheMove());
    expect(await reminds(stage, '2026-03-23T00:00:00.000Z')).toEqual([]);
    expect((await steps(stage)).map(([step]) => step)).toEqual(['shadow-start-0', 'planned-0', 'late-0-1']);
  });
});

describe('Time brings', () => {
  test('the last day on which to begin to run along, the day itself, and a word where that goes on for too long', async () => {
    const stage = await movedAsFarAs('accepted', await beforeTheMove());
    expect(await steps(stage)).toEqual([
      ['shadow-start-0', '2026-03-23T09:00:00.000Z'],
      ['planned-0', planned],
      ['late-0-1', plus(planned, week)],
    ]);
    const learning = await movedAsFarAs('shadowing', await beforeTheMove());
    expect(await steps(learning)).toEqual([
      ['planned-0', planned],
      ['late-0-1', plus(planned, week)],
      ['shadow-long', '2026-04-10T10:00:00.000Z'],
    ]);
  });

  test('another day where it was given another, under another name', async () => {
    const stage = await movedAsFarAs('shadowing', await beforeTheMove());
    await reminds(stage, planned);
    const later = plus(planned, 7 * 24 * 60);
    await doing(stage, replanTransfer, { by: omar, at: planned, plannedAt: later });
    expect(transferTimers(xfer(), await known(stage)).map(({ name, at }) => [name, at])).toEqual([
      ['XFER-1-planned-1', later],
      ['XFER-1-shadow-long', '2026-04-10T10:00:00.000Z'],
      ['XFER-1-late-1-1', plus(later, week)],
    ]);
    expect(goneTransferTimers(xfer(), await known(stage))).toContain('XFER-1-late-0-1');
    expect(await reminds(stage, later)).toEqual(['TransferReminded']);
  });

  test('the question how it went, a month and a quarter after it was taken over', async () => {
    const stage = await movedAsFarAs('completed', await beforeTheMove());
    expect(await steps(stage)).toEqual([
      ['review-1', '2026-04-29T09:00:00.000Z'],
      ['review-2', '2026-06-28T09:00:00.000Z'],
    ]);
    expect(await reminds(stage, '2026-04-29T09:00:00.000Z')).toEqual(['TransferReminded']);
    expect(await reminds(stage, '2026-06-28T09:00:00.000Z')).toEqual(['TransferReminded']);
    expect(await steps(stage)).toEqual([]);
  });

  test('what an emergency has left for later, as long as it is not done', async () => {
    const asked = { by: priya, kind: 'emergency', because: 'team_disbanded' } as const;
    const stage = await movedAsFarAs('requested', await beforeTheMove(), asked);
    expect((await steps(stage)).map(([step]) => step)).toEqual(['answer-1', 'answer-2', 'answer-over']);
    const at = '2026-03-16T11:00:00.000Z';
    await doing(stage, acceptTransfer, { by: omar, at });
    expect((await steps(stage)).map(([step]) => step)).toEqual(['planned-0', 'late-0-1']);
    await doing(stage, completeTransfer, { by: omar, at });
    expect((await steps(stage))[0]).toEqual(['follow-ups', '2026-03-30T11:00:00.000Z']);
    for (const [item, { due }] of Object.entries((await known(stage)).checklist))
      if (due)
        await doing(stage, checkReadiness, {
          by: priya,
          at,
          item: item as 'access',
          status: 'done',
          evidence: shownAt(item),
          reasonId: 'none',
        });
    expect((await steps(stage)).map(([step]) => step)).toEqual(['review-1', 'review-2']);
  });

  test('nothing where it was called off', async () => {
    const stage = await movedAsFarAs('shadowing', await beforeTheMove());
    await doing(stage, cancelTransfer, { by: priya, at: planned, reason: 'No', reasonId: 'off' });
    expect(await steps(stage)).toEqual([]);
    expect(goneTransferTimers(xfer(), await known(stage))).toEqual(
      expect.arrayContaining(['XFER-1-planned-0', 'XFER-1-late-0-1', 'XFER-1-shadow-long']),
    );
  });

  test('what is due to the sweep, should a timer never have come', async () => {
    const stage = await movedAsFarAs('in_readiness', await beforeTheMove());
    expect(isTransferOverdue(await known(stage), '2026-03-20T09:59:00.000Z')).toBe(false);
    expect(isTransferOverdue(await known(stage), '2026-03-20T10:00:00.000Z')).toBe(true);
    const listed = async () => (await stage.lists.page('transfers', 10)).heads.map(({ id }) => id);
    expect(await listed()).toEqual(['XFER-1']);
    const done = await movedAsFarAs('completed', await beforeTheMove());
    expect((await done.lists.page('transfers', 10)).heads).toHaveLength(1);
    await reminds(done, '2026-06-28T09:00:00.000Z');
    expect((await done.lists.page('transfers', 10)).heads).toHaveLength(0);
  });

  test('a minute early only what the timer was armed for, and for the day that it was armed for', async () => {
    const stage = await movedAsFarAs('shadowing', await beforeTheMove());
    const early = new Date(Date.parse(planned) - 30_000).toISOString();
    expect(await reminds(stage, early, 'shadow-long')).toEqual([]);
    expect(await reminds(stage, early, 'planned-0', 1)).toEqual([]);
    expect(await reminds(stage, early, 'planned-0', 0)).toEqual(['TransferReminded']);
  });

  test('no more to call off however often the day was moved, and never one name for two times', async () => {
    const stage = await movedAsFarAs('shadowing', await beforeTheMove());
    const times = new Map<string, string>();
    for (let replan = 1; replan <= 12; replan++) {
      for (const { name, at } of transferTimers(xfer(), await known(stage))) {
        expect(times.get(name) ?? at).toBe(at);
        times.set(name, at);
      }
      await doing(stage, replanTransfer, { by: omar, at: planned, plannedAt: plus(planned, replan * 24 * 60) });
      expect(goneTransferTimers(xfer(), await known(stage)).length).toBeLessThanOrEqual(12);
    }
    expect(goneTransferTimers(xfer(), await known(stage))).toEqual(expect.arrayContaining(['XFER-1-planned-11', 'XFER-1-late-11-1']));
  });

  test('nothing to call off that can come back: what was left for later keeps its timer while it is done and undone', async () => {
    const stage = await movedAsFarAs('completed', await beforeTheMove());
    expect(goneTransferTimers(xfer(), await known(stage))).not.toContain('XFER-1-follow-ups');
  });

  test('names that fit a schedule', async () => {
    const stage = await movedAsFarAs('requested', await beforeTheMove());
    for (const { name } of transferTimers('XFER-123456789', await known(stage))) expect(name).toMatch(/^[\w.-]{1,64}$/);
  });
});

describe('An accepted transfer whose day has passed', () => {
  const asked = async (stage: Stage) =>
    (await stage.log.events(xfer(), 0)).flatMap(({ type, body }) => {
      const { asked: whom, step } = body as { asked: string; step: string };
      return type === 'TransferReminded' && step.startsWith('late') ? [[step, whom]] : [];
    });
  const past = (weeks: number, minutes = 0) => plus(planned, weeks * week + minutes);

  test.each(['accepted', 'shadowing'] as const)(
    'is asked about every week while it is %s: its lead, and from two weeks on the product manager too',
    async (state) => {
      const stage = await movedAsFarAs(state, await beforeTheMove());
      await reminds(stage, plus(planned, 12 * 24 * 60));
      await reminds(stage, past(2, -1));
      for (const weeks of [2, 3, 4]) {
        await reminds(stage, past(weeks));
        await reminds(stage, past(weeks, 5));
      }
      expect(await asked(stage)).toEqual([
        ['late-0-1', 'receiving_lead'],
        ...[2, 3, 4].map((weeks) => [`late-0-${weeks}`, 'receiving_lead_and_product_manager']),
      ]);
      expect((await known(stage)).reminded.filter((step) => step.startsWith('late'))).toEqual(['late-0-4']);
    },
  );

  test('is not asked about at once for every week in which nobody could be', async () => {
    const stage = await movedAsFarAs('accepted', await beforeTheMove());
    await reminds(stage, past(5, 60));
    expect(await reminds(stage, past(5, 65))).toEqual([]);
    expect(await asked(stage)).toEqual([['late-0-5', 'receiving_lead_and_product_manager']]);
    expect(isTransferOverdue(await known(stage), past(6, -1))).toBe(false);
    expect(isTransferOverdue(await known(stage), past(6))).toBe(true);
  });

  test('is asked about anew once it has another day, and no more once it is over', async () => {
    const stage = await movedAsFarAs('shadowing', await beforeTheMove());
    await reminds(stage, past(1));
    await doing(stage, replanTransfer, { by: omar, at: past(1), plannedAt: past(2) });
    expect(transferTimers(xfer(), await known(stage)).map(({ name }) => name)).toContain('XFER-1-late-1-1');
    await reminds(stage, past(3));
    expect(await asked(stage)).toEqual([
      ['late-0-1', 'receiving_lead'],
      ['late-1-1', 'receiving_lead'],
    ]);
    await doing(stage, cancelTransfer, { by: priya, at: past(3), reason: 'No', reasonId: 'off' });
    expect(await steps(stage)).toEqual([]);
    expect(goneTransferTimers(xfer(), await known(stage))).toContain('XFER-1-late-1-2');
  });

  test('says that its day has passed, who answers meanwhile, and what can be done', async () => {
    const stage = await movedAsFarAs('accepted', await beforeTheMove());
    await reminds(stage, past(2));
    const view = await viewTransfer(stage, xfer());
    const news = (await stage.log.events(xfer(), 0)).map(({ version, body }) => ({ version, event: TransferEvent.parse(body), texts: {} }));
    const told = view
      ? react(
          view,
          news.filter(({ event }) => event.type === 'TransferReminded' && event.step === 'late-0-2'),
        )
      : [];
    const messages = told.flatMap((effect) => (effect.kind === 'message' ? [effect] : []));
    expect(messages.map(({ to }) => to).slice(0, 2)).toEqual([omar, priya]);
    expect(JSON.stringify(messages[0])).toMatch(
      /Its day has passed, and it has not been taken over. Until it is done team-bedroom answers for it.*Start shadowing.*Another date.*Call it off/,
    );
  });
});
