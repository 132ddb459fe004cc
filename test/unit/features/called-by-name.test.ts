import { expect, test } from 'vitest';
import { teamNamedIn } from '#slack-kit/team-commands';
import { aStage, asha, aTeam, ben, hasTeam, teamSlug } from '#test/builders';

const called = async (said: string) => {
  const stage = aStage();
  await hasTeam(stage, 'home-core', aTeam({ name: 'Home', lead: ben, members: [] }));
  await hasTeam(stage, 'home-mpt', aTeam({ name: 'Home Products', lead: ben, members: [] }));
  await hasTeam(stage, 'tech', aTeam({ name: 'Home-grown', lead: ben, members: [] }));
  await hasTeam(stage, 'garden', aTeam({ name: 'Haven', lead: ben, members: [] }));
  const found = await teamNamedIn(stage as never, said, asha);
  return 'which' in found ? undefined : [found.slug, found.rest];
};

test.each([
  ['home products add @ana', 'home-mpt', 'add @ana'],
  ['Home Products', 'home-mpt', ''],
  ['home-mpt at 23:00', 'home-mpt', 'at 23:00'],
  ['home at 23:00', 'home-core', 'at 23:00'],
  ['home-grown', 'tech', ''],
  ['Haven\tat 23:00', 'garden', 'at 23:00'],
])('“%s” names the team whose whole name it begins with, the longest first', async (said, slug, rest) => {
  expect(await called(said)).toEqual([teamSlug(slug), rest]);
});

test('“havens” is no team because one is called Haven', async () => {
  expect(await called('havens at 23:00')).toBeUndefined();
});
