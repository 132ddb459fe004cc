import { expect, test } from 'vitest';
import type { Callout } from '#domain/incident/callout';
import { incidents } from '#domain/incident/incident';
import { lastCalloutKey, textKey } from '#domain/keys';
import { type Act, perform } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { soakFrom } from '#domain/postmortem/clock';
import { isOpen, postmortems } from '#domain/postmortem/postmortem';
import { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { incidentOf, type PostmortemId } from '#domain/postmortem/postmortem-id';
import type { PromptsSent } from '#domain/prompts/prompts';
import { Rejection } from '#domain/rejection';
import { laterOf } from '#domain/time/later-of';
import { answerPrompt } from '#features/answer-prompt/decide';
import { assignPostmortem } from '#features/assign-postmortem/decide';
import { lookAgain, lookAgainIfAsked, takeUp } from '#features/prompt-people/take';
import { skipPrompt } from '#features/skip-prompt/decide';
import {
  aStage,
  asha,
  aTeam,
  ben,
  chloe,
  declared,
  hasOrganisation,
  hasPerson,
  hasTeam,
  livingIn,
  plus,
  type Stage,
  tom,
} from '#test/builders';
import { allowed, type Hours, local, modelOf } from '#test/prompt-model';
import { answeredBy, as, happens, joined, london, offered, ownedBy, passes, postmortemNow, required, sentTo } from '#test/prompting';
import { fc } from '#test/properties';

const pms: PostmortemId[] = ['PM-1', 'PM-2'];
const people = [asha, ben, chloe, tom];
const step = 5;
/** Around all the days of 2026 on which clocks change somewhere that many people live. */
const begins = ['2026-03-05', '2026-03-26', '2026-04-02', '2026-06-18', '2026-09-24', '2026-10-22', '2026-10-29', '2026-12-22'];
const zones = fc.oneof(
  fc.constantFrom('Pacific/Auckland', 'Asia/Kolkata', 'Europe/London', 'America/Los_Angeles'),
  fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
);
const hours = fc.constantFrom<Omit<Hours, 'zone' | 'holidays'>>(
  { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:30' },
  { days: ['sun', 'mon', 'tue', 'wed', 'thu'], from: '08:00', to: '16:00' },
  { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', to: '00:00' },
  { days: ['tue', 'thu', 'sat'], from: '22:00', to: '06:00' },
  { days: ['mon', 'wed'], from: '10:00', to: '19:00' },
);
const Setting = fc.record({
  begins: fc.constantFrom(...begins),
  zones: fc.tuple(zones, zones, zones, zones),
  hours,
  holidays: fc.array(fc.nat(20), { maxLength: 5 }),
});
const acts = [
  'resolve',
  'answer',
  'skip',
  'later',
  'watched',
  'reopen',
  'reassign',
  'hour',
  'regrade',
  'held',
  'plan',
  'sign',
  'called',
  'moves',
  'look',
  'wait',
] as const;
const Done = fc.record({
  act: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('resolve' as const, 'wait' as const) },
    { weight: 5, arbitrary: fc.constantFrom(...acts) },
  ),
  which: fc.constantFrom(...pms),
  who: fc.constantFrom(...people),
  other: fc.constantFrom(...people),
  zone: zones,
  prompt: fc.constantFrom('p1' as const, 'p2' as const, 'p3' as const, 'p4' as const, 'p5' as const, 'p6' as const),
  serious: fc.boolean(),
  light: fc.boolean(),
  steps: fc.oneof(fc.nat(12), fc.nat(150), fc.nat(700)),
});
type Done = typeof Done extends fc.Arbitrary<infer One> ? One : never;

/** Whoever worked the night is not given it; nothing has changed then. */
function unlessResting(error: unknown): void {
  if (!(error instanceof Rejection && error.code === 'is_resting')) throw error;
}
/** “Later” where nobody waits for it. */
function unlessNothingLater(error: unknown): void {
  if (!(error instanceof Rejection && error.code === 'nothing_later')) throw error;
}

/** What the model has to know beside the log: where people are and when they were called, from when on. */
type Around = { at: string; person: PersonId; zone?: string; called?: true };

test('whatever people do, wherever they are: never by night, never twice a day, and each at the minute at which a simple model says it', async () => {
  const seen = { messages: 0, replies: 0, nudges: 0 };
  await fc.assert(
    fc.asyncProperty(Setting, fc.array(Done, { minLength: 8, maxLength: 30 }), async (setting, done) => {
      const begin = `${setting.begins}T00:00:00.000Z`;
      const { stage, theirs } = await given(setting, begin);
      const around: Around[] = people.map((person, index) => ({ at: begin, person, zone: setting.zones[index] ?? 'UTC' }));
      for (const one of done) {
        // What is said at once has a minute of its own: the two logs do not tell which of them was first.
        const atOnce = one.act === 'plan' || one.act === 'sign' ? 1 : 0;
        await passes(stage, plus(stage.now(), (one.steps + atOnce) * step), people);
        around.push(...(await does(stage, one)));
        await passes(stage, plus(stage.now(), atOnce * step), people);
      }
      const end = plus(stage.now(), 18 * 24 * 60);
      await passes(stage, end, people);
      for (const person of people) {
        const expected = await modelled(stage, person, theirs, around, { begin, end });
        const all = await sentTo(stage, person);
        isAsPromised(all, person, theirs, around);
        const sent = all.map(({ at, as: how, items }) => ({
          at,
          as: how,
          what: Object.fromEntries(items.map(({ of, what }) => [of, what])),
        }));
        expect(sent).toEqual(expected);
        for (const { as: how } of sent) seen[how === 'message' ? 'messages' : how === 'reply' ? 'replies' : 'nudges']++;
      }
    }),
    { numRuns: 15, endOnFailure: Boolean(process.env.PROPERTY_QUICK) },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(10);
}, 240_000);

type Setting = typeof Setting extends fc.Arbitrary<infer One> ? One : never;

async function given({ zones: there, hours: working, holidays }: Setting, begin: string) {
  const stage = aStage(begin);
  const days = holidays.map((after) => plus(begin, after * 24 * 60).slice(0, 10));
  const workingHours = { ...working, days: working.days as ('mon' | 'tue')[] };
  await hasOrganisation(stage);
  await hasTeam(stage, 'team-bedroom', aTeam({ workingHours, holidays: days, members: people, rota: null }));
  for (const [index, person] of people.entries()) await hasPerson(stage, person, livingIn(there[index] ?? 'UTC'));
  for (const id of pms) await perform(stage, incidents, incidentOf(id), putIncident, declared({ at: begin }));
  return { stage, theirs: { ...working, holidays: days } };
}

const putIncident: Act<
  Parameters<typeof incidents.evolve>[0],
  Record<never, never>,
  ReturnType<typeof declared>,
  Parameters<typeof incidents.evolve>[1]
> = {
  facts: () => ({}),
  decide: (_, __, event) => [event],
};

/** One thing that somebody does, by the acts of the product where they are people's; whatever a rule refuses changes nothing. */
async function does(stage: Stage, { act, which: id, who, other, zone, prompt, serious, light, steps }: Done): Promise<Around[]> {
  const at = stage.now();
  const postmortem = await postmortemNow(stage, id);
  const open = isOpen(postmortem) && postmortem.pausedAt === undefined;
  const version = await versionOf(stage, id);
  const followed = () => takeUp(stage, id, version);
  switch (act) {
    case 'resolve': {
      const peak = serious ? 'sev1' : 'sev2';
      const requirement = light ? 'light' : 'required';
      if (postmortem.state === 'none') {
        const crowd = joined(at, [as(asha, 'responder'), as(ben, 'responder'), as(chloe, 'product_manager'), as(tom, 'reporter')]);
        await happens(stage, id, offered(id, at, { peak }), required(at, { peak, requirement }), crowd, ownedBy(ben, at));
      } else if (isOpen(postmortem) && !open) await happens(stage, id, { type: 'PostmortemResumed', at, t0: at });
      return [];
    }
    case 'reopen':
      if (open) await happens(stage, id, { type: 'PostmortemReopened', at });
      return [];
    case 'regrade':
      if (open)
        await happens(stage, id, {
          type: 'PostmortemRequirementChanged',
          at,
          requirement: light ? 'light' : 'required',
          because: ['downgraded'],
          peak: postmortem.peak,
        });
      return [];
    case 'held':
      if (open && postmortem.state === 'draft')
        await happens(stage, id, { type: 'PostmortemMeetingHeld', at, by: ben, heldAt: at, ...soakFrom(at, london) });
      return [];
    case 'plan': {
      if (!open || postmortem.state !== 'draft') return [];
      const begins = light ? (postmortem.meeting?.begins ?? plus(at, 60)) : plus(at, 30 + steps * 20);
      const dayBefore = plus(begins, -24 * 60);
      const invited = serious ? people : [...new Set([who, other])];
      const draftAt = laterOf(dayBefore, at);
      await happens(stage, id, { type: 'PostmortemMeetingPlanned', at, by: other, begins, minutes: 30, invited, draftAt });
      return [];
    }
    case 'sign':
      if (!open) return [];
      if (postmortem.signing === undefined) await happens(stage, id, { type: 'PostmortemSignOffAsked', at, ...(light ? {} : { of: who }) });
      else if (serious) await happens(stage, id, { type: 'PostmortemSignedOff', at, by: other, as: 'product_manager' });
      else await happens(stage, id, { type: 'PostmortemSignOffRests', at });
      return [];
    case 'answer': {
      if (postmortem.state === 'none') return [];
      const key = { p1: 'saw' as const, p3: 'missing' as const, p5: 'prevent' as const }[prompt as 'p1'];
      if (key === undefined) await happens(stage, id, answeredBy(who, at, prompt));
      else {
        const seen = await wordsVersion(stage, id, `${who}-${key}`);
        const written = [{ key, words: 'So it was', nothing: false, seen }];
        await perform(stage, postmortems, id, answerPrompt, { by: who, at, inRoom: false, form: '', written, also: [] });
        await followed();
      }
      return [];
    }
    case 'skip':
    case 'watched':
    case 'later': {
      if (postmortem.state === 'none') return [];
      const how = act === 'skip' ? { how: 'skipped' as const } : act === 'watched' ? { how: act } : { how: act, until: plus(at, 60 * 27) };
      await perform(stage, postmortems, id, skipPrompt, { by: who, at, prompts: [prompt], ...how }).catch(unlessNothingLater);
      await followed();
      return [];
    }
    case 'reassign':
      if (!isOpen(postmortem)) return [];
      await perform(stage, postmortems, id, assignPostmortem, { by: other, at, chosen: [{ role: 'owner', person: who }] }).catch(
        unlessResting,
      );
      await followed();
      return [];
    case 'hour':
      // Time gives it to whoever commanded the incident.
      if (open && postmortem.owner !== undefined && postmortem.owner !== who)
        await happens(stage, id, { type: 'PostmortemOwnerAssigned', at, owner: who, because: 'nobody_picked' });
      return [];
    case 'called': {
      const value: Callout = { incident: 'INC-9', generation: 1, at, as: 'on_call', compensation: 'callout_pay' };
      const key = lastCalloutKey(who);
      const [before] = await stage.records.load([{ key, read: () => undefined }]);
      await stage.records.append({ heads: [], puts: [{ key, value, expected: before?.version ?? 0 }], holds: [], claims: [] });
      return [{ at, person: who, called: true }];
    }
    case 'moves':
      await hasPerson(stage, who, livingIn(zone));
      await lookAgainIfAsked(stage, who);
      return [{ at, person: who, zone }];
    case 'look':
      await lookAgain(stage, who);
      await Promise.all([lookAgain(stage, who), lookAgain(stage, who)]);
      return [];
    case 'wait':
      return [];
    default:
      return act satisfies never;
  }
}

const logOf = async (stage: Stage, id: PostmortemId) => (await stage.log.events(id, 0)).map(({ body }) => PostmortemEvent.parse(body));
const versionOf = async (stage: Stage, id: PostmortemId) => (await stage.log.events(id, 0)).length;
async function wordsVersion(stage: Stage, id: PostmortemId, text: string): Promise<number> {
  const [found] = await stage.records.load([{ key: textKey(id, text), read: () => undefined }]);
  return found?.version ?? 0;
}

/** Minute by minute. */
async function modelled(
  stage: Stage,
  person: PersonId,
  theirs: Omit<Hours, 'zone'>,
  around: Around[],
  { begin, end }: { begin: string; end: string },
) {
  const model = modelOf(person);
  const events: { at: number; take: () => void }[] = [];
  for (const id of pms)
    for (const event of await logOf(stage, id))
      if (event.type !== 'PostmortemPromptSent') events.push({ at: Date.parse(event.at), take: () => model.happens(id, event) });
  let [zone, called]: [string, number | undefined] = ['UTC', undefined];
  for (const one of around.filter((moved) => moved.person === person))
    events.push({
      at: Date.parse(one.at),
      take: () => {
        zone = one.zone ?? zone;
        if (one.called) called = Date.parse(one.at);
      },
    });
  events.sort((a, b) => a.at - b.at);
  for (let now = Date.parse(begin); now <= Date.parse(end); now += step * 60_000) {
    model.looks(now, { ...theirs, zone }, called);
    while (events[0] && events[0].at <= now) {
      events.shift()?.take();
      model.looks(now, { ...theirs, zone }, called);
    }
  }
  return model.sent;
}

/** What is promised to everybody, by the clock on their wall. */
function isAsPromised(all: PromptsSent[], person: PersonId, theirs: Omit<Hours, 'zone'>, around: Around[]) {
  for (const { at, day } of all) {
    const before = around.filter((one) => one.person === person && one.at <= at);
    const zone = before.findLast((one) => one.zone)?.zone ?? 'UTC';
    // A call that comes in the same minute may be later than the message.
    const called = before.findLast((one) => one.called && one.at < at)?.at;
    expect(local(zone, Date.parse(at)).date).toBe(day);
    expect(allowed({ ...theirs, zone }, Date.parse(at), called === undefined ? undefined : Date.parse(called))).toBe(true);
  }
  const perDay = all.map(({ day, as: how }) => `${day} ${how === 'reply' ? 'reply' : 'message'}`);
  expect(perDay).toEqual([...new Set(perDay)]);
  const asked = all.flatMap(({ items }) => items.filter(({ what }) => new Set(what).size < what.length));
  expect(asked).toEqual([]);
}
