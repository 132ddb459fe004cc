import type { ModalView } from '@slack/types';
import { expect, test } from 'vitest';
import { serviceId, teamId } from '#domain/keys';
import { perform } from '#domain/perform';
import type { Ref } from '#domain/records';
import { serviceOf } from '#domain/service/find';
import { type RegisteredService, services } from '#domain/service/service';
import { type KnownTeam, teamRef, teams } from '#domain/team/team';
import { describeService } from '#features/describe-service/decide';
import { describeModal } from '#features/describe-service/modal';
import { changeTeam } from '#features/describe-team/decide';
import { readChange, teamModal } from '#features/describe-team/modal';
import { keepMembers } from '#features/keep-members/decide';
import { membersModal, read as readMembers } from '#features/keep-members/modal';
import type { Filled } from '#slack-kit/inputs';
import { changedIn, readDescription } from '#slack-kit/service-forms';
import { aService, asha, ben, chloe, crowd, dev, harrowHome, marek, priya, type Stage, slug, teamSlug, tuesday } from '#test/builders';

/** As Slack hands it back: what stood in it, but for what somebody has typed over it. */
function filled(view: ModalView, typed: Record<string, string | string[] | null>): Filled {
  const values = view.blocks.flatMap((block) => {
    if (!('element' in block)) return [];
    const name = block.block_id ?? '';
    const { type, ...initial } = block.element as {
      type: string;
      initial_value?: string;
      initial_user?: string;
      initial_users?: string[];
    } & {
      initial_option?: { value: string };
    };
    const said = typed[name];
    const answer =
      type === 'multi_users_select'
        ? { selected_users: (said as string[]) ?? initial.initial_users ?? [] }
        : type === 'users_select'
          ? { selected_user: said === undefined ? (initial.initial_user ?? null) : (said as string | null) }
          : type === 'static_select'
            ? { selected_option: initial.initial_option ?? null }
            : { value: said === undefined ? (initial.initial_value ?? null) : (said as string | null) };
    return [[name, { [name]: answer }] as const];
  });
  return { state: { values: Object.fromEntries(values) }, private_metadata: view.private_metadata ?? '' };
}

const bedroom = async (stage: Stage) => (await serviceOf(stage.records, slug('bedroom'))) as RegisteredService;
const team = async (stage: Stage) =>
  (await stage.records.load([teamRef(teamSlug('team-bedroom'))] as Ref<unknown>[]))[0]?.value as KnownTeam;

function describes(stage: Stage, view: Filled) {
  const said = readDescription(view);
  if ('errors' in said) throw new Error(JSON.stringify(said.errors));
  return perform(stage, services, serviceId('bedroom'), describeService, {
    by: priya,
    at: tuesday,
    described: changedIn(view, said.described),
  });
}
const changes = async (stage: Stage, view: Filled) =>
  perform(stage, teams, teamId('team-bedroom'), changeTeam, { by: marek, at: tuesday, ...readChange(view, await team(stage)) });

test('Of two who have the form of a service open, each changes what they have touched', async () => {
  const stage = await harrowHome();
  const [one, other] = [describeModal(await bedroom(stage)), describeModal(await bedroom(stage))];
  await describes(stage, filled(one, { runbook: 'https://runbooks.example.com/bedroom', aliases: 'beds' }));
  await describes(stage, filled(other, { dashboards: 'https://dash.example.com/bedroom', suppliers: 'Fax Ltd; help@fax.example' }));
  expect(await bedroom(stage)).toMatchObject({
    runbook: 'https://runbooks.example.com/bedroom',
    aliases: ['beds'],
    dashboards: ['https://dash.example.com/bedroom'],
    suppliers: [{ name: 'Fax Ltd', contact: 'help@fax.example' }],
  });
  const cleared = await describes(stage, filled(describeModal(await bedroom(stage)), { runbook: null }));
  expect(cleared.state).not.toHaveProperty('runbook');
  expect((await describes(stage, filled(describeModal(await bedroom(stage)), {}))).events).toEqual([]);
});

