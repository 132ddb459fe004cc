import { describe, expect, test } from 'vitest';
import type { Improvement } from '#domain/improvement/improvement';
import { incidents, type OpenIncident } from '#domain/incident/incident';
import { areChosen, type Complete, checklist, missingOf } from '#domain/postmortem/completeness';
import { printOf } from '#domain/postmortem/confirmed';
import { momentsOf } from '#domain/postmortem/moments';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { type AnswerKey, Question } from '#domain/postmortem/prompt';
import { asha, ben, declared, given, happened, lena, plus, priya, teamSlug, tom, tuesday, window } from '#test/builders';
import { incidentAfter, offered, over, owner, postmortemAfter, prompted, required, thereWere } from '#test/postmortem-known';

const at = plus(over, 60);
const hurt = [window(plus(tuesday, -11), over)];
const incident = incidentAfter(happened('IncidentImpactChanged', { at: over, before: [], windows: hurt }));
const answered = (by = asha, keys: AnswerKey[] = Question.options): PostmortemEvent => ({
  ...{ type: 'PostmortemPromptAnswered', at, by, prompts: ['p5'], answers: keys.map((key) => ({ key, textId: `${by}-${key}` })) },
});
const nothingToAdd = (by = asha, keys: AnswerKey[] = Question.options): PostmortemEvent => ({
  ...{ type: 'PostmortemPromptAnswered', at, by, prompts: ['p5'], answers: keys.map((key) => ({ key, nothing: true as const })) },
});
const summary: PostmortemEvent = { type: 'PostmortemSummaryWritten', at, by: asha, textId: 'summary' };
const confirmed = (windows = hurt): PostmortemEvent => ({
  ...{ type: 'PostmortemImpactConfirmed', at, by: asha, windows: windows.length, incidentVersion: 4, print: printOf(windows) },
});
const started: PostmortemEvent = { type: 'PostmortemMeetingStarted', at, by: lena };
const held: PostmortemEvent = {
  type: 'PostmortemMeetingHeld',
  at,
  by: asha,
  heldAt: at,
  decideBy: plus(at, 999),
  publishBy: plus(at, 9999),
};
const led: PostmortemEvent = { type: 'PostmortemFacilitatorAssigned', at, facilitator: lena };
const noneChosen: PostmortemEvent = { type: 'PostmortemNoneChosen', at, by: asha, reasonId: 'weighed' };
const signedOff: PostmortemEvent = { type: 'PostmortemSignedOff', at, by: priya, as: 'product_manager' };
const begun = [offered(), required(), thereWere(), owner];
const everything = [...begun, prompted(tom), prompted(asha), answered(), summary, confirmed(), started, held, noneChosen, signedOff];

const without = (...left: PostmortemEvent[]) => everything.filter((event) => !left.includes(event));
const known = (events: PostmortemEvent[], more: Partial<Complete> = {}): Complete => ({
  ...{ postmortem: postmortemAfter(...events), incident, improvements: [] },
  ...more,
});
const missing = (events: PostmortemEvent[], more: Partial<Complete> = {}) => missingOf(known(events, more)).map(({ item }) => item);
const chosen = (more: object = {}) =>
  ({
    improvement: {
      state: 'accepted',
      priority: 'medium',
      owner: asha,
      team: teamSlug('team-bedroom'),
      dueOn: '2026-04-01',
      ...more,
    } as Improvement,
  }) as Complete['improvements'][number];

