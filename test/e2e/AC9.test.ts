import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Incident, incidents } from '#domain/incident/incident';
import type { AggregateId } from '#domain/keys';
import { type OpenPostmortem, postmortemRef } from '#domain/postmortem/postmortem';
import { headRef, type Ref } from '#domain/records';
import { everythingIsSound } from './soundness.ts';
import { buttonsOf, harrowHome, numberIn, openWorld, placeOf, textOf, told, type World } from './world.ts';

/** AC9. Tuesday, 10 March 2026; London's clocks show UTC. */
let world: World;
let id = '';
let room = '';
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:02:00Z', catalogue: harrowHome });
}, 180_000);
afterAll(() => world?.stop());

const at = (clock: string) => `2026-03-10T${clock}:00.000Z`;
const minute = (time: unknown) => String(time).slice(11, 16);
const record = async (of = id) => {
  const { records } = await world.store();
  const [head] = await records.load([headRef(incidents, of as AggregateId)] as Ref<unknown>[]);
  return head?.value as Extract<Incident, { state: 'resolved' }>;
};
const postmortem = async () => {
  const [head] = await (await world.store()).records.load([postmortemRef(id.replace('INC', 'PM') as 'PM-1')] as Ref<unknown>[]);
  return head?.value as OpenPostmortem;
};
const overPost = async (times: number) => (await world.said(room, `${id.replace('INC', 'PM')}/over-${times}`))[0]?.text ?? '';
const facts = async () => (await (await world.store()).facts.read(id as AggregateId))?.facts as Record<string, unknown>;
const card = async () => (await world.said(room, `${id}/card`))[0];
const eventsOf = async (type: string, of = id) => (await world.events(of)).filter((event) => event['detail-type'] === type);
const impact = async (who: string, said: string) =>
  world.presses(who, placeOf(await world.types(who, `impact ${id} ${said}`)), 'confirm-impact');

describe('AC9: reopened incident', () => {
  test('impact 10:00 to 10:20, resolved 10:25', async () => {
    id = numberIn(told(await world.types('@petra', 'declare sev2 fax-dispatch: faxes queue up')));
    await world.passes(12);
    room = (await world.roomOf(id)).id;
    await world.types('@stefan', `ack ${id}`);
    await world.until(at('10:24'));
    await impact('@stefan', 'unavailable from 10:00 to 10:20');
    await world.until(at('10:25'));
    await world.types('@stefan', 'resolve workaround restarted the sender', room);
    await world.settle();
    const head = await record();
    expect(head).toMatchObject({ state: 'resolved', reopened: [], resolved: { by: 'U0STEFAN', fix: 'workaround' } });
    expect(minute(head.resolved.at)).toBe('10:25');
    expect(await facts()).toMatchObject({ reopen_count: 0, impact: [{ level: 'unavailable', from: at('10:00'), to: at('10:20') }] });
    expect(buttonsOf((await card())?.blocks).map(({ action_id }) => action_id)).toContain('reopen-incident');
    expect(await world.timersOf(id)).toEqual([]);
    // Application Operations work every day, so five of their working days end on a Sunday.
    const learnt = await postmortem();
    expect([learnt.state, minute(learnt.t0), learnt.ladder.due.slice(0, 16)]).toEqual(['draft', '10:25', '2026-03-15T10:25']);
  });

  test('at 11:05 it is opened again: the same number, in its old channel, which had been archived', async () => {
    await world.change({ do: 'archive', channel: room });
    await world.until(at('11:05'));
    const answer = await world.types('@petra', `reopen ${id} the queue grows again`);
    expect(told(answer)).toBe(`${id} is open again, and people are asked afresh.`);
    await world.passes(12);
    expect(await world.channel(room)).toMatchObject({ id: room, is_archived: false });
    expect(minute((await record()).reopened[0])).toBe('11:05');
    const [event] = await eventsOf('IncidentReopened');
    expect(event?.detail).toMatchObject({
      actor: { user_id: 'U0PETRA' },
      data: { by: 'U0PETRA', facts: { reopen_count: 1, resolved_at: null } },
    });
    expect(JSON.stringify(await world.events())).not.toContain('grows again');
    const [said] = (await world.messages(room)).filter(({ text }) => text.includes('opened it again'));
    expect(textOf(said?.blocks)).toContain(
      '<@U0PETRA> opened it again: it is not over. Asking afresh who has it.\n> the queue grows again',
    );
  });

  test('its postmortem waits', async () => {
    expect(minute((await postmortem()).pausedAt)).toBe('11:05');
  });

  test('everyone who was in it is invited again, and people are asked from the first rung', async () => {
    expect(await world.peopleIn(room)).toEqual(expect.arrayContaining(['petra', 'stefan']));
    expect(await record()).toMatchObject({ state: 'declared', generation: 2 });
    expect((await eventsOf('IncidentRouted')).length).toBe(2);
    const pages = (await eventsOf('IncidentPaged')).filter(({ detail }) => minute(detail.occurred_at) >= '11:05');
    expect(pages.length).toBeGreaterThan(0);
    expect((await world.timersOf(id)).some((name) => name.includes('-g2'))).toBe(true);
    expect(textOf((await card())?.blocks)).toContain('nobody has it yet');
    expect(buttonsOf((await card())?.blocks).map(({ action_id }) => action_id)).toContain('acknowledge-incident');
  });

  test('pressed again it is open already, and nothing has changed', async () => {
    expect(told(await world.types('@petra', `reopen ${id}`))).toBe(`${id} is open; nothing has changed.`);
    expect(await eventsOf('IncidentReopened')).toHaveLength(1);
  });

  test('a second window 11:00 to 11:15, resolved 11:20: 35 minutes in all, and both resolutions are kept', async () => {
    await world.types('@stefan', `ack ${id}`);
    await world.until(at('11:18'));
    await impact('@stefan', 'unavailable from 11:00 to 11:15');
    await world.until(at('11:20'));
    await world.types('@stefan', 'resolve permanent the queue has more room', room);
    await world.settle();
    const known = await facts();
    expect(known).toMatchObject({
      reopen_count: 1,
      fix_kind: 'permanent',
      impact: [
        { level: 'unavailable', from: at('10:00'), to: at('10:20') },
        { level: 'unavailable', from: at('11:00'), to: at('11:15') },
      ],
    });
    expect((known.resolutions as string[]).map(minute)).toEqual(['10:25', '11:20']);
    expect([minute(known.resolved_at), (known.reopened_at as string[]).map(minute)]).toEqual(['11:20', ['11:05']]);
    const learnt = await postmortem();
    expect([learnt.pausedAt, learnt.reopened, minute(learnt.t0), learnt.ladder.due.slice(0, 16)]).toEqual([
      undefined,
      1,
      '11:20',
      '2026-03-15T11:20',
    ]);
    expect(await overPost(0)).toBe(`${id} has come back, so its postmortem waits until it is over. What has been answered stays.`);
    expect(await overPost(1)).toContain('The postmortem is due');
    expect(textOf((await card())?.blocks)).toContain('35 min');
    expect(await world.timersOf(id)).toEqual([]);
  });
});

