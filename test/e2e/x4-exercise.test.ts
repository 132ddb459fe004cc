import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calloutsRef } from '#domain/incident/callout';
import type { AggregateId } from '#domain/keys';
import { PersonId } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { everythingIsSound } from './soundness.ts';
import { buttonsOf, harrowHome, numberIn, openWorld, textOf, told, type World } from './world.ts';

/** X4, an exercise: a chaos day, Saturday 14 March 2026, ten in the morning. Nobody is at work. */
let world: World;
let id = '';
let room = '';
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-14T10:00:00Z', catalogue: harrowHome });
});
afterAll(() => world?.stop());

const facts = async (incident = id) => (await (await world.store()).facts.read(incident as AggregateId))?.facts as Record<string, unknown>;
const pages = async (user: string, incident = id) =>
  (await world.inbox(user)).messages.filter(({ metadata }) => metadata?.event_payload.effect?.startsWith(`${incident}/page/`));
const cardOf = async () => textOf((await world.said(room, `${id}/card`))[0]?.blocks);
const announced = async () => (await world.said('#incidents', `${id}/announcement`))[0];

describe('X4: an exercise', () => {
  test('is declared as one, and pages whoever would be paged: that is what is practised', async () => {
    id = numberIn(told(await world.types('@lena', 'declare drill sev1 bedroom: the database is gone')));
    await world.passes(12);
    await world.settle();
    room = (await world.roomOf(id)).id;
    expect((await world.events(id))[0]?.detail).toMatchObject({ data: { severity: 'sev1', drill: true, facts: { drill: true } } });
    expect(await pages('@asha')).toHaveLength(1);
  });

  test('says so everywhere: page, channel, topic, card, announcement and call', async () => {
    expect((await pages('@asha'))[0]?.text).toContain('DRILL SEV1');
    expect((await world.roomOf(id)).topic.value).toMatch(/^DRILL SEV1 · Bedroom/);
    expect(await cardOf()).toMatch(new RegExp(`^\\*DRILL\\*: practice, and counted nowhere\nDRILL · ${id} · SEV1`));
    expect((await announced())?.text).toContain('DRILL SEV1');
    expect((await world.said(room, `${id}/on-call-g1`))[0]?.text).toMatch(/^\*DRILL\* <@U0ASHA> you are on call for Team Bedroom/);
  });

  test('climbs the same ladder, and each rung says what it is', async () => {
    await world.untilAfter(id, 5 * 60 + 30);
    await world.settle();
    expect(await world.escalations(id)).toMatchObject([{ rung: 1, role: 'side_kick', people: ['ben'] }]);
    const climbed = (await world.messages(room)).filter(({ text }) => text.includes('No answer yet'));
    expect(climbed.map(({ text }) => text)).toEqual(['*DRILL* No answer yet: asking <@U0BEN> (Side-kick).']);
  });

  test('what really breaks meanwhile is an incident of its own, and neither joins the other', async () => {
    const real = numberIn(told(await world.types('@tom', 'declare sev2 bedroom: prices are wrong')));
    await world.passes(12);
    expect(real).not.toBe(id);
    expect(await facts(real)).toMatchObject({ drill: false, reports: 1 });
    expect(await facts()).toMatchObject({ drill: true, reports: 1 });
    const other = numberIn(told(await world.types('@lena', 'declare drill sev3 bedroom: another part of the plan')));
    await world.passes(12);
    expect([real, id]).not.toContain(other);
    for (const one of [real, other]) await world.types('@ben', `ack ${one}`);
  });

  test('nobody is called out by it: no callout is on record, and nobody’s rest counts from it', async () => {
    await world.types('@ben', `ack ${id}`);
    await world.types('@ben', `impact ${id} unavailable`);
    await world.untilAfter(id, 40 * 60);
    await world.types('@ben', `resolve ${id} permanent the copy took over`);
    await world.settle();
    expect(await world.story(id)).not.toContain('CalloutRecorded');
    expect(await facts()).toMatchObject({ drill: true, callouts: [], handoff_count: 0, fix_kind: 'permanent' });
    const { records } = await world.store();
    const [found] = await records.load([calloutsRef(PersonId.parse('U0ASHA'))] as Ref<unknown>[]);
    const callouts = found?.value as { incident: string; as: string; compensation: string }[];
    expect(callouts.map(({ incident }) => incident)).not.toContain(id);
    expect(callouts).toMatchObject([{ as: 'on_call', compensation: 'callout_pay' }]);
  });

  test('whatever leaves of it is marked, so that no measure counts it', async () => {
    const all = await world.events(id);
    expect(all.map(({ detail }) => (detail.data.facts as { drill: boolean }).drill)).toEqual(all.map(() => true));
    const list = await world.types('@tom', 'list closed bedroom today');
    expect(told(list)).toContain('DRILL');
    expect(buttonsOf((await announced())?.blocks)).toEqual([]);
  });

  test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
    await everythingIsSound(world);
  });
});
