import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import { incidents } from '#domain/incident/incident';
import { channelId } from '#domain/keys';
import { perform } from '#domain/perform';
import { meetingCalendar } from '#domain/postmortem/meeting-calendar';
import { type KnownPostmortem, postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import type { PostmortemView } from '#domain/postmortem/view';
import { channels } from '#domain/workspace/channel';
import { holdMeeting, sayReminded, startMeeting, waiveMeeting } from '#features/hold-meeting/decide';
import { planMeeting } from '#features/plan-meeting/decide';
import { react } from '#features/plan-meeting/react';
import { asha, ben, channelOpened, declared, happened, harrowHome, inc311, lena, plus, priya, type Stage, tom } from '#test/builders';
import { incidentAfter, offered, over, owner, required, thereWere } from '#test/postmortem-known';

const pm = 'PM-311';
const day = 24 * 60;
const begins = plus(over, 2 * day);

async function stageOf(...more: IncidentEvent[]): Promise<Stage> {
  const stage = await harrowHome();
  const happening = [declared(), channelOpened(), ...more];
  await perform(stage, incidents, inc311, { facts: () => ({}), decide: () => happening }, {});
  await says(stage, offered(), required(), thereWere(), owner);
  return stage;
}
const says = (stage: Stage, ...events: PostmortemEvent[]) =>
  perform(stage, postmortems, pm, { facts: () => ({}), decide: () => events }, {});
const known = async (stage: Stage) => (await says(stage)).state as KnownPostmortem;
const plans = (stage: Stage, at = over, time = begins) =>
  perform(stage, postmortems, pm, planMeeting, { by: asha, at, begins: time, minutes: 60, invited: [asha] });
const starts = (stage: Stage, at: string) => perform(stage, postmortems, pm, startMeeting, { by: asha, at });
const holds = (stage: Stage, at: string, more: { heldAt?: string; reminded?: boolean } = {}) =>
  perform(stage, postmortems, pm, holdMeeting, { by: asha, at, ...more });
const types = (events: PostmortemEvent[]) => events.map(({ type }) => type);
const waived: PostmortemEvent = { type: 'PostmortemWaived', at: plus(over, 90), by: priya, as: 'product_manager', reasonId: 'why' };
const without: PostmortemEvent = {
  ...{ type: 'PostmortemMeetingWaived', at: plus(over, 90), by: priya, as: 'product_manager', reasonId: 'why', complete: true },
  ...{ decideBy: plus(over, 3 * day), publishBy: plus(over, 4 * day) },
};

describe('A meeting begins', () => {
  test('from a quarter of an hour before, and on its day: earlier the reminder would be on record and seen by nobody', async () => {
    const stage = await stageOf();
    await plans(stage);
    await expect(starts(stage, plus(over, day))).rejects.toMatchObject({ code: 'not_yet' });
    expect((await known(stage)).reminders.meeting).toBeUndefined();
    expect(types((await starts(stage, plus(begins, -15))).events)).toEqual(['PostmortemMeetingStarted']);
    expect((await starts(stage, plus(begins, 1))).events).toEqual([]);
  });
  test('a quarter of an hour before midnight too, though that is another day', async () => {
    const stage = await stageOf();
    const midnight = '2026-03-12T00:05:00.000Z';
    await plans(stage, over, midnight);
    await expect(starts(stage, plus(midnight, -16))).rejects.toMatchObject({ code: 'not_yet' });
    expect((await starts(stage, plus(midnight, -15))).events).toHaveLength(1);
  });
  test('for whoever planned it too, though somebody else drives it by then; nobody else who was there', async () => {
    const stage = await stageOf();
    await says(stage, { type: 'PostmortemOwnerAssigned', at: over, owner: ben, because: 'picked' });
    await perform(stage, postmortems, pm, planMeeting, { by: ben, at: over, begins, minutes: 60, invited: [ben] });
    await says(stage, { type: 'PostmortemOwnerAssigned', at: over, owner: asha, because: 'changed' });
    await expect(perform(stage, postmortems, pm, startMeeting, { by: tom, at: begins })).rejects.toMatchObject({
      code: 'not_yours_to_drive',
    });
    expect(types((await perform(stage, postmortems, pm, startMeeting, { by: ben, at: begins })).events)).toEqual([
      'PostmortemMeetingStarted',
    ]);
    const held = await perform(stage, postmortems, pm, holdMeeting, { by: ben, at: plus(begins, 60) });
    expect(types(held.events)).toEqual(['PostmortemMeetingHeld']);
    await expect(perform(stage, postmortems, pm, holdMeeting, { by: tom, at: begins })).rejects.toMatchObject({
      code: 'not_yours_to_drive',
    });
  });
  test('at once, where nothing was planned for later', async () => {
    expect((await starts(await stageOf(), plus(over, 60))).events).toHaveLength(1);
    const stage = await stageOf();
    await plans(stage, over, plus(over, 120));
    expect((await starts(stage, plus(over, 60))).events).toHaveLength(1);
  });
  test.each<[string, IncidentEvent[], boolean]>([
    ['there is no channel', [], false],
    ['it was put away', [channelOpened(), happened('IncidentArchived', { at: over })], false],
    ['another company reads it', [channelOpened()], true],
  ])('not where the agenda cannot be posted: %s', async (_, room, shared) => {
    const stage = await harrowHome();
    const happening = [declared(), ...room];
    await perform(stage, incidents, inc311, { facts: () => ({}), decide: () => happening }, {});
    await says(stage, offered(), required(), thereWere(), owner);
    const seen = [{ type: 'ChannelObserved' as const, at: over, shared }];
    await perform(stage, channels, channelId(channelOpened().channel), { facts: () => ({}), decide: () => seen }, {});
    await expect(starts(stage, begins)).rejects.toMatchObject({ code: 'nowhere_to_post_it' });
  });
});

describe('A meeting was held', () => {
  test('once: that it began with the reminder is a word of its own, said later', async () => {
    const stage = await stageOf();
    expect(types((await holds(stage, begins)).events)).toEqual(['PostmortemMeetingHeld']);
    const said = () => perform(stage, postmortems, pm, sayReminded, { by: asha, at: plus(begins, 5) });
    expect(types((await said()).events)).toEqual(['PostmortemMeetingReminded']);
    expect((await known(stage)).reminders.meeting).toBe(begins);
    expect([(await said()).events, (await holds(stage, plus(begins, 9), { reminded: true })).events]).toEqual([[], []]);
  });
  test('and so it is where the form says so a second time', async () => {
    const stage = await stageOf();
    await holds(stage, begins);
    expect(types((await holds(stage, plus(begins, 5), { reminded: true })).events)).toEqual(['PostmortemMeetingReminded']);
  });
  test.each([
    ['holdMeeting', (stage: Stage) => holds(stage, begins, { reminded: true }), 'met_already'],
    ['sayReminded', (stage: Stage) => perform(stage, postmortems, pm, sayReminded, { by: asha, at: begins }), 'not_held'],
  ])('nobody held one that it does without: %s', async (_, act, code) => {
    const stage = await stageOf();
    await says(stage, without);
    await expect(act(stage)).rejects.toMatchObject({ code });
  });
  test('nor one that is still to come, or was before the incident was over', async () => {
    const stage = await stageOf();
    await expect(holds(stage, begins, { heldAt: plus(begins, 1) })).rejects.toMatchObject({ code: 'held_to_come' });
    await expect(holds(stage, begins, { heldAt: plus(over, -1) })).rejects.toMatchObject({ code: 'held_too_early' });
    expect((await holds(stage, begins, { heldAt: begins })).events).toHaveLength(1);
  });
  test('after a sev1 the owner does not stand in for a facilitator whom nobody has found', async () => {
    const stage = await stageOf();
    const word = { by: asha, at: over, reason: 'We talked it through', reasonId: 'why' };
    await expect(perform(stage, postmortems, pm, waiveMeeting, word)).rejects.toMatchObject({ code: 'not_yours_to_waive' });
    await says(stage, { type: 'PostmortemFacilitatorAssigned', at: over, facilitator: lena });
    expect((await perform(stage, postmortems, pm, waiveMeeting, { ...word, by: lena })).events).toHaveLength(1);
  });
});

describe('A planned meeting that there is not', () => {
  const seen = async (stage: Stage, ...events: PostmortemEvent[]) => {
    await plans(stage);
    await says(stage, ...events);
    const postmortem = await known(stage);
    const view = { id: pm, postmortem, room: 'C1', incident: incidentAfter(), now: over } as unknown as PostmortemView;
    const [message, ...others] = react(view, []);
    return { said: JSON.stringify(message), others, calendar: meetingCalendar(pm, postmortem, over) };
  };
  const held: PostmortemEvent = { ...{ type: 'PostmortemMeetingHeld', at: plus(over, day), by: asha, heldAt: plus(over, day) }, ...soon() };
  function soon() {
    return { decideBy: plus(over, 3 * day), publishBy: plus(over, 4 * day) };
  }
  test.each<[string, PostmortemEvent, string]>([
    ['waived', waived, 'Waived: there is no meeting.'],
    ['done without a meeting', without, 'It does without a meeting: there is none.'],
    ['dropped', { type: 'PostmortemDropped', at: over, because: 'duplicate' }, 'There is no meeting: it has no postmortem of its own.'],
    ['held on another day', held, 'It was talked through before that'],
  ])('is struck in the channel and taken out of calendars: %s', async (_, event, words) => {
    const { said, others, calendar } = await seen(await stageOf(), event);
    expect(said).toMatch(/~The postmortem of INC-311 is talked through .*~/);
    expect(said).toContain(words);
    expect(said).not.toContain('hold-meeting-start');
    expect(said).toContain('Out of my calendar');
    expect(others).toEqual([]);
    expect(calendar).toContain('METHOD:CANCEL');
    expect(calendar).toContain('UID:PM-311@muster\r\nSEQUENCE:1\r\nSTATUS:CANCELLED');
  });
  test('stands as it is while it is ahead, and is over once it was held', async () => {
    const { said, calendar } = await seen(await stageOf());
    expect(said).toContain('hold-meeting-start');
    expect(said).not.toContain('~');
    expect(calendar).toMatch(/METHOD:PUBLISH[\s\S]*SEQUENCE:0\r\nDTSTAMP/);
    const after = await seen(await stageOf(), { ...held, heldAt: begins } as PostmortemEvent);
    expect(after.said).toContain('was talked through');
    expect(after.calendar).toContain('METHOD:PUBLISH');
  });
  test('is planned anew where the incident comes back; calendars take the new one after what was called off', async () => {
    const stage = await stageOf();
    await seen(stage, waived, required({ at: plus(over, 95), t0: plus(over, 95) }));
    expect(await known(stage)).toMatchObject({ state: 'draft', calledOff: 1 });
    expect((await known(stage)).meeting).toBeUndefined();
    await plans(stage, plus(over, 100), plus(over, 3 * day));
    expect(meetingCalendar(pm, await known(stage), over)).toMatch(/METHOD:PUBLISH[\s\S]*SEQUENCE:2/);
  });
});
