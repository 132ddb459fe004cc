import { serviceId, transferId } from '#domain/keys';
import { type Act, perform } from '#domain/perform';
import { PersonId } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { lifecyclesRef } from '#domain/service/lifecycle';
import { assertionsRef } from '#domain/service/ownership';
import { type RegisteredService, serviceRef } from '#domain/service/service';
import { loadRef } from '#domain/team/load';
import type { ActiveTeam } from '#domain/team/team';
import { itemsOf } from '#domain/transfer/checklist';
import { type KnownTransfer, type Transfer, transferRef, transfers } from '#domain/transfer/transfer';
import type { TransferEvent } from '#domain/transfer/transfer-events';
import type { TransferId } from '#domain/transfer/transfer-kind';
import { GroupId } from '#domain/workspace/group';
import { acceptTransfer } from '#features/answer-transfer/decide';
import { checkReadiness } from '#features/check-readiness/decide';
import { completeTransfer } from '#features/complete-transfer/decide';
import { confirmFunding } from '#features/confirm-funding/decide';
import { type RequestTransfer, requestTransfer } from '#features/request-transfer/decide';
import { acknowledgeTestPage, startShadow } from '#features/shadow-transfer/decide';
import {
  aRota,
  aService,
  aTeam,
  crowd,
  dev,
  harrowHome,
  hasOrganisation,
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
} from '#test/builders';

const named = (name: string) => PersonId.parse(`U0${name}`);
export const hugo = named('HUGO');
export const rosalind = named('ROSALIND');

export const nia = named('NIA');

/** Everything that a guardrail asks of a team. */
export const aStandingTeam = (more: Partial<ActiveTeam> = {}): ActiveTeam =>
  aTeam({
    name: 'Home',
    teamType: 'multi_product_team',
    lead: omar,
    members: [omar, dev, ...crowd(6)],
    rota: aRota([dev, ...crowd(6)]),
    group: GroupId.parse('S0HOME'),
    productDomains: ['home'],
    ...more,
  });

export const xfer = (number = 1) => transferId(number) as TransferId & ReturnType<typeof transferId>;
/** Monday 16 March 2026, ten in the morning in London; two weeks later clocks have changed. */
export const monday = '2026-03-16T10:00:00.000Z';
export const planned = '2026-03-30T09:00:00.000Z';

/** Harrow Home as it is before bedroom moves: Home owns lighting, and could take it. */
export async function beforeTheMove(
  receiver: Partial<ActiveTeam> = {},
  moving: Partial<RegisteredService> = {},
  over?: Stage,
): Promise<Stage> {
  const stage = await harrowHome(monday, over);
  await hasOrganisation(stage, { at: monday, heads: { product: [rosalind], operations: [hugo] } });
  await hasTeam(stage, 'home-mpt', aStandingTeam(receiver));
  await hasTeam(stage, 'garden-mpt', aStandingTeam({ name: 'Garden', lead: nia, group: GroupId.parse('S0GARDEN') }));
  await hasService(stage, aService({ slug: slug('lighting'), name: 'Lighting' }), owned(1, 'home-mpt', longAgo));
  if (Object.keys(moving).length > 0) await hasService(stage, aService(moving));
  return stage;
}

export const bedroomToHome = (more: Partial<RequestTransfer> = {}): RequestTransfer => ({
  by: marek,
  at: monday,
  service: slug('bedroom'),
  kind: 'to_maintenance',
  wish: { to: teamSlug('home-mpt'), plannedAt: planned },
  because: 'funding_ended',
  reason: 'No more money for features',
  reasonId: 'why',
  ...more,
});

export const funding = { by: priya, endedOn: '2026-03-31', onCallPaidBy: priya, costBasis: 'opex', targets: 'kept' } as const;

/** An act of somebody's on the first transfer: the events of it, or the code of the refusal. */
export async function doing<Facts, Command>(
  stage: Stage,
  act: Act<Transfer, Facts, Command, TransferEvent>,
  command: Command,
  id: TransferId = xfer(),
): Promise<string[] | string> {
  try {
    const { events } = await perform(stage, transfers, id as ReturnType<typeof xfer>, act, command);
    return events.map(({ type }) => type);
  } catch (error) {
    if (error instanceof Rejection) return error.code;
    throw error;
  }
}

type Step = 'requested' | 'in_readiness' | 'accepted' | 'shadowing' | 'ready' | 'completed';
const steps: Step[] = ['requested', 'in_readiness', 'accepted', 'shadowing', 'ready', 'completed'];
/** The move of bedroom as far as this, as in B2: paid for on the 17th, accepted on the 18th, learned from the 20th, ready for the 30th. */
export async function movedAsFarAs(step: Step, stage: Stage, more: Partial<RequestTransfer> = {}, id: TransferId = xfer()): Promise<Stage> {
  const upTo = steps.indexOf(step);
  const must = async <Facts, Command extends { at: string }>(act: Act<Transfer, Facts, Command, TransferEvent>, command: Command) => {
    stage.setTime(command.at);
    const did = await doing(stage, act, command, id);
    if (typeof did === 'string') throw new Error(`${step}: ${did}`);
  };
  await must(requestTransfer, bedroomToHome(more));
  if (upTo >= 1) await must(confirmFunding, { ...funding, at: '2026-03-17T10:00:00.000Z' });
  if (upTo >= 2) await must(acceptTransfer, { by: omar, at: '2026-03-18T10:00:00.000Z' });
  if (upTo >= 3) await must(startShadow, { by: omar, at: '2026-03-20T10:00:00.000Z' });
  if (upTo >= 4) {
    await must(acknowledgeTestPage, { by: dev, at: '2026-03-21T10:00:00.000Z' });
    await allDone(stage, '2026-03-27T10:00:00.000Z', id);
  }
  if (upTo >= 5) await must(completeTransfer, { by: omar, at: planned });
  return stage;
}

/** A page at which one can see that an item is so. */
export const shownAt = (item: string) => `https://wiki.example.com/${item}`;

/** The product manager says of everything on the list that it is so. */
export async function allDone(stage: Stage, at: string, id: TransferId = xfer()) {
  const transfer = await known(stage, id);
  for (const { id: item } of itemsOf(transfer.kind)) {
    if (transfer.checklist[item]) continue;
    stage.setTime(at);
    await doing(stage, checkReadiness, { by: priya, at, item, status: 'done', evidence: shownAt(item), reasonId: 'none' }, id);
  }
}

const read = async <Value>({ records }: Stage, ref: Ref<Value>): Promise<Value> =>
  (await records.load([ref] as Ref<unknown>[]))[0]?.value as Value;
export async function known(stage: Stage, id: TransferId = xfer()): Promise<KnownTransfer> {
  const transfer = await read(stage, transferRef(id));
  if (transfer.state === 'none') throw new Error(`There is no ${id}`);
  return transfer;
}
export async function serviceNow(stage: Stage, name = 'bedroom'): Promise<RegisteredService> {
  const service = await read(stage, serviceRef(name));
  if (service.state === 'none') throw new Error(`There is no ${name}`);
  return service;
}
export const ownersOf = (stage: Stage, name = 'bedroom') => read(stage, assertionsRef(name));
export const livesOf = (stage: Stage, name = 'bedroom') => read(stage, lifecyclesRef(name));
export const loadOf = (stage: Stage, team: string) => read(stage, loadRef(teamSlug(team)));
export const serviceLog = async (stage: Stage, name = 'bedroom') => (await stage.log.events(serviceId(name), 0)).map(({ type }) => type);
