import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Incident, incidents } from '#domain/incident/incident';
import type { AggregateId } from '#domain/keys';
import { type OpenPostmortem, postmortemRef } from '#domain/postmortem/postmortem';
import { headRef, type Ref } from '#domain/records';
import { everythingIsSound } from './soundness.ts';
import { buttonsOf, harrowHome, numberIn, openWorld, placeOf, textOf, told, type World } from './world.ts';

/** B1: an ordinary sev1, You Build It You Run It. Tuesday, 10 March 2026; London's clocks show UTC. */
let world: World;
let id = '';
let room = '';
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T14:02:00Z', catalogue: harrowHome });
});
afterAll(() => world?.stop());

const at = (clock: string) => `2026-03-10T${clock}:00.000Z`;
const minute = (time: unknown) => String(time).slice(11, 16);
const record = async () => {
  const { records } = await world.store();
  const [head] = await records.load([headRef(incidents, id as AggregateId)] as Ref<unknown>[]);
  return head?.value as Extract<Incident, { state: 'resolved' }>;
};
const facts = async () => (await (await world.store()).facts.read(id as AggregateId))?.facts as Record<string, unknown>;
const card = async () => (await world.said(room, `${id}/card`))[0];
const acts = async () => buttonsOf((await card())?.blocks).map(({ action_id }) => action_id);
/** Links and the timeline are there to read. */
const nextActs = async () => (await acts()).filter((act) => !/^open-link:|^show-timeline/.test(act));
const eventsOf = async (type: string) =>
  (await world.events(id)).filter((event) => event['detail-type'] === type).map(({ detail }) => detail);
const inRoom = async () => (await world.messages(room)).map(({ text }) => text);
const topic = async () => (await world.channel(room)).topic.value;
const announced = async () => (await world.said('#incidents', `${id}/announcement`))[0]?.text ?? '';
const secondsBetween = (from: unknown, to: unknown) => (Date.parse(String(to)) - Date.parse(String(from))) / 1000;

