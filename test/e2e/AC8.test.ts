import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Incident, incidents } from '#domain/incident/incident';
import type { AggregateId } from '#domain/keys';
import { type Postmortem, postmortemRef } from '#domain/postmortem/postmortem';
import { headRef, type Ref } from '#domain/records';
import { everythingIsSound } from './soundness.ts';
import { harrowHome, numberIn, openWorld, placeOf, textOf, told, type World } from './world.ts';

/** AC8. Tuesday, 10 March 2026, 10:00. */
let world: World;
let id = '';
beforeAll(async () => {
  world = await openWorld({ at: '2026-03-10T10:00:00Z', catalogue: harrowHome });
});
afterAll(() => world?.stop());

const record = async () => {
  const { records } = await world.store();
  const [head] = await records.load([headRef(incidents, id as AggregateId)] as Ref<unknown>[]);
  return head?.value as Incident;
};
const postmortem = async () => {
  const { records } = await world.store();
  const [head] = await records.load([postmortemRef(id.replace('INC', 'PM') as 'PM-1')] as Ref<unknown>[]);
  return head?.value as Postmortem;
};
const overPost = async () => (await world.said((await world.roomOf(id)).id, `${id.replace('INC', 'PM')}/over-0`))[0]?.text ?? '';
const changes = async () => (await world.events(id)).filter((event) => event['detail-type'] === 'IncidentSeverityChanged');
const facts = async () => (await (await world.store()).facts.read(id as AggregateId))?.facts as Record<string, unknown>;
const card = async () => {
  const [said] = await world.said((await world.roomOf(id)).id, `${id}/card`);
  return textOf(said?.blocks);
};

