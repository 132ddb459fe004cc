import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calloutsRef } from '#domain/incident/callout';
import { type Incident, incidents } from '#domain/incident/incident';
import type { AggregateId } from '#domain/keys';
import { PersonId } from '#domain/person/person';
import { headRef, type Ref } from '#domain/records';
import { everythingIsSound } from './soundness.ts';
import { buttonsOf, harrowHome, numberIn, openWorld, textOf, told, type World } from './world.ts';

/** X1, Ops Run It in several levels. Tuesday, 10 March 2026, 22:00: the desk has just closed, the bridge is there until eleven. */
let world: World;
let id = '';
let room = '';
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T22:00:00Z', catalogue: harrowHome });
});
afterAll(() => world?.stop());

const record = async () => {
  const { records } = await world.store();
  const [head] = await records.load([headRef(incidents, id as AggregateId)] as Ref<unknown>[]);
  return head?.value as Incident;
};
const facts = async () => (await (await world.store()).facts.read(id as AggregateId))?.facts as Record<string, unknown>;
const happened = async (type: string) =>
  (await world.events(id)).filter((event) => event['detail-type'] === type).map(({ detail }) => detail);
const pages = async (user: string) =>
  (await world.inbox(user)).messages.filter(({ metadata }) => metadata?.event_payload.effect?.startsWith(`${id}/page/`));
const asked = async (user: string) =>
  (await world.inbox(user)).messages.filter(({ metadata }) => metadata?.event_payload.effect?.startsWith(`${id}/asked/`));
const cardOf = async () => {
  const [said] = await world.said(room, `${id}/card`);
  return { place: { channel: room, ts: said?.ts ?? '' }, text: textOf(said?.blocks), buttons: buttonsOf(said?.blocks) };
};
const latest = async () => textOf((await world.messages(room)).at(-1)?.blocks) || (await world.messages(room)).at(-1)?.text;
const calloutsOf = async (user: string) => {
  const { records } = await world.store();
  const [found] = await records.load([calloutsRef(PersonId.parse(user))] as Ref<unknown>[]);
  return found?.value;
};

