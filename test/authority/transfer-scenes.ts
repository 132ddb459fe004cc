import { transferId } from '#domain/keys';
import { type Act, perform } from '#domain/perform';
import { type Transfer, transfers } from '#domain/transfer/transfer';
import type { TransferEvent } from '#domain/transfer/transfer-events';
import { GroupId } from '#domain/workspace/group';
import { acceptTransfer } from '#features/answer-transfer/decide';
import { completeTransfer } from '#features/complete-transfer/decide';
import { confirmFunding } from '#features/confirm-funding/decide';
import { type RequestTransfer, requestTransfer } from '#features/request-transfer/decide';
import { acknowledgeTestPage, startShadow } from '#features/shadow-transfer/decide';
import {
  aRota,
  aService,
  aTeam,
  crowd,
  hasOrganisation,
  hasService,
  hasTeam,
  plus,
  type Stage,
  slug,
  teamSlug,
  tuesday,
} from '#test/builders';
import { allDone } from '#test/transferring';
import { kinds } from './kinds.ts';
import type { Scene } from './scenes.ts';

const xfer1 = transferId(1);
type TransferScene = Scene<typeof xfer1>;
const lead = kinds['receiving lead'].who;
const [owner, manager] = [kinds['owner lead'].who, kinds['product manager'].who];
const week = 7 * 24 * 60;

/** Who heads the organisation and who decides on bedroom is on record, and there is a team that could take it. */
export async function peopled(stage: Stage, more: { teamType?: 'operations_team'; rota?: null } = {}): Promise<void> {
  await hasOrganisation(stage, { heads: { product: [kinds['org head'].who], operations: [kinds['head of operations'].who] } });
  await hasTeam(stage, 'team-bedroom', aTeam({ techLead: kinds['tech lead'].who }));
  await hasService(stage, aService({ delegate: kinds.delegate.who, budgetHolder: kinds['budget holder'].who }));
  const people = crowd(7);
  const receiver = aTeam({
    name: 'Garden',
    teamType: 'multi_product_team',
    lead,
    members: [lead, ...people],
    rota: aRota(people),
    group: GroupId.parse('S0GARDEN'),
    ...more,
  });
  await hasTeam(stage, 'garden-mpt', receiver);
}

export const toGarden = (more: Partial<RequestTransfer> = {}): RequestTransfer => ({
  by: owner,
  at: tuesday,
  service: slug('bedroom'),
  kind: 'to_maintenance',
  wish: { to: teamSlug('garden-mpt'), plannedAt: plus(tuesday, week) },
  because: 'funding_ended',
  reason: 'No more money for features',
  reasonId: 'why',
  ...more,
});
export const money = { endedOn: '2026-03-31', onCallPaidBy: manager, costBasis: 'opex', targets: 'kept' } as const;

const after =
  (before: TransferScene, next: (stage: Stage) => Promise<unknown>): TransferScene =>
  async (stage, hidden) => {
    const id = await before(stage, hidden);
    await next(stage);
    return id;
  };
const doing = <Facts, Command>(stage: Stage, act: Act<Transfer, Facts, Command, TransferEvent>, command: Command) =>
  perform(stage, transfers, xfer1, act, command);

export const nothingMoves: TransferScene = async (stage) => {
  await peopled(stage);
  return xfer1;
};
export const moveAsked = after(nothingMoves, (stage) => doing(stage, requestTransfer, toGarden()));
export const moneyIsThere = after(moveAsked, (stage) => doing(stage, confirmFunding, { ...money, by: manager, at: stage.now() }));
/** Its lead has said yes, and the head of operations has not. */
export const operationsAsked: TransferScene = async (stage) => {
  await peopled(stage, { teamType: 'operations_team' });
  await doing(stage, requestTransfer, toGarden());
  await doing(stage, confirmFunding, { ...money, by: manager, at: stage.now() });
  return xfer1;
};
/** Nobody is on call in the team that is to take it. */
export const blockedByGuardrail: TransferScene = async (stage) => {
  await peopled(stage, { rota: null });
  await doing(stage, requestTransfer, toGarden({ askOverride: true }));
  return xfer1;
};
export const moveAccepted = after(moneyIsThere, (stage) => doing(stage, acceptTransfer, { by: lead, at: stage.now() }));
export const theyRunAlong = after(moveAccepted, (stage) => doing(stage, startShadow, { by: lead, at: stage.now() }));
/** The day has come, and all is so. */
export const dayHasCome = after(theyRunAlong, async (stage) => {
  await doing(stage, acknowledgeTestPage, { by: lead, at: stage.now() });
  await allDone(stage, plus(tuesday, week));
});
/** It has been theirs for a month. */
export const itHasMoved = after(dayHasCome, async (stage) => {
  await doing(stage, completeTransfer, { by: lead, at: stage.now() });
  stage.setTime(plus(tuesday, 6 * week));
});
