import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import { incidents } from '#domain/incident/incident';
import { lastCalloutKey } from '#domain/keys';
import { perform } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { owedOf } from '#domain/postmortem/owed';
import { type Postmortem, postmortems, type RunningPostmortem } from '#domain/postmortem/postmortem';
import type { PostmortemEvent, RequiredBecause } from '#domain/postmortem/postmortem-events';
import { nextStep, postmortemTimers, stepsOf } from '#domain/postmortem/timers';
import { askForPostmortem } from '#features/ask-postmortem/decide';
import { type AssignPostmortem, assignPostmortem } from '#features/assign-postmortem/decide';
import { notUnderstood, readLine } from '#features/assign-postmortem/line';
import { takeSteps } from '#features/remind-postmortem/take';
import { follow } from '#features/require-postmortem/follow';
import { waivePostmortem } from '#features/waive-postmortem/decide';
import {
  acknowledged,
  asha,
  ben,
  chloe,
  deactivated,
  declared,
  dev,
  guest,
  happened,
  harrowHome,
  hasOrganisation,
  hasPerson,
  inc311,
  lena,
  malik,
  marek,
  omar,
  plus,
  priya,
  routed,
  type Stage,
  tom,
  tuesday,
} from '#test/builders';
import { london } from '#test/prompting';

const pm = 'PM-311';
const over = happened('IncidentResolved', { at: tuesday, fix: 'permanent', howId: 'how' });
async function resolved(...more: Parameters<typeof declared>): Promise<Stage> {
  const stage = await harrowHome();
  await goesOn(stage, declared(...more), routed(), acknowledged(), over);
  return stage;
}
async function goesOn(stage: Stage, ...events: IncidentEvent[]): Promise<void> {
  await hasOrganisation(stage, { heads: { product: [malik], operations: [omar] } });
  for (const event of events) await perform(stage, incidents, inc311, { facts: () => ({}), decide: () => [event] }, {});
  await follow(stage, inc311);
}
const call = { incident: 'INC-9', generation: 1, at: plus(tuesday, -60), as: 'on_call', compensation: 'callout_pay' } as const;
const calledInTheNight = (stage: Stage, person: PersonId) =>
  stage.records.append({ heads: [], puts: [{ key: lastCalloutKey(person), value: call, expected: 0 }], holds: [], claims: [] });
const says = (stage: Stage, ...events: PostmortemEvent[]) =>
  perform(stage, postmortems, pm, { facts: () => ({}), decide: () => events }, {});
const commanded = (stage: Stage, person: PersonId) =>
  perform(
    stage,
    incidents,
    inc311,
    { facts: () => ({}), decide: () => [happened('IncidentRoleAssigned', { role: 'commander', person })] },
    {},
  );
const known = async (stage: Stage) =>
  (await perform(stage, postmortems, pm, { facts: () => ({}), decide: () => [] }, {})).state as RunningPostmortem;
async function at(stage: Stage, time: string): Promise<RunningPostmortem> {
  stage.setTime(time);
  while (await takeSteps(stage, pm));
  return known(stage);
}

