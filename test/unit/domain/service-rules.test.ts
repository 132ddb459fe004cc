import { describe, expect, test } from 'vitest';
import { serviceId } from '#domain/keys';
import { perform } from '#domain/perform';
import type { Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { lifecycleChanged, targetsChanged, targetsOf } from '#domain/service/changing';
import { clocked, periods, suggestedTarget, tolerable, tolerableLoss } from '#domain/service/downtime';
import { following, isLive, Lifecycle, lifecycleCalled, lifecyclesRef, mayFollow } from '#domain/service/lifecycle';
import { type RegisteredService, type ServiceEvent, services } from '#domain/service/service';
import { targetsRef } from '#domain/service/targets';
import { asOf, believed } from '#domain/time/assertions';
import { changeLifecycle } from '#features/change-lifecycle/decide';
import { setTargets } from '#features/set-targets/decide';
import { aService, harrowHome, plus, priya, type Stage, teamSlug, tuesday } from '#test/builders';
import { fc } from '#test/properties';

const evolved = (service: RegisteredService, events: ServiceEvent[]) => events.reduce(services.evolve, service) as RegisteredService;

describe('The life of a service', () => {
  test('has the five states of the table, and these steps', () => {
    expect(Object.fromEntries(Lifecycle.options.map((state) => [state, following(state)]))).toEqual({
      pre_live: ['active', 'retired'],
      active: ['maintenance_mode', 'deprecated'],
      maintenance_mode: ['active', 'deprecated'],
      deprecated: ['maintenance_mode', 'active', 'retired'],
      retired: [],
    });
    expect(Lifecycle.options.filter(isLive)).toEqual(['active', 'maintenance_mode', 'deprecated']);
  });

  test.each([
    'ktlo',
    'KTLO',
    'keeping the lights on',
    'BAU',
    'bau support',
    'evergreen',
    'Evergreening',
    'maintenance mode',
    'maintenance-mode',
  ])('“%s” is maintenance mode', (said) => expect(lifecycleCalled(said)).toBe('maintenance_mode'));
  test.each(['', 'mute it', 'prelive!'])('“%s” is no state', (said) => expect(lifecycleCalled(said)).toBeUndefined());

  test('goes only where the table leads, each step dated and numbered, and says nothing of whose it is', () => {
    const owned = {
      version: 1,
      owner: teamSlug('team-bedroom'),
      model: 'ybiyri' as const,
      solution: 'none' as const,
      effectiveFrom: tuesday,
    };
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Lifecycle.options), { maxLength: 12 }), (wanted) => {
        let service = aService({ lifecycles: 1, owned });
        wanted.forEach((to, index) => {
          const before = service;
          try {
            const { events, puts } = lifecycleChanged(service, { at: plus(tuesday, index), to });
            service = evolved(service, events);
            expect(events.length).toBe(to === before.lifecycle ? 0 : 1);
            expect(puts.length).toBe(events.length);
            expect(events.length === 0 || mayFollow(before.lifecycle, to)).toBe(true);
            expect(service.lifecycles).toBe(before.lifecycles + events.length);
          } catch (error) {
            expect(error).toBeInstanceOf(Rejection);
            expect(mayFollow(before.lifecycle, to)).toBe(false);
          }
        });
        expect(service.owned).toEqual(owned);
        expect(service.availabilityTarget).toBe(99);
      }),
    );
  });
});

describe('A target', () => {
  test('allows exactly what the table says', () => {
    const row = (target: number) => (Object.keys(periods) as (keyof typeof periods)[]).map((period) => clocked(tolerable(target, period)));
    expect(row(95)).toEqual(['8:24:00', '33:36:00', '108:00:00']);
    expect(row(99)).toEqual(['1:40:48', '6:43:12', '21:36:00']);
    expect(row(99.5)).toEqual(['0:50:24', '3:21:36', '10:48:00']);
    expect(row(99.9)).toEqual(['0:10:04.8', '0:40:19.2', '2:09:36']);
    expect(row(99.99)).toEqual(['0:01:00.5', '0:04:01.9', '0:12:57.6']);
    expect(row(99.999)).toEqual(['0:00:06.0', '0:00:24.2', '0:01:17.8']);
  });

  test('is suggested by what an hour can cost, and says what may be lost', () => {
    expect([6_000, 7_000, 7_001, 200_000, 250_000, 250_001, 810_000].map(suggestedTarget)).toEqual([95, 95, 99, 99, 99, 99.9, 99.9]);
    expect(tolerableLoss(200_000, 99)).toBe(336_000);
  });

  test('that is stricter never allows more, and four weeks allow four times a week', () => {
    const target = fc.integer({ min: 1, max: 99_999 }).map((thousandths) => thousandths / 1000);
    fc.assert(
      fc.property(target, target, (one, other) => {
        const [looser, stricter] = [Math.min(one, other), Math.max(one, other)];
        expect(tolerable(stricter, 'week')).toBeLessThanOrEqual(tolerable(looser, 'week'));
        expect(tolerable(one, 'fourWeeks')).toBeCloseTo(4 * tolerable(one, 'week'), 2);
        expect(clocked(tolerable(one, 'quarter'))).toMatch(/^\d+:[0-5]\d:[0-5]\d(\.\d)?$/);
      }),
    );
  });

  test('is dated: what was so before stays so, and the same again is nothing', () => {
    const targets = fc.record(
      { availability: fc.constantFrom(95, 99, 99.9), timeToRestoreMinutes: fc.constantFrom(30, 60) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(targets, { maxLength: 8 }), (all) => {
        let service = aService({ targetings: 1 });
        all.forEach((wanted, index) => {
          const same = JSON.stringify(Object.entries(targetsOf(service)).toSorted()) === JSON.stringify(Object.entries(wanted).toSorted());
          const { events, puts } = targetsChanged(service, { at: plus(tuesday, index), targets: wanted });
          expect([events.length, puts.length]).toEqual(same ? [0, 0] : [1, 1]);
          service = evolved(service, events);
          expect(targetsOf(service)).toEqual(wanted);
        });
      }),
    );
  });
});

