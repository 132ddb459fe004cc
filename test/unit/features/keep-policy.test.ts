import { beforeEach, describe, expect, test } from 'vitest';
import { teamId } from '#domain/keys';
import { perform } from '#domain/perform';
import type { Found, Ref } from '#domain/records';
import { type ImprovementShare, improvementShareOf, improvementSharesRef, usualShare } from '#domain/team/improvement-share';
import { type ActiveTeam, type Team, teamRef, teams } from '#domain/team/team';
import { asOf } from '#domain/time/assertions';
import { describeTeam } from '#features/keep-catalogue/decide';
import { type SetPolicy, setPolicy } from '#features/keep-policy/decide';
import { policyModal, read, readLine } from '#features/keep-policy/modal';
import { asha, harrowHome, marek, plus, type Stage, teamSlug, tuesday } from '#test/builders';

const slug = teamSlug('team-bedroom');
let stage: Stage;
let written = 0;
beforeEach(async () => {
  stage = await harrowHome(tuesday);
  written = 0;
});

const says = async (more: Partial<SetPolicy>, at = tuesday) => {
  stage.setTime(at);
  const command = { by: marek, at, policyId: `policy-${written++}`, ...more };
  return (await perform(stage, teams, teamId(slug), setPolicy, command)).events.map(({ type }) => type);
};
const head = async () => {
  const [found] = (await stage.records.load([teamRef(slug)] as Ref<unknown>[])) as [Found<Team>];
  return { team: found.value as ActiveTeam, words: found.words };
};
const shares = async () => {
  const [found] = await stage.records.load([improvementSharesRef(slug)] as Ref<unknown>[]);
  return found?.value as ImprovementShare[];
};

describe('How much of a team’s time is meant for improvements', () => {
  test('is a fifth until its lead says otherwise, and each word on it stands with when it was said', async () => {
    expect(improvementShareOf((await head()).team)).toBe(usualShare);
    expect(await shares()).toEqual([]);
    expect(await says({ share: 30 })).toEqual(['ImprovementShareSet']);
    expect(await says({ share: 10 }, plus(tuesday, 60))).toEqual(['ImprovementShareSet']);
    expect(improvementShareOf((await head()).team)).toBe(10);
    const said = await shares();
    expect(said.map(({ percent }) => percent)).toEqual([30, 10]);
    expect([-1, 0, 59, 60].map((minutes) => asOf(said, plus(tuesday, minutes))?.percent)).toEqual([undefined, 30, 30, 10]);
  });

  test('said again it is nothing new, and a share that is none is refused', async () => {
    await says({ share: 30 });
    expect(await says({ share: 30 })).toEqual([]);
    for (const share of [-1, 101, 12.5, Number.NaN]) await expect(says({ share })).rejects.toThrow('0 to 100');
    await expect(says({ share: 40, by: asha })).rejects.toThrow('Only its lead');
    expect(await shares()).toHaveLength(1);
  });

  test('outlives a new description of the team', async () => {
    await says({ share: 0 });
    const { state: _state, rota: _rota, improvementShare: _share, ...described } = (await head()).team;
    await perform(stage, teams, teamId(slug), describeTeam, { at: tuesday, ...described, name: 'Bedrooms' });
    expect((await head()).team).toMatchObject({ name: 'Bedrooms', improvementShare: { percent: 0 } });
  });

  test('and how it gives support stand in one form, and each changes without the other', async () => {
    expect(await says({ words: '', share: 25 })).toEqual(['ImprovementShareSet']);
    expect(await says({ words: 'Ask us', share: 25 })).toEqual(['TeamPolicySet']);
    expect(await says({ words: 'Ask us', share: 35 })).toEqual(['ImprovementShareSet']);
    expect(await says({ share: 45 })).toEqual(['ImprovementShareSet']);
    const { team, words } = await head();
    expect(words[team.policy?.policyId ?? '']).toBe('Ask us');
    await expect(says({ words: '', share: 45 })).rejects.toThrow('how the team gives support');
    await expect(says({ words: '' })).rejects.toThrow('how the team gives support');
  });
});

describe('What is typed and what the form holds', () => {
  test.each([
    ['improvements 25 %', { share: 25 }],
    ['improvements 0', { share: 0 }],
    ['improvements 100%', { share: 100 }],
    ['improvements many', { share: Number.NaN }],
    ['improvements are made on Fridays', { link: undefined, words: 'improvements are made on Fridays' }],
    ['https://wiki.example/a Ask us', { link: 'https://wiki.example/a', words: 'Ask us' }],
  ])('“%s”', (said, meant) => {
    expect(readLine(said)).toEqual(meant);
  });

  test('the form holds what is so, and what is sent is read back', () => {
    const view = policyModal(slug, { words: 'Ask us', share: 0 });
    expect(JSON.stringify(view.blocks)).toContain('"initial_value":"0"');
    expect(JSON.stringify(policyModal(slug, {}).blocks)).toContain('"initial_value":"20"');
    const filled = (share: string) => ({
      private_metadata: view.private_metadata ?? '',
      state: { values: { words: { words: { value: 'Ask us' } }, share: { share: { value: share } } } },
    });
    expect(read(filled('40 %'))).toMatchObject({ slug, words: 'Ask us', share: 40 });
    expect(read(filled('a lot')).share).toBeNaN();
    expect(read(filled(''))).toMatchObject({ share: undefined });
  });
});
