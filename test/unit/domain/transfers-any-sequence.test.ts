import { beforeAll, expect, test } from 'vitest';
import { serviceId } from '#domain/keys';
import type { PersonId } from '#domain/person/person';
import { history, ownerAt } from '#domain/service/ownership';
import { ServiceEvent, services } from '#domain/service/service';
import { type KnownTransfer, transfers } from '#domain/transfer/transfer';
import { TransferEvent } from '#domain/transfer/transfer-events';
import type { TransferKind } from '#domain/transfer/transfer-kind';
import { isUnderWay } from '#domain/transfer/under-way';
import { acceptTransfer, declineTransfer } from '#features/answer-transfer/decide';
import { cancelTransfer } from '#features/cancel-transfer/decide';
import { checkReadiness } from '#features/check-readiness/decide';
import { completeTransfer } from '#features/complete-transfer/decide';
import { confirmFunding } from '#features/confirm-funding/decide';
import { overrideGuardrail } from '#features/override-guardrail/decide';
import { remindTransfer } from '#features/remind-transfer/decide';
import { replanTransfer } from '#features/replan-transfer/decide';
import { requestTransfer } from '#features/request-transfer/decide';
import { acknowledgeTestPage, startShadow } from '#features/shadow-transfer/decide';
import { copyOf, dev, hasTeam, longAgo, marek, omar, plus, priya, type Stage, slug, teamSlug, tom } from '#test/builders';
import { fc } from '#test/properties';
import {
  allDone,
  aStandingTeam,
  bedroomToHome,
  beforeTheMove,
  doing,
  funding,
  hugo,
  known,
  loadOf,
  monday,
  nia,
  ownersOf,
  rosalind,
  serviceNow,
  xfer,
} from '#test/transferring';

const houses = ['bedroom', 'lighting'] as const;
const leads: Record<string, PersonId> = { 'team-bedroom': marek, 'home-mpt': omar, 'garden-mpt': nia };
const kinds: TransferKind[] = ['to_maintenance', 'between_teams', 'handback', 'emergency'];
const anybody = [marek, omar, priya, nia, rosalind, hugo, dev, tom];
const acts = ['ask', 'money', 'accept', 'decline', 'shadow', 'page', 'item', 'replan', 'override', 'cancel', 'take', 'time'] as const;

const Wild = fc.record({
  act: fc.constantFrom(...acts),
  by: fc.constantFrom(...anybody),
  which: fc.nat(1),
  service: fc.constantFrom(...houses),
  to: fc.constantFrom(...Object.keys(leads)),
  kind: fc.constantFrom(...kinds),
  hours: fc.nat(60),
});
type Wild = typeof Wild extends fc.Arbitrary<infer One> ? One : never;
/** What whoever should does next, so that some come to their end. */
const Orderly = fc.record({ act: fc.constant('next' as const), which: fc.nat(3), service: fc.constantFrom(...houses), hours: fc.nat(90) });
type Orderly = typeof Orderly extends fc.Arbitrary<infer One> ? One : never;

let base: Stage;
beforeAll(async () => {
  base = await beforeTheMove();
  // All three could take what another has.
  await hasTeam(base, 'team-bedroom', aStandingTeam({ name: 'Team Bedroom', lead: marek }));
});

test('whatever people do, in whichever order: one transfer at a time, nobody’s but the owner’s until it is taken, and the log says it all', async () => {
  let [taken, ended] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 3, arbitrary: Orderly }, { weight: 2, arbitrary: Wild }), { minLength: 20, maxLength: 60 }),
      async (all) => {
        const stage = copyOf(base);
        const owners: Record<string, [string, string][]> = { bedroom: [['team-bedroom', longAgo]], lighting: [['home-mpt', longAgo]] };
        let [now, asked] = [monday, 0];
        for (const one of all) {
          now = plus(now, one.hours * 60);
          stage.setTime(now);
          const done = one.act === 'next' ? await next(stage, one, now, asked) : await tried(stage, one, now, asked);
          if (done.did.includes('TransferRequested')) asked++;
          if (done.did.includes('OwnershipTransferred')) {
            const { service, plan } = await known(stage, xfer(done.number));
            owners[service]?.push([plan.to, now]);
            taken++;
          }
          if (['TransferDeclined', 'TransferCancelled', 'TransferExpired'].some((end) => done.did.includes(end))) ended++;
        }
        await holds(stage, owners, asked);
      },
    ),
    { numRuns: 15 },
  );
  expect(taken).toBeGreaterThan(0);
  expect(ended).toBeGreaterThan(0);
}, 120_000);

type Done = { did: string[] | string; number: number };

