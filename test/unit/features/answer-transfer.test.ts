import { describe, expect, test } from 'vitest';
import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { PersonId } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { type Team, teamRef } from '#domain/team/team';
import { waitedFor } from '#domain/transfer/answering';
import { acceptTransfer, declineTransfer } from '#features/answer-transfer/decide';
import { confirmFunding } from '#features/confirm-funding/decide';
import { overrideGuardrail } from '#features/override-guardrail/decide';
import { requestTransfer } from '#features/request-transfer/decide';
import {
  aRota,
  aService,
  dev,
  guest,
  hasPerson,
  hasService,
  hasTeam,
  marek,
  omar,
  plus,
  priya,
  type Stage,
  teamSlug,
  tom,
} from '#test/builders';
import {
  aStandingTeam,
  bedroomToHome,
  beforeTheMove,
  doing,
  funding,
  hugo,
  known,
  loadOf,
  monday,
  movedAsFarAs,
  rosalind,
  serviceNow,
} from '#test/transferring';

const at = '2026-03-18T10:00:00.000Z';
const accepts = (stage: Stage, by: PersonId) => doing(stage, acceptTransfer, { by, at });
const declines = (stage: Stage, by: PersonId, reason = 'Not before summer') =>
  doing(stage, declineTransfer, { by, at, reason, reasonId: 'no' });
const inReadiness = async (receiver = {}, more = {}) => movedAsFarAs('in_readiness', await beforeTheMove(receiver), more);

const stillAsked = async ({ records, ...stage }: Stage) => {
  const [organisation, receiver] = (await records.load([organisationRef, teamRef(teamSlug('home-mpt'))] as Ref<unknown>[])).map(
    ({ value }) => value,
  );
  return waitedFor(await known({ records, ...stage }), { organisation: organisation as Organisation, receiver: receiver as Team });
};

describe('The money', () => {
  const confirms = (stage: Stage, by: PersonId, more = {}) => doing(stage, confirmFunding, { ...funding, by, at, ...more });
  test('is confirmed by the product manager, and with it what they have said of it', async () => {
    const stage = await movedAsFarAs('requested', await beforeTheMove());
    expect(await confirms(stage, priya)).toEqual(['TransferFundingConfirmed', 'TransferReadinessChanged', 'TransferReadinessChanged']);
    expect(await known(stage)).toMatchObject({
      state: 'in_readiness',
      funding: { as: 'product_manager', endedOn: '2026-03-31', onCallPaidBy: priya },
      checklist: { funding: { status: 'done' }, targets: { status: 'done' } },
    });
    expect(await confirms(stage, priya)).toEqual([]);
  });
  test('or by whom they have nominated, or whoever holds the budget; by nobody else', async () => {
    for (const [by, said] of [
      [tom, { delegate: tom }],
      [tom, { budgetHolder: tom }],
    ] as const) {
      const stage = await movedAsFarAs('requested', await beforeTheMove());
      expect(await confirms(stage, by)).toBe('money_not_yours');
      await hasService(stage, aService(said));
      expect(await confirms(stage, by)).toEqual(expect.arrayContaining(['TransferFundingConfirmed']));
    }
  });
  test('has an end where a service comes back for new features', async () => {
    const stage = await movedAsFarAs('requested', await beforeTheMove(), { kind: 'handback' });
    expect(await confirms(stage, priya)).toBe('funded_until_when');
    expect(await confirms(stage, priya, { until: '2027-03-31' })).toEqual(expect.arrayContaining(['TransferFundingConfirmed']));
    expect((await known(stage)).checklist.funded_until?.status).toBe('done');
  });
  test('comes before the answer', async () => {
    expect(await accepts(await movedAsFarAs('requested', await beforeTheMove()), omar)).toBe('funding_open');
  });
});