describe('What is missing from a postmortem', () => {
  test('at first everything is, and each is said in a sentence', () => {
    const list = checklist(known(begun));
    expect(list.map(({ item, missing: said }) => `${item}: ${said ?? 'there'}`)).toMatchInlineSnapshot(`
      [
        "reporter: Those who reported it have not been asked yet: their questions come at their next good hour.",
        "summary: A summary of the impact on customers: who, how many, how long.",
        "impact: Somebody’s word that the impact windows are right, or that no customer was hurt.",
        "timeline: there",
        "questions: An answer, or “nothing to add” from two people to Detect, React, Quick Fix, Prevent and Other areas of risk.",
        "reminder: The reminder to learn how it happened has not been shown: it stands in every message that asks.",
        "facilitator: It needs a facilitator: somebody who leads the talk, best one who was not in it.",
        "meeting: The meeting, or the word of its facilitator and the product manager that it needs none.",
        "improvements: The improvements that were chosen, or what was weighed where none was.",
        "sign_off: The product manager’s sign-off.",
      ]
    `);
  });

  test('a facilitator is, after a sev1 and before they have met', () => {
    const gone: PostmortemEvent = { type: 'PostmortemPeopleChanged', at, people: [], gone: [lena] };
    const isMissing = (...events: PostmortemEvent[]) => missing(events).includes('facilitator');
    const came: PostmortemEvent = { type: 'PostmortemPeopleChanged', at, people: [{ person: lena, as: ['facilitator'] }] };
    expect([isMissing(...begun), isMissing(...begun, led), isMissing(...begun, led, came, gone), isMissing(...begun, held)]).toEqual([
      ...[true, false, true, false],
    ]);
    expect(isMissing(offered({ peak: 'sev2' }), required({ peak: 'sev2' }), thereWere(), owner)).toBe(false);
  });

  test('nothing is when all of it is there', () => {
    expect(missing(everything)).toEqual([]);
  });

  test.each([
    ['summary', summary],
    ['improvements', noneChosen],
    ['sign_off', signedOff],
  ])('without the %s that is what is said, and nothing else', (item, event) => {
    expect(missing(without(event as PostmortemEvent))).toEqual([item]);
  });

  test('windows are confirmed as they are, and asked about again once they have changed', () => {
    const later = [window(plus(tuesday, -20), over)];
    const changed = incidentAfter(happened('IncidentImpactChanged', { at: plus(over, 5), before: hurt, windows: later }));
    expect(missing(everything, { incident: changed })).toEqual(['impact']);
    expect(missing([...everything, confirmed(later)], { incident: changed })).toEqual([]);
  });

  test('that no customer was hurt is confirmed too', () => {
    const unhurt = incidentAfter();
    expect(missing(everything, { incident: unhurt })).toEqual(['impact']);
    expect(missing([...everything, confirmed([])], { incident: unhurt })).toEqual([]);
  });

  test('the timeline wants detection, first response and restoration, from the incident or from somebody’s word', () => {
    const silent = [declared(), happened('IncidentResolved', { at: over, fix: 'permanent', howId: 'how' })].reduce(
      incidents.evolve,
      incidents.initial,
    ) as OpenIncident;
    const confirmedNone = [...everything, confirmed([])];
    const [gap] = missingOf(known(confirmedNone, { incident: silent }));
    expect(gap).toEqual({ item: 'timeline', missing: 'The timeline does not say when it was noticed and when somebody first had it.' });
    const said = (moment: 'detection' | 'first_response'): PostmortemEvent => ({
      ...{ type: 'PostmortemMomentSaid', at, by: asha, moment, happenedAt: tuesday },
    });
    expect(missing([...confirmedNone, said('detection'), said('first_response')], { incident: silent })).toEqual([]);
  });

  test('customers were hurt until the last impact ended, or until somebody said that it was mitigated, or until it was over', () => {
    const impact = (...windows: ReturnType<typeof window>[]) => happened('IncidentImpactChanged', { at: over, before: [], windows });
    const mitigated = happened('IncidentMitigated', { at: plus(tuesday, 20) });
    const early = window(plus(tuesday, -11), plus(tuesday, 15));
    const late = window(plus(tuesday, 25), plus(tuesday, 30));
    const until = (...events: Parameters<typeof given>) =>
      momentsOf(known(begun, { incident: given(declared(), ...events) as OpenIncident })).restoration;
    const resolved = happened('IncidentResolved', { at: over, fix: 'permanent', howId: 'how' });
    expect({
      nothing: until(resolved),
      impact: until(impact(early), resolved),
      afterwards: until(resolved, impact(early, late)),
      mitigated: until(mitigated, impact(early), resolved),
      mitigatedUnhurt: until(mitigated, resolved),
      hurtAgain: until(mitigated, impact(early, late), resolved),
      goesOn: until(impact(early)),
    }).toEqual({
      nothing: over,
      impact: plus(tuesday, 15),
      afterwards: plus(tuesday, 30),
      mitigated: plus(tuesday, 20),
      mitigatedUnhurt: plus(tuesday, 20),
      hurtAgain: plus(tuesday, 30),
      goesOn: undefined,
    });
  });

  test('each question has an answer of somebody', () => {
    const four = [
      ...without(...everything.filter(({ type }) => type === 'PostmortemPromptAnswered')),
      answered(asha, ['detect', 'react', 'prevent', 'other_risk']),
    ];
    expect(missingOf(known(four))).toEqual([
      { item: 'questions', missing: 'An answer, or “nothing to add” from two people to Quick Fix.' },
    ]);
    expect(missing([...four, nothingToAdd(asha, ['quick_fix'])])).toEqual(['questions']);
    expect(missing([...four, nothingToAdd(asha, ['quick_fix']), nothingToAdd(ben, ['quick_fix'])])).toEqual([]);
  });

  test('where only one responded, their “nothing to add” is enough', () => {
    const alone = [offered(), required(), thereWere({ people: [{ person: asha, as: ['responder'] }] }), owner];
    const rest = everything.filter((event) => !begun.includes(event) && event.type !== 'PostmortemPromptAnswered');
    expect(missing([...alone, ...rest, nothingToAdd()])).toEqual([]);
  });

  test('those who reported it have been asked', () => {
    expect(missing(without(...everything.filter((event) => event.type === 'PostmortemPromptSent' && event.person === tom)))).toEqual([
      'reporter',
    ]);
  });

  test('the reminder stood in what was asked and was shown at the meeting', () => {
    expect(missing(without(started))).toEqual(['reminder']);
    const waived = (as: 'facilitator' | 'product_manager', complete: boolean): PostmortemEvent => ({
      ...{ type: 'PostmortemMeetingWaived', at, by: as === 'facilitator' ? lena : priya, as, reasonId: 'why', complete },
    });
    const before = [...without(started, held), led];
    expect(missing([...before, waived('facilitator', false)])).toEqual(['meeting']);
    expect(missing([...before, waived('facilitator', false), waived('product_manager', true)])).toEqual([]);
  });

  test('each chosen improvement has one who does it', () => {
    expect(missing(without(noneChosen), { improvements: [chosen()] })).toEqual([]);
    expect(missing(without(noneChosen), { improvements: [chosen(), chosen({ owner: undefined })] })).toEqual(['improvements']);
    expect(missing(without(noneChosen), { improvements: [chosen({ state: 'proposed' })] })).toEqual(['improvements']);
  });

  test('a fifth of the quarter’s error budget asks for one of high priority', () => {
    const because: PostmortemEvent = {
      ...{ type: 'PostmortemRequirementChanged', at, requirement: 'required', because: ['serious', 'error_budget'], peak: 'sev1' },
    };
    expect(missing([...everything, because])).toEqual(['high_priority']);
    expect(missing([...everything, because], { improvements: [chosen()] })).toEqual(['high_priority']);
    expect(missing([...everything, because], { improvements: [chosen({ priority: 'high' })] })).toEqual([]);
  });

  test('a light one asks how it came to this: nothing of customers, no meeting, and nothing has to come of it', () => {
    const light = [offered(), required({ requirement: 'light', because: ['false_alarm'] }), thereWere(), owner];
    const said = [...light, prompted(tom), answered(asha, ['detect', 'react'])];
    expect(missing(said)).toEqual(['sign_off']);
    expect(missing([...said, signedOff])).toEqual([]);
    const done = postmortemAfter(...said, signedOff, { type: 'PostmortemCompleted', at });
    expect(done).toMatchObject({ state: 'reviewed', waived: true, publishBy: at });
  });

  test('what to try is chosen once something is, and nothing proposed waits', () => {
    expect(areChosen([])).toBe(false);
    expect(areChosen([chosen()])).toBe(true);
    expect(areChosen([chosen(), chosen({ state: 'proposed' })])).toBe(false);
    expect(areChosen([chosen({ state: 'declined' })])).toBe(false);
  });
});