async function tried(stage: Stage, { act, by, which, service, to, kind, hours }: Wild, at: string, asked: number): Promise<Done> {
  const number = act === 'ask' ? asked + 1 : asked - which;
  if (number < 1) return { did: [], number };
  const id = xfer(number);
  const words = { reason: 'So it is', reasonId: stage.newId() };
  const plannedAt = plus(at, hours * 60);
  const did = {
    ask: () =>
      doing(
        stage,
        requestTransfer,
        bedroomToHome({ by, at, service: slug(service), kind, wish: { to: teamSlug(to), plannedAt }, reasonId: words.reasonId }),
        id,
      ),
    money: () => doing(stage, confirmFunding, { ...funding, by, at, until: '2027-03-31' }, id),
    accept: () => doing(stage, acceptTransfer, { by, at }, id),
    decline: () => doing(stage, declineTransfer, { by, at, ...words }, id),
    shadow: () => doing(stage, startShadow, { by, at }, id),
    page: () => doing(stage, acknowledgeTestPage, { by, at }, id),
    item: () => doing(stage, checkReadiness, { by, at, item: 'access' as const, status: 'open' as const, reasonId: words.reasonId }, id),
    replan: () => doing(stage, replanTransfer, { by, at, plannedAt }, id),
    override: () => doing(stage, overrideGuardrail, { by, at, ...words }, id),
    cancel: () => doing(stage, cancelTransfer, { by, at, ...words }, id),
    take: () => doing(stage, completeTransfer, { by, at }, id),
    time: () => doing(stage, remindTransfer, { at }, id),
  }[act];
  return { did: await did(), number };
}

async function next(stage: Stage, { which, service }: Orderly, at: string, asked: number): Promise<Done> {
  const { pending, owned } = await serviceNow(stage, service);
  if (pending === undefined) {
    const id = xfer(asked + 1);
    const [by, to] = [leads[owned?.owner ?? ''] ?? priya, Object.keys(leads).filter((team) => team !== owned?.owner)[which % 2] ?? ''];
    const wish = { to: teamSlug(to), plannedAt: at };
    const command = bedroomToHome({
      by,
      at,
      service: slug(service),
      kind: 'between_teams',
      because: 'reorganisation',
      wish,
      reasonId: stage.newId(),
    });
    return { did: await doing(stage, requestTransfer, command, id), number: asked + 1 };
  }
  const number = Number(pending.transfer.slice('XFER-'.length));
  const id = xfer(number);
  const [by, transfer] = [leads[pending.to] ?? omar, await known(stage, id)];
  const answerer = transfer.requestedBy === by ? priya : by;
  switch (transfer.state) {
    case 'requested':
      return { did: await doing(stage, confirmFunding, { ...funding, at, until: '2027-03-31' }, id), number };
    case 'in_readiness':
      return { did: await doing(stage, acceptTransfer, { by: answerer, at }, id), number };
    case 'accepted':
      await doing(stage, startShadow, { by, at }, id);
      await doing(stage, acknowledgeTestPage, { by, at }, id);
      return { did: transfer.kind === 'emergency' ? await doing(stage, completeTransfer, { by, at }, id) : [], number };
    default:
      await allDone(stage, at, id);
      return { did: await doing(stage, completeTransfer, { by, at }, id), number };
  }
}

async function holds(stage: Stage, owners: Record<string, [string, string][]>, asked: number): Promise<void> {
  const all = await Promise.all(
    Array.from({ length: asked }, async (_, index) => [xfer(index + 1), await known(stage, xfer(index + 1))] as const),
  );
  const open = all.filter(([, transfer]) => isUnderWay(transfer));
  for (const name of houses) {
    const service = await serviceNow(stage, name);
    const mine = open.filter(([, transfer]) => transfer.service === name);
    expect(mine.map(([id]) => id)).toEqual(service.pending ? [service.pending.transfer] : []);
    const assertions = await ownersOf(stage, name);
    expect(history(assertions).map(({ owner, effectiveFrom }) => [owner, effectiveFrom])).toEqual(latestOfEach(owners[name] ?? []));
    expect(service.owned?.owner).toBe(ownerAt(assertions, stage.now())?.owner);
    expect(await folded(stage, name)).toEqual(service);
  }
  for (const [id, transfer] of all) expect(await foldedTransfer(stage, id)).toEqual(transfer);
  for (const team of Object.keys(leads)) {
    const load = await loadOf(stage, team);
    expect(load.incoming.toSorted()).toEqual(open.flatMap(([id, { plan }]) => (plan.to === team ? [id] : [])).toSorted());
    const theirs = await Promise.all(houses.map(async (name) => ((await serviceNow(stage, name)).owned?.owner === team ? [name] : [])));
    expect(load.owns.toSorted()).toEqual(theirs.flat().toSorted());
  }
}

/** Of two who took it in the same moment the later one has it. */
const latestOfEach = (owners: [string, string][]) => owners.filter(([, from], index) => owners[index + 1]?.[1] !== from);

async function folded(stage: Stage, name: string) {
  const events = (await stage.log.events(serviceId(name), 0)).map(({ body }) => ServiceEvent.parse(body));
  return events.reduce(services.evolve, services.initial);
}
async function foldedTransfer(stage: Stage, id: ReturnType<typeof xfer>): Promise<KnownTransfer> {
  const events = (await stage.log.events(id, 0)).map(({ body }) => TransferEvent.parse(body));
  return events.reduce(transfers.evolve, transfers.initial) as KnownTransfer;
}
