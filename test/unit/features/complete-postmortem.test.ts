import { describe, expect, test } from 'vitest';
import type { Improvement } from '#domain/improvement/improvement';
import type { IncidentEvent } from '#domain/incident/events';
import type { Person, PersonId } from '#domain/person/person';
import { printOf } from '#domain/postmortem/confirmed';
import { owedOf } from '#domain/postmortem/owed';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { Question } from '#domain/postmortem/prompt';
import { stepsOf } from '#domain/postmortem/timers';
import { completePostmortem } from '#features/complete-postmortem/decide';
import { aService, asha, happened, omar, plus, priya, tom } from '#test/builders';
import { incidentAfter, offered, over, owner, postmortemAfter, prompted, required, thereWere } from '#test/postmortem-known';
import { london } from '#test/prompting';

const held: PostmortemEvent = { type: 'PostmortemMeetingHeld', at: over, by: asha, heldAt: over, decideBy: over, publishBy: over };
const listed = (improvement: string): PostmortemEvent => ({ type: 'PostmortemImprovementListed', at: over, improvement });
const is = (state: string) => ({ state }) as Improvement;
const present: Person = { state: 'known', kind: 'member', deactivated: false, zone: 'Europe/London' };
const gone: Person = { ...present, deactivated: true };
const bedroom = aService({ delegate: omar });
const usual = { at: over, signers: [present, present], incident: [] as IncidentEvent[] };
const decided = (events: PostmortemEvent[], improvements: Improvement[], around = usual) =>
  completePostmortem.decide(
    postmortemAfter(offered(), required(), thereWere(), owner, ...events),
    { incident: incidentAfter(...around.incident), improvements, service: bedroom, signers: around.signers },
    { at: around.at },
    {} as never,
  );
const asked = (of?: PersonId, at = over): PostmortemEvent => ({ type: 'PostmortemSignOffAsked', at, ...(of && { of }) });
const chosen = { type: 'PostmortemStepTaken', at: over, step: 'chosen' } as const;

test('what to try is chosen once nothing that was proposed waits, is said once, and is open again with the next proposal', () => {
  expect(decided([held, listed('IMP-1')], [is('proposed')])).toEqual([]);
  expect(decided([held, listed('IMP-1')], [is('accepted')])).toEqual([chosen]);
  expect(decided([held, listed('IMP-1'), chosen], [is('accepted')])).toEqual([]);
  expect(decided([held, listed('IMP-1'), chosen, listed('IMP-2')], [is('accepted'), is('proposed')])).toEqual([]);
  expect(decided([held, listed('IMP-1'), chosen, listed('IMP-2')], [is('accepted'), is('declined')])).toEqual([chosen]);
});

test('a light one is complete without a meeting, as soon as it is signed off; any other is not', () => {
  const answers = [
    { key: 'detect' as const, textId: 'a' },
    { key: 'react' as const, textId: 'b' },
  ];
  const said: PostmortemEvent[] = [
    prompted(tom),
    { type: 'PostmortemPromptAnswered', at: over, by: asha, prompts: ['p5'], answers },
    { type: 'PostmortemSignedOff', at: over, by: priya, as: 'product_manager' },
  ];
  const light = required({ requirement: 'light', because: ['false_alarm'] });
  expect(decided([light, ...said], [])).toEqual([{ type: 'PostmortemCompleted', at: over }]);
  expect(decided([light, ...said.slice(0, 2)], [])).toEqual([asked(priya)]);
  expect(decided(said, [])).toEqual([]);
});

