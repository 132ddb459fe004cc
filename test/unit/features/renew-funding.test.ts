import { describe, expect, test } from 'vitest';
import { serviceId } from '#domain/keys';
import { perform } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { type RegisteredService, type ServiceEvent, services } from '#domain/service/service';
import { askAboutFunding, extendFunding, fundingIsDue, returnToMaintenance } from '#features/renew-funding/decide';
import { extendModal, read } from '#features/renew-funding/modal';
import { react } from '#features/renew-funding/react';
import { scanFunding } from '#features/renew-funding/scan';
import {
  aService,
  aStage,
  asha,
  aTeam,
  guest,
  gwen,
  hasService,
  hasTeam,
  longAgo,
  marek,
  member,
  omar,
  owned,
  priya,
} from '#test/builders';

const ends = '2027-03-31';
const funded = (more: Partial<RegisteredService> = {}) => aService({ fundedUntil: ends, budgetHolder: gwen, lifecycles: 2, ...more });
const standing = { id: 'SVC-bedroom', versions: {} } as never;
const on = (day: string) => `${day}T02:00:00.000Z`;

describe('Whether there is money for features', () => {
  test('is asked from two weeks before it ends, once for each date', () => {
    const asked = (service: RegisteredService, day: string) => askAboutFunding.decide(service, {}, { at: on(day) }, standing);
    expect(asked(funded(), '2027-03-16')).toEqual([]);
    const event = { type: 'ServiceFundingAsked' as const, at: on('2027-03-17'), until: ends };
    expect(asked(funded(), '2027-03-17')).toEqual([event]);
    expect(services.evolve(funded(), event)).toMatchObject({ fundingAsked: ends });
    expect(asked(funded({ fundingAsked: ends }), '2027-03-30')).toEqual([]);
    expect(asked(funded({ fundingAsked: ends, fundedUntil: '2027-06-30' }), '2027-06-20')).toMatchObject([{ until: '2027-06-30' }]);
    expect(asked(funded(), '2027-05-01')).toHaveLength(1);
  });
  test('is not asked of what has none, or runs without it', () => {
    expect(fundingIsDue(aService(), on('2027-03-30'))).toBe(false);
    expect(fundingIsDue(funded({ lifecycle: 'maintenance_mode' }), on('2027-03-30'))).toBe(false);
    expect(fundingIsDue({ state: 'none' }, on('2027-03-30'))).toBe(false);
  });
  test('is asked of whoever answers for it and of whoever pays for it, with both answers, and never changed by that', () => {
    const view = { id: serviceId('bedroom'), service: funded({ owned: owned(1, 'home-mpt', longAgo) }), version: 9, now: on('2027-03-17') };
    const asked: ServiceEvent = { type: 'ServiceFundingAsked', at: on('2027-03-17'), until: ends };
    const told = react({ ...view, organisation: {} as never }, [{ version: 9, event: asked }]);
    expect(told.map((effect) => [effect.key, 'to' in effect && effect.to])).toEqual([
      [`SVC-bedroom/funding-${ends}/${priya}`, priya],
      [`SVC-bedroom/funding-${ends}/${gwen}`, gwen],
    ]);
    expect(JSON.stringify(told[0])).toMatch(
      /ends on 2027-03-31.*Extend it, or return to maintenance mode\?.*home-mpt.*"Extend".*"Return to maintenance mode"/,
    );
    const answered = { ...view, service: funded({ fundedUntil: '2027-09-30' }), organisation: {} as never };
    expect(react(answered, [{ version: 9, event: asked }])).toEqual([]);
  });
});

describe('The answer', () => {
  const at = on('2027-03-20');
  const extend = (by: PersonId, until = '2027-09-30', service = funded(), person = member) =>
    extendFunding.decide(service, { person }, { by, at, until }, standing);
  const goBack = (by: PersonId, service = funded(), person = member) =>
    returnToMaintenance.decide(service, { person }, { by, at }, standing);

  test('extends it, by whoever answers for it, their delegate or whoever pays for it', () => {
    for (const by of [priya, gwen, asha])
      expect(extend(by, '2027-09-30', funded({ delegate: asha }))).toMatchObject({
        events: [{ type: 'ServiceLifecycleChanged', from: 'active', to: 'active', fundedUntil: '2027-09-30', by }],
      });
  });
  test('returns it to maintenance mode, with the day on which the money ended', () => {
    expect(goBack(priya)).toMatchObject({ events: [{ from: 'active', to: 'maintenance_mode', fundingEndedOn: ends, by: priya }] });
    expect(goBack(priya, funded({ lifecycle: 'maintenance_mode' }))).toEqual([]);
  });
  test('is nobody else’s to give, and a lead or a guest is told whose it is', () => {
    for (const by of [marek, omar]) {
      expect(() => extend(by)).toThrow(new RegExp(`says <@${gwen}>`));
      expect(() => goBack(by)).toThrow(/Nothing has changed/);
    }
    expect(() => extend(priya, '2027-09-30', funded(), guest)).toThrow(/Guests/);
    expect(() => goBack(priya, funded(), guest)).toThrow(/Guests/);
  });
  test('is refused for a day that is over, and for what is not being developed', () => {
    expect(() => extend(priya, '2027-03-20')).toThrow(/That day is over/);
    expect(() => extend(priya, '2027-09-30', funded({ lifecycle: 'maintenance_mode' }))).toThrow(/handback bedroom/);
  });
  test('is read from the modal that asked for it', () => {
    const { private_metadata = '', blocks } = extendModal(funded());
    expect(JSON.stringify(blocks)).toContain(ends);
    const values = { until: { until: { selected_date: '2027-09-30' } } };
    expect(read({ private_metadata, state: { values } })).toEqual({ slug: 'bedroom', until: '2027-09-30' });
  });
});

test('The nightly scan asks about what ends soon, once, and changes nothing', async () => {
  const stage = aStage(on('2027-03-10'));
  await hasTeam(stage, 'home-mpt', aTeam());
  await hasService(stage, aService(), owned(1, 'home-mpt', longAgo));
  const change = { by: priya, at: stage.now(), until: ends };
  await perform(stage, services, serviceId('bedroom'), extendFunding, change);
  const asked = async () => (await stage.log.events(serviceId('bedroom'), 0)).filter(({ type }) => type === 'ServiceFundingAsked').length;
  await scanFunding(stage);
  expect(await asked()).toBe(0);
  for (const day of ['2027-03-17', '2027-03-18', '2027-04-10']) {
    stage.setTime(on(day));
    await scanFunding(stage);
    expect(await asked()).toBe(1);
  }
  const { state } = await perform(stage, services, serviceId('bedroom'), askAboutFunding, { at: stage.now() });
  expect(state).toMatchObject({ lifecycle: 'active', fundedUntil: ends });
});
