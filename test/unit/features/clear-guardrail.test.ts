import { describe, expect, test } from 'vitest';
import { teamId } from '#domain/keys';
import { perform } from '#domain/perform';
import { type ActiveTeam, type TeamEvent, teams } from '#domain/team/team';
import { type KnownTransfer, type Transfer, transfers } from '#domain/transfer/transfer';
import type { TransferEvent } from '#domain/transfer/transfer-events';
import { TransferId } from '#domain/transfer/transfer-kind';
import { GroupId } from '#domain/workspace/group';
import { scanOverrides } from '#features/clear-guardrail/scan';
import {
  aRota,
  aService,
  aStage,
  aTeam,
  crowd,
  hasService,
  hasTeam,
  longAgo,
  marek,
  omar,
  owned,
  priya,
  type Stage,
  slug,
  teamSlug,
  tuesday,
} from '../../builders.ts';

const five = crowd(5);
const xfer = TransferId.parse('XFER-1');
const requested: TransferEvent = {
  type: 'TransferRequested',
  at: tuesday,
  by: marek,
  as: 'owning_lead',
  service: slug('bedroom'),
  kind: 'to_maintenance',
  before: { owner: teamSlug('team-bedroom'), model: 'ybiyri', solution: 'none', lifecycle: 'active', ownershipVersion: 1 },
  plan: { to: teamSlug('home-mpt'), model: 'ybiyri', solution: 'multi_product_team', plannedAt: tuesday },
  because: 'funding_ended',
  reasonId: 'why',
  productManager: priya,
  findings: [],
};
const overridden = (...guardrails: ('G5' | 'G9')[]): TransferEvent => ({
  type: 'GuardrailOverridden',
  at: tuesday,
  by: priya,
  as: 'product_manager',
  phase: 'acceptance',
  findings: guardrails.map((guardrail) => ({
    guardrail,
    verdict: 'blocks',
    figure: guardrail === 'G9' ? 52 : 2,
    limit: guardrail === 'G9' ? 50 : 3,
  })),
  reasonId: 'dip',
});
const completed: TransferEvent = {
  type: 'OwnershipTransferred',
  at: tuesday,
  by: omar,
  as: 'receiving_lead',
  findings: [],
  toVersion: 2,
  warrantyUntil: tuesday,
  reviewsAt: [],
};

const put = (stage: Stage, ...events: TransferEvent[]) =>
  perform(stage, transfers, xfer, { facts: () => ({}), decide: () => events }, null);
const happens = (stage: Stage, event: TeamEvent) =>
  perform(stage, teams, teamId('home-mpt'), { facts: () => ({}), decide: () => [event] }, null);
const supports = (stage: Stage, percent: number) =>
  happens(stage, { type: 'SupportShareStated', at: stage.now(), by: omar, percent, weeks: 4 });
const rotaOf = (stage: Stage, size: number) => happens(stage, { type: 'TeamRotaSet', at: stage.now(), rota: aRota(five.slice(0, size)) });
const state = async (stage: Stage): Promise<KnownTransfer> => {
  const { state: one } = await perform<Transfer, object, null, TransferEvent>(
    stage,
    transfers,
    xfer,
    { facts: () => ({}), decide: () => [] },
    null,
  );
  if (one.state === 'none') throw new Error('There is no transfer');
  return one;
};

async function home(...events: TransferEvent[]): Promise<Stage> {
  const stage = aStage();
  const team: Partial<ActiveTeam> = {
    teamType: 'multi_product_team',
    lead: omar,
    members: five,
    group: GroupId.parse('S0HOME'),
    rota: aRota(five),
  };
  await hasTeam(stage, 'team-bedroom', aTeam());
  await hasTeam(stage, 'home-mpt', aTeam(team));
  await hasService(stage, aService({ assertions: 0 }), owned(1, 'team-bedroom', longAgo));
  await supports(stage, 52);
  await put(stage, requested, ...events);
  return stage;
}
/** A night each, at two in the morning. */
async function nights(stage: Stage, count: number) {
  for (let night = 1; night <= count; night++) {
    stage.setTime(new Date(Date.parse(stage.now()) + 24 * 3_600_000).toISOString());
    await scanOverrides(stage);
  }
}
const shown = async (stage: Stage) => (await state(stage)).overrides.flatMap(({ findings }) => findings.map(({ guardrail }) => guardrail));

test('An override is shown until the figure has been below its limit for two weeks', async () => {
  const stage = await home(overridden('G9'));
  await nights(stage, 20);
  expect(await shown(stage)).toEqual(['G9']);
  await supports(stage, 49);
  await nights(stage, 14);
  expect(await shown(stage)).toEqual(['G9']);
  await nights(stage, 1);
  expect(await shown(stage)).toEqual([]);
});

test('A night above the limit begins the two weeks anew', async () => {
  const stage = await home(overridden('G9'));
  await supports(stage, 40);
  await nights(stage, 10);
  await supports(stage, 50);
  await nights(stage, 1);
  await supports(stage, 40);
  await nights(stage, 14);
  expect(await shown(stage)).toEqual(['G9']);
  await nights(stage, 1);
  expect(await shown(stage)).toEqual([]);
});

test('Of what was overridden together each is cleared by itself', async () => {
  const stage = await home(overridden('G9', 'G5'));
  await rotaOf(stage, 2);
  await supports(stage, 40);
  await nights(stage, 15);
  expect(await shown(stage)).toEqual(['G5']);
  await rotaOf(stage, 4);
  await nights(stage, 15);
  expect(await shown(stage)).toEqual([]);
});

test('It stays to be seen after the service has moved, and is cleared then too', async () => {
  const stage = await home(overridden('G9'), completed);
  await nights(stage, 3);
  expect(await shown(stage)).toEqual(['G9']);
  await supports(stage, 20);
  await nights(stage, 15);
  expect((await state(stage)).state).toBe('completed');
  expect(await shown(stage)).toEqual([]);
});

test('Looking twice in a night changes nothing more', async () => {
  const stage = await home(overridden('G9'));
  await supports(stage, 40);
  await nights(stage, 15);
  const log = () => stage.log.events(xfer, 0);
  const before = await log();
  expect(before.map(({ type }) => type)).toEqual(['TransferRequested', 'GuardrailOverridden', 'GuardrailCleared']);
  await scanOverrides(stage);
  expect(await log()).toEqual(before);
});

describe('Nobody is shown any more what was overridden for a team', () => {
  test('that has had the service and has it no longer', async () => {
    const stage = await home(overridden('G9'), completed);
    await hasTeam(stage, 'sleep', aTeam());
    await hasService(stage, aService(), owned(2, 'home-mpt', tuesday));
    await nights(stage, 1);
    expect(await shown(stage)).toEqual(['G9']);
    await hasService(stage, aService(), owned(3, 'sleep', stage.now(), { recordedAt: stage.now() }));
    await nights(stage, 1);
    expect(await shown(stage)).toEqual([]);
    expect((await stage.lists.page('transfers', 10)).heads).toEqual([]);
  });

  test('that is there no longer', async () => {
    const stage = await home(overridden('G9', 'G5'), completed);
    await hasService(stage, aService(), owned(2, 'home-mpt', tuesday));
    await happens(stage, { type: 'TeamDisbanded', at: stage.now(), by: omar });
    await nights(stage, 1);
    expect(await shown(stage)).toEqual([]);
    expect((await stage.lists.page('transfers', 10)).heads).toEqual([]);
  });
});