describe('Only the sign-off is missing', () => {
  const answers = [
    { key: 'detect' as const, textId: 'a' },
    { key: 'react' as const, textId: 'b' },
  ];
  const light = required({ requirement: 'light', because: ['false_alarm'] });
  const whole: PostmortemEvent[] = [
    light,
    prompted(tom),
    { type: 'PostmortemPromptAnswered', at: over, by: asha, prompts: ['p5'], answers },
  ];

  test('is asked of whoever answers for the service, once', () => {
    expect(decided(whole, [])).toEqual([asked(priya)]);
    expect(decided([...whole, asked(priya)], [])).toEqual([]);
    expect(decided([...whole, asked(priya), { type: 'PostmortemSignedOff', at: over, by: priya, as: 'product_manager' }], [])).toEqual([
      { type: 'PostmortemCompleted', at: over },
    ]);
  });

  test('asked for anew after it could wait, it reaches them anew', () => {
    const sent: PostmortemEvent = {
      type: 'PostmortemPromptSent',
      at: over,
      person: priya,
      day: over.slice(0, 10),
      what: ['sign_off'],
      reminded: true,
    };
    const owed = (...events: PostmortemEvent[]) =>
      owedOf('PM-311', postmortemAfter(offered(), required(), thereWere(), owner, ...whole, ...events), priya, london).map(
        ({ what }) => what,
      );
    expect(owed(asked(priya))).toContain('sign_off');
    expect(owed(asked(priya), sent)).not.toContain('sign_off');
    const rests: PostmortemEvent = { type: 'PostmortemSignOffRests', at: over };
    expect(owed(asked(priya), sent, rests)).not.toContain('sign_off');
    expect(owed(asked(priya), sent, rests, asked(priya, plus(over, 600)))).toContain('sign_off');
  });

  test('is the delegate’s where whoever answers for it has left, and nobody’s where neither is there', () => {
    expect(decided(whole, [], { ...usual, signers: [gone, present] })).toEqual([asked(omar)]);
    expect(decided([...whole, asked(priya)], [], { ...usual, signers: [gone, present] })).toEqual([asked(omar)]);
    expect(decided(whole, [], { ...usual, signers: [gone, gone] })).toEqual([asked()]);
  });

  test('is asked of nobody who cannot see it, and of them as soon as they are let in', () => {
    const hidden = [happened('IncidentMadePrivate', { at: over, people: [asha] })];
    expect(decided(whole, [], { ...usual, incident: hidden })).toEqual([asked()]);
    const letIn = [...hidden, happened('IncidentAccessGranted', { at: over, by: asha, person: priya })];
    expect(decided([...whole, asked()], [], { ...usual, incident: letIn })).toEqual([asked(priya)]);
  });

  test('rests where something else is missing again, and is asked anew after that', () => {
    const erased: PostmortemEvent = {
      ...{ type: 'PostmortemPromptAnswered', at: over, by: asha, prompts: [] },
      answers: [{ key: 'react' }],
    };
    const rests: PostmortemEvent = { type: 'PostmortemSignOffRests', at: over };
    expect(decided([...whole, asked(priya), erased], [])).toEqual([rests]);
    expect(decided([...whole, asked(priya), erased, rests], [])).toEqual([]);
    expect(decided([...whole, asked(priya), rests], [])).toEqual([asked(priya)]);
  });

  test('waits for each proposal to be decided on, as long as there is time for that', () => {
    const decideBy = plus(over, 2 * 24 * 60);
    const noneTried: PostmortemEvent = { type: 'PostmortemNoneChosen', at: over, by: asha, reasonId: 'r' };
    const full: PostmortemEvent[] = [
      prompted(tom),
      { type: 'PostmortemSummaryWritten', at: over, by: asha, textId: 's' },
      { type: 'PostmortemImpactConfirmed', at: over, by: asha, windows: 0, incidentVersion: 3, print: printOf([]) },
      { type: 'PostmortemMomentSaid', at: over, by: asha, moment: 'detection', happenedAt: over },
      {
        type: 'PostmortemPromptAnswered',
        at: over,
        by: asha,
        prompts: ['p5'],
        answers: Question.options.map((key) => ({ key, textId: key })),
      },
      { type: 'PostmortemMeetingHeld', at: over, by: asha, heldAt: over, decideBy, publishBy: decideBy, reminded: true },
      listed('IMP-1'),
      noneTried,
    ];
    expect(decided(full, [is('proposed')])).toEqual([]);
    expect(decided(full, [is('declined')])).toEqual([asked(priya)]);
    expect(decided(full, [is('proposed')], { ...usual, at: decideBy })).toEqual([asked(priya, decideBy)]);
    const timeIsOver: PostmortemEvent = { type: 'PostmortemStepTaken', at: over, step: 'decide' };
    expect(decided([...full, timeIsOver], [is('proposed')])).toEqual([asked(priya)]);
    const steps = (...more: PostmortemEvent[]) => stepsOf(postmortemAfter(offered(), required(), thereWere(), owner, ...full, ...more));
    expect(steps()).toEqual([{ step: 'decide', at: decideBy }]);
    expect(steps(timeIsOver)).toEqual([]);
    expect(steps(asked(priya))).toEqual([]);
  });
});