describe('an hour after it is over', () => {
  test('nobody has picked: whoever commanded it drives it', async () => {
    const stage = await resolved();
    await commanded(stage, lena);
    expect(await at(stage, plus(tuesday, 58))).toMatchObject({ owner: asha, steps: [] });
    expect(await at(stage, plus(tuesday, 60))).toMatchObject({ owner: lena, picked: false, steps: ['owner'] });
  });
  test('without a commander it stays with who had it', async () => {
    expect(await at(await resolved(), plus(tuesday, 60))).toMatchObject({ owner: asha, steps: ['owner'] });
  });
  test('without a commander it stays with whoever was named, also where they did not have it: not with the product manager', async () => {
    const stage = await harrowHome();
    for (const person of [asha, ben]) await calledInTheNight(stage, person);
    await goesOn(stage, declared(), routed({ ladder: [{ role: 'on_call', people: [ben] }] }), acknowledged(), over);
    expect((await known(stage)).owner).toBe(tom);
    expect(await at(stage, plus(tuesday, 60))).toMatchObject({ owner: tom, steps: ['owner'] });
  });
  test('the product manager drives it only where there is nobody else at all', async () => {
    const stage = await harrowHome();
    for (const person of [asha, ben, tom, priya]) await calledInTheNight(stage, person);
    await goesOn(stage, declared(), routed({ ladder: [{ role: 'on_call', people: [ben] }] }), acknowledged(), over);
    expect((await known(stage)).owner).toBeUndefined();
    for (const person of [asha, ben, tom]) await hasPerson(stage, person, deactivated);
    await stage.records.append({
      heads: [],
      puts: [{ key: lastCalloutKey(priya), value: { ...call, at: plus(tuesday, -13 * 60) }, expected: 1 }],
      holds: [],
      claims: [],
    });
    expect(await at(stage, plus(tuesday, 60))).toMatchObject({ owner: priya, steps: ['owner'] });
  });
  test('a commander who worked the night is left to rest: who was named stays', async () => {
    const stage = await resolved();
    await commanded(stage, lena);
    await calledInTheNight(stage, lena);
    expect(await at(stage, plus(tuesday, 60))).toMatchObject({ owner: asha, steps: ['owner'] });
  });
  test('counted from when it was over last: while it goes on again the hour stands still', async () => {
    const stage = await resolved();
    await commanded(stage, lena);
    await goesOn(stage, happened('IncidentReopened', { at: plus(tuesday, 40) }), routed({ at: plus(tuesday, 40) }));
    expect(await at(stage, plus(tuesday, 90))).toMatchObject({ owner: asha, steps: [] });
    const again = plus(tuesday, 20 * 60);
    stage.setTime(again);
    await goesOn(
      stage,
      acknowledged({ at: plus(tuesday, 50) }),
      happened('IncidentResolved', { at: again, fix: 'permanent', howId: 'how' }),
    );
    expect(await at(stage, plus(again, 58))).toMatchObject({ t0: again, owner: asha, steps: [] });
    expect(await at(stage, plus(again, 60))).toMatchObject({ owner: lena, steps: ['owner'] });
  });
  test('once it had come round, it does not come round again when the incident comes back', async () => {
    const stage = await resolved();
    await at(stage, plus(tuesday, 60));
    await commanded(stage, lena);
    await goesOn(stage, happened('IncidentReopened', { at: plus(tuesday, 70) }), routed({ at: plus(tuesday, 70) }));
    const again = plus(tuesday, 90);
    stage.setTime(again);
    await goesOn(
      stage,
      acknowledged({ at: plus(tuesday, 80) }),
      happened('IncidentResolved', { at: again, fix: 'permanent', howId: 'how' }),
    );
    expect(await at(stage, plus(again, 61))).toMatchObject({ owner: asha });
  });
  test.each<[string, PostmortemEvent]>([
    ['has written the summary', { type: 'PostmortemSummaryWritten', at: tuesday, by: asha, textId: 'summary' }],
    ['has confirmed the impact', { type: 'PostmortemImpactConfirmed', at: tuesday, by: asha, windows: 0, incidentVersion: 4, print: '' }],
    [
      'has planned the meeting',
      { type: 'PostmortemMeetingPlanned', at: tuesday, by: asha, begins: plus(tuesday, 600), minutes: 60, invited: [asha] },
    ],
    ['has begun the meeting', { type: 'PostmortemMeetingStarted', at: tuesday, by: asha }],
    ['has named a facilitator', { type: 'PostmortemFacilitatorAssigned', at: tuesday, by: asha, facilitator: omar }],
    ['has kept an artifact', { type: 'PostmortemArtifactsAdded', at: tuesday, by: asha, artifacts: [] }],
  ])('who drives it already and %s drives it on', async (_, event) => {
    const stage = await resolved();
    await commanded(stage, lena);
    await says(stage, event);
    expect(await at(stage, plus(tuesday, 90))).toMatchObject({ owner: asha, picked: true });
  });
  test('what somebody else does of it, and what everybody is asked, changes nothing of that', async () => {
    const stage = await resolved();
    await commanded(stage, lena);
    await says(
      stage,
      { type: 'PostmortemSummaryWritten', at: tuesday, by: ben, textId: 'summary' },
      { type: 'PostmortemPromptAnswered', at: tuesday, by: asha, prompts: ['p1'], answers: [] },
    );
    expect(await at(stage, plus(tuesday, 60))).toMatchObject({ owner: lena });
  });
  test('who drove it until then hears of it, by day and once; who drives it hears nothing of the kind', async () => {
    const stage = await resolved();
    await commanded(stage, lena);
    const owedTo = (postmortem: Postmortem, person: PersonId) =>
      owedOf(pm, postmortem, person, london).flatMap(({ what, due }) => (what === 'drives_no_more' ? [due] : []));
    const before = await known(stage);
    expect(owedTo(before, asha)).toEqual([]);
    const after = await at(stage, plus(tuesday, 60));
    expect([owedTo(after, asha), owedTo(after, lena)]).toEqual([['2026-03-11T10:00:00.000Z'], []]);
    const sent = {
      type: 'PostmortemPromptSent' as const,
      at: plus(tuesday, 1200),
      person: asha,
      day: '2026-03-11',
      what: ['drives_no_more'],
    };
    expect(owedTo(postmortems.evolve(after, sent), asha)).toEqual([]);
    expect(
      owedTo(
        postmortems.evolve(after, { type: 'PostmortemOwnerAssigned', at: plus(tuesday, 90), by: lena, owner: asha, because: 'picked' }),
        asha,
      ),
    ).toEqual([]);
  });
  test('who was picked stays', async () => {
    const stage = await resolved();
    await commanded(stage, lena);
    await perform(stage, postmortems, pm, assignPostmortem, { by: asha, at: tuesday, chosen: [{ role: 'owner', person: ben }] });
    expect(await at(stage, plus(tuesday, 90))).toMatchObject({ owner: ben, picked: true, steps: [] });
  });
  test('nobody who has left is given it', async () => {
    const stage = await resolved();
    await commanded(stage, lena);
    await hasPerson(stage, lena, deactivated);
    expect(await at(stage, plus(tuesday, 60))).toMatchObject({ owner: asha });
  });
});