describe('declared anew instead, 40 minutes after it was resolved', () => {
  let answer: Awaited<ReturnType<World['types']>>;
  let before = '';
  test('it is on record at once, and the one before is offered', async () => {
    before = numberIn(told(await world.types('@tom', 'declare sev3 bedroom: beds cannot be ordered')));
    await world.settle();
    await world.types('@asha', `resolve ${before} permanent the price list is back`);
    await world.passes(40 * 60 + 20);
    answer = await world.types('@dev', 'declare sev3 bedroom: no beds again');
    const next = numberIn(told(answer));
    expect(next).not.toBe(before);
    expect(told(answer)).toContain(`Same as *${before}*, resolved 40 min ago?`);
    expect(buttonsOf(answer.ephemeral.at(-1)?.blocks).map(({ text }) => text?.text)).toEqual(['Reopen']);
    await world.passes(12);
  });

  test('one press opens that one again', async () => {
    await world.presses('@dev', placeOf(answer), 'reopen-incident');
    await world.settle();
    expect(await record(before)).toMatchObject({ state: 'declared', reopened: [expect.any(String)] });
    // A day passes from here on, and nobody is to be asked about these for all of it.
    for (const open of [before, numberIn(told(answer))]) await world.types('@dev', `cancel ${open} the price list was late`);
  });
});

describe('what is not opened again', () => {
  let goesOn = '';
  test('a false alarm', async () => {
    const alarm = numberIn(told(await world.types('@tom', 'declare sev4 mattress: a smell')));
    await world.types('@tom', `cancel ${alarm} it was the kitchen`);
    expect(told(await world.types('@tom', `reopen ${alarm}`))).toMatch(/It was a false alarm, so there is nothing to open again/);
    expect(await record(alarm)).toMatchObject({ state: 'cancelled' });
  });

  test('what was resolved more than 24 hours ago: one press declares what goes on from it, once', async () => {
    await world.until('2026-03-11T11:21:00.000Z');
    const refused = await world.types('@petra', `reopen ${id} faxes again`);
    expect(told(refused)).toContain('It was resolved more than 24 hours ago, so it stays as it is.');
    const pressed = await world.presses('@petra', placeOf(refused), 'declare-related');
    const again = await world.presses('@petra', placeOf(refused), 'declare-related');
    await world.passes(12);
    const next = numberIn(told(pressed));
    expect(numberIn(told(again))).toBe(next);
    expect(await record()).toMatchObject({ state: 'resolved', reopened: [expect.any(String)] });
    const [declared] = await eventsOf('IncidentDeclared', next);
    expect(declared?.detail).toMatchObject({
      service_id: 'fax-dispatch',
      data: { severity: 'sev2', related_to: id, facts: { related_to: id } },
    });
    expect(await record(next)).toMatchObject({ state: 'declared', relatedTo: id });
    expect((await world.roomOf(next)).purpose.value).toBe(`${next}: faxes queue up`);
    goesOn = next;
  });

  test('when that is over too, one talk about both is offered, and the earlier one is a press away', async () => {
    await world.types('@stefan', `ack ${goesOn}`);
    await world.types('@stefan', `resolve ${goesOn} permanent another sender`);
    await world.settle();
    const channel = (await world.roomOf(goesOn)).id;
    const [said] = await world.said(channel, `${goesOn.replace('INC', 'PM')}/over-0`);
    expect(textOf(said?.blocks)).toContain(`It goes on from ${id}, whose postmortem is still open: one talk can be about both.`);
    const earlier = buttonsOf(said?.blocks).find(({ text }) => text?.text === `${id.replace('INC', 'PM')} and its improvements`);
    expect(earlier).toMatchObject({ action_id: 'show-postmortem', value: id.replace('INC', 'PM') });
    const { ephemeral } = await world.presses('@stefan', { channel, ts: said?.ts ?? '' }, 'show-postmortem', { value: earlier?.value });
    expect(textOf(ephemeral.at(-1)?.blocks)).toContain(id.replace('INC', 'PM'));
  });

  test('everything is sound', () => everythingIsSound(world));
});
