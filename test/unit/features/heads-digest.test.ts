import { describe, expect, test } from 'vitest';
import { incidents } from '#domain/incident/incident';
import { promptsId } from '#domain/keys';
import { perform } from '#domain/perform';
import { mayRead } from '#domain/postmortem/authority';
import { weekly } from '#domain/postmortem/clock';
import { partiesTo } from '#domain/postmortem/looking';
import type { KnownPostmortem } from '#domain/postmortem/postmortem';
import type { PostmortemId } from '#domain/postmortem/postmortem-id';
import { incidentOf } from '#domain/postmortem/postmortem-id';
import { prompts } from '#domain/prompts/prompts';
import { promptsProjection } from '#domain/prompts/view';
import { react } from '#features/prompt-people/react';
import { lookAgain } from '#features/prompt-people/take';
import { ben, declared, happened, harrowHome, malik, omar, plus, type Stage } from '#test/builders';
import { happens, isOnRecord, london, offered, ownedBy, passes, postmortemNow, required, said, sentTo } from '#test/prompting';

/** Malik is one of the heads. Escalated is what was due a fortnight before. */
const monday = '2026-03-30T17:00:00.000Z';
const day = 24 * 60;
const pm = (n: number): PostmortemId => `PM-${n}`;
async function escalated(stage: Stage, n: number, at: string): Promise<void> {
  const t0 = plus(at, -21 * day);
  const over = happened('IncidentResolved', { at: t0, fix: 'permanent', howId: 'how' });
  await perform(stage, incidents, incidentOf(pm(n)), { facts: () => ({}), decide: () => [declared(), over] }, {});
  await isOnRecord(stage, pm(n), offered(pm(n), t0), required(t0), ownedBy(ben, t0));
  stage.setTime(at);
  await happens(stage, pm(n), { type: 'PostmortemEscalated', at, people: [malik] });
}
const held = (at: string) => ({
  type: 'PostmortemMeetingHeld' as const,
  at,
  by: ben,
  heldAt: at,
  decideBy: plus(at, day),
  publishBy: plus(at, 2 * day),
});
const heard = async (stage: Stage) =>
  (await sentTo(stage, malik)).map((one) => `${said(one).trim()}: ${one.digest?.join(' ') ?? 'nothing'}`);
const shown = async (stage: Stage) => {
  const { derive } = promptsProjection({ ...stage }, promptsId(malik), { due: [], reactions: [react] });
  return JSON.stringify((await derive(0)).effects.filter(({ kind }) => kind === 'message'));
};

describe('What is told once a week', () => {
  test.each([
    ['at once, where the first working day of their week is not over', monday, undefined, monday],
    ['in the morning of that day, where it is still to come', '2026-03-30T05:00:00.000Z', undefined, '2026-03-30T08:30:00.000Z'],
    ['as the next week begins, on any other day', '2026-04-01T10:00:00.000Z', undefined, '2026-04-06T08:30:00.000Z'],
    ['on a Sunday, the day after', '2026-03-29T10:00:00.000Z', undefined, '2026-03-30T08:30:00.000Z'],
    ['a week later, where it was told this week', monday, '2026-03-30', '2026-04-06T08:30:00.000Z'],
    ['and a week after that', monday, '2026-04-07', '2026-04-13T08:30:00.000Z'],
  ])('%s', (_, since, last, due) => {
    expect(weekly(london, since, last)).toBe(due);
  });
  test('on Tuesday, where their Monday is a holiday', () => {
    const easter = { ...london, holidays: ['2026-04-06'] };
    expect(weekly(easter, monday, '2026-03-30')).toBe('2026-04-07T08:30:00.000Z');
  });
});

describe('One of the heads', () => {
  test('hears once a week, in one list, of all that is escalated and open; no more when they have met', async () => {
    const stage = await harrowHome();
    await escalated(stage, 311, monday);
    expect(await heard(stage)).toEqual(['Mon 30 18:00 message: PM-311']);
    await escalated(stage, 312, '2026-04-01T10:00:00.000Z');
    await escalated(stage, 313, '2026-04-02T10:00:00.000Z');
    await passes(stage, '2026-04-14T12:00:00.000Z', [malik]);
    const before = await heard(stage);
    expect(before.slice(1)).toEqual(['Mon 6 09:30 message: PM-311 PM-312 PM-313', 'Mon 13 09:30 message: PM-311 PM-312 PM-313']);
    await lookAgain(stage, malik);
    expect(await heard(stage)).toEqual(before);
    for (const n of [311, 313]) await happens(stage, pm(n), held(stage.now()));
    await passes(stage, '2026-04-21T12:00:00.000Z', [malik]);
    expect((await heard(stage)).at(-1)).toBe('Mon 20 09:30 message: PM-312');
    await happens(stage, pm(312), held(stage.now()));
    await passes(stage, '2026-05-20T12:00:00.000Z', [malik]);
    expect(await heard(stage)).toHaveLength(4);
  });

  test('sees each with who drives it, its date and a button; as it is now', async () => {
    const stage = await harrowHome();
    await escalated(stage, 311, monday);
    const first = await shown(stage);
    expect(first).toContain('A postmortem that has waited for long');
    expect(first).toMatch(/INC-311: .*It was due .* and has not been held\. <@U0BEN> drives it\./);
    expect(first).toContain('"show-postmortem"');
    const reads = async (by: typeof malik) => {
      const { postmortem, parties } = await partiesTo(stage.records, pm(311), by);
      return mayRead(postmortem as KnownPostmortem, by, parties);
    };
    expect([await reads(malik), await reads(omar)]).toEqual([true, false]);
    await happens(stage, pm(311), held(stage.now()));
    expect(await shown(stage)).toContain('✓ They have met');
  });

  test('has one message where it is much: none is left for another day, and a record says nothing of it', async () => {
    const stage = await harrowHome();
    for (let n = 301; n <= 325; n++) await escalated(stage, n, '2026-04-01T10:00:00.000Z');
    await passes(stage, '2026-04-11T12:00:00.000Z', [malik]);
    const all = await sentTo(stage, malik);
    expect(all.map(({ digest, items }) => [digest?.length, items.length])).toEqual([[25, 0]]);
    const message = await shown(stage);
    expect(message).toContain('25 postmortems that have waited for long');
    expect(message).toContain('… and 5 more: `/postmortem list overdue` shows them.');
    expect((await stage.log.events(pm(301), 0)).map(({ type }) => type)).not.toContain('PostmortemPromptSent');
    expect(await postmortemNow(stage, pm(301))).toMatchObject({ state: 'draft' });
    const { state } = await perform(stage, prompts, promptsId(malik), { facts: () => ({}), decide: () => [] }, {});
    expect(state).toMatchObject({ digestOn: '2026-04-06' });
  });
});
