import { beforeEach, describe, expect, test } from 'vitest';
import { incidents } from '#domain/incident/incident';
import { serviceId, teamId } from '#domain/keys';
import { perform } from '#domain/perform';
import { Rejection } from '#domain/rejection';
import { teams } from '#domain/team/team';
import { transfers } from '#domain/transfer/transfer';
import type { TransferId } from '#domain/transfer/transfer-kind';
import { acceptTransfer } from '#features/answer-transfer/decide';
import { completeTransfer } from '#features/complete-transfer/decide';
import { confirmFunding } from '#features/confirm-funding/decide';
import { declareIncident } from '#features/declare-incident/decide';
import { disbandTeam } from '#features/disband-team/decide';
import { requestTransfer } from '#features/request-transfer/decide';
import { startShadow } from '#features/shadow-transfer/decide';
import { declaration } from '#test/authority/scenes';
import {
  aService,
  aStage,
  hasService,
  hasTeam,
  longAgo,
  marek,
  omar,
  owned,
  plus,
  priya,
  type Stage,
  slug,
  teamSlug,
} from '#test/builders';
import {
  aStandingTeam,
  bedroomToHome,
  beforeTheMove,
  doing,
  funding,
  known,
  loadOf,
  monday,
  movedAsFarAs,
  ownersOf,
  planned,
  rosalind,
  serviceNow,
  xfer,
} from '#test/transferring';
import { implementations } from './stores.ts';

const many = 20;
const each = <One>(make: (index: number) => Promise<One>) => Promise.all(Array.from({ length: many }, (_, index) => make(index)));

