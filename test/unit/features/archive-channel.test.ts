import { describe, expect, test } from 'vitest';
import { archivingDue } from '#domain/incident/archiving';
import type { IncidentEvent } from '#domain/incident/events';
import type { IncidentId } from '#domain/incident/incident';
import { isOverdue, timers } from '#domain/incident/timers';
import { organisations } from '#domain/organisation/organisation';
import { archiveChannel } from '#features/archive-channel/decide';
import { react } from '#features/archive-channel/react';
import { cancelIncident } from '#features/cancel-incident/decide';
import { closeIncident } from '#features/close-incident/decide';
import { asha, aView, channelOpened, declared, given, happened, inc311, member, plus, tuesday } from '#test/builders';

const day = 24 * 60;
const closedAt = plus(tuesday, 90);
const resolved = happened('IncidentResolved', { at: plus(tuesday, 40), fix: 'permanent', howId: 'how' });
const closed = (days?: number) =>
  happened('IncidentClosed', { at: closedAt, ...(days !== undefined && { archiveAt: plus(closedAt, days * day) }) });
const archived = (days: number) => happened('IncidentArchived', { at: plus(closedAt, days * day) });
const over = (days?: number): IncidentEvent[] => [declared(), channelOpened(), resolved, closed(days)];
const archive = (events: IncidentEvent[], at: string, early = false) =>
  archiveChannel.decide(given(...events), {}, { at, early }, { id: inc311, versions: {} });

describe('The channel of what is over', () => {
  test('is put away after the days that the organisation says, and never where it says none', () => {
    const organisation = { ...organisations.initial, archiveAfterDays: 7 };
    const standing = { id: inc311, versions: { person: 1, organisation: 1 } };
    const act = { by: asha, at: closedAt, inRoom: true };
    const close = (settings: typeof organisations.initial) =>
      closeIncident.decide(given(declared(), channelOpened(), resolved), { person: member, organisation: settings }, act, standing);
    expect(close(organisation)).toMatchObject({ events: [{ archiveAt: plus(closedAt, 7 * day) }] });
    expect(close(organisations.initial)).toEqual({ events: [closed()], answer: 'closed' });
    const falseAlarm = { ...act, reason: 'a load test', reasonId: 'why' };
    expect(cancelIncident.decide(given(declared()), { person: member, organisation }, falseAlarm, standing)).toMatchObject({
      events: [{ type: 'IncidentCancelled', archiveAt: plus(closedAt, 7 * day) }],
    });
  });
  test('has a timer for that, whose name no other closing has', () => {
    const at = plus(closedAt, 7 * day);
    expect(timers(inc311, given(...over(7)))).toEqual([
      {
        name: `INC-311-archive-${Date.parse(at)}`,
        at,
        payload: { aggregate: inc311, timer: 'archive', generation: 1 },
      },
    ]);
    expect(timers(inc311, given(...over()))).toEqual([]);
    expect(isOverdue(inc311, given(...over(7)), at)).toBe(true);
  });
  test('is put away once, when it is due; a timer that fires a little early counts', () => {
    const due = plus(closedAt, 7 * day);
    expect(archive(over(7), plus(due, -2), true)).toEqual([]);
    expect(archive(over(7), plus(due, -1), true)).toHaveLength(1);
    expect(archive(over(7), due)).toEqual([{ type: 'IncidentArchived', at: due }]);
    expect(archive([...over(7), archived(7)], due)).toEqual([]);
    expect(archive(over(), plus(due, 900 * day))).toEqual([]);
    expect(archive([declared(), resolved, closed(7)], due)).toEqual([]);
  });
  test('of a duplicate it is put away ten minutes later, and is back when that is one of its own after all', () => {
    const same = (of: IncidentId | null, minutes: number) => happened('IncidentMarkedDuplicate', { at: plus(closedAt, minutes), of });
    const duplicate = [declared(), channelOpened(), same('INC-7', 0)];
    const due = plus(closedAt, 10);
    expect(archive(duplicate, plus(due, -1))).toEqual([]);
    expect(archive(duplicate, due)).toEqual([{ type: 'IncidentArchived', at: due }]);
    const put = [...duplicate, happened('IncidentArchived', { at: due })];
    expect(archive(put, plus(due, 20))).toEqual([]);
    expect(given(...put, same(null, 30))).toMatchObject({ state: 'declared', room: { state: 'open', channel: 'C0ROOM' } });
    expect(react(aView([...put, same(null, 30)]))).toEqual([]);
    // Put away a second time, it has a second key.
    const again = [...put, same(null, 30), same('INC-7', 40), happened('IncidentArchived', { at: plus(closedAt, 50) })];
    expect(react(aView(again))).toMatchObject([{ key: `INC-311/archive/${plus(closedAt, 50)}` }]);
  });
  test('is archived in Slack too, and is back when it is opened again', () => {
    expect(react(aView([...over(7), archived(7)]))).toEqual([
      { kind: 'archive', key: `INC-311/archive/${plus(closedAt, 7 * day)}`, channel: 'C0ROOM' },
    ]);
    expect(react(aView(over(7)))).toEqual([]);
    const again = [...over(0), archived(0), happened('IncidentReopened', { at: plus(closedAt, 5) })];
    expect(react(aView(again))).toEqual([]);
    expect(archivingDue(given(...again))).toBeUndefined();
  });
});
