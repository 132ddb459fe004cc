import { beforeEach, describe, expect, test } from 'vitest';
import { groupId, teamId } from '#domain/keys';
import { type Act, perform } from '#domain/perform';
import type { Ref } from '#domain/records';
import { turnedInto } from '#domain/team/keeping-rota';
import { rotaThen } from '#domain/team/past';
import { onCall } from '#domain/team/rota';
import { type ActiveTeam, type Team, type TeamEvent, teamRef, teams } from '#domain/team/team';
import { GroupId, groups } from '#domain/workspace/group';
import { followGroup, readGroup } from '#features/keep-rota/decide';
import { observeGroup } from '#features/observe-workspace/decide';
import { aRota, asha, aTeam, ben, chloe, dev, harrowHome, hasTeam, marek, plus, type Stage, teamSlug, tuesday } from '#test/builders';

const london = 'Europe/London';
const nobody = { superhero: null, sideKick: null, uncoveredSince: null };

describe('A rota that was taken away', () => {
  const before = aRota([asha, ben], { starts: '2026-02-02' });
  const none = turnedInto(before, null, london, '2026-03-02T12:00:00.000Z');
  const later = turnedInto(none, aRota([chloe, dev], { starts: '2026-04-06' }), london, '2026-03-20T12:00:00.000Z');

  test('stays away until the next one begins, and did while it was', () => {
    expect(onCall(later, london, '2026-03-25T12:00:00.000Z')).toEqual(nobody);
    expect(onCall(later, london, '2026-03-10T12:00:00.000Z')).toEqual(nobody);
    expect(onCall(later, london, '2026-03-02T11:00:00.000Z').superhero).toBe(asha);
    expect(onCall(later, london, '2026-04-06T12:00:00.000Z').superhero).toBe(chloe);
  });
});

describe('A rota that is read from a group', () => {
  const [bedroom, slug, group] = [teamId('team-bedroom'), teamSlug('team-bedroom'), GroupId.parse('S0ONCALL')];
  let stage: Stage;
  beforeEach(async () => {
    stage = await harrowHome();
    await hasTeam(stage, 'team-bedroom', aTeam({ group }));
  });
  const does = <Facts, Command>(act: Act<Team, Facts, Command, TeamEvent>, command: Command) =>
    perform(stage, teams, bedroom, act, command);
  const team = async () => {
    const [found] = await stage.records.load([teamRef(slug)] as Ref<unknown>[]);
    return found?.value as ActiveTeam;
  };
  const members = async (people: (typeof asha)[], at: string) => {
    stage.setTime(at);
    await perform(stage, groups, groupId(group), observeGroup, { at, members: people, scan: true });
    await does(readGroup, { at });
  };
  const follows = async () => {
    await members([chloe, ben], tuesday);
    await does(followGroup, { by: marek, at: tuesday, day: '2026-03-09' });
  };

  test('and that was empty for a while had nobody in that while', async () => {
    await follows();
    await members([], plus(tuesday, 60));
    await members([dev], plus(tuesday, 120));
    const { rota } = await team();
    expect([59, 60, 119, 120].map((minutes) => onCall(rota, london, plus(tuesday, minutes)).superhero)).toEqual([ben, null, null, dev]);
  });

  test('that changes every hour for a season stays small, is right now, and is answerable at any hour of it', async () => {
    await follows();
    const pairs = [
      [asha, chloe],
      [ben, dev],
      [chloe, dev],
    ];
    const hours = 320;
    for (let hour = 1; hour <= hours; hour += 1) await members(pairs[hour % 3] ?? [], plus(tuesday, hour * 60));
    const head = await team();
    expect(JSON.stringify(head).length).toBeLessThan(16_000);
    const now = plus(tuesday, hours * 60 + 1);
    expect(onCall(head.rota, london, now).superhero).toBe(pairs[hours % 3]?.[0]);
    for (const hour of [1, 2, 200, hours - 1]) {
      const { onCall: then } = await rotaThen(stage.log, slug, head, plus(tuesday, hour * 60 + 1), now);
      expect([then.superhero, then.sideKick]).toEqual(pairs[hour % 3]);
    }
    const { onCall: first } = await rotaThen(stage.log, slug, head, plus(tuesday, 1), now);
    expect(first.superhero).toBe(ben);
  });

  test('is the same as before where only its third has changed', async () => {
    await follows();
    await members([chloe, ben, dev], plus(tuesday, 60));
    const { rota } = await team();
    expect(rota?.order).toHaveLength(3);
    expect(rota?.earlier).toHaveLength(1);
    expect(onCall(rota, london, plus(tuesday, 59))).toMatchObject({ superhero: ben, sideKick: chloe });
  });
});