describe('B1: an ordinary sev1, You Build It You Run It', () => {
  test('14:02: Tom types /incident and fills the form; he has his answer within three seconds', async () => {
    const { view, ackMs } = await world.types('@tom', '');
    expect(ackMs).toBeLessThan(3000);
    const answer = await world.submits('@tom', view, {
      title: "Customers can't add beds to basket",
      service: 'bedroom',
      severity: 'sev1',
      detected_by: 'customer',
    });
    expect(answer.ackMs).toBeLessThan(3000);
    id = numberIn(answer.ack);
    expect(textOf(answer.view?.blocks)).toContain(`*${id}* is open, the channel is on its way.`);
    await world.passes(12);
    room = (await world.roomOf(id)).id;
    const [declared] = await eventsOf('IncidentDeclared');
    expect(declared).toMatchObject({
      actor: { type: 'user', user_id: 'U0TOM' },
      service_id: 'bedroom',
      data: { severity: 'sev1', detected_by: 'customer', reported_by: 'U0TOM', private: false, drill: false },
    });
    expect(minute(declared?.occurred_at)).toBe('14:02');
  });

  test('the owner is on record as of the declaration: Team Bedroom, version 3, in its working hours', async () => {
    const [routed] = await eventsOf('IncidentRouted');
    expect(routed?.data).toMatchObject({
      in_working_hours: true,
      owner: { team_id: 'team-bedroom', support_model: 'ybiyri', lifecycle_state: 'active', availability_target: 99, ownership_version: 3 },
      ladder: [{ role: 'on_call', people: ['U0ASHA'] }, { role: 'side_kick' }, { role: 'lead' }, { role: 'management' }],
    });
  });

  test('channel, topic, card and one line in #incidents; Asha, Ben and the team are there, and Tom stays in', async () => {
    expect((await world.channel(room)).name).toBe(`${id.toLowerCase()}-customers-can-t-add-beds-to-basket`);
    expect(await world.peopleIn(room)).toEqual(['asha', 'ben', 'chloe', 'marek', 'tom']);
    const said = textOf((await card())?.blocks);
    for (const part of [
      "Customers can't add beds to basket",
      '*Owner*\nTeam Bedroom\nYou Build It You Run It, active development',
      '*On call*\n<@U0ASHA>',
      '*Product manager*\n<@U0PRIYA>',
      '*Noticed first by*\ncustomer',
      'Runbook',
      'Dashboard',
      'commander: nobody yet',
    ])
      expect(said).toContain(part);
    expect((await world.channel(room)).pins).toEqual([(await card())?.ts]);
    expect(await topic()).toMatch(/^SEV1 · Bedroom/);
    expect(await announced()).toContain(`${id} · SEV1 · Bedroom: Customers can't add beds to basket`);
    expect((await world.inbox('@asha')).messages.map(({ text }) => text).join()).toContain(id);
    expect(await acts()).toEqual(expect.arrayContaining(['open-link:runbook', 'acknowledge-incident']));
  });

  test('Lena leads, and the topic says so', async () => {
    await world.types('@lena', `role ${id} commander`);
    await world.settle();
    expect(await topic()).toMatch(/^SEV1 · Bedroom · .*commander: <@U0LENA>$/);
    expect(await eventsOf('IncidentRoleAssigned')).toMatchObject([{ data: { role: 'commander', person: 'U0LENA' } }]);
    expect(await world.peopleIn(room)).toContain('lena');
  });

  test('14:03: Asha has it', async () => {
    await world.until(at('14:03'));
    const [page] = (await world.inbox('@asha')).messages.filter(({ text }) => text.includes(id));
    await world.presses('@asha', { channel: page?.channel ?? '', ts: page?.ts ?? '' }, 'acknowledge-incident');
    await world.settle();
    expect(await inRoom()).toContain('<@U0ASHA> has it.');
    expect(await acts()).not.toContain('acknowledge-incident');
    expect(minute((await eventsOf('IncidentAcknowledged'))[0]?.occurred_at)).toBe('14:03');
    expect(await world.escalations(id)).toEqual([]);
  });

  test('14:05: impact is set to unavailable from 13:51, read back before it counts', async () => {
    await world.until(at('14:05'));
    const asked = await world.types('@asha', 'impact unavailable from 13:51', room);
    expect((await facts()).impact).toEqual([]);
    await world.presses('@asha', placeOf(asked), 'confirm-impact');
    await world.settle();
    expect(await eventsOf('IncidentImpactChanged')).toMatchObject([
      { actor: { user_id: 'U0ASHA' }, data: { windows: [{ level: 'unavailable', fraction: 1, from: at('13:51'), to: null }] } },
    ]);
    expect(textOf((await card())?.blocks)).toContain('*Customers hurt*');
  });

  test('14:32: half an hour without a word, and Lena, who leads, is reminded', async () => {
    await world.until(at('14:33'));
    const reminders = (await world.inbox('@lena')).messages.filter(({ text }) => text.includes(`People wait to hear how ${id} goes`));
    expect(reminders).toHaveLength(1);
    const [overdue] = await eventsOf('IncidentUpdateOverdue');
    expect(overdue).toMatchObject({ actor: { type: 'system' } });
    expect(minute(overdue?.occurred_at)).toBe('14:32');
    expect((await world.inbox('@asha')).messages.some(({ text }) => text.includes('People wait'))).toBe(false);
  });

  test('14:34: rolled back, customers are no longer hurt, and the impact ends with it', async () => {
    await world.until(at('14:34'));
    await world.types('@asha', 'update Rolled back to the release of Monday', room);
    await world.types('@asha', 'mitigate', room);
    await world.settle();
    expect(await eventsOf('IncidentUpdated')).toHaveLength(1);
    expect(minute((await eventsOf('IncidentMitigated'))[0]?.occurred_at)).toBe('14:34');
    expect((await inRoom()).some((text) => text.includes('Rolled back to the release of Monday'))).toBe(true);
    expect(await announced()).toContain('mitigated: customers are no longer hurt');
    const next = await nextActs();
    expect(next.slice(0, 3)).toEqual(['resolve-incident', 'update-incident', 'set-impact']);
  });

  test('14:40: resolved with a workaround, and a permanent fix is to be proposed', async () => {
    await world.until(at('14:40'));
    const answer = await world.types('@asha', 'resolve workaround rolled back, the release is stopped', room);
    expect(told(answer)).toContain(`${id} is resolved. The cause is still there: a permanent fix is to be proposed.`);
    await world.settle();
    expect(await eventsOf('IncidentResolved')).toMatchObject([{ actor: { user_id: 'U0ASHA' }, data: { fix_kind: 'workaround' } }]);
    expect(textOf((await card())?.blocks)).toMatch(/\*Resolved\* with a workaround, says <@U0ASHA>[\s\S]*the release is stopped/);
    expect(await announced()).toContain('resolved');
    expect(await world.timersOf(id)).toEqual([]);
  });

  test('the record: one window of 43 minutes, no hand-off, all as of when it happened', async () => {
    const head = await record();
    expect(head).toMatchObject({
      state: 'resolved',
      severity: 'sev1',
      severityDeclared: 'sev1',
      severityPeak: 'sev1',
      declaredBy: 'U0TOM',
      reportedBy: 'U0TOM',
      roles: { commander: 'U0LENA' },
      acknowledged: { by: 'U0ASHA' },
      mitigated: { by: 'U0ASHA' },
      resolved: { by: 'U0ASHA', fix: 'workaround' },
    });
    expect(head.impact).toHaveLength(1);
    const [window] = head.impact;
    expect([window?.level, window?.from, minute(window?.to)]).toEqual(['unavailable', at('13:51'), '14:34']);
    expect(Math.floor(secondsBetween(window?.from, window?.to) / 60)).toBe(43);
  });

  test('the figures: restored after 43 minutes, detected after 11, acknowledged after one', async () => {
    const known = await facts();
    expect(known).toMatchObject({
      severity_declared: 'sev1',
      severity_current: 'sev1',
      severity_peak: 'sev1',
      service_id: 'bedroom',
      detected_by: 'customer',
      fix_kind: 'workaround',
      updates: 1,
      updates_overdue: 1,
      reopen_count: 0,
      reports: 1,
      unrouted: false,
      owner: { team_id: 'team-bedroom', ownership_version: 3, lifecycle_state: 'active', support_model: 'ybiyri' },
    });
    const [impact] = known.impact as { from: string; to: string }[];
    // By the minutes of the clock: a busy machine takes some seconds for what happens in none.
    const clock = (at: unknown) => Math.floor(Date.parse(String(at)) / 60_000);
    const minutes = (from: unknown, to: unknown) => clock(to) - clock(from);
    expect(minutes(impact?.from, impact?.to)).toBe(43);
    expect(minutes(impact?.from, known.declared_at)).toBe(11);
    expect(minutes(known.declared_at, known.acknowledged_at)).toBe(1);
    expect(known.time_to_acknowledge_s).toBeCloseTo(secondsBetween(known.declared_at, known.acknowledged_at), 1);
  });

  test('what left on the bus, in the order of its log, and nothing that people wrote', async () => {
    const told = (await world.story(id)).filter(
      (type) => !['IncidentPaged', 'IncidentChannelOpened', 'IncidentSwarmChanged'].includes(type),
    );
    expect(told).toEqual([
      'IncidentDeclared',
      'IncidentRouted',
      'IncidentRoleAssigned',
      'IncidentAcknowledged',
      'IncidentImpactChanged',
      'IncidentUpdateOverdue',
      'IncidentUpdated',
      'IncidentImpactChanged',
      'IncidentMitigated',
      'IncidentResolved',
    ]);
    expect(JSON.stringify(await world.events())).not.toMatch(/beds to basket|Rolled back|release is stopped/);
  });

  test('its postmortem: a draft, due Friday 14:40, driven by Asha', async () => {
    const pm = id.replace('INC', 'PM') as 'PM-1';
    const [head] = await (await world.store()).records.load([postmortemRef(pm)] as Ref<unknown>[]);
    const postmortem = head?.value as OpenPostmortem;
    expect(postmortem).toMatchObject({ state: 'draft', requirement: 'required', because: ['serious'], owner: 'U0ASHA', peak: 'sev1' });
    expect(postmortem.ladder.due.slice(0, 16)).toBe('2026-03-13T14:40');
    expect((await world.story(pm)).slice(0, 2)).toEqual(['PostmortemRequired', 'PostmortemOwnerAssigned']);
    const [said] = await world.said(room, `${pm}/over-0`);
    expect(said?.text).toMatch(/The postmortem is due .*2026-03-13 14:40 UTC.*<@U0ASHA> drives it/);
    expect(textOf(said?.blocks)).toContain("We're here to learn how this happened, not who did what.");
  });

  test('closed when nothing is left to do; in nobody’s Home any more', async () => {
    await world.opensHome('@asha');
    expect(told(await world.types('@lena', `close ${id}`))).toMatch(/is closed\. Its postmortem goes on and is due/);
    await world.settle();
    expect((await world.story(id)).at(-1)).toBe('IncidentClosed');
    expect(await nextActs()).toEqual(['reopen-incident', 'set-impact']);
    expect(textOf((await world.homeOf('U0ASHA'))?.blocks)).toContain('Nothing is open. Good.');
  });

  test('everything is sound', () => everythingIsSound(world));
});