const load = async <Value>({ records }: Stage, ref: Ref<Value>) => (await records.load([ref] as Ref<unknown>[]))[0]?.value as Value;
const words = (stage: Stage) => ({ reason: 'The till depends on it', reasonId: stage.newId() });

describe('Changed by who answers for it', () => {
  const set = (stage: Stage, availability: number | null, more: object = {}) =>
    perform(stage, services, serviceId('bedroom'), setTargets, {
      by: priya,
      at: stage.now(),
      change: { availability },
      ...words(stage),
      ...more,
    });

  test('a target counts from then on, and what was so before can still be asked for', async () => {
    const stage = await harrowHome();
    stage.setTime(plus(tuesday, 60));
    await set(stage, 99.9);
    const all = await load(stage, targetsRef('bedroom'));
    expect([asOf(all, plus(tuesday, 59))?.targets, asOf(all, plus(tuesday, 60))?.targets]).toEqual([
      { availability: 99 },
      { availability: 99.9 },
    ]);
    expect(await stage.log.texts(serviceId('bedroom'), ['x1'])).toMatchObject({ x1: { by: priya, body: 'The till depends on it' } });
    expect((await set(stage, 99.9)).events).toEqual([]);
    expect((await set(stage, null)).state).not.toHaveProperty('availabilityTarget');
  });

  test.each([100, 100.5, 0, -1, Number.NaN])('a target of %d is refused with the reason', async (availability) => {
    const stage = await harrowHome();
    await expect(set(stage, availability)).rejects.toMatchObject({ code: availability >= 100 ? 'hundred_percent' : 'no_target' });
    expect(believed(await load(stage, targetsRef('bedroom')))).toHaveLength(1);
  });

  const change = (stage: Stage, to: Lifecycle, more: object = {}) =>
    perform(stage, services, serviceId('bedroom'), changeLifecycle, { by: priya, at: stage.now(), to, ...words(stage), ...more });

  test('no more money for features: it is in maintenance mode, its targets and its owner stay', async () => {
    const stage = await harrowHome();
    const { state, events } = await change(stage, 'maintenance_mode');
    expect(events).toMatchObject([
      { type: 'ServiceLifecycleChanged', from: 'active', to: 'maintenance_mode', fundingEndedOn: '2026-03-10', version: 2 },
    ]);
    expect(state).toMatchObject({ availabilityTarget: 99, owned: { owner: 'team-bedroom' }, assertions: 1 });
    await expect(change(stage, 'active')).rejects.toMatchObject({ code: 'funded_until_missing' });
    const back = await change(stage, 'active', { fundedUntil: '2027-03-31' });
    expect(back.state).toMatchObject({ lifecycle: 'active', fundedUntil: '2027-03-31', owned: { owner: 'team-bedroom', version: 1 } });
    expect(back.state).not.toHaveProperty('fundingEndedOn');
    expect(await load(stage, lifecyclesRef('bedroom'))).toMatchObject([{ to: 'active' }, { to: 'maintenance_mode' }, { to: 'active' }]);
  });

  test('what is switched off rests on no team any more, and comes back only by a correction', async () => {
    const stage = await harrowHome();
    const { loadRef } = await import('#domain/team/load');
    expect((await load(stage, loadRef(teamSlug('team-bedroom')))).owns).toEqual(['bedroom']);
    await change(stage, 'deprecated');
    await change(stage, 'retired');
    expect((await load(stage, loadRef(teamSlug('team-bedroom')))).owns).toEqual([]);
    await expect(change(stage, 'active')).rejects.toThrow(/only a correction brings it back/);
  });
});