describe('AC8: severity downgraded afterwards', () => {
  test('declared sev1 at 10:00, resolved at 10:50', async () => {
    id = numberIn(told(await world.types('@tom', 'declare sev1 bedroom: beds cannot be ordered')));
    await world.passes(12);
    await world.types('@asha', `ack ${id}`);
    await world.types('@asha', `impact ${id} unavailable`);
    await world.until('2026-03-10T10:50:00Z');
    await world.types('@asha', `resolve ${id} permanent rolled the release back`);
    await world.settle();
    expect(await record()).toMatchObject({ state: 'resolved', severity: 'sev1', severityPeak: 'sev1' });
    const learnt = await postmortem();
    expect(learnt).toMatchObject({ state: 'draft', requirement: 'required', because: ['serious'], peak: 'sev1', owner: 'U0ASHA' });
    expect('ladder' in learnt && learnt.ladder.due.slice(0, 16)).toBe('2026-03-13T10:50');
    expect(await overPost()).toContain('The postmortem is due');
  });

  test('at 11:30 Lena says that only staff were affected: sev3 from here on, and sev1 stays what it was at its worst', async () => {
    await world.until('2026-03-10T11:30:00Z');
    const { impact } = await facts();
    expect(impact).toMatchObject([{ level: 'unavailable', to: expect.any(String) }]);
    const answer = await world.types('@lena', `severity ${id} sev3 reason: only staff accounts affected`);
    expect(told(answer)).toBe(`${id} is SEV3.`);
    await world.settle();
    expect((await changes()).map(({ detail }) => detail)).toMatchObject([
      {
        actor: { type: 'user', user_id: 'U0LENA' },
        data: { by: 'U0LENA', from: 'sev1', to: 'sev3', after_resolution: true },
      },
    ]);
    expect(await record()).toMatchObject({ state: 'resolved', severity: 'sev3', severityDeclared: 'sev1', severityPeak: 'sev1' });
    expect(await facts()).toMatchObject({ severity_declared: 'sev1', severity_current: 'sev3', severity_peak: 'sev1', impact });
  });

  test('the reason is a text of the record and no part of what leaves it', async () => {
    const { log } = await world.store();
    const [said] = (await log.events(id as AggregateId, 0)).filter(({ type }) => type === 'IncidentSeverityChanged');
    const reason = String((said?.body as { reasonId?: string } | undefined)?.reasonId);
    expect(await log.texts(id as AggregateId, [reason])).toEqual({ [reason]: { by: 'U0LENA', body: 'only staff accounts affected' } });
    expect(JSON.stringify(await world.events())).not.toContain('staff accounts');
  });

  test('room, card, topic and announcement say so', async () => {
    const room = await world.roomOf(id);
    const [message] = (await world.messages(room.id)).filter(({ text }) => text.includes('*SEV3* now, it was SEV1'));
    expect(textOf(message?.blocks)).toMatch(/<@U0LENA> says why: It is over: .* stays on record\.\n> only staff accounts affected/);
    expect(await card()).toContain(`${id} · SEV3 · Bedroom`);
    expect(await card()).toContain('*Severity*\nSEV3\ndeclared SEV1, at worst SEV1');
    expect(room.topic.value).toMatch(/^SEV3 · Bedroom/);
    const [announced] = await world.said('#incidents', `${id}/announcement`);
    expect(announced?.text).toContain('SEV3');
  });

  test('its postmortem stays asked for, a short one is enough, and it is due when it was', async () => {
    const learnt = await postmortem();
    expect(learnt).toMatchObject({ state: 'draft', requirement: 'light', because: ['serious', 'downgraded'], peak: 'sev1' });
    expect('ladder' in learnt && learnt.ladder.due.slice(0, 16)).toBe('2026-03-13T10:50');
    expect(await overPost()).toContain('A short postmortem is due');
  });

  test('the impact is corrected to degraded: severity is no availability, and the postmortem stays', async () => {
    const asked = await world.types('@lena', `impact ${id} degraded from 10:00 to 10:51`);
    await world.presses('@lena', placeOf(asked), 'confirm-impact');
    await world.settle();
    expect(await facts()).toMatchObject({ impact: [{ level: 'degraded' }] });
    expect(await postmortem()).toMatchObject({ state: 'draft', requirement: 'light' });
  });

  test('an upgrade afterwards brings in nobody and asks nobody', async () => {
    const room = await world.roomOf(id);
    const [people, timers] = [await world.peopleIn(room.id), await world.timersOf(id)];
    await world.types('@lena', 'severity sev2 more than staff, after all', room.id);
    await world.passes(1200);
    expect((await changes()).at(-1)?.detail.data).toMatchObject({ from: 'sev3', to: 'sev2', after_resolution: true });
    expect(await record()).toMatchObject({ state: 'resolved', severity: 'sev2', severityPeak: 'sev1' });
    expect(await world.peopleIn(room.id)).toEqual(people);
    expect(await world.timersOf(id)).toEqual(timers);
    expect(await postmortem()).toMatchObject({ requirement: 'required', because: ['serious'], peak: 'sev1' });
  });

  test('another, raised from sev3 to sev2 when it was over: its postmortem is asked for from then', async () => {
    const [small, first] = [numberIn(told(await world.types('@dev', 'declare sev3 mattress: slow pages'))), id];
    await world.settle();
    await world.types('@dev', `resolve ${small} permanent more workers`);
    await world.settle();
    id = small;
    expect(await postmortem()).toMatchObject({ state: 'not_required' });
    expect(await overPost()).toContain('No postmortem is asked for');
    await world.until('2026-03-10T15:00:00Z');
    await world.types('@lena', `severity ${small} sev2 reason: orders were lost`);
    await world.settle();
    const learnt = await postmortem();
    expect(learnt).toMatchObject({ state: 'draft', requirement: 'required', because: ['serious'] });
    expect('ladder' in learnt && [learnt.t0, learnt.ladder.due].map((at) => at.slice(0, 16))).toEqual([
      '2026-03-10T15:00',
      '2026-03-17T15:00',
    ]);
    id = first;
  });

  test('everything is sound', () => everythingIsSound(world));
});
