import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ref } from '#domain/records';
import { type Assertion, assertionsRef } from '#domain/service/ownership';
import { sweepEvery } from './schedules.ts';
import { everythingIsSound } from './soundness.ts';
import { homeIsReady, transferring } from './transfer-story.ts';
import { openWorld, textOf, told, type World } from './world.ts';

/** The Gift Card API is run by SREs for Team Checkout, and outside its error budget again and again: the rota is to go back to those who build it. */
let world: World;
let on: ReturnType<typeof transferring>;
beforeAll(async () => {
  const catalogue = homeIsReady({ teams: ['team-checkout', 'sre', 'app-operations'], services: ['gift-card-api'], people: ['felix'] });
  world = await openWorld({ at: '2026-03-23T09:00:00Z', catalogue });
  on = transferring(world);
  await sweepEvery(world, 180);
});
afterAll(() => world?.stop());

/** A request that was refused has taken a number too. */
let id = '';
const ownership = async (): Promise<Assertion | undefined> => {
  const { records } = await world.store();
  const [found] = await records.load([assertionsRef('gift-card-api')] as Ref<unknown>[]);
  return (found?.value as Assertion[] | undefined)?.at(-1);
};
const lastOf = async (of: string, type: string) => (await world.events(of)).filter((event) => event['detail-type'] === type).at(-1)?.detail;
const exit = () =>
  world.commands('@edie', '/service', 'transfer gift-card-api to team-checkout sre_exit because its budget was spent twice');

describe('X2: SREs leave, and nobody is there to take it back', { timeout: 180_000 }, () => {
  test('as long as Team Checkout is there it can take its service back', async () => {
    const { view } = await exit();
    expect(textOf(view?.blocks)).toContain('*Team Checkout* can take this');
    expect(await ownership()).toMatchObject({ owner: 'team-checkout', model: 'sre_run_it', support: { sreStage: 'sre_primary' } });
  });

  test('once everybody has left it nothing can bring it back there, and nobody can override that', async () => {
    for (const user of ['@bianca', '@toby', '@huda', '@george', '@yemi']) await world.change({ do: 'deactivate', user });
    await world.change({ do: 'empty-group', group: 'team-checkout' });
    await world.until('2026-03-24T06:00:00Z');
    expect((await lastOf('SVC-gift-card-api', 'ServiceOrphaned'))?.data).toMatchObject({
      team_id: 'team-checkout',
      because: 'nobody_in_it',
    });
    const { view } = await exit();
    expect(textOf(view?.blocks)).not.toContain('*Team Checkout* can take this');
    const { ack } = await world.submits('@edie', view);
    expect(JSON.stringify(ack)).toMatch(/team-checkout cannot take it, and nobody can override that \(G1/);
    expect((await world.events()).filter((event) => event['detail-type'] === 'TransferRequested')).toEqual([]);
  });

  test('until then SREs are asked first, and the incident says that its owner has nobody left', async () => {
    await world.types('@felix', 'declare sev2 gift-card-api: vouchers are refused');
    await world.settle();
    const routed = (await lastOf('INC-1', 'IncidentRouted'))?.data;
    expect(routed).toMatchObject({ owner: { team_id: 'team-checkout', support_model: 'sre_run_it', owner_at_risk: true } });
    const ladder = (routed?.ladder ?? []) as { people: string[] }[];
    expect(await world.handles(ladder[0]?.people ?? [])).toEqual(['edie']);
    await world.types('@edie', 'ack INC-1');
    await world.types('@edie', 'resolve INC-1 permanent the partner was called');
    await world.settle();
  });

  test('the way out is the emergency: a standing team takes it, and runs what it owns', async () => {
    const { view } = await world.commands('@felix', '/service', 'transfer gift-card-api to home-mpt emergency because nobody is left');
    await world.submits('@felix', view, { model: 'ybiyri' });
    await world.settle();
    id = (await world.events()).find((event) => event['detail-type'] === 'TransferRequested')?.detail.aggregate.id ?? '';
    expect((await lastOf(id, 'TransferRequested'))?.data).toMatchObject({ kind: 'emergency', support_model_after: 'ybiyri' });
    if ((await on.sentTo('@felix', `${id}/funding`)).length > 0) {
      const { view: money } = await on.answers('@felix', `${id}/funding`, 'confirm-funding');
      await world.submits('@felix', money);
      await world.settle();
    }
    await on.answers('@omar', `${id}/answer`, 'answer-transfer-accept');
    await world.settle();
    await world.passes(5);
    expect(told(await on.answers('@omar', `${id}/take`, 'complete-transfer'))).toContain('belongs to Home Products from now on.');
    await world.settle();
    const now = await ownership();
    expect(now).toMatchObject({ owner: 'home-mpt', model: 'ybiyri', transfer: id });
    expect(now?.support?.tiers ?? []).toEqual([]);
    expect(now?.support?.sreStage).toBeUndefined();
    expect((await lastOf('SVC-gift-card-api', 'SupportModelChanged'))?.data).toMatchObject({ from: 'sre_run_it', to: 'ybiyri' });
  });

  test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
    await everythingIsSound(world);
  });
});
