import { describe, expect, test } from 'vitest';
import { perform } from '#domain/perform';
import { transfers } from '#domain/transfer/transfer';
import { type RequestTransfer, requestTransfer } from '#features/request-transfer/decide';
import { aRota, dev, hasTeam, isOwned, marek, omar, owned, plus, priya, slug, teamSlug, tom } from '#test/builders';
import { aStandingTeam, bedroomToHome, beforeTheMove, doing, known, loadOf, monday, rosalind, serviceNow, xfer } from '#test/transferring';

const asking = async (more: Partial<RequestTransfer> = {}, receiver = {}) => {
  const stage = await beforeTheMove(receiver);
  return { stage, did: await doing(stage, requestTransfer, bedroomToHome(more)) };
};

describe('A transfer is asked for', () => {
  test('by the lead of the team that owns it: nothing has moved, and both sides know of it', async () => {
    const { stage, did } = await asking();
    expect(did).toEqual(['TransferRequested']);
    expect(await known(stage)).toMatchObject({
      state: 'requested',
      requestedAs: 'owning_lead',
      before: { owner: 'team-bedroom', lifecycle: 'active', ownershipVersion: 1 },
      plan: { to: 'home-mpt', model: 'ybiyri', solution: 'multi_product_team', lifecycle: 'maintenance_mode', handBack: 'home-mpt' },
      productManager: priya,
    });
    const { owned: now, pending, lifecycle } = await serviceNow(stage);
    expect([now?.owner, lifecycle, pending?.transfer]).toEqual(['team-bedroom', 'active', 'XFER-1']);
    expect((await loadOf(stage, 'home-mpt')).incoming).toEqual(['XFER-1']);
  });

  test.each([
    [priya, 'product_manager'],
    [rosalind, 'org_head'],
  ])('by %s, who is its %s', async (by, as) => {
    const { stage } = await asking({ by });
    expect((await known(stage)).requestedAs).toBe(as);
  });

  test.each([omar, tom, dev])('by nobody else: not by %s', async (by) => {
    expect((await asking({ by })).did).toBe('transfer_not_yours');
  });

  test('once at a time for each service, and whoever comes second is told what is under way', async () => {
    const { stage } = await asking();
    const again = perform(stage, transfers, xfer(2), requestTransfer, bedroomToHome({ by: priya }));
    await expect(again).rejects.toThrow(/XFER-1 is under way: bedroom to home-mpt/);
    expect((await loadOf(stage, 'home-mpt')).incoming).toEqual(['XFER-1']);
  });

  test.each([
    ['without a reason', { reason: '  ' }, 'no_reason'],
    ['for a day that is over', { wish: { to: teamSlug('home-mpt'), plannedAt: plus(monday, -1) } }, 'planned_in_the_past'],
    ['to whom it belongs already', { wish: { to: teamSlug('team-bedroom'), plannedAt: monday } }, 'owned_by_them'],
    ['to a team that owns nothing of its own', { wish: { to: teamSlug('service-desk'), plannedAt: monday } }, 'receiver_supports_only'],
    ['to a team that is not there', { wish: { to: teamSlug('nobody'), plannedAt: monday } }, 'receiver_not_standing'],
    [
      'to be taken back by a team that is not there',
      { wish: { to: teamSlug('home-mpt'), plannedAt: monday, handBack: teamSlug('nobody') } },
      'cannot_take_it_back',
    ],
    [
      'to be taken back by a team that owns nothing',
      { wish: { to: teamSlug('home-mpt'), plannedAt: monday, handBack: teamSlug('service-desk') } },
      'cannot_take_it_back',
    ],
    ['of a service that is not there', { service: slug('attic') }, 'no_service'],
    [
      'with a state that cannot follow',
      { wish: { to: teamSlug('home-mpt'), plannedAt: monday, lifecycle: 'pre_live' } },
      'lifecycle_cannot_follow',
    ],
    ['as an entry of a team that are no SREs', { kind: 'sre_entry' }, 'not_an_sre_team'],
    [
      'as an exit where there are no SREs',
      { kind: 'sre_exit', wish: { to: teamSlug('team-bedroom'), plannedAt: monday } },
      'no_sre_to_leave',
    ],
    ['for the way in which it is run already', { kind: 'support_model_change' }, 'same_model'],
  ] as [string, Partial<RequestTransfer>, string][])('not %s', async (_, more, code) => {
    const { stage, did } = await asking(more);
    expect(did).toBe(code);
    expect((await serviceNow(stage)).pending).toBeUndefined();
  });

  test('and to a team that cannot take it only where whoever is accountable is asked to override, or does so themselves', async () => {
    const tooFew = { rota: aRota([dev]) };
    expect((await asking({}, tooFew)).did).toBe('guardrails_block');
    const { stage, did } = await asking({ askOverride: true }, tooFew);
    expect(did).toEqual(['TransferRequested']);
    expect((await known(stage)).findings.filter(({ verdict }) => verdict === 'blocks').map(({ guardrail }) => guardrail)).toContain('G5');
    const override = { id: 'because', words: 'Three more begin in April' };
    expect((await asking({ by: priya, override }, tooFew)).did).toEqual(['TransferRequested', 'GuardrailOverridden']);
    expect((await asking({ by: marek, override }, tooFew)).did).toBe('guardrails_block');
  });

  test('to a team without a user group by nobody, whatever they say', async () => {
    const { group: _group, ...nameless } = aStandingTeam();
    const stage = await beforeTheMove();
    await hasTeam(stage, 'attic-mpt', nameless as never);
    const wish = { to: teamSlug('attic-mpt'), plannedAt: monday };
    expect(await doing(stage, requestTransfer, bedroomToHome({ by: priya, wish, override: { id: 'o', words: 'Now' } }))).toBe(
      'cannot_take_it',
    );
  });

  test('an operations team runs it in its own way and gives it back to those who built it', async () => {
    const { stage } = await asking({}, { teamType: 'operations_team' });
    expect((await known(stage)).plan).toMatchObject({ model: 'ops_run_it', solution: 'operations_team', handBack: 'team-bedroom' });
  });

  test('several at once are one for each service, and what is in the way of one keeps no other', async () => {
    const stage = await beforeTheMove();
    const to = { to: teamSlug('garden-mpt'), plannedAt: monday };
    expect(await doing(stage, requestTransfer, bedroomToHome({ wish: to, batch: 'b' }))).toEqual(['TransferRequested']);
    expect(await doing(stage, requestTransfer, bedroomToHome({ wish: to, batch: 'b', service: slug('lighting') }), xfer(2))).toBe(
      'transfer_not_yours',
    );
    expect((await known(stage)).batch).toBe('b');
  });

  test('what SREs run stays with its owner', async () => {
    const stage = await beforeTheMove();
    await hasTeam(stage, 'sre', aStandingTeam({ name: 'SRE', teamType: 'sre_team', lead: rosalind }));
    const wish = { to: teamSlug('sre'), plannedAt: monday };
    expect(await doing(stage, requestTransfer, bedroomToHome({ kind: 'sre_entry', because: 'sre_entry', wish }))).toEqual([
      'TransferRequested',
    ]);
    expect((await known(stage)).plan).toMatchObject({
      model: 'sre_run_it',
      solution: 'none',
      support: { tiers: [{ level: 1, team: 'sre', hours: 'all', bestEndeavours: false }], sreStage: 'shared_rota' },
    });
  });

  test('another way of running it names who answers first, and leaves it with its owner behind them', async () => {
    const stage = await beforeTheMove();
    await hasTeam(stage, 'ops-bridge', aStandingTeam({ name: 'Bridge', teamType: 'ops_bridge' }));
    const wish = { to: teamSlug('ops-bridge'), plannedAt: monday, model: 'ops_run_it' } as const;
    const asked = bedroomToHome({ kind: 'support_model_change', because: 'reorganisation', wish });
    expect(await doing(stage, requestTransfer, asked)).toEqual(['TransferRequested']);
    expect((await known(stage)).plan).toMatchObject({
      model: 'ops_run_it',
      support: {
        tiers: [
          { level: 1, team: 'ops-bridge', hours: 'all', bestEndeavours: false },
          { level: 2, team: 'team-bedroom', hours: 'all', bestEndeavours: true },
        ],
      },
    });
    expect((await serviceNow(stage)).owned?.owner).toBe('team-bedroom');
  });

  test('a service that is retired moves nowhere', async () => {
    const stage = await beforeTheMove({}, { slug: slug('fax'), name: 'Fax', lifecycle: 'retired' });
    await isOwned(stage, 'fax', owned(1, 'team-bedroom', monday));
    expect(await doing(stage, requestTransfer, bedroomToHome({ service: slug('fax') }))).toBe('retired');
  });
});

test('Money until a day that is over is no money', async () => {
  const stage = await beforeTheMove();
  const { wish } = bedroomToHome();
  const asked = bedroomToHome({ kind: 'handback', wish: { ...wish, fundedUntil: '2026-03-16' } });
  expect(await doing(stage, requestTransfer, asked)).toBe('date_passed');
});
