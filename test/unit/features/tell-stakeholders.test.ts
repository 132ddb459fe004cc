import { describe, expect, test } from 'vitest';
import type { Effect } from '#domain/effects';
import type { IncidentEvent } from '#domain/incident/events';
import { concernsOthers, stakeholdersOf } from '#domain/incident/stakeholders';
import type { News } from '#domain/incident/view';
import { channelId } from '#domain/keys';
import { CustomerSupport, type Organisation, organisations } from '#domain/organisation/organisation';
import { perform } from '#domain/perform';
import { channels } from '#domain/workspace/channel';
import { observeChannel } from '#features/observe-workspace/decide';
import { react } from '#features/tell-stakeholders/react';
import {
  acknowledged,
  aRota,
  aStage,
  asha,
  aTeam,
  aView,
  bot,
  channelOpened,
  channelRefused,
  deactivated,
  declared,
  escalated,
  givenOpen,
  guest,
  happened,
  hasPerson,
  hasTeam,
  inc311,
  lena,
  malik,
  managers,
  plus,
  priya,
  routed,
  teamSlug,
  tom,
  tuesday,
} from '#test/builders';

const begun = [declared(), routed(), channelOpened()];
const group = CustomerSupport.parse({ group: 'S0SUPPORT' });
const channel = CustomerSupport.parse({ channel: 'C0SUPPORT' });
const pool = teamSlug('commanders');
const settings = (more: Partial<Organisation> = {}): Organisation => ({
  ...organisations.initial,
  incidentCommanders: pool,
  customerSupport: group,
  ...more,
});
const newsOf = (events: IncidentEvent[]): News[] => events.map((event, index) => ({ version: index + 1, event, texts: {} }));
const role = (person: typeof lena | null) => happened('IncidentRoleAssigned', { role: 'commander', person });
const regraded = (to: 'sev2' | 'sev3') =>
  happened('IncidentSeverityChanged', { from: 'sev3', to, reasonId: 'why', afterResolution: false });
const madePrivate = happened('IncidentMadePrivate', { people: [] });

/** Commanders stand by, Lena first and Malik beside her. */
async function workspace(order = [lena, malik]) {
  const stage = aStage();
  await hasTeam(stage, pool, managers({ rota: aRota(order) }));
  return stage;
}
type Stage = ReturnType<typeof aStage>;
async function told(events: IncidentEvent[], { stage, organisation = settings() }: { stage?: Stage; organisation?: Organisation } = {}) {
  const view = aView(events, { organisation });
  const { records } = stage ?? (await workspace());
  const stakeholders = concernsOthers(view, newsOf(events)) ? await stakeholdersOf(records, view) : {};
  return react({ ...view, stakeholders }) as Extract<Effect, { kind: 'message' }>[];
}
const keysOf = async (...asked: Parameters<typeof told>) => (await told(...asked)).map(({ key }) => key.slice(inc311.length + 1));
const everyone = ['product-manager/U0PRIYA', 'commander-wanted', 'customer-support'];