describe('when it is due and not held', () => {
  const day = 24 * 60;
  const dayByDay = async (stage: Stage, until: string) => {
    for (let time = plus(tuesday, day); time < until; time = plus(time, day)) await at(stage, time);
    return at(stage, until);
  };
  test('the channel, then commander, lead, product manager and heads, each once and by the team’s working days', async () => {
    const stage = await resolved();
    await commanded(stage, lena);
    const due = '2026-03-13T14:00:00.000Z';
    expect((await at(stage, plus(due, -2))).dueSaid).toBeUndefined();
    expect((await at(stage, due)).dueSaid).toBe(due);
    const rungs = [];
    for (let days = 1; days <= 20; days++) rungs.push((await at(stage, plus(due, days * day))).overdue.map(({ rung }) => rung).at(-1));
    const none = undefined;
    expect(rungs.slice(0, 14)).toEqual([
      ...[none, none, 'commander', 'lead', 'lead', 'lead'],
      ...['product_manager', 'product_manager', 'product_manager', 'product_manager', 'product_manager', 'product_manager'],
      ...['product_manager', 'org_heads'],
    ]);
    expect(rungs.at(-1)).toBe('org_heads');
    expect((await known(stage)).overdue.map(({ people }) => people)).toEqual([[lena], [marek], [priya], [malik, omar]]);
  });
  test('whenever nobody came by for weeks, one at a time, each with the time between them to do something', async () => {
    const stage = await resolved();
    const { ladder } = await known(stage);
    const found = plus(ladder.due, 60 * day);
    const heard = async (time: string) => {
      const { dueSaid, overdue } = await at(stage, time);
      return [dueSaid, ...overdue.map(({ rung }) => rung)];
    };
    expect(await heard(found)).toEqual([found]);
    const laterBy = (name: 'due' | 'commander' | 'lead' | 'productManager' | 'orgHeads') =>
      plus(found, (Date.parse(ladder[name]) - Date.parse(ladder.due)) / 60_000);
    expect(await heard(plus(laterBy('commander'), -5))).toEqual([found]);
    expect(await heard(laterBy('commander'))).toEqual([found, 'commander']);
    expect(await heard(laterBy('lead'))).toEqual([found, 'commander', 'lead']);
    expect(await heard(plus(laterBy('productManager'), -5))).toHaveLength(3);
    expect(await heard(laterBy('orgHeads'))).toEqual([found, 'commander', 'lead', 'product_manager']);
  });
  test('where nobody commanded it, or they have left, whoever had it hears of it first; without anybody it is the lead’s turn next', async () => {
    const after = '2026-03-17T12:00:00.000Z';
    const first = async (stage: Stage) => (await dayByDay(stage, after)).overdue.map(({ rung, people }) => [rung, people]);
    expect(await first(await resolved())).toEqual([['commander', [asha]]]);
    const left = await resolved();
    await commanded(left, lena);
    await hasPerson(left, lena, deactivated);
    expect(await first(left)).toEqual([['commander', [asha]]]);
    const nobody = await resolved();
    await hasPerson(nobody, asha, deactivated);
    expect(await first(nobody)).toEqual([['commander', []]]);
    expect((await at(nobody, '2026-03-18T14:00:00.000Z')).overdue.at(-1)).toMatchObject({ rung: 'lead', people: [marek] });
  });
  test('a clock that stands still brings nothing, and neither does one that was held', async () => {
    const stage = await resolved();
    const draft = await known(stage);
    expect(stepsOf(draft).map(({ step }) => step)).toEqual(['owner', 'due', 'commander', 'lead', 'product_manager', 'org_heads']);
    expect(nextStep(draft)).toEqual({ list: 'due', at: plus(tuesday, 60) });
    const paused = postmortems.evolve(draft, { type: 'PostmortemReopened', at: tuesday });
    expect([stepsOf(paused), nextStep(paused)]).toEqual([[], undefined]);
    const times = { heldAt: tuesday, decideBy: tuesday, publishBy: tuesday };
    expect(stepsOf(postmortems.evolve(draft, { type: 'PostmortemMeetingHeld', at: tuesday, by: asha, ...times }))).toEqual([]);
  });
  test('no name of a timer is used for another time', async () => {
    const stage = await resolved();
    const draft = await known(stage);
    const later = { ...draft.ladder, due: plus(draft.ladder.due, day) };
    const moved = postmortems.evolve(draft, { type: 'PostmortemResumed', at: tuesday, t0: tuesday, ladder: later });
    const due = (postmortem: Postmortem) => postmortemTimers(pm, postmortem).find(({ payload }) => payload.timer === 'due')?.name;
    expect([due(draft), due(moved)]).toEqual(['PM-311-due-202603131400', 'PM-311-due-202603141400']);
  });
  test('of a private one nobody outside hears', async () => {
    const stage = await resolved({ private: true });
    const { overdue } = await dayByDay(stage, '2026-04-10T14:00:00.000Z');
    expect(overdue.map(({ rung, people }) => [rung, people])).toEqual([
      ['commander', [asha]],
      ['lead', [marek]],
      ['product_manager', []],
      ['org_heads', []],
    ]);
  });
});

