import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import { incidents } from '#domain/incident/incident';
import { lastCalloutKey, promptsId, serviceId } from '#domain/keys';
import { perform } from '#domain/perform';
import type { Request } from '#domain/ports';
import { ladderFrom } from '#domain/postmortem/clock';
import type { KnownPostmortem, OpenPostmortem, Postmortem } from '#domain/postmortem/postmortem';
import { postmortemRef, postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { stepsOf } from '#domain/postmortem/timers';
import type { PostmortemView } from '#domain/postmortem/view';
import { prompts } from '#domain/prompts/prompts';
import type { Ref } from '#domain/records';
import { laterOf } from '#domain/time/later-of';
import { GroupId } from '#domain/workspace/group';
import { takeSteps } from '#features/remind-postmortem/take';
import { follow, followItself, followPerson, followRoom, followService } from '#features/require-postmortem/follow';
import { react } from '#features/require-postmortem/react';
import {
  acknowledged,
  aService,
  asha,
  ben,
  chloe,
  crowd,
  deactivated,
  declared,
  dev,
  happened,
  harrowHome,
  hasGroup,
  hasOrganisation,
  hasPerson,
  hasService,
  inc311,
  lena,
  marek,
  member,
  omar,
  plus,
  priya,
  routed,
  type Stage,
  slug,
  teamSlug,
  tom,
  tuesday,
  window,
} from '#test/builders';
import { london } from '#test/prompting';

const resolved = (minutes = 40, more = {}) =>
  happened('IncidentResolved', { at: plus(tuesday, minutes), fix: 'permanent', howId: 'how', ...more });
const graded = (minutes: number, from: 'sev1' | 'sev2' | 'sev3', to: 'sev1' | 'sev2' | 'sev3') =>
  happened('IncidentSeverityChanged', { at: plus(tuesday, minutes), by: lena, from, to, reasonId: 'why', afterResolution: true });

/** Things happen to INC-311, and its postmortem follows, twice, as it is delivered at least once. */
async function follows(stage: Stage, ...events: IncidentEvent[]): Promise<KnownPostmortem> {
  for (const event of events) await perform(stage, incidents, inc311, { facts: () => ({}), decide: () => [event] }, {});
  stage.setTime(events.reduce((latest, { at }) => laterOf(at, latest), stage.now()));
  await follow(stage, inc311);
  expect(await follow(stage, inc311)).toBe(false);
  return known(stage);
}
async function known({ records }: Stage): Promise<KnownPostmortem> {
  const [found] = await records.load([postmortemRef('PM-311')] as Ref<unknown>[]);
  return found?.value as KnownPostmortem;
}
const log = async ({ log: read }: Stage) => (await read.events('PM-311', 0)).map(({ body }) => body as unknown as PostmortemEvent);
const types = async (stage: Stage) => (await log(stage)).map(({ type }) => type);
const says = (stage: Stage, ...events: PostmortemEvent[]) =>
  perform(stage, postmortems, 'PM-311', { facts: () => ({}), decide: () => events }, {});
const going = [routed(), acknowledged()];
const open = (postmortem: Postmortem) => postmortem as OpenPostmortem;

describe('when it is over', () => {
  test('a sev1 has one at once: due three days later, driven by who had it, with all who were there', async () => {
    const stage = await harrowHome();
    const postmortem = open(await follows(stage, declared(), ...going, resolved()));
    expect(await types(stage)).toEqual(['PostmortemOffered', 'PostmortemRequired', 'PostmortemOwnerAssigned', 'PostmortemPeopleChanged']);
    expect(postmortem).toMatchObject({
      state: 'draft',
      requirement: 'required',
      because: ['serious'],
      peak: 'sev1',
      owner: asha,
      picked: false,
    });
    expect([postmortem.t0, postmortem.ladder.due]).toEqual([plus(tuesday, 40), '2026-03-13T14:40:00.000Z']);
    expect(Object.fromEntries(Object.entries(postmortem.people).map(([person, { as, team }]) => [person, [as.join(), team]]))).toEqual({
      [asha]: ['owner,responder', 'team-bedroom'],
      [tom]: ['reporter', 'service-desk'],
      [priya]: ['product_manager', undefined],
      [marek]: ['lead', 'team-bedroom'],
    });
  });
  test('while people are at it there is none', async () => {
    const stage = await harrowHome();
    expect(await follows(stage, declared(), ...going)).toEqual({ state: 'none' });
  });
  test('a sev3 is offered one, and asks nobody', async () => {
    const stage = await harrowHome();
    expect(await follows(stage, declared({ severity: 'sev3' }), ...going, resolved())).toMatchObject({ state: 'not_required', people: {} });
  });
  test('before it is known whose it was nothing is said', async () => {
    const stage = await harrowHome();
    expect(await follows(stage, declared(), acknowledged(), resolved())).toEqual({ state: 'none' });
    expect(await follows(stage, routed())).toMatchObject({ state: 'draft', team: 'team-bedroom' });
  });
  test('more than a fifth of the quarter’s budget asks for one, from when that was said', async () => {
    const stage = await harrowHome();
    const long = [window(tuesday, plus(tuesday, 5 * 60))];
    await follows(stage, declared({ severity: 'sev3' }), ...going, resolved(6 * 60));
    const postmortem = await follows(stage, happened('IncidentImpactChanged', { at: plus(tuesday, 600), before: [], windows: long }));
    expect(postmortem).toMatchObject({ state: 'draft', because: ['error_budget'], t0: plus(tuesday, 600) });
  });
  test('corrected to less, it stays and gets lighter', async () => {
    const stage = await harrowHome();
    const said = (hours: number, at: number) =>
      happened('IncidentImpactChanged', { at: plus(tuesday, at), before: [], windows: [window(tuesday, plus(tuesday, hours * 60))] });
    await follows(stage, declared({ severity: 'sev3' }), ...going, said(5, 310), resolved(310));
    expect(await follows(stage, said(1, 400))).toMatchObject({
      state: 'draft',
      requirement: 'light',
      because: ['downgraded'],
    });
  });
  test('put on record when it had been over for days, it is counted from then', async () => {
    const stage = await harrowHome();
    const before = plus(tuesday, -5 * 24 * 60);
    const postmortem = open(
      await follows(stage, declared({ at: before, afterwards: true }), routed(), { ...resolved(), at: plus(before, 60) } as IncidentEvent),
    );
    expect([postmortem.t0, postmortem.ladder.due]).toEqual([tuesday, '2026-03-13T14:00:00.000Z']);
  });
});

describe('found when it had been over for long', () => {
  const day = 24 * 60;
  const late = async (severity: 'sev1' | 'sev3', days: number) => {
    const stage = await harrowHome();
    stage.setTime(plus(tuesday, days * day));
    return { stage, postmortem: await follows(stage, declared({ severity }), ...going, resolved()) };
  };
  const saidIn = (postmortem: KnownPostmortem) =>
    react({ id: 'PM-311', postmortem, room: 'C1', incident: { madePrivate: undefined } } as unknown as PostmortemView, []);
  test('it is offered, silently, however often it is looked at; what is learnt of it later asks for it, from then', async () => {
    const { stage, postmortem } = await late('sev1', 60);
    expect(postmortem).toMatchObject({ state: 'not_required', requirement: 'optional', because: ['serious'], late: true, people: {} });
    expect(saidIn(postmortem)).toEqual([]);
    expect(await types(stage)).toEqual(['PostmortemOffered']);
    const long = [window(tuesday, plus(tuesday, 5 * 60))];
    const then = plus(tuesday, 61 * day);
    const asked = open(await follows(stage, happened('IncidentImpactChanged', { at: then, before: [], windows: long })));
    expect([asked.state, asked.t0]).toEqual(['draft', then]);
  });
  test('come back, it is asked for like any other once it is over again', async () => {
    const { stage } = await late('sev1', 60);
    const back = plus(tuesday, 60 * day);
    await follows(stage, happened('IncidentReopened', { at: back }), routed({ at: back }));
    const again = open(await follows(stage, resolved(60 * day + 50)));
    expect([again.state, again.t0]).toEqual(['draft', plus(tuesday, 60 * day + 50)]);
  });
  test('a few days late, as after a long outage, its clock counts from then; in time it counts from the end', async () => {
    expect(open((await late('sev1', 3)).postmortem).t0).toBe(plus(tuesday, 3 * day));
    expect(open((await late('sev1', 0.5)).postmortem).t0).toBe(plus(tuesday, 40));
  });
  test('of its own after all, weeks later, its clock counts from then', async () => {
    const stage = await harrowHome();
    await follows(stage, declared(), ...going, resolved());
    await follows(stage, happened('IncidentMarkedDuplicate', { at: plus(tuesday, 50), of: 'INC-7' }));
    const then = plus(tuesday, 30 * day);
    const own = open(await follows(stage, happened('IncidentMarkedDuplicate', { at: then, of: null })));
    expect([own.state, own.t0]).toEqual(['draft', then]);
    expect(own.ladder.due > then).toBe(true);
  });
  test('a small one is offered without a word', async () => {
    const { postmortem } = await late('sev3', 8);
    expect([postmortem.state, saidIn(postmortem)]).toEqual(['not_required', []]);
    expect(saidIn((await late('sev3', 1)).postmortem)).toHaveLength(1);
  });
});

describe('what becomes of it', () => {
  test('a false alarm that was serious: a short one', async () => {
    const stage = await harrowHome();
    const postmortem = await follows(stage, declared({ severity: 'sev2' }), ...going, happened('IncidentCancelled', { reasonId: 'why' }));
    expect(postmortem).toMatchObject({ state: 'draft', requirement: 'light', because: ['false_alarm'] });
  });
  test('reopened within a day it waits, and goes on from when it is over again', async () => {
    const stage = await harrowHome();
    await follows(stage, declared({ severity: 'sev2' }), ...going, resolved());
    expect(await follows(stage, happened('IncidentReopened', { at: plus(tuesday, 80) }))).toMatchObject({
      pausedAt: plus(tuesday, 80),
      reopened: 1,
    });
    expect(await follows(stage, routed({ at: plus(tuesday, 80) }))).toMatchObject({ pausedAt: plus(tuesday, 80) });
    const again = open(await follows(stage, resolved(100)));
    expect(again.pausedAt).toBeUndefined();
    expect([again.t0, again.ladder.due]).toEqual([plus(tuesday, 100), '2026-03-17T15:40:00.000Z']);
  });
  test('waived, a reopened one is asked for again once it is over: what was waived was shorter', async () => {
    const stage = await harrowHome();
    await follows(stage, declared({ severity: 'sev2' }), ...going, resolved());
    await says(stage, { type: 'PostmortemWaived', at: plus(tuesday, 60), by: priya, as: 'product_manager', reasonId: 'why' });
    const reopened = happened('IncidentReopened', { at: plus(tuesday, 80) });
    expect(await follows(stage, reopened, routed({ at: plus(tuesday, 80) }))).toMatchObject({ state: 'waived' });
    const again = open(await follows(stage, resolved(100)));
    expect(again).toMatchObject({
      state: 'draft',
      requirement: 'required',
      t0: plus(tuesday, 100),
      waivedBefore: plus(tuesday, 60),
      owner: asha,
    });
    expect(again).not.toHaveProperty('waivedBy');
    expect(again.ladder.due).toBe('2026-03-17T15:40:00.000Z');
  });
  test('waived and never required by a rule, it stays waived when it comes back', async () => {
    const stage = await harrowHome();
    const { peak } = await follows(stage, declared({ severity: 'sev3' }), ...going, resolved());
    const asked = { requirement: 'light' as const, because: ['asked_for' as const], peak };
    await says(stage, {
      type: 'PostmortemRequired',
      at: plus(tuesday, 50),
      t0: plus(tuesday, 50),
      ladder: ladderFrom(tuesday, peak, london),
      ...asked,
    });
    await says(stage, { type: 'PostmortemWaived', at: plus(tuesday, 60), by: priya, as: 'product_manager', reasonId: 'why' });
    await follows(stage, happened('IncidentReopened', { at: plus(tuesday, 80) }), routed({ at: plus(tuesday, 80) }));
    const again = await follows(stage, resolved(100));
    expect([again.state, again.pausedAt]).toEqual(['waived', undefined]);
  });
  test('lowered afterwards it stays, light, and is due as before', async () => {
    const stage = await harrowHome();
    const before = open(await follows(stage, declared(), ...going, resolved()));
    const lowered = open(await follows(stage, graded(90, 'sev1', 'sev3')));
    expect(lowered).toMatchObject({ state: 'draft', requirement: 'light', because: ['serious', 'downgraded'], peak: 'sev1' });
    expect(lowered.ladder).toEqual(before.ladder);
  });
  test('and up again it is a full one, and not due any later for that', async () => {
    const stage = await harrowHome();
    const before = open(await follows(stage, declared(), ...going, resolved()));
    await follows(stage, graded(90, 'sev1', 'sev3'));
    const raised = open(await follows(stage, graded(900, 'sev3', 'sev1')));
    expect([raised.requirement, raised.ladder]).toEqual(['required', before.ladder]);
  });
  test('raised from sev3 to sev2 afterwards it is asked for, and due from then', async () => {
    const stage = await harrowHome();
    await follows(stage, declared({ severity: 'sev3' }), ...going, resolved());
    const raised = open(await follows(stage, graded(24 * 60, 'sev3', 'sev2')));
    expect([raised.state, raised.t0, raised.ladder.due]).toEqual(['draft', plus(tuesday, 24 * 60), '2026-03-18T14:00:00.000Z']);
  });
  test('raised from sev2 to sev1 it is due no earlier than it was', async () => {
    const stage = await harrowHome();
    const before = open(await follows(stage, declared({ severity: 'sev2' }), ...going, resolved()));
    const raised = open(await follows(stage, graded(60, 'sev2', 'sev1')));
    expect([raised.peak, raised.ladder.due]).toEqual(['sev1', before.ladder.due]);
  });
  test('the same as another it is dropped; of its own after all it is taken up as it was left', async () => {
    const stage = await harrowHome();
    await follows(stage, declared(), ...going, resolved());
    const same = happened('IncidentMarkedDuplicate', { at: plus(tuesday, 50), of: 'INC-7' });
    expect(await follows(stage, same)).toMatchObject({ state: 'dropped' });
    const own = await follows(stage, happened('IncidentMarkedDuplicate', { at: plus(tuesday, 60), of: null }));
    expect(own).toMatchObject({ state: 'draft', owner: asha });
  });
  test('its service corrected, it belongs to whoever owned that', async () => {
    const stage = await harrowHome();
    await follows(stage, declared(), ...going, resolved());
    const to = happened('IncidentServiceChanged', { at: plus(tuesday, 50), from: slug('bedroom'), to: slug('mattress') });
    expect(await follows(stage, to)).toMatchObject({ service: 'bedroom', team: 'team-bedroom' });
    const owner = { ...routed().owner, team: teamSlug('home-mpt') } as NonNullable<ReturnType<typeof routed>['owner']>;
    expect(await follows(stage, routed({ at: plus(tuesday, 50), owner }))).toMatchObject({ service: 'mattress', team: 'home-mpt' });
  });
  test('waived, it stays so whatever its severity becomes', async () => {
    const stage = await harrowHome();
    await follows(stage, declared(), ...going, resolved());
    await says(stage, { type: 'PostmortemWaived', at: tuesday, by: priya, as: 'product_manager', reasonId: 'why' });
    expect(await follows(stage, graded(90, 'sev1', 'sev3'))).toMatchObject({ state: 'waived', requirement: 'required' });
  });
  test('the third of its kind is asked for as soon as its factors are known', async () => {
    const stage = await harrowHome();
    await follows(stage, declared({ severity: 'sev3' }), ...going, resolved());
    const factors = (id: 'PM-1' | 'PM-2', incident: 'INC-1' | 'INC-2'): [typeof id, PostmortemEvent[]] => [
      id,
      [
        { ...((offered) => ({ ...offered, incident }))(offer) },
        { type: 'PostmortemFactorsSet', at: tuesday, by: asha, factors: ['telemetry_gap'] },
      ],
    ];
    for (const [id, events] of [factors('PM-1', 'INC-1'), factors('PM-2', 'INC-2')])
      await perform(stage, postmortems, id, { facts: () => ({}), decide: () => events }, {});
    await says(stage, { type: 'PostmortemFactorsSet', at: tuesday, by: asha, factors: ['telemetry_gap'] });
    await followItself(stage, 'PM-311', { postmortem: await known(stage) });
    expect(await known(stage)).toMatchObject({ state: 'draft', because: ['third_alike'], owner: asha });
  });
});
const offer: PostmortemEvent = {
  ...{ type: 'PostmortemOffered', at: tuesday, incident: 'INC-1', service: slug('bedroom'), team: teamSlug('team-bedroom') },
  ...{ requirement: 'optional', because: [], peak: 'sev3', drill: false, private: false, t0: tuesday, declaredAt: tuesday },
};

describe('who is in it', () => {
  test('who only wants to hear of it is not, nor who did something when it was over; who reported it is', async () => {
    const stage = await harrowHome();
    const { people } = await follows(
      stage,
      declared(),
      ...going,
      happened('IncidentSubscribed', { by: omar, subscriber: { kind: 'person', person: omar } }),
      happened('IncidentReported', { by: dev, reportedBy: dev, severity: 'sev1', textId: 'x' }),
      happened('IncidentNoted', { by: chloe, textId: 'note', happenedAt: tuesday }),
      resolved(),
      graded(60, 'sev1', 'sev2'),
    );
    expect([people[omar], people[lena]]).toEqual([undefined, undefined]);
    expect([people[dev]?.as, people[chloe]?.as]).toEqual([['reporter'], ['responder']]);
  });
  test('at most forty are asked one by one, those with most to tell first; the rest is a number', async () => {
    const stage = await harrowHome();
    const many = crowd(45).map((person) => happened('IncidentNoted', { by: person, textId: 'note', happenedAt: tuesday }));
    const { people, more } = await follows(stage, declared(), ...going, ...many, resolved());
    const asked = Object.values(people).filter(({ as }) => as.includes('responder') || as.includes('reporter'));
    expect([asked.length, more]).toEqual([40, 7]);
    expect(people[asha]?.as).toContain('responder');
  });
  test('of a private one nobody outside, not even its product manager; let in, they come to it', async () => {
    const stage = await harrowHome();
    const { people } = await follows(stage, declared({ private: true }), ...going, resolved());
    expect(Object.keys(people).sort()).toEqual([asha, marek, tom].sort());
    const in_ = await follows(stage, happened('IncidentAccessGranted', { at: plus(tuesday, 60), by: asha, person: priya }));
    expect(in_.people[priya]?.as).toEqual(['product_manager']);
  });
  test('made private, those outside get nothing more, and come back when they are let in', async () => {
    const stage = await harrowHome();
    await follows(stage, declared(), ...going, resolved());
    const hidden = await follows(stage, happened('IncidentMadePrivate', { at: plus(tuesday, 50), people: [] }));
    expect([hidden.private, hidden.people[priya]?.gone, hidden.people[asha]?.gone]).toEqual([true, true, undefined]);
    const back = await follows(stage, happened('IncidentAccessGranted', { at: plus(tuesday, 60), by: asha, person: priya }));
    expect(back.people[priya]?.gone).toBeUndefined();
  });
});

describe('who drives it', () => {
  test('nobody who was called out of their hours within twelve hours', async () => {
    const stage = await harrowHome();
    const call = { incident: inc311, generation: 1, at: plus(tuesday, -60), as: 'on_call', compensation: 'callout_pay' };
    await stage.records.append({ heads: [], puts: [{ key: lastCalloutKey(asha), value: call, expected: 0 }], holds: [], claims: [] });
    expect(await follows(stage, declared(), ...going, resolved(40, { by: ben }))).toMatchObject({ owner: ben });
  });
  test('the product manager, where nobody else can', async () => {
    const stage = await harrowHome();
    for (const person of [asha, tom]) await hasPerson(stage, person, deactivated);
    expect(await follows(stage, declared(), ...going, resolved())).toMatchObject({ owner: priya });
  });
  test('not even the product manager, who worked the night like all others; one of them as soon as they have rested', async () => {
    const stage = await harrowHome();
    const call = { incident: inc311, generation: 1, at: plus(tuesday, -60), as: 'on_call', compensation: 'callout_pay' };
    const puts = [asha, ben, tom, priya].map((person) => ({ key: lastCalloutKey(person), value: call, expected: 0 }));
    await stage.records.append({ heads: [], puts, holds: [], claims: [] });
    const nobodys = open(await follows(stage, declared(), ...going, resolved(40)));
    expect(nobodys.owner).toBeUndefined();
    const rested = stepsOf(nobodys).find(({ step }) => step === 'rested');
    expect(rested?.at).toBe(plus(nobodys.requiredAt, 12 * 60));
    stage.setTime(rested?.at ?? '');
    expect(await takeSteps(stage, 'PM-311')).toBe(true);
    await followItself(stage, 'PM-311', { postmortem: await known(stage) });
    const owned = open(await known(stage));
    expect([owned.owner, stepsOf(owned).filter(({ step }) => step === 'rested')]).toEqual([asha, []]);
  });
  test('the next one, when the owner has left', async () => {
    const stage = await harrowHome();
    await follows(stage, declared(), ...going, resolved(40, { by: ben }));
    const asked = { type: 'PromptsPlanned' as const, at: tuesday, from: ['PM-311' as const], lookAt: null };
    await perform(stage, prompts, promptsId(asha), { facts: () => ({}), decide: () => [asked] }, {});
    await hasPerson(stage, asha, deactivated);
    await followPerson(stage, asha);
    const { owner, people } = await known(stage);
    expect([owner, people[asha]?.gone, people[ben]?.as]).toEqual([ben, true, ['responder', 'owner']]);
    expect((await log(stage)).at(-2)).toMatchObject({ type: 'PostmortemOwnerAssigned', because: 'owner_left' });
    await hasPerson(stage, asha, member);
    await followPerson(stage, asha);
    expect((await known(stage)).people[asha]?.gone).toBeUndefined();
  });
  test('the next one, when the owner or the facilitator has left, also where nothing waited for them', async () => {
    const stage = await harrowHome();
    await hasGroup(stage, 'S0TALKS', [omar, lena]);
    await hasOrganisation(stage, { facilitators: GroupId.parse('S0TALKS') });
    const before = await follows(stage, declared(), ...going, resolved(40, { by: ben }));
    expect([before.owner, before.facilitator]).toEqual([asha, omar]);
    for (const person of [asha, omar]) {
      await hasPerson(stage, person, deactivated);
      await followPerson(stage, person);
    }
    const { owner, facilitator } = await known(stage);
    expect([owner, facilitator]).toEqual([ben, lena]);
  });
  test('nobody leads the talk of a short one, for which none is needed; made a full one it is looked for', async () => {
    const stage = await harrowHome();
    await hasGroup(stage, 'S0TALKS', [omar, lena]);
    await hasOrganisation(stage, { facilitators: GroupId.parse('S0TALKS') });
    const alarm = await follows(stage, declared(), ...going, happened('IncidentCancelled', { reasonId: 'why' }));
    expect(alarm).toMatchObject({ state: 'draft', requirement: 'light', peak: 'sev1', owner: asha });
    expect(alarm.facilitator).toBeUndefined();
    const full = {
      type: 'PostmortemRequirementChanged' as const,
      at: tuesday,
      requirement: 'required' as const,
      because: [...alarm.because, 'asked_for' as const],
    };
    await says(stage, { ...full, peak: 'sev1' });
    await follow(stage, inc311);
    expect((await known(stage)).facilitator).toBe(omar);
  });
  test('a new product manager of the service comes to what is open of it', async () => {
    const stage = await harrowHome();
    await follows(stage, declared(), ...going, resolved());
    await hasService(stage, aService({ productManager: omar }));
    await followService(stage, serviceId('bedroom'));
    expect((await known(stage)).people[omar]?.as).toEqual(['product_manager']);
  });
  test('after a sev1 somebody of the facilitators leads the talk, who was not in it', async () => {
    const stage = await harrowHome();
    await hasGroup(stage, 'S0TALKS', [asha, omar]);
    await hasOrganisation(stage, { facilitators: GroupId.parse('S0TALKS') });
    expect(await follows(stage, declared(), ...going, resolved())).toMatchObject({ facilitator: omar });
  });
  test('a channel that opens when it is over already has it looked at again: what is to be said there waits for nothing else', async () => {
    const stage = await harrowHome();
    const asked: Request[] = [];
    const queue = { ask: async (requests: Request[]) => void asked.push(...requests) };
    const opens = (minutes: number) => happened('IncidentChannelOpened', { at: plus(tuesday, minutes), channel: 'C1', private: false });
    await followRoom({ ...stage, queue }, inc311);
    await follows(stage, declared(), opens(1), ...going, resolved());
    await followRoom({ ...stage, queue }, inc311);
    expect(asked).toEqual([]);
    await follows(stage, opens(41));
    await followRoom({ ...stage, queue }, inc311);
    expect(asked).toMatchObject([{ id: 'PM-311', lane: 'main' }]);
  });
});