describe('X1: Ops Run It, multi-level', () => {
  test('at 22:00 Tom of the desk declares sev2 on fax-dispatch, and the bridge is asked, who are still at work', async () => {
    id = numberIn(told(await world.types('@tom', 'declare sev2 fax-dispatch: orders to suppliers pile up')));
    await world.passes(12);
    room = (await world.roomOf(id)).id;
    const [routed] = await happened('IncidentRouted');
    expect(routed?.data).toMatchObject({
      owner: { team_id: 'app-operations', support_model: 'ops_run_it', maintenance_solution: 'operations_team' },
      in_working_hours: false,
      lines: [
        { level: 1, team_ids: ['ops-bridge'], best_endeavours: false },
        { level: 2, team_ids: ['app-operations'], best_endeavours: false },
        { level: 3, team_ids: ['team-checkout'], best_endeavours: true },
      ],
      ladder: [
        { role: 'on_call', people: ['U0PALOMA'] },
        { role: 'side_kick', people: ['U0NILS'] },
        { role: 'lead', people: ['U0VICTOR'] },
        { role: 'management', people: ['U0WANDA', 'U0LENA', 'U0MALIK', 'U0ROSALIND'] },
      ],
    });
    expect(await pages('@paloma')).toHaveLength(1);
    expect(textOf((await pages('@paloma'))[0]?.blocks)).toContain('You are asked as on call of Operations Bridge.');
    expect(await pages('@petra')).toEqual([]);
    expect(await happened('CalloutRecorded')).toEqual([]);
    const card = await cardOf();
    expect(card.text).toContain('*Support*\nOperations Bridge (level 1)');
    expect(card.buttons.map(({ action_id }) => action_id)).toEqual(expect.arrayContaining(['raise-incident', 'handover-incident']));
    expect(card.text).toContain('Escalate to L2');
    await world.types('@paloma', `ack ${id}`);
  });

  test('at 22:20 the bridge escalates by the button, with the reason: application operations are called out', async () => {
    await world.until('2026-03-10T22:20:00Z');
    const { view } = await world.presses('@paloma', (await cardOf()).place, 'raise-incident');
    await world.submits('@paloma', view, { reason: 'Restarted twice, the queue does not drain' });
    await world.passes(12);
    const [handedOff] = await happened('IncidentHandedOff');
    expect(handedOff).toMatchObject({
      actor: { type: 'user', user_id: 'U0PALOMA' },
      data: { because: 'escalated', from: { team_id: 'ops-bridge', level: 1 }, to: { team_id: 'app-operations', level: 2 }, waited_s: 0 },
    });
    expect(await record()).toMatchObject({ state: 'declared', generation: 2, asked: [{ role: 'on_call' }] });
    const onCall = ((await record()) as { asked: { people: string[] }[] }).asked[0]?.people[0] ?? '';
    expect((await happened('CalloutRecorded')).map(({ data: { facts: _, ...data } }) => data)).toEqual([
      { person: onCall, as: 'on_call', compensation: 'callout_pay', rest_broken: false },
    ]);
    const said = (await world.messages(room)).map(({ blocks }) => textOf(blocks)).find((text) => text.includes('escalates it'));
    expect(said).toContain('<@U0PALOMA> escalates it: from ops-bridge (level 1) to Application Operations (level 2).');
    expect(said).toContain('> Restarted twice, the queue does not drain');
    expect(await world.peopleIn(room)).toContain((await world.handles([onCall]))[0]);
    expect((await cardOf()).text).toContain('Escalate to L3');
    expect(JSON.stringify(await world.events())).not.toContain('does not drain');
  });

  test('four minutes later they have it: so long it waited between the two', async () => {
    await world.until('2026-03-10T22:24:00Z');
    const onCall = ((await record()) as { asked: { people: string[] }[] }).asked[0]?.people ?? [];
    await world.types(`@${(await world.handles(onCall))[0]}`, `ack ${id}`);
    await world.settle();
    const { handoffs, time_in_handoffs_s } = (await facts()) as { handoffs: { waited_s: number }[]; time_in_handoffs_s: number };
    expect(handoffs).toMatchObject([{ because: 'escalated', from: { level: 1 }, to: { level: 2 } }]);
    expect(Math.abs(time_in_handoffs_s - 240)).toBeLessThan(30);
  });

  test('at 22:55 by a line to those who built it: asked for their best endeavours, not paged, with no standby', async () => {
    await world.until('2026-03-10T22:53:00Z');
    const before = await facts();
    expect((before as { handoff_count: number }).handoff_count).toBe(1);
    await world.until('2026-03-10T22:55:00Z');
    const answer = await world.types('@paloma', 'escalate the fax gateway refuses our certificate', room);
    expect(told(answer)).toBe(`${id}: it is with the next level now. The channel reads why.`);
    await world.passes(12);
    const [, second] = await happened('IncidentHandedOff');
    expect(second?.data).toMatchObject({ from: { team_id: 'app-operations', level: 2 }, to: { team_id: 'team-checkout', level: 3 } });
    const { asked: rungs } = (await record()) as { asked: { role: string; people: string[] }[] };
    expect(rungs).toMatchObject([{ role: 'best_endeavours' }]);
    const [helper = ''] = await world.handles(rungs[0]?.people);
    expect(await pages(`@${helper}`)).toEqual([]);
    expect(textOf((await asked(`@${helper}`))[0]?.blocks)).toContain('Team Checkout is asked for its best endeavours. This is no page');
    expect((await happened('IncidentPaged')).map(({ data }) => data.person)).not.toContain(rungs[0]?.people[0]);
    const callouts = await happened('CalloutRecorded');
    expect(callouts.at(-1)?.data).toMatchObject({
      person: rungs[0]?.people[0],
      as: 'best_endeavours',
      compensation: 'toil',
      rest_broken: false,
    });
    expect(await calloutsOf(rungs[0]?.people[0] ?? '')).toMatchObject([{ incident: id, as: 'best_endeavours', compensation: 'toil' }]);
    expect(await latest()).toContain('asked for your best endeavours. This is no page');
    expect((await cardOf()).buttons.map(({ action_id }) => action_id)).not.toContain('raise-incident');
  });

  test('above them is nobody: whoever does not want to wait has the product manager and the incident managers asked', async () => {
    const answer = await world.types('@tom', `escalate ${id} still nothing`);
    await world.settle();
    expect(told(answer)).toBe(`${id}: the next people are asked. The channel reads why.`);
    expect((await world.escalations(id)).at(-1)).toMatchObject({
      role: 'management',
      because: 'asked_for',
      people: ['lena', 'malik', 'rosalind', 'wanda'],
    });
    expect(((await facts()) as { handoff_count: number }).handoff_count).toBe(2);
  });

  test('restored: the figures say what the levels cost', async () => {
    const { asked: rungs } = (await record()) as { asked: { people: string[] }[] };
    const [helper = ''] = await world.handles(rungs[0]?.people);
    await world.until('2026-03-10T23:05:00Z');
    await world.types(`@${helper}`, `ack ${id}`);
    await world.until('2026-03-10T23:25:00Z');
    await world.types(`@${helper}`, `resolve ${id} workaround sent through the old gateway`);
    await world.settle();
    const figures = (await facts()) as {
      handoffs: { waited_s: number }[];
      time_in_handoffs_s: number;
      callouts: { as: string; minutes: number; to: string | null }[];
    };
    expect(figures).toMatchObject({ handoff_count: 2, reassignment_count: 0 });
    expect(figures.handoffs.every(({ waited_s }) => waited_s > 0)).toBe(true);
    expect(Math.abs(figures.time_in_handoffs_s - (240 + 600))).toBeLessThan(60);
    expect(figures.callouts.every(({ to }) => to !== null)).toBe(true);
    const [helpers] = figures.callouts.filter((one) => one.as === 'best_endeavours');
    expect(Math.abs((helpers?.minutes ?? 0) - 30)).toBeLessThanOrEqual(1);
    expect(await record()).toMatchObject({ state: 'resolved', passing: { handoffs: 2, handovers: 0 } });
    expect(await world.timersOf(id)).toEqual([]);
  });

  test('nothing was said twice, nothing was lost and every acknowledgement was in time', async () => {
    await everythingIsSound(world);
  });
});
