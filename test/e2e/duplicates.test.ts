import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Incident, incidents } from '#domain/incident/incident';
import type { AggregateId } from '#domain/keys';
import { headRef, type Ref } from '#domain/records';
import { everythingIsSound } from './soundness.ts';
import { buttonsOf, harrowHome, numberIn, openWorld, textOf, told, type World } from './world.ts';

/** The other half of AC4: two channels exist, and they are about the same. Tuesday, 10 March 2026. */
let world: World;
let [first, second, third] = ['', '', ''];
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:02:00Z', catalogue: harrowHome });
  first = numberIn(told(await world.types('@tom', 'declare sev2 bedroom: beds cannot be ordered')));
  await world.types('@asha', `ack ${first}`);
  second = numberIn(told(await world.types('@dev', 'declare sev3 mattress: mattresses cannot be ordered')));
  await world.passes(20);
});
afterAll(() => world?.stop());

const record = async (id: string) => {
  const { records } = await world.store();
  const [head] = await records.load([headRef(incidents, id as AggregateId)] as Ref<unknown>[]);
  return head?.value as Exclude<Incident, { state: 'none' }>;
};
const facts = async (id: string) => (await (await world.store()).facts.read(id as AggregateId))?.facts as Record<string, unknown>;
const room = async (id: string) => (await world.roomOf(id)).id;
const card = async (id: string) => (await world.said(await room(id), `${id}/card`))[0];
const marks = async (id: string) =>
  (await world.events(id)).filter((event) => event['detail-type'] === 'IncidentMarkedDuplicate').map(({ detail }) => detail.data);
const changes = async (id: string) =>
  (await world.events(id)).filter((event) => event['detail-type'] === 'IncidentDuplicatesChanged').map(({ detail }) => detail.data);

