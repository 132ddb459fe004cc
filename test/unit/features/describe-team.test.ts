import { beforeEach, describe, expect, test } from 'vitest';
import { serviceId, teamId } from '#domain/keys';
import { perform } from '#domain/perform';
import type { Ref } from '#domain/records';
import { serviceRef, services } from '#domain/service/service';
import { type Team, type TeamDescription, type TeamSlug, teamOfGroupRef, teams } from '#domain/team/team';
import { GroupId } from '#domain/workspace/group';
import { describeService } from '#features/describe-service/decide';
import { changeTeam, createTeam } from '#features/describe-team/decide';
import { disbandTeam } from '#features/disband-team/decide';
import {
  asha,
  aTeam,
  bot,
  chloe,
  deactivated,
  guest,
  gwen,
  harrowHome,
  hasPerson,
  hasTeam,
  marek,
  priya,
  type Stage,
  teamSlug,
  tuesday,
} from '#test/builders';

const group = GroupId.parse('S0SLEEP');
let stage: Stage;
beforeEach(async () => {
  stage = await harrowHome();
});
const change = (described: Partial<TeamDescription>, team = 'team-bedroom') =>
  perform(stage, teams, teamId(teamSlug(team)), changeTeam, { by: marek, at: tuesday, described });
const leadsTo = async () =>
  (await stage.records.load([teamOfGroupRef(group)] as Ref<unknown>[]))[0]?.value as { team: TeamSlug } | undefined;

describe('What a team is', () => {
  test('is not changed to one that owns nothing while it owns something', async () => {
    await expect(change({ teamType: 'service_desk' })).rejects.toMatchObject({ code: 'supports_only' });
    await hasTeam(stage, 'attic', aTeam({ name: 'Attic', group: undefined }));
    expect((await change({ teamType: 'service_desk' }, 'attic')).state).toMatchObject({ teamType: 'service_desk' });
    expect(changeTeam.holds).toEqual(['load']);
  });

  test.each([
    ['somebody who has left', deactivated],
    ['a bot', bot],
    ['a guest', guest],
  ])('has no part for %s', async (_, person) => {
    await hasPerson(stage, gwen, person);
    for (const described of [{ lead: gwen }, { techLead: gwen }, { members: [marek, asha, gwen] }])
      await expect(change(described)).rejects.toMatchObject({ code: 'not_a_member' });
    const { state: _state, rota: _rota, group: _group, ...attic } = aTeam({ name: 'Attic', members: [gwen], lead: marek });
    await expect(
      perform(stage, teams, teamId(teamSlug('attic')), createTeam, { by: marek, at: tuesday, described: attic }),
    ).rejects.toMatchObject({ code: 'not_a_member' });
  });

  test('is still told anew when somebody who has long been in it has left', async () => {
    await hasPerson(stage, asha, deactivated);
    expect((await change({ name: 'Beds' })).state).toMatchObject({ name: 'Beds' });
  });

  test('has no tech lead who answers for what it runs', async () => {
    await expect(change({ techLead: priya })).rejects.toMatchObject({ code: 'tech_lead_accountable' });
    const [bedroom] = await stage.records.load([serviceRef('bedroom')] as Ref<unknown>[]);
    expect(bedroom?.value).toMatchObject({ productManager: priya });
    await perform(stage, services, serviceId('bedroom'), describeService, { by: priya, at: tuesday, described: { productManager: chloe } });
    expect((await change({ techLead: priya })).state).toMatchObject({ techLead: priya });
  });
});

describe('A Slack group', () => {
  beforeEach(async () => {
    await hasTeam(stage, 'attic', aTeam({ name: 'Attic', group: undefined }));
    await change({ group }, 'attic');
  });

  test('leads to one team, until that has another', async () => {
    expect(await leadsTo()).toEqual({ team: 'attic' });
    await expect(change({ group })).rejects.toMatchObject({ code: 'group_taken' });
    await change({ group: undefined } as Partial<TeamDescription>, 'attic');
    expect(await leadsTo()).toBeUndefined();
    await change({ group });
    expect(await leadsTo()).toEqual({ team: 'team-bedroom' });
  });

  test('leads nowhere once its team is disbanded', async () => {
    const { state } = await perform(stage, teams, teamId(teamSlug('attic')), disbandTeam, {
      by: marek,
      at: tuesday,
      slug: teamSlug('attic'),
    });
    expect((state as Team).state).toBe('disbanded');
    expect(await leadsTo()).toBeUndefined();
    await change({ group });
    expect(await leadsTo()).toEqual({ team: 'team-bedroom' });
  });
});