describe('Of a serious incident', () => {
  test('the product manager, whoever may lead and those who speak to customers are told, and nobody is paged', async () => {
    const all = await told(begun);
    expect(all.map(({ kind, to }) => [kind, to])).toEqual([
      ['message', priya],
      ['message', lena],
      ['message', '#incidents'],
    ]);
    expect(await keysOf(begun)).toEqual(everyone);
    for (const { text, blocks } of all) {
      expect(text).toBe("INC-311 · SEV1 · Bedroom: Customers can't add beds to basket");
      expect(JSON.stringify(blocks)).toContain('<#C0ROOM>');
    }
    const [accountable, leading, facing] = all.map(({ blocks }) => JSON.stringify(blocks));
    expect(accountable).toContain('This is no page');
    expect(leading).toMatch(/\/incident role INC-311 commander.*"action_id":"assign-role"/);
    expect(facing).toContain('<!subteam^S0SUPPORT> Customers may ask you');
    expect(facing).toContain('"action_id":"subscribe-incident"');
  });
  test('a group is called under the announcement, and a channel is told in itself', async () => {
    expect((await told(begun)).at(-1)).toMatchObject({ to: '#incidents', under: 'INC-311/announcement' });
    const [, , said] = await told(begun, { organisation: settings({ customerSupport: channel }) });
    expect(said).toMatchObject({ key: 'INC-311/customer-support', to: 'C0SUPPORT' });
    expect(said).not.toHaveProperty('under');
    expect(JSON.stringify(said?.blocks)).not.toContain('subteam');
  });
  test('an organisation that names neither has only the product manager told', async () => {
    expect(await keysOf(begun, { organisation: organisations.initial })).toEqual(['product-manager/U0PRIYA']);
  });
  test('they are told once it has a channel, or has none for good', async () => {
    expect(await keysOf([declared(), routed()])).toEqual([]);
    const refused = await told([declared(), routed(), channelRefused()]);
    expect(refused).toHaveLength(3);
    expect(JSON.stringify(refused[0]?.blocks)).toContain('It has no channel.');
  });
  test('words stay words: a title or a name calls nobody', async () => {
    const view = { ...aView(begun, { title: 'Down <!channel>' }), stakeholders: { productManager: priya } };
    expect(react(view)[0]).toMatchObject({ text: 'INC-311 · SEV1 · Bedroom: Down &lt;!channel&gt;' });
  });
});

describe('Nobody is told', () => {
  test.each<[string, IncidentEvent[]]>([
    ['of a small one', [declared({ severity: 'sev3' }), routed(), channelOpened()]],
    ['of an exercise', [declared({ drill: true }), routed(), channelOpened()]],
    ['of a private one', [declared({ private: true }), routed(), channelOpened({ private: true })]],
    ['of what was over when it was put on record', [declared({ afterwards: true }), routed(), channelOpened()]],
    ['of a duplicate', [...begun, happened('IncidentMarkedDuplicate', { of: 'INC-7' })]],
    ['of what is over', [...begun, acknowledged(), happened('IncidentResolved', { fix: 'permanent', howId: 'how' })]],
  ])('%s', async (_, events) => {
    expect(await keysOf(events)).toEqual([]);
  });
  test('while nothing has happened that could concern them', async () => {
    expect(concernsOthers(aView([...begun, acknowledged()]), newsOf([acknowledged(), role(lena)]))).toBe(false);
    expect(concernsOthers(aView(begun), newsOf([role(null)]))).toBe(true);
  });
  test('they are as soon as it becomes serious, once more a real question, or is nobody else’s', async () => {
    const small = [declared({ severity: 'sev3' }), routed(), channelOpened()];
    expect(await keysOf([...small, regraded('sev2'), routed()])).toEqual(everyone);
    expect(await keysOf([...small, regraded('sev2'), regraded('sev3')])).toEqual([]);
    const duplicate = (of: 'INC-7' | null) => happened('IncidentMarkedDuplicate', { of });
    expect(await keysOf([declared(), duplicate('INC-7'), duplicate(null), routed(), channelOpened()])).toEqual(everyone);
    const had = givenOpen(...begun, acknowledged(), duplicate('INC-7'), duplicate(null));
    expect(concernsOthers({ incident: had }, newsOf([duplicate(null)]))).toBe(true);
  });
});

