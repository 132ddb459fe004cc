import { describe, expect, test } from 'vitest';
import { type IncidentId, incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { history, ownerAt } from '#domain/service/ownership';
import { type ServiceEvent, services } from '#domain/service/service';
import { openFollowUps, progress } from '#domain/transfer/readiness';
import { transfers } from '#domain/transfer/transfer';
import { type TransferView, viewTransfer } from '#domain/transfer/view';
import { acceptTransfer } from '#features/answer-transfer/decide';
import { cancelTransfer } from '#features/cancel-transfer/decide';
import { changeHandBack } from '#features/change-hand-back/decide';
import { changeLifecycle } from '#features/change-lifecycle/decide';
import { checkReadiness } from '#features/check-readiness/decide';
import { completeTransfer } from '#features/complete-transfer/decide';
import { confirmFunding } from '#features/confirm-funding/decide';
import { correctHistory } from '#features/correct-history/decide';
import { declareIncident } from '#features/declare-incident/decide';
import { mitigateIncident } from '#features/mitigate-incident/decide';
import { overrideGuardrail } from '#features/override-guardrail/decide';
import { replanTransfer } from '#features/replan-transfer/decide';
import { requestTransfer } from '#features/request-transfer/decide';
import { reviewTransfer } from '#features/review-transfer/decide';
import { acknowledgeTestPage, hideShadowPages, recordShadowPage, startShadow } from '#features/shadow-transfer/decide';
import { react as learn } from '#features/shadow-transfer/react';
import { journey } from '#slack-kit/transfer-journey';
import { declaration } from '#test/authority/scenes';
import { aRota, dev, hasTeam, isOwned, longAgo, marek, omar, owned, plus, priya, type Stage, teamSlug, tom } from '#test/builders';
import {
  allDone,
  aStandingTeam,
  bedroomToHome,
  beforeTheMove,
  doing,
  funding,
  known,
  livesOf,
  loadOf,
  monday,
  movedAsFarAs,
  ownersOf,
  planned,
  rosalind,
  serviceLog,
  serviceNow,
  shownAt,
  xfer,
} from '#test/transferring';

const takes = (stage: Stage, by: PersonId = omar, at = planned) => doing(stage, completeTransfer, { by, at });
const blockedBy = async (stage: Stage, at = planned) =>
  (await perform(stage, transfers, xfer(), completeTransfer, { by: omar, at })).answer as { outcome: string; missing?: string[] };

let texts = 0;
const declares = (stage: Stage, more: object) =>
  perform(stage, incidents, 'INC-1', declareIncident, declaration({ at: plus(planned, -10), ...more }));

describe('Take ownership', () => {
  test('in one transaction all of it is so: owner, lifecycle, warranty, loads, and nothing is under way any more', async () => {
    const stage = await movedAsFarAs('completed', await beforeTheMove());
    expect(await known(stage)).toMatchObject({
      state: 'completed',
      completed: { by: omar, as: 'receiving_lead', toVersion: 2, warrantyUntil: '2026-04-29T09:00:00.000Z' },
    });
    expect(await serviceNow(stage)).toMatchObject({
      lifecycle: 'maintenance_mode',
      fundingEndedOn: '2026-03-31',
      owned: {
        owner: 'home-mpt',
        version: 2,
        effectiveFrom: planned,
        solution: 'multi_product_team',
        model: 'ybiyri',
        handBack: 'home-mpt',
        costBasis: 'opex',
        onCallBudgetHolder: priya,
        transfer: 'XFER-1',
        reason: 'funding_ended',
      },
    });
    expect((await serviceNow(stage)).pending).toBeUndefined();
    expect((await serviceLog(stage)).slice(-3)).toEqual(['OwnershipAsserted', 'ServiceLifecycleChanged', 'ServicePending']);
    expect(await loadOf(stage, 'home-mpt')).toMatchObject({ owns: ['lighting', 'bedroom'], takesBack: ['bedroom'], incoming: [] });
    expect((await loadOf(stage, 'team-bedroom')).owns).toEqual([]);
  });

  test('from the moment itself, with neither gap nor overlap', async () => {
    const stage = await movedAsFarAs('ready', await beforeTheMove());
    const late = plus(planned, 137);
    await takes(stage, omar, late);
    const assertions = await ownersOf(stage);
    expect(history(assertions).map(({ owner, effectiveFrom }) => [owner, effectiveFrom])).toEqual([
      ['team-bedroom', longAgo],
      ['home-mpt', late],
    ]);
    expect([ownerAt(assertions, plus(late, -1))?.owner, ownerAt(assertions, late)?.owner]).toEqual(['team-bedroom', 'home-mpt']);
    expect((await livesOf(stage)).at(-1)).toMatchObject({ to: 'maintenance_mode', effectiveFrom: late, transfer: 'XFER-1' });
  });

  test('never before what it follows, should the clock of another machine have been ahead', async () => {
    const stage = await movedAsFarAs('ready', await beforeTheMove());
    const ahead = plus(planned, 10);
    await isOwned(stage, 'bedroom', owned(2, 'team-bedroom', ahead));
    await takes(stage, omar, plus(planned, 5));
    expect(history(await ownersOf(stage)).at(-1)).toMatchObject({ owner: 'home-mpt', version: 3, effectiveFrom: ahead });
  });

  test('twice it is once', async () => {
    const stage = await movedAsFarAs('completed', await beforeTheMove());
    const before = [await serviceLog(stage), await loadOf(stage, 'home-mpt')];
    expect(await takes(stage, omar, plus(planned, 1))).toEqual([]);
    expect([await serviceLog(stage), await loadOf(stage, 'home-mpt')]).toEqual(before);
  });

  test.each([marek, priya, dev, rosalind, tom])('not by %s: whoever presses is whoever answers for it', async (by) => {
    const stage = await movedAsFarAs('ready', await beforeTheMove());
    expect(await takes(stage, by)).toBe('taking_not_yours');
    expect((await serviceNow(stage)).owned?.owner).toBe('team-bedroom');
  });

  test('not before its time, and not before it is accepted', async () => {
    const stage = await movedAsFarAs('ready', await beforeTheMove());
    expect(await takes(stage, omar, plus(planned, -1))).toBe('too_early');
    expect(await takes(await movedAsFarAs('in_readiness', await beforeTheMove()))).toBe('not_accepted_yet');
  });

  test('not without what has to be so; that is on record once, and once more when it is something else', async () => {
    const stage = await movedAsFarAs('shadowing', await beforeTheMove());
    expect(await blockedBy(stage)).toMatchObject({
      outcome: 'blocked',
      missing: expect.arrayContaining(['shadow_page', 'runbook_run', 'access']),
    });
    expect(await takes(stage)).toEqual([]);
    await doing(stage, acknowledgeTestPage, { by: dev, at: planned });
    expect(await takes(stage)).toEqual(['TransferBlocked']);
    expect((await blockedBy(stage)).missing).not.toContain('shadow_page');
    expect((await serviceNow(stage)).owned?.owner).toBe('team-bedroom');
  });

  test('not after too short a time of running along: a week, by the clock of the team', async () => {
    const stage = await movedAsFarAs('accepted', await beforeTheMove());
    await allDone(stage, planned);
    expect((await blockedBy(stage)).missing).toEqual(['shadow']);
    await doing(stage, startShadow, { by: omar, at: '2026-03-24T10:00:00.000Z' });
    await doing(stage, acknowledgeTestPage, { by: dev, at: '2026-03-25T10:00:00.000Z' });
    expect((await blockedBy(stage, '2026-03-31T08:59:00.000Z')).missing).toEqual(['shadow_time']);
    // Ten in the morning again: the clocks have gone forward meanwhile.
    expect(await takes(stage, omar, '2026-03-31T09:00:00.000Z')).toEqual(['OwnershipTransferred']);
  });

  test('not on what was checked too long ago', async () => {
    const stage = await movedAsFarAs('ready', await beforeTheMove());
    expect((await blockedBy(stage, '2026-04-11T10:00:00.000Z')).missing).toEqual(['trivial_change_deployed']);
  });

  test('not what another has been given meanwhile', async () => {
    const stage = await movedAsFarAs('ready', await beforeTheMove());
    const { recordedAt: at, ...said } = owned(2, 'garden-mpt', monday, { recordedAt: plus(planned, -5) });
    // No act gives it to anybody else while it is under way.
    const act = { facts: () => ({}), decide: (): ServiceEvent[] => [{ type: 'OwnershipAsserted', at, ...said }] };
    await perform(stage, services, 'SVC-bedroom', act, {});
    expect((await blockedBy(stage)).missing).toEqual(['same_owner']);
  });

  test('not what the receiver can no longer carry: an override holds as long as nothing is worse', async () => {
    const stage = await movedAsFarAs('ready', await beforeTheMove());
    await hasTeam(stage, 'home-mpt', aStandingTeam({ rota: aRota([dev]) }));
    expect(await takes(stage)).toEqual(['TransferBlocked']);
    expect(await doing(stage, overrideGuardrail, { by: priya, at: planned, reason: 'Two more next week', reasonId: 'o' })).toEqual([
      'GuardrailOverridden',
    ]);
    await hasTeam(stage, 'home-mpt', aStandingTeam({ rota: null }));
    expect(await takes(stage)).toEqual(['TransferBlocked']);
    await hasTeam(stage, 'home-mpt', aStandingTeam({ rota: aRota([dev]) }));
    expect(await takes(stage)).toEqual(['OwnershipTransferred']);
  });
});

describe('An incident on the service', () => {
  test('keeps it where it is until customers are no longer hurt', async () => {
    const stage = await movedAsFarAs('ready', await beforeTheMove());
    await declares(stage, {});
    expect(await takes(stage)).toEqual(['TransferBlocked']);
    const { blocked } = (await known(stage)) as { blocked?: { findings: object[] } };
    expect(blocked?.findings).toMatchObject([{ guardrail: 'G12', about: ['INC-1'] }]);
    await perform(stage, incidents, 'INC-1', mitigateIncident, { by: tom, inRoom: true, at: planned });
    expect(await takes(stage)).toEqual(['OwnershipTransferred']);
  });
  test('that is private does so without being named', async () => {
    const stage = await movedAsFarAs('ready', await beforeTheMove());
    await declares(stage, { private: true });
    const { answer } = await perform(stage, transfers, xfer(), completeTransfer, { by: omar, at: planned });
    expect(answer).toMatchObject({ outcome: 'blocked', findings: [{ guardrail: 'G12' }] });
    expect(JSON.stringify([answer, await known(stage)])).not.toContain('INC-1');
  });
  test('that is a drill keeps nothing', async () => {
    const stage = await movedAsFarAs('ready', await beforeTheMove());
    await declares(stage, { drill: true });
    expect(await takes(stage)).toEqual(['OwnershipTransferred']);
  });
});

describe('The list', () => {
  const checks = (stage: Stage, by: PersonId, more: object) =>
    doing(stage, checkReadiness, {
      by,
      at: '2026-03-19T10:00:00.000Z',
      item: 'runbook_run',
      status: 'done',
      reasonId: `w${++texts}`,
      ...more,
    } as never);
  test('is for both teams and the product manager', async () => {
    const stage = await movedAsFarAs('accepted', await beforeTheMove());
    const item = 'dependencies_and_suppliers';
    for (const by of [marek, omar, dev, priya])
      expect(await checks(stage, by, { item, evidence: shownAt(by) })).toEqual(['TransferReadinessChanged']);
    expect(await checks(stage, tom, { item })).toBe('not_of_the_teams');
    expect(await checks(stage, priya, { item, evidence: shownAt(priya) })).toEqual([]);
  });
  test('believes of what has to be so what one can see: by a link, or on the record', async () => {
    const stage = await movedAsFarAs('accepted', await beforeTheMove());
    expect(await checks(stage, omar, {})).toBe('no_evidence');
    expect(await checks(stage, omar, { evidence: '' })).toBe('no_evidence');
    expect(await checks(stage, omar, { evidence: shownAt('run') })).toEqual(['TransferReadinessChanged']);
    for (const item of ['contact_and_hand_back', 'no_open_incidents_or_reviews', 'dashboards'])
      expect(await checks(stage, omar, { item })).toEqual(['TransferReadinessChanged']);
  });
  test.each(['runbook_run', 'trivial_change_deployed', 'alerts_reach_receiver', 'access', 'two_people_can_change_it'])(
    'has %s from those who are to run it, not from those who give it away',
    async (item) => {
      const stage = await movedAsFarAs('accepted', await beforeTheMove());
      expect(await checks(stage, marek, { item, evidence: shownAt(item) })).toBe('receivers_know_it');
      for (const by of [omar, dev, priya])
        expect(await checks(stage, by, { item, evidence: shownAt(by) })).toEqual(['TransferReadinessChanged']);
    },
  );
  test('has what ran out once more, from the same person with the same link', async () => {
    const stage = await movedAsFarAs('accepted', await beforeTheMove());
    const change = { item: 'trivial_change_deployed', evidence: shownAt('deployment') };
    await checks(stage, omar, { ...change, at: '2026-03-19T10:00:00.000Z' });
    expect(await checks(stage, omar, { ...change, at: '2026-04-02T09:00:00.000Z' })).toEqual([]);
    const late = '2026-04-03T10:00:00.000Z';
    expect(progress(await known(stage), late).done).toBe(progress(await known(stage), '2026-04-02T09:00:00.000Z').done - 1);
    expect(await checks(stage, omar, { ...change, at: late })).toEqual(['TransferReadinessChanged']);
    expect((await known(stage)).checklist.trivial_change_deployed).toMatchObject({ at: late });
  });
  test('follows the record: with a serious incident open it is not so, and a private one is not named', async () => {
    const stage = await movedAsFarAs('accepted', await beforeTheMove());
    const quiet = { item: 'no_open_incidents_or_reviews', at: planned };
    await declares(stage, { private: true });
    const refused = perform(stage, transfers, xfer(), checkReadiness, { ...quiet, by: omar, status: 'done', reasonId: 'x' } as never);
    await expect(refused).rejects.toMatchObject({ code: 'incident_is_open', message: expect.not.stringContaining('INC-') });
    expect(await checks(stage, priya, { ...quiet, status: 'waived', reason: 'We know of it' })).toEqual(['TransferReadinessChanged']);
    const drilled = await movedAsFarAs('accepted', await beforeTheMove());
    await declares(drilled, { drill: true });
    expect(await checks(drilled, omar, quiet)).toEqual(['TransferReadinessChanged']);
  });
  test('has musts that only the product manager waives, with a reason', async () => {
    const stage = await movedAsFarAs('accepted', await beforeTheMove());
    const waived = { status: 'waived', reason: 'There is none to run' };
    for (const by of [marek, omar, dev, rosalind]) expect(await checks(stage, by, waived)).toBe('waived_by_others');
    expect(await checks(stage, priya, { status: 'waived' })).toBe('waived_without_reason');
    expect(await checks(stage, priya, waived)).toEqual(['TransferReadinessChanged']);
    expect(await checks(stage, priya, { ...waived, reason: 'There will be one in May' })).toEqual(['TransferReadinessChanged']);
    expect(await checks(stage, omar, { ...waived, item: 'dashboards' })).toEqual(['TransferReadinessChanged']);
  });
  test('has of the money also what the budget holder says, and of the targets only the product manager’s word', async () => {
    const stage = await movedAsFarAs('requested', await beforeTheMove({}, { budgetHolder: tom }));
    expect(await doing(stage, confirmFunding, { ...funding, by: tom, endedOn: undefined, at: planned })).toBe('funding_ended_when');
    await doing(stage, confirmFunding, { ...funding, by: tom, at: '2026-03-19T10:00:00.000Z' });
    expect(Object.keys((await known(stage)).checklist)).toEqual(['funding']);
    await hasTeam(stage, 'home-mpt', aStandingTeam({ members: [omar, dev, tom] }));
    expect(await checks(stage, tom, { item: 'targets' })).toBe('product_managers_word');
    expect(await checks(stage, tom, { item: 'funding' })).toEqual([]);
    expect(await checks(stage, omar, { item: 'funding' })).toBe('word_on_the_money');
  });
  test('has what is the product manager’s word alone', async () => {
    const stage = await movedAsFarAs('requested', await beforeTheMove());
    expect(await checks(stage, omar, { item: 'targets' })).toBe('product_managers_word');
    expect(await checks(stage, priya, { item: 'targets' })).toEqual(['TransferReadinessChanged']);
  });
  test('takes back what was not so after all, and has only what is on it', async () => {
    const stage = await movedAsFarAs('accepted', await beforeTheMove());
    await checks(stage, omar, { evidence: shownAt('run') });
    expect(await checks(stage, dev, { status: 'open' })).toEqual(['TransferReadinessChanged']);
    expect(await checks(stage, dev, { status: 'open' })).toEqual([]);
    expect((await known(stage)).checklist.runbook_run).toBeUndefined();
    expect(await checks(stage, omar, { item: 'receiver_stays' })).toBe('no_such_item');
  });
});

describe('What was decided about the service after it was asked for', () => {
  const decided = '2026-03-28T10:00:00.000Z';
  const becomes = (stage: Stage, to: 'deprecated' | 'maintenance_mode' | 'active') =>
    perform(stage, services, 'SVC-bedroom', changeLifecycle, { by: priya, at: decided, to, reason: '', reasonId: 'none' });
  const goesBackToGarden = (stage: Stage) =>
    perform(stage, services, 'SVC-bedroom', changeHandBack, { by: priya, at: decided, to: teamSlug('garden-mpt') });
  const wishing = async (
    wish: Partial<ReturnType<typeof bedroomToHome>['wish']>,
    kind: 'to_maintenance' | 'between_teams' = 'to_maintenance',
  ) => {
    const plain = bedroomToHome();
    return movedAsFarAs('ready', await beforeTheMove(), { kind, wish: { ...plain.wish, ...wish } });
  };

  test('stays so: who takes it back, where nobody had wished for another', async () => {
    const stage = await wishing({});
    await goesBackToGarden(stage);
    expect(await takes(stage)).toContain('OwnershipTransferred');
    expect((await serviceNow(stage)).owned).toMatchObject({ owner: 'home-mpt', handBack: 'garden-mpt' });
    expect((await loadOf(stage, 'garden-mpt')).takesBack).toEqual(['bedroom']);
    expect((await known(stage)).plan.handBack).toBe('garden-mpt');
  });

  test('does not take what was wished for from those who wished for it', async () => {
    const stage = await wishing({ handBack: teamSlug('home-mpt') });
    await goesBackToGarden(stage);
    await takes(stage);
    expect((await serviceNow(stage)).owned?.handBack).toBe('home-mpt');
  });

  test('stays so: how it is supported', async () => {
    const stage = await wishing({});
    const support = { outOfHours: 'domain', cover: teamSlug('garden-mpt') } as const;
    await isOwned(stage, 'bedroom', owned(2, 'team-bedroom', decided, { support }));
    await takes(stage);
    expect((await serviceNow(stage)).owned).toMatchObject({ owner: 'home-mpt', support });
  });

  test('stays so: that it is in maintenance, with the solution that goes with it', async () => {
    const stage = await wishing({}, 'between_teams');
    await becomes(stage, 'maintenance_mode');
    await takes(stage);
    expect(await serviceNow(stage)).toMatchObject({
      lifecycle: 'maintenance_mode',
      owned: { owner: 'home-mpt', solution: 'multi_product_team' },
    });
  });

  test('is not undone in silence: another state of its life than the one that it was asked from', async () => {
    const stage = await wishing({});
    await becomes(stage, 'deprecated');
    expect(await blockedBy(stage)).toMatchObject({ outcome: 'blocked', missing: ['same_lifecycle'] });
    expect(await serviceNow(stage)).toMatchObject({ lifecycle: 'deprecated', owned: { owner: 'team-bedroom' } });
    await becomes(stage, 'maintenance_mode');
    expect(await takes(stage)).toContain('OwnershipTransferred');
    expect((await serviceNow(stage)).lifecycle).toBe('maintenance_mode');
  });

  test('is not undone in silence: another way of running it than the one that is to change', async () => {
    const stage = await wishing({ model: 'ops_run_it' });
    const said = { owner: teamSlug('team-bedroom'), model: 'ops_sometimes_run_it', effectiveFrom: decided } as const;
    await perform(stage, services, 'SVC-bedroom', correctHistory, { by: priya, at: decided, ...said, reason: 'It was so', reasonId: 'c' });
    expect(await blockedBy(stage)).toMatchObject({ outcome: 'blocked', missing: ['same_model'] });
  });
});

describe('Running along', () => {
  test('begins when one of the leads says so, and lasts until the day that is planned', async () => {
    for (const by of [marek, omar, priya]) {
      const stage = await movedAsFarAs('accepted', await beforeTheMove());
      const begun = '2026-03-20T10:00:00.000Z';
      expect(await doing(stage, startShadow, { by, at: begun })).toEqual(['TransferShadowStarted']);
      expect(await doing(stage, startShadow, { by, at: plus(begun, 5) })).toEqual([]);
      expect((await serviceNow(stage)).pending).toMatchObject({ transfer: 'XFER-1', shadow: { from: begun, until: planned } });
    }
    const stage = await movedAsFarAs('accepted', await beforeTheMove());
    expect(await doing(stage, startShadow, { by: dev, at: planned })).toBe('shadow_not_yours');
  });
  test('counts each incident once, a call of nobody else, and nothing before it began', async () => {
    const stage = await movedAsFarAs('accepted', await beforeTheMove());
    const page = { at: '2026-03-25T02:12:00.000Z', person: dev, as: 'incident', incident: 'INC-311' } as const;
    expect(await doing(stage, recordShadowPage, page)).toEqual([]);
    expect(await doing(stage, acknowledgeTestPage, { by: dev, at: page.at })).toBe('nobody_shadows');
    await doing(stage, startShadow, { by: omar, at: '2026-03-20T10:00:00.000Z' });
    expect(await doing(stage, recordShadowPage, page)).toEqual(['TransferShadowPaged']);
    expect(await doing(stage, recordShadowPage, { ...page, at: plus(page.at, 3) })).toEqual([]);
    expect(await doing(stage, recordShadowPage, { ...page, person: tom })).toEqual([]);
    expect(await doing(stage, acknowledgeTestPage, { by: tom, at: page.at })).toBe('test_page_not_yours');
    expect(await doing(stage, recordShadowPage, { ...page, incident: 'INC-312' })).toEqual(['TransferShadowPaged']);
  });
  test('counts a private incident once, by when it was taken, and names it nowhere; also one that becomes private later', async () => {
    const stage = await movedAsFarAs('shadowing', await beforeTheMove());
    const page = { at: '2026-03-25T02:12:00.000Z', person: dev, as: 'incident' } as const;
    const inc = (number: number) => `INC-${number}` as IncidentId;
    expect(await doing(stage, recordShadowPage, page)).toEqual(['TransferShadowPaged']);
    expect(await doing(stage, recordShadowPage, page)).toEqual([]);
    const later = { ...page, at: plus(page.at, 60), incident: 'INC-312' };
    expect(await doing(stage, recordShadowPage, later)).toEqual(['TransferShadowPaged']);
    expect(await doing(stage, hideShadowPages, { incident: inc(311) })).toEqual([]);
    expect(await doing(stage, hideShadowPages, { incident: inc(312) })).toEqual(['TransferShadowPaged']);
    expect(await doing(stage, hideShadowPages, { incident: inc(312) })).toEqual([]);
    const { incident: _named, ...unnamed } = later;
    expect(await doing(stage, recordShadowPage, unnamed)).toEqual([]);
    const transfer = await known(stage);
    expect('shadow' in transfer && transfer.shadow?.pages).toEqual([page, unnamed]);
    const said = learn((await viewTransfer(stage, xfer())) as TransferView, []);
    expect(said.filter(({ key }) => key.includes('shadow-page'))).toHaveLength(2);
    expect(JSON.stringify([journey(transfer, planned), said])).not.toContain('INC-');
  });
  test('goes on to another day with the plan', async () => {
    const stage = await movedAsFarAs('shadowing', await beforeTheMove());
    const later = plus(planned, 3 * 24 * 60);
    expect(await doing(stage, replanTransfer, { by: tom, at: planned, plannedAt: later })).toBe('replan_not_yours');
    expect(await doing(stage, replanTransfer, { by: omar, at: planned, plannedAt: monday })).toBe('replanned_to_the_past');
    expect(await doing(stage, replanTransfer, { by: omar, at: planned, plannedAt: later })).toEqual(['TransferReplanned']);
    expect(await doing(stage, replanTransfer, { by: omar, at: planned, plannedAt: later })).toEqual([]);
    expect((await serviceNow(stage)).pending).toMatchObject({ plannedAt: later, shadow: { until: later } });
    expect(await takes(stage)).toBe('too_early');
  });
});

describe('It is called off', () => {
  const cancels = (stage: Stage, by: PersonId, reason = 'The money is back') =>
    doing(stage, cancelTransfer, { by, at: planned, reason, reasonId: 'off' });
  test.each([marek, priya, rosalind])('by %s: everything is as it was, and it can be asked for again', async (by) => {
    const stage = await movedAsFarAs('ready', await beforeTheMove());
    expect(await cancels(stage, by, '')).toBe('cancelled_without_reason');
    expect(await cancels(stage, by)).toEqual(['TransferCancelled']);
    expect(await cancels(stage, by)).toEqual([]);
    expect((await serviceNow(stage)).pending).toBeUndefined();
    expect(await loadOf(stage, 'home-mpt')).toMatchObject({ owns: ['lighting'], incoming: [] });
    await movedAsFarAs('requested', stage, {}, xfer(2));
  });
  test.each([omar, dev, tom])('not by %s', async (by) => {
    expect(await cancels(await movedAsFarAs('ready', await beforeTheMove()), by)).toBe('cancel_not_yours');
  });
  test('not what is over', async () => {
    expect(await cancels(await movedAsFarAs('completed', await beforeTheMove()), priya)).toBe('transfer_over');
  });
});

describe('An emergency', () => {
  const soon = '2026-03-16T12:00:00.000Z';
  test('needs the product manager and the receiving lead, and leaves the list for later, with a day', async () => {
    const stage = await movedAsFarAs('requested', await beforeTheMove(), { by: priya, kind: 'emergency', because: 'team_disbanded' });
    expect(await doing(stage, acceptTransfer, { by: omar, at: soon })).toEqual(['TransferAccepted']);
    const events = await takes(stage, omar, soon);
    expect(events.length).toBeGreaterThan(10);
    expect(events.at(-1)).toBe('OwnershipTransferred');
    expect((await known(stage)).checklist.access).toMatchObject({ status: 'waived', due: '2026-03-30' });
    expect((await serviceNow(stage)).owned?.owner).toBe('home-mpt');
    expect(
      await doing(stage, checkReadiness, {
        by: dev,
        at: planned,
        item: 'access',
        status: 'done',
        evidence: shownAt('access'),
        reasonId: 'x',
      }),
    ).toEqual(['TransferReadinessChanged']);
    expect((await known(stage)).checklist.access).toMatchObject({ status: 'done', by: dev, due: '2026-03-30' });
    expect(openFollowUps(await known(stage))).not.toContain('access');
    await doing(stage, checkReadiness, { by: dev, at: planned, item: 'access', status: 'open', reasonId: 'x' });
    expect(openFollowUps(await known(stage))).toContain('access');
    await doing(stage, checkReadiness, { by: priya, at: planned, item: 'access', status: 'waived', reason: 'It has none', reasonId: 'y' });
    expect(openFollowUps(await known(stage))).not.toContain('access');
  });
  test('that another has asked for waits for the product manager’s word, and no other’s', async () => {
    const stage = await movedAsFarAs('requested', await beforeTheMove(), { by: rosalind, kind: 'emergency', because: 'team_disbanded' });
    expect(await doing(stage, acceptTransfer, { by: omar, at: soon })).toBe('funding_open');
    expect(await doing(stage, confirmFunding, { ...funding, by: rosalind, at: soon })).toBe('money_not_yours');
    expect(await doing(stage, confirmFunding, { ...funding, at: soon })).toEqual(expect.arrayContaining(['TransferFundingConfirmed']));
    expect(await doing(stage, acceptTransfer, { by: omar, at: soon })).toEqual(['TransferAccepted']);
  });
  test('does not get past a team that cannot take it', async () => {
    const stage = await movedAsFarAs('requested', await beforeTheMove(), { by: priya, kind: 'emergency', because: 'team_disbanded' });
    const { group: _group, ...nameless } = aStandingTeam();
    await hasTeam(stage, 'home-mpt', nameless as never);
    expect(await doing(stage, acceptTransfer, { by: omar, at: soon })).toEqual(['TransferBlocked']);
  });
});

describe('What SREs take or leave', () => {
  test('changes how it is run and by whom it is answered, and never whose it is', async () => {
    const stage = await beforeTheMove();
    await hasTeam(stage, 'sre', aStandingTeam({ name: 'SRE', teamType: 'sre_team', lead: rosalind }));
    await movedAsFarAs('in_readiness', stage, {
      kind: 'sre_entry',
      because: 'sre_entry',
      wish: { to: teamSlug('sre'), plannedAt: planned },
    });
    expect(await doing(stage, acceptTransfer, { by: rosalind, at: planned })).toEqual(['TransferAccepted']);
    expect(await doing(stage, startShadow, { by: rosalind, at: planned })).toBe('no_shadow_needed');
    await allDone(stage, planned);
    expect(await takes(stage, rosalind)).toEqual(['OwnershipTransferred']);
    expect((await serviceNow(stage)).owned).toMatchObject({
      owner: 'team-bedroom',
      model: 'sre_run_it',
      support: { sreStage: 'shared_rota' },
    });
    expect(await serviceLog(stage)).toContain('SupportModelChanged');
    expect(await loadOf(stage, 'sre')).toMatchObject({ owns: [], supports: ['bedroom'], incoming: [] });
    expect((await loadOf(stage, 'team-bedroom')).owns).toEqual(['bedroom']);

    await movedAsFarAs(
      'in_readiness',
      stage,
      { kind: 'sre_entry', because: 'sre_entry', wish: { to: teamSlug('sre'), plannedAt: planned } },
      xfer(3),
    );
    await doing(stage, acceptTransfer, { by: rosalind, at: planned }, xfer(3));
    await allDone(stage, planned, xfer(3));
    expect(await doing(stage, completeTransfer, { by: rosalind, at: planned }, xfer(3))).toEqual(['OwnershipTransferred']);
    expect((await serviceNow(stage)).owned?.support?.sreStage).toBe('sre_primary');
    const third = bedroomToHome({ kind: 'sre_entry', because: 'sre_entry', wish: { to: teamSlug('sre'), plannedAt: planned } });
    expect(await doing(stage, requestTransfer, third, xfer(4))).toBe('sre_has_it');

    const exit = {
      by: rosalind,
      at: planned,
      kind: 'sre_exit',
      because: 'sre_exit',
      wish: { to: teamSlug('team-bedroom'), plannedAt: planned },
    } as const;
    await hasTeam(stage, 'team-bedroom', aStandingTeam({ name: 'Team Bedroom', lead: marek }));
    await movedAsFarAs('requested', stage, exit, xfer(2));
    const later = plus(planned, 60);
    await doing(stage, confirmFunding, { ...funding, at: later }, xfer(2));
    await doing(stage, acceptTransfer, { by: marek, at: later }, xfer(2));
    await allDone(stage, later, xfer(2));
    expect(await doing(stage, completeTransfer, { by: marek, at: later }, xfer(2))).toEqual(['OwnershipTransferred']);
    expect((await serviceNow(stage)).owned).toMatchObject({ owner: 'team-bedroom', model: 'ybiyri' });
    expect((await loadOf(stage, 'sre')).supports).toEqual([]);
  });
});

describe('A month and a quarter later', () => {
  const reviews = (stage: Stage, by: PersonId, at: string, afterDays = 30) =>
    doing(stage, reviewTransfer, { by, at, afterDays, verdict: 'works', words: 'Quiet', wordsId: `r${++texts}` });
  test('whoever has it and its product manager say how it turned out, each of them, and not before', async () => {
    const stage = await movedAsFarAs('completed', await beforeTheMove());
    expect(await reviews(stage, omar, plus(planned, 60))).toBe('not_yet_to_review');
    expect(await reviews(stage, omar, '2026-04-29T09:00:00.000Z')).toEqual(['TransferReviewed']);
    expect(await reviews(stage, priya, '2026-05-02T09:00:00.000Z')).toEqual(['TransferReviewed']);
    expect(await reviews(stage, marek, '2026-05-02T09:00:00.000Z')).toBe('review_not_yours');
    expect(await reviews(stage, omar, '2026-05-02T09:00:00.000Z', 45)).toBe('not_yet_to_review');
    const after = await known(stage);
    expect(after.state === 'completed' && after.reviews.map(({ by }) => by)).toEqual([omar, priya]);
  });
});

test('nothing can be done about a transfer that is not there', async () => {
  const stage = await beforeTheMove();
  const [at, by, words] = [planned, omar, { reason: 'x', reasonId: 'x' }];
  for (const did of [
    doing(stage, completeTransfer, { by, at }),
    doing(stage, acceptTransfer, { by, at }),
    doing(stage, cancelTransfer, { by, at, ...words }),
    doing(stage, startShadow, { by, at }),
    doing(stage, checkReadiness, { by, at, item: 'access', status: 'done', reasonId: 'x' }),
    doing(stage, reviewTransfer, { by, at, afterDays: 30, verdict: 'works', wordsId: 'x' }),
  ])
    expect(await did).toBe('no_transfer');
});