// What Amazon's own engine says of transactions is asked of the records themselves; thousands of them would take it minutes.
describe.each(implementations.filter(({ name }) => name !== 'DynamoDB Local'))('Transfers in $name', ({ open }) => {
  let stage: Stage;
  beforeEach(async () => {
    const alone = aStage(monday);
    stage = await beforeTheMove({}, {}, { ...alone, ...(await open({ now: alone.now, set: alone.setTime })) });
  });

  test('of twenty who ask for the same service at once one is heard, and the others are told by what', async () => {
    const asks = [marek, priya, rosalind];
    const said = await each((index) =>
      perform(
        stage,
        transfers,
        xfer(index + 1),
        requestTransfer,
        bedroomToHome({
          by: asks[index % asks.length] ?? marek,
          wish: { to: teamSlug(index % 2 === 0 ? 'home-mpt' : 'garden-mpt'), plannedAt: planned },
        }),
        `press-${index}`,
      ).then(
        ({ id }) => ({ won: id }),
        (error: Error) => ({ lost: error }),
      ),
    );
    const won = said.flatMap((one) => ('won' in one ? [one.won] : []));
    expect(won).toHaveLength(1);
    for (const one of said) {
      if (!('lost' in one)) continue;
      expect(one.lost).toBeInstanceOf(Rejection);
      expect(one.lost.message).toContain(`${won[0]} is under way`);
    }
    expect((await serviceNow(stage)).pending?.transfer).toBe(won[0]);
    const incoming = await Promise.all(['home-mpt', 'garden-mpt'].map(async (team) => (await loadOf(stage, team)).incoming));
    expect(incoming.flat()).toEqual(won);
    expect(await Promise.all(won.map(async (id) => (await known(stage, id as TransferId)).state))).toEqual(['requested']);
  });

  test('a team that is to take it back is there, or nothing moves', async () => {
    for (let round = 0; round < 2; round++) {
      const [number, service] = [round + 1, `room-${round}`];
      await hasService(stage, aService({ slug: slug(service), name: service }), owned(1, 'team-bedroom', longAgo));
      const handBack = teamSlug(`keeper-${round}`);
      await hasTeam(stage, handBack, aStandingTeam({ name: handBack }));
      const wish = { to: teamSlug('home-mpt'), plannedAt: planned, handBack };
      await movedAsFarAs('ready', stage, { service: slug(service), wish }, xfer(number));
      const [took, gone] = await Promise.all([
        doing(stage, completeTransfer, { by: omar, at: planned }, xfer(number)),
        perform(stage, teams, teamId(handBack), disbandTeam, { by: rosalind, at: planned, slug: handBack }).then(
          ({ events }) => events[0]?.type,
          (error: Rejection) => error.code,
        ),
      ]);
      const { owned: now } = await serviceNow(stage, service);
      const moved = JSON.stringify(took) === '["OwnershipTransferred"]';
      expect([moved, gone]).toEqual([moved, moved ? 'TeamDisbandRefused' : 'TeamDisbanded']);
      if (!moved) expect(took).toBe('named_team_gone');
      expect([now?.owner, now?.handBack]).toEqual(moved ? ['home-mpt', handBack] : ['team-bedroom', undefined]);
    }
  });

  test('twenty that are taken into one team at its limit: as many as it may have, and the others are told why', async () => {
    await hasTeam(stage, 'home-mpt', aStandingTeam({ headcount: 1 }));
    for (let index = 0; index < many; index++) {
      const service = `room-${index}`;
      await hasService(stage, aService({ slug: slug(service), name: service }), owned(1, 'team-bedroom', longAgo));
      const id = xfer(index + 1);
      const asked = bedroomToHome({
        by: priya,
        kind: 'emergency',
        because: 'team_disbanded',
        service: slug(service),
        reasonId: `r${index}`,
      });
      expect(await doing(stage, requestTransfer, asked, id)).toEqual(['TransferRequested']);
      expect(await doing(stage, acceptTransfer, { by: omar, at: monday }, id)).toEqual(['TransferAccepted']);
    }
    const answers = await each((index) => perform(stage, transfers, xfer(index + 1), completeTransfer, { by: omar, at: plus(monday, 1) }));
    const outcomes = answers.map(({ answer }) => answer as { outcome: string; findings?: { guardrail: string }[] });
    // Eight for each who works there, and one is there already.
    expect(outcomes.filter(({ outcome }) => outcome === 'taken')).toHaveLength(7);
    for (const { outcome, findings } of outcomes)
      if (outcome === 'blocked') expect(findings?.map(({ guardrail }) => guardrail)).toEqual(['G8']);
    expect((await loadOf(stage, 'home-mpt')).owns).toHaveLength(8);
    const owners = await each(async (index) => (await serviceNow(stage, `room-${index}`)).owned?.owner);
    expect(owners.filter((owner) => owner === 'home-mpt')).toHaveLength(7);
    expect((await loadOf(stage, 'team-bedroom')).owns).toHaveLength(many - 7 + 1);
    // Sixty writes before the race, and a race of twenty: on a busy machine that is no fault.
  }, 90_000);

  test('a press that is brought again, or by two at once, changes nothing more', async () => {
    const twice = async (one: (delivery: string) => Promise<{ events: unknown[]; answer: unknown }>, delivery: string) => {
      const both = await Promise.all([one(delivery), one(delivery)]);
      const third = await one(delivery);
      const written = [...both, third].filter(({ events }) => events.length > 0);
      expect([delivery, written.length]).toEqual([delivery, 1]);
      for (const { answer } of both) expect(answer).toEqual(third.answer);
    };
    let number = 0;
    const fresh = async () => xfer(++number);
    await twice((delivery) => perform(stage, transfers, { fresh }, requestTransfer, bedroomToHome(), delivery), 'request');
    const id = (await serviceNow(stage)).pending?.transfer as ReturnType<typeof xfer>;
    await twice((delivery) => perform(stage, transfers, id, confirmFunding, { ...funding, at: monday }, delivery), 'funding');
    await twice((delivery) => perform(stage, transfers, id, acceptTransfer, { by: omar, at: monday }, delivery), 'accept');
    await twice((delivery) => perform(stage, transfers, id, startShadow, { by: omar, at: monday }, delivery), 'shadow');
    await twice((delivery) => perform(stage, transfers, id, completeTransfer, { by: omar, at: planned }, delivery), 'blocked');
    expect((await loadOf(stage, 'home-mpt')).incoming).toEqual([id]);
    expect((await ownersOf(stage)).length).toBe(1);
    expect((await stage.log.events(serviceId('bedroom'), 0)).map(({ type }) => type)).toEqual([
      'ServiceRegistered',
      'ServiceTargetsChanged',
      'OwnershipAsserted',
      'ServicePending',
      'ServicePending',
    ]);
  });

  test('an incident that opens between the look and the write keeps the service where it is', async () => {
    await movedAsFarAs('ready', stage);
    let opened = false;
    const append: Stage['records']['append'] = async (write) => {
      if (!opened) {
        opened = true;
        await perform(stage, incidents, 'INC-1', declareIncident, declaration({ at: planned }));
      }
      return stage.records.append(write);
    };
    const raced = { ...stage, records: { ...stage.records, append } };
    expect(await doing(raced, completeTransfer, { by: omar, at: planned })).toEqual(['TransferBlocked']);
    expect((await serviceNow(stage)).owned?.owner).toBe('team-bedroom');
  });

  test('a service that an incident opens on in the same moment stays where it is', async () => {
    await movedAsFarAs('ready', stage);
    const [took] = await Promise.all([
      doing(stage, completeTransfer, { by: omar, at: planned }),
      perform(stage, incidents, 'INC-1', declareIncident, declaration({ at: planned })),
    ]);
    const { owned: now } = await serviceNow(stage);
    // Whoever came first: an incident on a service that has not moved keeps it there.
    expect([JSON.stringify(took), now?.owner]).toEqual(
      JSON.stringify(took).includes('OwnershipTransferred') ? [JSON.stringify(took), 'home-mpt'] : ['["TransferBlocked"]', 'team-bedroom'],
    );
  });
});
