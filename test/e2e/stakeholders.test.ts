import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { organisationId } from '#domain/keys';
import { type Organisation, organisationRef, organisations } from '#domain/organisation/organisation';
import { perform } from '#domain/perform';
import type { Ref } from '#domain/records';
import { TeamSlug } from '#domain/team/team';
import { GroupId } from '#domain/workspace/group';
import { configureOrganisation } from '#features/keep-catalogue/decide';
import { allMessages, everythingIsSound } from './soundness.ts';
import { buttonsOf, effectOf, harrowHome, type Message, numberIn, openWorld, questionIn, textOf, told, type World } from './world.ts';

/** Tuesday, 10 March 2026. The incident managers are the pool of commanders too, and Lena is on call; the service desk speaks to customers. */
let world: World;
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:30:00Z', catalogue: harrowHome });
  await configures({ incidentCommanders: managers, customerSupport: { group: GroupId.parse('S0SERVICEDESK') } });
});
afterAll(() => world?.stop());

const managers = TeamSlug.parse('incident-managers');
async function configures(change: Pick<Organisation, 'incidentCommanders' | 'customerSupport'>) {
  const { records } = await world.store();
  const at = await world.now();
  const [known] = await records.load([organisationRef] as Ref<unknown>[]);
  const settings = { ...organisations.state.parse(known?.value), incidentManagers: managers, ...change };
  await perform({ records, now: () => at }, organisations, organisationId, configureOrganisation, { ...settings, at });
}

async function declares(said: string, who = '@tom') {
  const id = numberIn(told(await world.types(who, `declare ${said}`)));
  await world.passes(20);
  return id;
}
type Said = Message & { channel: string; thread_ts?: string };
const kinds = ['product-manager/', 'commander-wanted', 'customer-support'];
/** What was said of this one to those whom it concerns besides. */
const saidOf = async (id: string): Promise<Said[]> =>
  ((await allMessages(world)) as Said[]).filter((one) => kinds.some((kind) => effectOf(one)?.startsWith(`${id}/${kind}`)));
const keysOf = async (id: string) => (await saidOf(id)).map((one) => effectOf(one)?.slice(id.length + 1)).sort();
const inbox = async (user: string, key: string) => {
  const { channel, messages } = await world.inbox(user);
  return messages.filter((one) => effectOf(one) === key).map((message) => ({ ...message, channel }));
};
const everyone = ['commander-wanted', 'customer-support', 'product-manager/U0PRIYA'];

describe('A serious incident', () => {
  let id = '';
  let room = '';
  test('is told to its product manager, once, who is neither paged nor brought in', async () => {
    id = await declares('sev2 bedroom: beds cannot be ordered');
    room = (await world.roomOf(id)).id;
    const [line, ...more] = await inbox('@priya', `${id}/product-manager/U0PRIYA`);
    expect(more).toEqual([]);
    expect(line?.text).toBe(`${id} · SEV2 · Bedroom: beds cannot be ordered`);
    expect(textOf(line?.blocks)).toContain('You are told as product manager of Bedroom. This is no page');
    expect(textOf(line?.blocks)).toContain(`<#${room}>`);
    expect(await inbox('@priya', `${id}/page/g1/0/U0PRIYA`)).toEqual([]);
    expect(await world.peopleIn(room)).not.toContain('priya');
  });

  test('calls the group that speaks to customers, in the thread of the announcement', async () => {
    const [announced] = await world.said('#incidents', `${id}/announcement`);
    const [call] = (await world.said('#incidents', `${id}/customer-support`)) as Said[];
    expect(call?.thread_ts).toBe(announced?.ts);
    expect(textOf(call?.blocks)).toContain('<!subteam^S0SERVICEDESK> Customers may ask you about this.');
    expect(buttonsOf(call?.blocks).map(({ action_id }) => action_id)).toEqual(['subscribe-incident']);
  });

  test('has its lead offered to whoever is on call for that, who takes it with the button', async () => {
    const [offer] = await inbox('@lena', `${id}/commander-wanted`);
    expect(textOf(offer?.blocks)).toContain('Nobody leads this yet, and you are on call among the incident commanders.');
    expect(await world.peopleIn(room)).not.toContain('lena');
    const place = { channel: offer?.channel ?? '', ts: offer?.ts ?? '' };
    const { view } = await world.presses('@lena', place, 'assign-role');
    expect(questionIn(view, 'commander').initial_user).toBeUndefined();
    await world.submits('@lena', view, { commander: 'U0LENA' });
    await world.passes(5);
    expect((await world.events(id)).at(-1)).toMatchObject({
      'detail-type': 'IncidentRoleAssigned',
      detail: { data: { role: 'commander' } },
    });
    expect(await world.peopleIn(room)).toContain('lena');
  });

  test('says all of that once, whatever follows, and nothing more is on record for it', async () => {
    await world.types('@asha', 'ack', room);
    await world.types('@asha', 'severity sev1 nobody can order', room);
    await world.types('@lena', 'role commander none', room);
    await world.passes(10);
    expect(await keysOf(id)).toEqual(everyone);
    expect(
      (await world.story(id)).filter((type) => !/Declared|Routed|Channel|Paged|Role|Acknowledged|Severity|Callout/.test(type)),
    ).toEqual([]);
    // Another of this service would be a report of it.
    await world.types('@asha', 'cancel beds sell', room);
  });
});

