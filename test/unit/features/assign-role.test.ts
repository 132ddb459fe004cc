import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import type { News } from '#domain/incident/view';
import type { Person } from '#domain/person/person';
import { type Assignment, assignRole } from '#features/assign-role/decide';
import { readLine } from '#features/assign-role/line';
import { read, rolesModal } from '#features/assign-role/modal';
import { react } from '#features/assign-role/react';
import { react as openChannel } from '#features/open-channel/react';
import { card } from '#features/show-card/card';
import { status } from '#features/show-status/status';
import { checkView } from '#sandbox/slack/block-kit/check';
import {
  acknowledged,
  asha,
  aView,
  ben,
  bot,
  channelOpened,
  deactivated,
  declared,
  given,
  givenOpen,
  guest,
  happened,
  inc311,
  lena,
  member,
  omar,
  plus,
  routed,
  stranger,
  tuesday,
} from '#test/builders';

const at = plus(tuesday, 3);
type Said = { person?: Person; assigned?: Person[]; by?: typeof asha; inRoom?: boolean };
const assign = (
  events: IncidentEvent[],
  assignments: Assignment[],
  { person = member, assigned = [], by = asha, inRoom = false }: Said = {},
) =>
  assignRole.decide(
    given(...events),
    { person, assigned },
    { by, at, inRoom, assignments },
    { id: inc311, versions: { person: 1, assigned: 1 } },
  );
const commander = (person: typeof asha | null): Assignment => ({ role: 'commander', person });
const leads = (person: typeof asha | null, by = asha) => happened('IncidentRoleAssigned', { at, by, role: 'commander', person });

describe('A role', () => {
  test('is given to somebody, who is part of the incident from then on', () => {
    expect(assign([declared()], [commander(lena)])).toEqual([leads(lena)]);
    expect(givenOpen(declared(), leads(lena))).toMatchObject({ roles: { commander: lena }, insiders: expect.arrayContaining([lena]) });
  });
  test('goes from one to the next, and is given up', () => {
    expect(assign([declared(), leads(lena)], [commander(ben)])).toEqual([leads(ben)]);
    expect(assign([declared(), leads(lena)], [commander(null)])).toEqual([leads(null)]);
  });
  test('given as it is changes nothing', () => {
    expect(assign([declared(), leads(lena)], [commander(lena)])).toEqual([]);
    expect(assign([declared()], [commander(null)])).toEqual([]);
  });
  test('comes with others in one write', () => {
    expect(assign([declared()], [commander(lena), { role: 'scribe', person: ben }])).toHaveLength(2);
  });
  test('is for members: guests, bots and those who have left are refused, and nothing of what was asked for happens', () => {
    for (const [who, said] of [
      [guest, 'a guest'],
      [bot, 'a bot'],
      [deactivated, 'a deactivated account'],
    ] as const)
      expect(() => assign([declared()], [{ role: 'scribe', person: ben }, commander(lena)], { assigned: [member, who] })).toThrow(
        `<@U0LENA> is ${said}, so they cannot have a role. Nothing has changed`,
      );
    expect(assign([declared()], [commander(lena)], { assigned: [stranger] })).toHaveLength(1);
  });
  test('is not given by bots or outsiders, nor where it is over', () => {
    expect(() => assign([declared()], [commander(lena)], { person: bot, inRoom: true })).toThrow(/Only people/);
    expect(() => assign([declared({ private: true })], [commander(omar)], { by: omar })).toThrow('There is no such incident.');
    const over = [declared(), happened('IncidentResolved', { fix: 'permanent', howId: 'how' })];
    expect(() => assign(over, [commander(lena)])).toThrow(/resolved already, so nothing has changed/);
  });
  test('is looked up for each person once', () => {
    const both: Assignment[] = [commander(lena), { role: 'deputy', person: lena }, { role: 'scribe', person: null }];
    expect(assignRole.facts(given(declared()), { by: asha, at, inRoom: false, assignments: both }, {}, inc311).assigned).toHaveLength(1);
  });
});

const room = [declared(), routed(), channelOpened()];
const newsOf = (...events: IncidentEvent[]): News[] => events.map((event, index) => ({ version: 4 + index, event, texts: {} }));