describe('The receiving side answers', () => {
  test('yes, by its lead: the owner stays the same', async () => {
    const stage = await inReadiness();
    expect(await accepts(stage, omar)).toEqual(['TransferAccepted']);
    expect(await known(stage)).toMatchObject({ state: 'accepted', acceptedBy: [{ by: omar, as: 'receiving_lead' }] });
    expect((await serviceNow(stage)).owned?.owner).toBe('team-bedroom');
    expect(await accepts(stage, omar)).toEqual([]);
  });
  test.each([marek, priya, rosalind, tom])('and by nobody else: not by %s', async (by) => {
    expect(await accepts(await inReadiness(), by)).toMatch(/^(answer_not_yours|own_request)$/);
  });
  test('nobody answers what they have asked for: then the product manager does', async () => {
    const stage = await beforeTheMove();
    await hasService(stage, aService({ productManager: rosalind }));
    await hasTeam(stage, 'team-bedroom', aStandingTeam({ name: 'Team Bedroom', lead: omar }));
    await movedAsFarAs('requested', stage, { by: omar });
    await doing(stage, confirmFunding, { ...funding, by: rosalind, at });
    expect(await stillAsked(stage)).toEqual([rosalind]);
    expect(await accepts(stage, omar)).toBe('own_request');
    expect(await accepts(stage, priya)).toBe('answer_not_yours');
    expect(await accepts(stage, rosalind)).toEqual(['TransferAccepted']);
    expect(await known(stage)).toMatchObject({ state: 'accepted', acceptedBy: [{ as: 'product_manager' }] });
  });
  test('for operations also by their head, in whichever order', async () => {
    for (const order of [
      [omar, hugo],
      [hugo, omar],
    ]) {
      const stage = await inReadiness({ teamType: 'operations_team' });
      const [first, second] = order as [PersonId, PersonId];
      expect(await accepts(stage, first)).toEqual(['TransferAccepted']);
      expect((await known(stage)).state).toBe('in_readiness');
      expect(await stillAsked(stage)).toEqual([second]);
      expect(await accepts(stage, second)).toEqual(['TransferAccepted']);
      expect((await known(stage)).state).toBe('accepted');
      expect([await accepts(stage, first), await accepts(stage, second)]).toEqual([[], []]);
    }
  });
  test('where the head of operations has asked for it, that was their yes', async () => {
    const stage = await inReadiness({ teamType: 'operations_team' }, { by: hugo });
    await accepts(stage, omar);
    expect((await known(stage)).state).toBe('accepted');
  });
  test('no, with a reason: the service is free for another, and the team waits for nothing', async () => {
    const stage = await inReadiness();
    expect(await declines(stage, omar, '')).toBe('declined_without_reason');
    expect(await declines(stage, omar)).toEqual(['TransferDeclined']);
    expect(await known(stage)).toMatchObject({ state: 'declined', ended: { by: omar, as: 'receiving_lead' } });
    expect((await serviceNow(stage)).pending).toBeUndefined();
    expect((await loadOf(stage, 'home-mpt')).incoming).toEqual([]);
    expect(await declines(stage, omar)).toEqual([]);
    expect(await accepts(stage, omar)).toBe('transfer_over');
  });
  test('no, also before the money is there; but not after their yes', async () => {
    expect(await declines(await movedAsFarAs('requested', await beforeTheMove()), omar)).toEqual(['TransferDeclined']);
    expect(await declines(await movedAsFarAs('accepted', await beforeTheMove()), omar)).toBe('accepted_already');
  });
  test('as people of the company: no guest leads', async () => {
    const stage = await inReadiness();
    await hasPerson(stage, omar, guest);
    expect(await accepts(stage, omar)).toBe('transfer_by_guest');
  });
});

describe('A guardrail that blocks', () => {
  const tooFew = { rota: aRota([dev]) };
  const overrides = (stage: Stage, by: PersonId, reason = 'Three begin in April', when = at) =>
    doing(stage, overrideGuardrail, { by, at: when, reason, reasonId: `o${when}` });
  const asked = async () => {
    const stage = await movedAsFarAs('requested', await beforeTheMove(tooFew), { askOverride: true });
    await doing(stage, confirmFunding, { ...funding, at });
    return stage;
  };

  test('keeps them from saying yes until it is overridden', async () => {
    const stage = await asked();
    expect(await accepts(stage, omar)).toEqual(['TransferBlocked']);
    expect(await accepts(stage, omar)).toEqual([]);
    expect((await known(stage)).blocked).toMatchObject({ by: omar, findings: [{ guardrail: 'G5', figure: 1 }], missing: [] });
    expect(await overrides(stage, priya)).toEqual(['GuardrailOverridden']);
    expect((await known(stage)).blocked).toBeUndefined();
    expect(await accepts(stage, omar)).toEqual(['TransferAccepted']);
  });
  test('is overridden by the product manager or a head of the organisation, and never without a reason', async () => {
    const stage = await asked();
    expect(await overrides(stage, marek)).toBe('override_not_yours');
    expect(await overrides(stage, omar)).toBe('override_not_yours');
    expect(await overrides(stage, priya, ' ')).toBe('overridden_without_reason');
    expect(await overrides(stage, rosalind)).toEqual(['GuardrailOverridden']);
    expect((await known(stage)).overrides).toMatchObject([{ by: rosalind, as: 'org_head', phase: 'acceptance' }]);
    expect(await overrides(stage, priya)).toEqual([]);
  });
  test('forces nobody: overridden it can still be declined', async () => {
    const stage = await asked();
    await overrides(stage, priya);
    expect(await declines(stage, omar)).toEqual(['TransferDeclined']);
    expect((await serviceNow(stage)).owned?.owner).toBe('team-bedroom');
  });
  test('that has become worse wants a new word', async () => {
    const stage = await asked();
    await overrides(stage, priya);
    await hasTeam(stage, 'home-mpt', aStandingTeam({ rota: aRota([]) }));
    expect(await accepts(stage, omar)).toEqual(['TransferBlocked']);
    expect((await known(stage)).acceptedBy).toEqual([]);
    expect(await overrides(stage, priya, 'Even so', plus(at, 1))).toEqual(['GuardrailOverridden']);
    expect(await accepts(stage, omar)).toEqual(['TransferAccepted']);
  });
  test('has to be there: of one that does not block there is nothing to override', async () => {
    const stage = await movedAsFarAs('in_readiness', await beforeTheMove());
    expect(await overrides(stage, priya)).toEqual([]);
  });
  test('that stands when it is asked for is not forgotten when somebody asks without wanting to override', async () => {
    expect(await doing(await beforeTheMove(tooFew), requestTransfer, bedroomToHome({ at: monday }))).toBe('guardrails_block');
  });
});
