import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import { tellingDue } from '#domain/incident/telling';
import { goneTimers, timers } from '#domain/incident/timers';
import type { Person } from '#domain/person/person';
import { readSnooze, snoozeButtons } from '#features/remind-update/buttons';
import { remindUpdate, snoozeUpdate } from '#features/remind-update/decide';
import { react as remind } from '#features/remind-update/react';
import { updateIncident } from '#features/update-incident/decide';
import { read, updateModal } from '#features/update-incident/modal';
import { react } from '#features/update-incident/react';
import { checkMessageBlocks, checkView } from '#sandbox/slack/block-kit/check';
import {
  acknowledged,
  asha,
  aView,
  bot,
  channelOpened,
  declared,
  given,
  guest,
  happened,
  inc311,
  lena,
  member,
  plus,
  routed,
  tuesday,
} from '#test/builders';

const at = plus(tuesday, 10);
const open = [declared(), routed(), channelOpened()];
const small = [declared({ severity: 'sev3' }), channelOpened()];
const updated = (minutes = 10, nextBy: string | null = null) =>
  happened('IncidentUpdated', { at: plus(tuesday, minutes), textId: 'update', nextBy });
const overdue = (minutes: number) => happened('IncidentUpdateOverdue', { at: plus(tuesday, minutes), due: plus(tuesday, minutes) });
const standing = { id: inc311, versions: { person: 1 } };

type Wish = { text?: string; person?: Person; nextInMinutes?: number };
const update = (events: IncidentEvent[], { text = 'Rolling back', person = member, nextInMinutes }: Wish = {}) =>
  updateIncident.decide(given(...events), { person }, { by: asha, at, inRoom: true, text, textId: 'update', nextInMinutes }, standing);
const fire = (events: IncidentEvent[], minutes: number, early = false) =>
  remindUpdate.decide(given(...events), {}, { at: plus(tuesday, minutes), early }, { id: inc311, versions: {} });
const snooze = (events: IncidentEvent[], minutes = 15, person: Person = member) =>
  snoozeUpdate.decide(given(...events), { person }, { by: asha, at, inRoom: true, minutes }, standing);

describe('An update', () => {
  test('is on record with its words beside it, and with when people hear again where that was promised', () => {
    expect(update(open)).toEqual({ events: [updated()], texts: [{ id: 'update', by: asha, body: 'Rolling back', inHead: true }] });
    expect(update(open, { nextInMinutes: 15 })).toMatchObject({ events: [updated(10, plus(at, 15))] });
  });
  test('needs words, and something that is not over; guests in the room can give one, bots cannot', () => {
    expect(() => update(open, { text: ' ' })).toThrow(/Nothing was posted/);
    expect(() => update([...open, happened('IncidentCancelled', { reasonId: 'why' })])).toThrow(/cancelled already/);
    expect(update(open, { person: guest })).toMatchObject({ events: [{ by: asha }] });
    expect(() => update(open, { person: bot })).toThrow(/Only people of this workspace/);
  });
  test('is asked for by a form whose reader gives the command', () => {
    const view = updateModal({ id: inc311, inRoom: true });
    expect(checkView(view)).toBeDefined();
    const filled = (next?: string) => ({
      private_metadata: view.private_metadata ?? '',
      state: { values: { text: { text: { value: ' Rolling back ' } }, next: { next: next ? { selected_option: { value: next } } : {} } } },
    });
    expect(read(filled('30'))).toEqual({ id: inc311, inRoom: true, text: 'Rolling back', nextInMinutes: 30 });
    expect(read(filled())).toEqual({ id: inc311, inRoom: true, text: 'Rolling back' });
  });
  test('is said in the room as it was written, and never read as markup', () => {
    const news = (nextBy: string | null) => [
      { version: 4, event: updated(10, nextBy), texts: { update: { by: asha, body: 'Rolling *back* <!here>' } } },
    ];
    const [said] = react(aView([...open, updated()]), news(null));
    expect(said).toMatchObject({ key: 'INC-311/4/update', to: 'C0ROOM', text: '*Update* from <@U0ASHA>: Rolling *back* &lt;!here&gt;' });
    expect(JSON.stringify(react(aView(open), news(plus(at, 15))))).toContain('Next update by <!date');
    expect(JSON.stringify(react(aView(open), [{ version: 4, event: updated(), texts: {} }]))).toContain('Words removed');
    expect(react(aView([declared()]), news(null))).toEqual([]);
  });
});