describe('who drives it', () => {
  const assign = (stage: Stage, by: PersonId, person: PersonId) =>
    perform(stage, postmortems, pm, assignPostmortem, { by, at: tuesday, chosen: [{ role: 'owner', person }] });
  test('is said by whoever was there, and stays due when it was', async () => {
    const stage = await resolved();
    const before = await known(stage);
    await assign(stage, tom, chloe);
    const { owner, people, ladder } = await known(stage);
    expect([owner, people[chloe]?.as, ladder]).toEqual([chloe, ['owner'], before.ladder]);
  });
  test('said again it changes nothing', async () => {
    const stage = await resolved();
    await assign(stage, tom, chloe);
    expect((await assign(stage, priya, chloe)).events).toEqual([]);
  });
  test('is nobody who was called in the night, until they have rested', async () => {
    const stage = await resolved();
    const call = { incident: 'INC-9', generation: 1, at: plus(tuesday, -11 * 60), as: 'on_call', compensation: 'callout_pay' } as const;
    await stage.records.append({ heads: [], puts: [{ key: lastCalloutKey(chloe), value: call, expected: 0 }], holds: [], claims: [] });
    await expect(assign(stage, tom, chloe)).rejects.toMatchObject({ code: 'is_resting' });
    const rested = { by: tom, at: plus(tuesday, 61), chosen: [{ role: 'owner', person: chloe }] } as const;
    expect((await perform(stage, postmortems, pm, assignPostmortem, rested)).events).not.toEqual([]);
  });
  test('and who leads the talk is one choice: where one of the two cannot be, nothing has changed', async () => {
    const stage = await resolved();
    await hasPerson(stage, dev, guest);
    const chosen = [
      { role: 'owner', person: chloe },
      { role: 'facilitator', person: dev },
    ] as const;
    const both = (all: AssignPostmortem['chosen']) =>
      perform(stage, postmortems, pm, assignPostmortem, { by: tom, at: tuesday, chosen: all });
    await expect(both(chosen)).rejects.toMatchObject({ code: 'cannot_drive_it' });
    expect(await known(stage)).toMatchObject({ owner: asha, picked: false });
    const { events } = await both([chosen[0], { role: 'facilitator', person: chloe }]);
    expect(events.map(({ type }) => type)).toEqual([
      ...['PostmortemOwnerAssigned', 'PostmortemPeopleChanged'],
      ...['PostmortemFacilitatorAssigned', 'PostmortemPeopleChanged'],
    ]);
    expect(await known(stage)).toMatchObject({ owner: chloe, facilitator: chloe, people: { [chloe]: { as: ['owner', 'facilitator'] } } });
  });
  test('is no guest, nobody who has left, and of a private one no outsider', async () => {
    const stage = await resolved();
    await hasPerson(stage, dev, guest);
    await expect(assign(stage, asha, dev)).rejects.toMatchObject({ code: 'cannot_drive_it' });
    const hidden = await resolved({ private: true });
    await expect(assign(hidden, asha, omar)).rejects.toMatchObject({ code: 'not_an_insider' });
    await expect(assign(hidden, priya, asha)).rejects.toMatchObject({ code: 'no_postmortem' });
  });
  test.each([
    ['<@U0ASHA|asha>', { role: 'owner', person: asha }],
    ['owner <@U0ASHA>', { role: 'owner', person: asha }],
    ['facilitator <@U0LENA|lena>', { role: 'facilitator', person: lena }],
    ['me', { role: 'owner', person: tom }],
    ['facilitator me', { role: 'facilitator', person: tom }],
    ['somebody', undefined],
    ['<@U0ASHA> <@U0LENA>', undefined],
    ['owner', undefined],
  ])('is typed as “%s”', (said, wanted) => {
    expect(readLine(said, tom)).toEqual(wanted);
  });
  test.each([
    ['@nobody', 'Slack knows nobody as “@nobody”: choose the name that it offers while you type.'],
    ['facilitator @nobody', 'Slack knows nobody as “@nobody”: choose the name that it offers while you type.'],
    ['<@U0ASHA> <@U0LENA|lena>', 'That names 2 people: name one.'],
    ['<!channel>', 'A channel or a group cannot do that: name one person.'],
    ['owner <!subteam^S0TALKS|@talks>', 'A channel or a group cannot do that: name one person.'],
    ['owner', 'That names nobody.'],
    ['the *new* one &lt;b&gt;', '“the *\u200bnew*\u200b one &lt;b&gt;” was not understood.'],
  ])('typed as “%s” it is said first what was not understood', (said, first) => {
    expect([readLine(said, tom), notUnderstood(said)]).toEqual([undefined, first]);
  });
});

