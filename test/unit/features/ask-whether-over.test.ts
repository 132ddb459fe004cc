import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import { tellingDue } from '#domain/incident/telling';
import { isOverdue } from '#domain/incident/timers';
import type { Person } from '#domain/person/person';
import { askWhetherOver, sayItGoesOn } from '#features/ask-whether-over/decide';
import { react } from '#features/ask-whether-over/react';
import { checkMessageBlocks } from '#sandbox/slack/block-kit/check';
import {
  acknowledged,
  asha,
  aView,
  bot,
  channelOpened,
  declared,
  given,
  happened,
  inc311,
  lena,
  member,
  omar,
  plus,
  routed,
  tom,
  tuesday,
} from '#test/builders';

const day = 24 * 60;
const quietAt = plus(tuesday, day + 1);
const going = [declared({ severity: 'sev3' }), routed(), channelOpened(), acknowledged()];
const quiet = happened('IncidentWentQuiet', { at: quietAt, since: plus(tuesday, 1) });
const goesOn = happened('IncidentStillGoing', { at: plus(quietAt, 5) });

const ask = (events: IncidentEvent[], at: string) => askWhetherOver.decide(given(...events), {}, { at }, { id: inc311, versions: {} });
const answer = (events: IncidentEvent[], person: Person = member, by = asha) =>
  sayItGoesOn.decide(given(...events), { person }, { by, at: plus(quietAt, 5), inRoom: false }, { id: inc311, versions: { person: 1 } });

describe('After a day of silence', () => {
  test('it is asked whether it is still going on, and not a minute before', () => {
    expect(ask(going, plus(quietAt, -1))).toEqual([]);
    expect(ask(going, quietAt)).toEqual([quiet]);
    expect(isOverdue(inc311, given(...going), quietAt)).toBe(true);
  });
  test('it is asked again after another day, with the whole silence, and no sooner', () => {
    expect(ask([...going, quiet], plus(quietAt, day - 1))).toEqual([]);
    expect(ask([...going, quiet], plus(quietAt, day))).toEqual([{ ...quiet, at: plus(quietAt, day) }]);
  });
  test('nobody is reminded to say how it goes until somebody does something again, but for what was promised', () => {
    const serious = [declared({ severity: 'sev2' }), routed(), channelOpened(), acknowledged()];
    expect(tellingDue(given(...serious))).toBe(plus(tuesday, 30));
    expect(tellingDue(given(...serious, quiet))).toBeUndefined();
    expect(tellingDue(given(...serious, quiet, goesOn))).toBeDefined();
    const promised = happened('IncidentUpdated', { at: plus(tuesday, 5), textId: 'update', nextBy: plus(tuesday, 3 * day) });
    expect(tellingDue(given(...serious, promised, { ...quiet, at: plus(quietAt, 5) }))).toBe(plus(tuesday, 3 * day));
  });
  test('what the machine does by itself breaks no silence; whatever a person does, does', () => {
    const overdue = happened('IncidentUpdateOverdue', { at: plus(tuesday, day), due: plus(tuesday, day) });
    const note = happened('IncidentNoted', { at: plus(tuesday, day), textId: 'note', happenedAt: tuesday });
    expect(ask([...going, overdue], quietAt)).toHaveLength(1);
    expect(ask([...going, note], quietAt)).toEqual([]);
  });
  test('nothing is asked of what is over, and nothing is ever closed', () => {
    expect(ask([...going, happened('IncidentResolved', { at: tuesday, fix: 'permanent', howId: 'how' })], plus(quietAt, day))).toEqual([]);
    expect(given(...going, quiet, { ...quiet, at: plus(quietAt, 30 * day) }).state).toBe('acknowledged');
  });
  test('that it goes on is said once, by anyone it is open to, and only where it was asked', () => {
    expect(answer([...going, quiet])).toEqual({ events: [goesOn], answer: 'noted' });
    expect(answer([...going, quiet], member, omar)).toMatchObject({ events: [{ by: omar }] });
    expect(answer([...going, quiet, goesOn])).toEqual([]);
    expect(answer(going)).toEqual([]);
    expect(() => answer([...going, quiet], bot)).toThrow(/Only people of this workspace/);
    expect(ask([...going, quiet, goesOn], plus(quietAt, day))).toEqual([]);
  });
});

describe('The question', () => {
  const said = (events: IncidentEvent[], event: IncidentEvent = quiet) => react(aView(events), [{ version: 5, event, texts: {} }]);

  test('stands in the room, for whoever leads or has it, with what can be done about it', () => {
    const [question] = said([...going, quiet]);
    expect(question).toMatchObject({ kind: 'message', key: 'INC-311/5/quiet', to: 'C0ROOM' });
    const blocks = question?.kind === 'message' ? (question.blocks ?? []) : [];
    checkMessageBlocks(blocks);
    expect(JSON.stringify(blocks)).toMatch(/<@U0ASHA> Nobody has put anything on record.*goes-on.*update-incident.*resolve-incident/);
    const led = [...going, happened('IncidentRoleAssigned', { role: 'commander', person: lena }), quiet];
    expect(JSON.stringify(said(led))).toContain('<@U0LENA> Nobody');
  });
  test('goes to whoever has it or reported it, where there is no room', () => {
    expect(said([declared(), quiet])).toMatchObject([{ to: tom }]);
    expect(said([declared(), acknowledged(), quiet])).toMatchObject([{ to: asha }]);
  });
  test('is not asked any more once somebody has done something; that it goes on is said in the room', () => {
    expect(said([...going, quiet, goesOn])).toEqual([]);
    expect(said([...going, quiet, goesOn], goesOn)).toMatchObject([
      { key: 'INC-311/5/goes-on', to: 'C0ROOM', text: '<@U0ASHA> says that it is still going on.' },
    ]);
  });
});