describe('Nobody else is told', () => {
  test('of a small one, until it becomes serious', async () => {
    const id = await declares('sev3 rugs: rugs look odd');
    expect(await keysOf(id)).toEqual([]);
    await world.types('@dev', `severity ${id} sev2 no rug can be bought`);
    await world.passes(10);
    expect(await keysOf(id)).toEqual(everyone);
    expect(textOf((await saidOf(id))[0]?.blocks)).toContain('SEV2');
  });

  test.each([
    ['a private one', 'sev1 private lighting: an address leaked'],
    ['an exercise', 'drill sev1 lighting: the database is gone'],
  ])('of %s', async (_, said) => {
    expect(await keysOf(await declares(said))).toEqual([]);
  });

  test('who is in it anyway, has left, or may not know: each by themselves', async () => {
    const id = await declares('sev2 mattress: no mattress loads', '@priya');
    expect(await keysOf(id)).toEqual(everyone.slice(0, 2));
    await world.change({ do: 'deactivate', user: '@felix' });
    await world.settle();
    expect(await keysOf(await declares('sev2 checkout: card payments failing'))).toEqual(everyone.slice(0, 2));
  });
});

describe('What was told', () => {
  test('is taken back when it becomes private, and the outsiders hear nothing more', async () => {
    const id = await declares('sev2 appointments: visits are gone');
    expect(await saidOf(id)).toHaveLength(3);
    await world.types('@dev', `ack ${id}`);
    await world.types('@dev', `private ${id}`);
    await world.passes(20);
    const now = await saidOf(id);
    expect(now).toHaveLength(3);
    for (const { text, blocks } of now) expect(`${text}${textOf(blocks)}`).not.toMatch(/INC|Appointments|visits/);
  });

  test('is told in a channel where the organisation names one, and not once another company reads it', async () => {
    const { id: channel } = await world.channel('learning');
    await configures({ customerSupport: { channel } });
    const id = await declares('sev2 lighting: again', '@gwen');
    const said = (await saidOf(id)).find((one) => effectOf(one)?.endsWith('customer-support'));
    expect(said).toMatchObject({ channel, text: `${id} · SEV2 · Lighting: again` });
    await world.change({ do: 'share', channel: '#learning' });
    await world.settle();
    const silent = await declares('sev2 bedroom: pillows too', '@gwen');
    expect(await keysOf(silent)).toEqual(['commander-wanted', 'product-manager/U0PRIYA']);
  });
});

test('Nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
  await everythingIsSound(world);
});