describe('AC4: two incidents that are the same', () => {
  test('one of them goes on; the other asks nobody any more', async () => {
    expect((await world.timersOf(second)).length).toBeGreaterThan(0);
    expect(told(await world.types('@lena', `duplicate ${second} of ${first}`))).toBe(
      `${second} is the same as ${first}: that one goes on, whoever was in this one is brought there, and the two count once.`,
    );
    await world.passes(12);
    expect(await record(second)).toMatchObject({ state: 'duplicate', duplicate: { by: 'U0LENA', of: first } });
    expect(await record(first)).toMatchObject({ state: 'acknowledged', duplicates: [second] });
    expect(await marks(second)).toMatchObject([{ by: 'U0LENA', of: first, facts: { duplicate_of: first } }]);
    expect(await world.timersOf(second)).toEqual([expect.stringMatching('-archive-')]);
  });

  test('its reporter and responders are brought to the other, and both rooms say so', async () => {
    expect(await world.peopleIn(await room(first))).toEqual(expect.arrayContaining(['dev', 'tom', 'asha']));
    const [change] = await changes(first);
    expect(change).toMatchObject({ by: 'U0LENA', duplicate: second, added: true });
    expect(await world.handles(change?.people)).toContain('dev');
    const there = (await world.messages(await room(second))).map(({ text }) => text);
    expect(there.filter((text) => text.includes('this is the same as'))).toEqual([
      `<@U0LENA>: this is the same as *${first}*, which goes on for both: <#${await room(first)}>. Nobody is asked here any more; whoever is here is brought there, and this channel is archived in ten minutes.`,
    ]);
    const here = (await world.messages(await room(first))).map(({ text }) => text);
    expect(here.filter((text) => text.includes(`*${second}* is the same as this one`))).toHaveLength(1);
    expect(textOf((await card(second))?.blocks)).toContain(`The same as *${first}*, which goes on for both: <#${await room(first)}>`);
    expect(textOf((await card(first))?.blocks)).toContain(`*The same*\n${second}`);
    const [announced] = await world.said('#incidents', `${second}/announcement`);
    expect(textOf(announced?.blocks)).toContain('the same as another');
  });

  test('they are counted once, as of the earlier declaration', async () => {
    const [one, other] = [await facts(first), await facts(second)];
    expect(other).toMatchObject({ duplicate_of: first });
    expect(one).toMatchObject({ duplicate_of: null, duplicates: [{ incident_id: second, declared_at: other.declared_at }] });
    expect(one.first_declared_at).toBe(one.declared_at);
    expect(told(await world.types('@tom', 'list'))).not.toContain(second);
  });

  test('what is done about the duplicate is done about the other', async () => {
    const refused = told(await world.types('@dev', `resolve ${second} permanent all is well`));
    expect(refused).toContain(`It is the same as ${first}, so nothing has changed: do it there.`);
    expect(told(await world.types('@dev', `reopen ${second}`))).toContain(`It is the same as ${first}, which goes on`);
    expect(told(await world.types('@lena', `duplicate ${first} of ${second}`))).toContain('It cannot be a duplicate of itself.');
    expect(told(await world.types('@lena', `duplicate ${second} of INC-4711`))).toContain('There is no such incident.');
  });

  test('a chain has one end, and takes everyone along', async () => {
    third = numberIn(told(await world.types('@gwen', 'declare sev3 bathroom: nothing can be ordered')));
    await world.passes(20);
    await world.types('@lena', `duplicate ${first} of ${third}`);
    await world.passes(30);
    expect(await record(first)).toMatchObject({ state: 'duplicate', duplicate: { of: third } });
    expect(await record(second)).toMatchObject({ state: 'duplicate', duplicate: { of: third } });
    expect((await record(third)).duplicates.toSorted()).toEqual([first, second].toSorted());
    expect((await facts(third)).first_declared_at).toBe((await facts(first)).declared_at);
    expect(await world.peopleIn(await room(third))).toEqual(expect.arrayContaining(['dev', 'tom', 'asha', 'gwen']));
  });

  test('one of its own after all: by one press it is what it was before', async () => {
    const shown = await card(first);
    expect(buttonsOf(shown?.blocks).map(({ text }) => text?.text)).toEqual(['Runbook', 'Dashboard', 'Timeline', 'One of its own']);
    await world.presses('@lena', { channel: await room(first), ts: shown?.ts ?? '' }, 'duplicate-incident-undone');
    await world.passes(20);
    expect(await record(first)).toMatchObject({ state: 'acknowledged', acknowledged: { by: 'U0ASHA' } });
    expect((await record(third)).duplicates).toEqual([second]);
    expect(await facts(first)).toMatchObject({ duplicate_of: null });
    expect((await facts(third)).first_declared_at).toBe((await facts(second)).declared_at);
    expect((await world.timersOf(first)).some((name) => name.includes('telling'))).toBe(true);
    expect(told(await world.types('@lena', `duplicate ${second} of none`))).toBe(`${second} is one of its own.`);
    await world.passes(20);
    expect(await record(second)).toMatchObject({ state: 'declared', generation: 2 });
    expect((await world.timersOf(second)).some((name) => name.includes('ladder-1-g2'))).toBe(true);
  });

  test('its channel is put away ten minutes later; somebody unarchives it when it is one of its own after all', async () => {
    await world.types('@lena', `duplicate ${second} of ${third}`);
    await world.passes(9 * 60);
    expect((await world.channel(await room(second))).is_archived).toBe(false);
    await world.passes(2 * 60);
    expect((await world.channel(await room(second))).is_archived).toBe(true);
    expect((await record(second)).state).toBe('duplicate');
    await world.faults({ on: 'slack:conversations.unarchive', do: 'error', code: 'not_in_channel' });
    await world.types('@lena', `duplicate ${second} of none`);
    await world.passes(16 * 60);
    const asked = (await world.inbox('@lena')).messages.filter(({ text }) => text.includes(`unarchive <#`));
    expect(asked.map(({ text }) => text.slice(0, 2 + second.length))).toEqual([`*${second}*`]);
    await world.calm();
    await world.change({ do: 'unarchive', channel: await room(second) });
    await world.passes(8 * 60);
    expect((await world.channel(await room(second))).is_archived).toBe(false);
    const said = (await world.messages(await room(second))).map(({ text }) => text);
    expect(said.filter((text) => text.includes('is one of its own after all, and goes on here'))).toHaveLength(2);
  });

  test('everything is sound', () => everythingIsSound(world));
});