describe('The next update', () => {
  test('is due every half hour of a day of silence where it is serious, and where it is not, only when it was promised', () => {
    expect(tellingDue(given(...open))).toBe(plus(tuesday, 30));
    expect(tellingDue(given(...open, updated()))).toBe(plus(tuesday, 40));
    expect(tellingDue(given(...open, overdue(30)))).toBe(plus(tuesday, 60));
    expect(tellingDue(given(...open, overdue(23 * 60)))).toBe(plus(tuesday, 23 * 60 + 30));
    expect(tellingDue(given(...open, overdue(24 * 60)))).toBeUndefined();
    expect(tellingDue(given(...small))).toBeUndefined();
    expect(tellingDue(given(...small, updated(10, plus(tuesday, 25))))).toBe(plus(tuesday, 25));
    expect(tellingDue(given(...open, happened('IncidentResolved', { fix: 'permanent', howId: 'how' })))).toBeUndefined();
  });
  test('is reminded of once it is due, whichever timer comes: late, early by a minute, or one of before', () => {
    expect(fire(open, 28, true)).toEqual([]);
    expect(fire(open, 29, true)).toMatchObject([{ type: 'IncidentUpdateOverdue', due: plus(tuesday, 30) }]);
    expect(fire(open, 29)).toEqual([]);
    expect(fire(open, 45)).toHaveLength(1);
    expect(fire([...open, updated(20)], 30)).toEqual([]);
    expect(fire([...open, overdue(30)], 30)).toEqual([]);
  });
  test('has a timer whose name is used once, and the one before is taken back', () => {
    const named = (events: IncidentEvent[]) => timers(inc311, given(...events)).map(({ name }) => name);
    expect(named(open)).toContain('INC-311-telling-g1');
    expect(named([...open, updated()])).toContain('INC-311-telling-g2');
    expect(goneTimers(inc311, given(...open, updated()))).toContain('INC-311-telling-g1');
  });
  test('is put off by 15, 30 or 60 minutes, on record', () => {
    expect(snooze(open, 60)).toEqual([{ type: 'IncidentUpdateSnoozed', at, by: asha, minutes: 60 }]);
    expect(tellingDue(given(...open, happened('IncidentUpdateSnoozed', { at, minutes: 60 })))).toBe(plus(at, 60));
    expect(() => snooze(open, 15, bot)).toThrow(/Only people of this workspace/);
    const buttons = snoozeButtons(inc311);
    expect(buttons.map(({ value }) => readSnooze(value))).toEqual([15, 30, 60].map((minutes) => ({ id: inc311, minutes })));
    expect(() => readSnooze('INC-311 5')).toThrow();
  });
});

describe('The reminder', () => {
  const said = (events: IncidentEvent[]) => remind(aView(events), [{ version: 9, event: overdue(30), texts: {} }]);
  const leads = happened('IncidentRoleAssigned', { role: 'commander', person: lena });

  test('goes to the commander, else to whoever has it, else into the room', () => {
    expect(said([...open, acknowledged(), leads])).toMatchObject([{ key: 'INC-311/9/remind', to: lena }]);
    expect(said([...open, acknowledged()])).toMatchObject([{ to: asha, text: expect.stringContaining('<#C0ROOM>') }]);
    expect(said(open)).toMatchObject([{ to: 'C0ROOM' }]);
    expect(said([declared()])).toEqual([]);
  });
  test('has a button for the update and one for each way to put it off', () => {
    const [reminder] = said([...open, acknowledged()]);
    const blocks = reminder?.kind === 'message' ? reminder.blocks : [];
    expect(checkMessageBlocks(blocks)).toHaveLength(2);
    expect(JSON.stringify(blocks)).toMatch(/update-incident.*snooze-update:15.*snooze-update:30.*snooze-update:60/);
  });
  test('is quiet when somebody has just updated', () => {
    expect(said([...open, acknowledged(), overdue(30), updated(31)])).toEqual([]);
  });
});
