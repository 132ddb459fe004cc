import { describe, expect, test } from 'vitest';
import { incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import type { Bus } from '#domain/ports';
import { publish } from '#domain/publish';
import { acknowledged, aStage, declared, inc311 } from '#test/builders';

const queue = { ask: async () => {} };

/** An incident of two events that have not left, and what still waits to leave. */
async function twoEvents() {
  const stage = aStage();
  await perform(stage, incidents, inc311, { facts: () => ({}), decide: () => [declared(), acknowledged()] }, {});
  const waiting = async () => (await stage.outbox.unpublished('9999', 10)).map(({ version }) => version);
  const leave = async (put: Bus['put']) => publish({ ...stage, bus: { put }, queue }, await stage.log.events(inc311, 0));
  return { waiting, leave };
}

describe('An event', () => {
  test('is marked as published only when the bus has taken it', async () => {
    const { waiting, leave } = await twoEvents();
    let meanwhile: number[] = [];
    const stayed = await leave(async () => {
      meanwhile = await waiting();
      return [{ index: 0, why: 'ThrottlingException' }];
    });
    expect(meanwhile).toEqual([1, 2]);
    expect(stayed).toMatchObject([{ event: { version: 1 }, why: 'ThrottlingException' }]);
    expect(await waiting()).toEqual([1]);
  });

  test('waits when the bus cannot be reached at all, and leaves the next time', async () => {
    const { waiting, leave } = await twoEvents();
    await leave(async () => Promise.reject(new Error('no bus')));
    expect(await waiting()).toEqual([1, 2]);
    await leave(async () => []);
    expect(await waiting()).toEqual([]);
  });
});