describe('without it', () => {
  const waive = (stage: Stage, by: PersonId, reason = 'x'.repeat(20)) =>
    perform(stage, postmortems, pm, waivePostmortem, { by, at: tuesday, reason, reasonId: 'reason' });
  test('by the product manager’s word, with a reason of twenty characters', async () => {
    const stage = await resolved();
    await expect(waive(stage, asha)).rejects.toMatchObject({ code: 'waived_by_product_manager' });
    await expect(waive(stage, priya, ` ${'x'.repeat(19)} `)).rejects.toMatchObject({ code: 'reason_too_short' });
    expect((await waive(stage, priya)).state).toMatchObject({ state: 'waived', waivedBy: { by: priya, as: 'product_manager' } });
    expect((await waive(stage, priya)).events).toEqual([]);
    expect(stepsOf(await known(stage))).toEqual([]);
  });
  test('not where the budget asked for it', async () => {
    const stage = await resolved();
    const { ladder: _ladder, ...asked } = { ...(await known(stage)), because: ['serious', 'error_budget'] as RequiredBecause[] };
    const { requirement, because, peak } = asked;
    const changed = { type: 'PostmortemRequirementChanged' as const, at: tuesday, requirement, because, peak };
    await perform(stage, postmortems, pm, { facts: () => ({}), decide: () => [changed] }, {});
    await expect(waive(stage, priya)).rejects.toMatchObject({
      code: 'budget_not_waived',
      message: expect.stringContaining('reassign it or hold it'),
    });
  });
});