describe('What is seen of it', () => {
  test('whoever gets one is brought in, and the room is told by whom', () => {
    expect(react(aView([...room, leads(lena)]), newsOf(leads(lena)))).toEqual([
      { kind: 'invite', key: 'INC-311/4/invite', channel: 'C0ROOM', people: [lena] },
      { kind: 'message', key: 'INC-311/4/role', to: 'C0ROOM', text: '<@U0LENA> is commander now, named by <@U0ASHA>.' },
    ]);
    expect(react(aView([...room, leads(asha)]), newsOf(leads(asha)))[1]).toMatchObject({ text: '<@U0ASHA> is commander now.' });
    expect(react(aView(room), newsOf(leads(null)))).toMatchObject([{ text: 'Nobody is commander any more, says <@U0ASHA>.' }]);
    expect(react(aView([declared()]), newsOf(leads(lena)))).toEqual([]);
  });
  test('one who leads and fixes at once gets a hint, whichever came first', () => {
    const both = aView([...room, acknowledged(), leads(asha)]);
    expect(react(both, newsOf(leads(asha))).at(-1)).toMatchObject({
      key: 'INC-311/4/lead-and-fix',
      text: expect.stringMatching(/One leads, one fixes/),
    });
    expect(react(both, newsOf(acknowledged()))).toMatchObject([{ key: 'INC-311/4/lead-and-fix' }]);
    for (const other of [[acknowledged(), leads(lena)], [leads(asha)]])
      expect(JSON.stringify(react(aView([...room, ...other]), newsOf(...other)))).not.toContain('One leads');
  });
  test('who leads stands in the topic; card and status have every role, and say where nobody leads yet', () => {
    const view = aView([...room, leads(lena), happened('IncidentRoleAssigned', { role: 'scribe', person: ben })]);
    expect(openChannel(view, [])[0]).toMatchObject({
      kind: 'topic',
      topic: expect.stringMatching(/nobody has it yet · commander: <@U0LENA>$/),
    });
    for (const blocks of [card(view, []).blocks, status(view)])
      expect(JSON.stringify(blocks)).toContain('*Roles*\\ncommander: <@U0LENA>\\nscribe: <@U0BEN>');
    expect(JSON.stringify(card(aView(room), []))).toContain('commander: nobody yet');
    expect(JSON.stringify(card(aView([declared({ severity: 'sev3' }), routed(), channelOpened()]), []))).not.toContain('*Roles*');
  });
});

describe('The line', () => {
  test.each([
    ['commander <@U0LENA|lena>', commander(lena)],
    ['Commander: <@U0LENA>', commander(lena)],
    ['commander', commander(asha)],
    ['commander me', commander(asha)],
    ['commander none', commander(null)],
    ['liaison nobody', { role: 'liaison', person: null }],
  ])('%s', (line, assignment) => {
    expect(readLine(line, asha)).toEqual(assignment);
  });
  test.each(['', 'chief <@U0LENA>', 'commander lena', 'commander <@U0LENA> <@U0BEN>', 'commander <!channel>', '<@U0LENA> commander'])(
    '“%s” says no role',
    (line) => {
      expect(readLine(line, asha)).toBeUndefined();
    },
  );
});

describe('The form', () => {
  const filled = (chosen: Record<string, string | null>, roles = {}) =>
    read({
      state: { values: Object.fromEntries(Object.entries(chosen).map(([role, selected_user]) => [role, { [role]: { selected_user } }])) },
      private_metadata: rolesModal({ id: inc311, inRoom: true }, roles).private_metadata ?? '',
    });

  test('opens with who has them', () => {
    const view = rolesModal({ id: inc311, inRoom: false }, { commander: lena });
    expect(checkView(view, 'modal')).toBeDefined();
    expect(view.blocks.map((block) => 'element' in block && 'initial_user' in block.element && block.element.initial_user)).toEqual([
      lena,
      false,
      false,
      false,
      false,
    ]);
  });
  test('asks for what was changed in it and for nothing else', () => {
    expect(filled({ commander: lena, scribe: ben }, { commander: lena, liaison: omar })).toEqual({
      id: inc311,
      inRoom: true,
      assignments: [
        { role: 'scribe', person: ben },
        { role: 'liaison', person: null },
      ],
    });
    expect(filled({ commander: lena }, { commander: lena }).assignments).toEqual([]);
  });
});