test('Of two who have the form of a team open, each changes what they have touched, members one by one', async () => {
  const stage = await harrowHome();
  const open = async () => teamModal(marek, 'Europe/London', 'team-bedroom', await team(stage));
  const members = (await team(stage)).members as string[];
  const [one, other, third] = [await open(), await open(), await open()];
  await changes(stage, filled(one, { region: 'EMEA', members: [...members, dev] }));
  await changes(stage, filled(other, { channel: 'beds', members: members.filter((person) => person !== chloe) }));
  await changes(stage, filled(third, { name: 'Beds' }));
  expect(await team(stage)).toMatchObject({ name: 'Beds', region: 'EMEA', channel: 'beds' });
  expect((await team(stage)).members).toEqual([...members.filter((person) => person !== chloe), dev]);
  expect((await changes(stage, filled(await open(), { region: null }))).state).not.toHaveProperty('region');
});

test('Of two who have the members of a team before them, each puts in and takes out whom they have', async () => {
  const stage = await harrowHome();
  const shown = await team(stage);
  const [one, other] = [membersModal(teamSlug('team-bedroom'), shown), membersModal(teamSlug('team-bedroom'), shown)];
  const sets = async (view: ModalView, wanted: string[]) => {
    const command = { by: marek, at: tuesday, ...readMembers(filled(view, { members: wanted }), (await team(stage)).members) };
    await perform(stage, teams, teamId('team-bedroom'), keepMembers, command);
  };
  await sets(one, [...shown.members, dev]);
  await sets(
    other,
    shown.members.filter((person) => person !== marek),
  );
  expect((await team(stage)).members).toEqual([...shown.members.filter((person) => person !== marek), dev]);
});

test('What a form was opened with fits into it, of the largest team and of a service with all that can be said', async () => {
  const stage = await harrowHome();
  const large: KnownTeam = {
    ...(await team(stage)),
    members: crowd(200),
    channel: 'c'.repeat(80),
    holidays: Array(200).fill('2026-12-25'),
  };
  const longest = 'a'.repeat(60);
  const lines = Array.from({ length: 30 }, (_, n) => `https://www.example.com/${String(n).padStart(70, 'x')}`);
  const full = aService({
    slug: slug(longest),
    urls: lines,
    dashboards: lines,
    repositories: lines,
    dependencies: [slug(longest)],
    delegate: ben,
  });
  for (const view of [teamModal(asha, 'UTC', longest, large), membersModal(teamSlug(longest), large), describeModal(full)]) {
    expect(() => JSON.parse(view.private_metadata ?? '')).not.toThrow();
    expect(view.private_metadata?.length).toBeLessThan(2500);
    expect(view.blocks.length).toBeLessThan(100);
  }
});

test('What shows the business that it works, and who supplies it, are asked for and read', async () => {
  const stage = await harrowHome();
  const measured = {
    measure: 'Orders a minute https://dash.example.com/orders',
    suppliers: 'Fax Ltd; help@fax.example; Home Products\nInk; +44 1',
  };
  const { state } = await describes(stage, filled(describeModal(await bedroom(stage)), measured));
  expect(state).toMatchObject({
    businessMeasure: { name: 'Orders a minute', url: 'https://dash.example.com/orders' },
    suppliers: [
      { name: 'Fax Ltd', contact: 'help@fax.example', paidBy: 'Home Products' },
      { name: 'Ink', contact: '+44 1' },
    ],
  });
  expect(readDescription(filled(describeModal(await bedroom(stage)), { measure: 'Orders' }))).toMatchObject({
    described: { businessMeasure: { name: 'Orders' } },
  });
  expect(
    readDescription(filled(describeModal(await bedroom(stage)), { suppliers: 'Fax Ltd', measure: 'https://x.example' })),
  ).toMatchObject({
    errors: { suppliers: expect.stringContaining('one a line'), measure: expect.any(String) },
  });
});