describe('asked for by somebody', () => {
  const ask = (stage: Stage, by: PersonId, how: 'light' | 'full') => {
    stage.setTime(plus(tuesday, 30));
    return perform(stage, postmortems, pm, askForPostmortem, { by, at: stage.now(), how });
  };
  test('a small one has a postmortem too, counted from then', async () => {
    const stage = await resolved({ severity: 'sev4' });
    const { state } = await ask(stage, omar, 'light');
    expect(state).toMatchObject({ state: 'draft', requirement: 'light', because: ['asked_for'], t0: plus(tuesday, 30) });
    expect((await ask(stage, omar, 'light')).events).toEqual([]);
    await follow(stage, inc311);
    expect(await known(stage)).toMatchObject({ requirement: 'light', owner: asha });
  });
  test('a short one becomes a full one, and never the other way', async () => {
    const stage = await resolved({ severity: 'sev4' });
    await ask(stage, omar, 'light');
    expect((await ask(stage, omar, 'full')).state).toMatchObject({ requirement: 'required' });
    expect((await ask(stage, omar, 'light')).events).toEqual([]);
  });
  test('not by a guest, and of a private one by nobody outside', async () => {
    const stage = await resolved({ severity: 'sev4', private: true });
    await expect(ask(stage, omar, 'full')).rejects.toMatchObject({ code: 'no_postmortem' });
    const open = await resolved({ severity: 'sev4' });
    await hasPerson(open, dev, guest);
    await expect(ask(open, dev, 'full')).rejects.toMatchObject({ code: 'asked_by_guest' });
  });
});