describe('The product manager', () => {
  const [, ...others] = everyone;
  test('hears nothing twice: not who is in it, is asked, or is kept posted anyway', async () => {
    expect(await keysOf([declared({ by: priya, reportedBy: tom }), routed(), channelOpened()])).toEqual(others);
    expect(await keysOf([declared(), routed({ swarm: [asha, priya] }), channelOpened()])).toEqual(others);
    expect(await keysOf([...begun, escalated({ rung: 3, role: 'management', people: [priya] })])).toEqual(others);
    expect(await keysOf([...begun, happened('IncidentSubscribed', { subscriber: { kind: 'person', person: priya } })])).toEqual(others);
  });
  test.each([
    ['has left', deactivated],
    ['is a bot', bot],
    ['is a guest', guest],
  ])('is not told who %s', async (_, person) => {
    const stage = await workspace();
    await hasPerson(stage, priya, person);
    expect(await keysOf(begun, { stage })).toEqual(others);
  });
  test('who is on call to lead is asked for that alone', async () => {
    const stage = await workspace([priya]);
    expect((await told(begun, { stage })).map(({ key, to }) => [key, to])).toEqual([
      ['INC-311/commander-wanted', priya],
      ['INC-311/customer-support', '#incidents'],
    ]);
  });
  test('of a service that nobody knows is nobody', async () => {
    const { service: _, ...view } = aView(begun);
    expect(await stakeholdersOf(aStage().records, view)).toEqual({});
  });
});

describe('The lead is offered', () => {
  const offeredTo = async (...asked: Parameters<typeof told>) =>
    (await told(...asked)).find(({ key }) => key.endsWith('commander-wanted'))?.to;
  test('to nobody while somebody leads, and again once nobody does', async () => {
    expect(await offeredTo([...begun, role(lena)])).toBeUndefined();
    expect(await offeredTo([...begun, role(lena), role(null)])).toBe(lena);
  });
  test('to the next on duty where the first cannot: who has left, or mends it', async () => {
    const stage = await workspace();
    await hasPerson(stage, lena, deactivated);
    expect(await offeredTo(begun, { stage })).toBe(malik);
    expect(await offeredTo([...begun, escalated({ people: [lena] })])).toBe(malik);
    await hasPerson(stage, malik, guest);
    expect(await offeredTo(begun, { stage })).toBeUndefined();
  });
  test('to whoever is on call at that hour, under one key', async () => {
    const stage = await workspace();
    const view = aView(begun, { organisation: settings(), now: plus(tuesday, 7 * 24 * 60) });
    expect(await stakeholdersOf(stage.records, view)).toMatchObject({ commander: malik });
  });
  test('to nobody where the pool has no rota, or is no team', async () => {
    const stage = aStage();
    expect(await offeredTo(begun, { stage })).toBeUndefined();
    await hasTeam(stage, pool, aTeam({ rota: null }));
    expect(await offeredTo(begun, { stage })).toBeUndefined();
  });
});

describe('Customer support', () => {
  test('is not told in a channel that another company reads', async () => {
    const stage = await workspace();
    await perform(stage, channels, channelId('C0SUPPORT'), observeChannel, { at: stage.now(), shared: true });
    const organisation = settings({ customerSupport: channel });
    expect(await keysOf(begun, { stage, organisation })).toEqual(everyone.slice(0, 2));
  });
  test.each([{ channel: '#support' }, { group: '@support' }, { channel: 'C0SUPPORT', group: 'S0SUPPORT' }, {}])('is no %j', (wanted) => {
    expect(CustomerSupport.safeParse(wanted).success).toBe(false);
  });
});

describe('One that becomes private', () => {
  test('is taken back from those outside it, where they were told, and told to nobody new', async () => {
    const silent = await told([...begun, madePrivate]);
    expect(silent.map(({ key }) => key.slice(inc311.length + 1))).toEqual(everyone);
    for (const { text, blocks, ...effect } of silent) {
      expect(effect).toMatchObject({ current: true, onlyIfThere: true });
      expect(`${text}${JSON.stringify(blocks)}`).not.toMatch(/INC-311|Bedroom|beds/);
    }
  });
  test('leaves alone what a product manager was told who is in it now', async () => {
    const [, ...others] = everyone;
    expect(await keysOf([...begun, happened('IncidentMadePrivate', { people: [priya] })])).toEqual(others);
  });
});
