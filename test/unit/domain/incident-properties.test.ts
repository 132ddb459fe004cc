import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import { type Incident, type IncidentId, incidents, isActive, type OpenIncident } from '#domain/incident/incident';
import { Severity, worse } from '#domain/incident/severity';
import { timers } from '#domain/incident/timers';
import type { Act } from '#domain/perform';
import { perform } from '#domain/perform';
import { incidentFacts } from '#domain/public/incident-facts';
import { headRef, type Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { acknowledgeIncident, releaseIncident } from '#features/acknowledge-incident/decide';
import { assignRole } from '#features/assign-role/decide';
import { cancelIncident } from '#features/cancel-incident/decide';
import { closeIncident } from '#features/close-incident/decide';
import { declareIncident } from '#features/declare-incident/decide';
import { duplicateIncident } from '#features/duplicate-incident/decide';
import { gradeIncident } from '#features/grade-incident/decide';
import { mitigateIncident } from '#features/mitigate-incident/decide';
import { renameIncident } from '#features/rename-incident/decide';
import { reopenIncident } from '#features/reopen-incident/decide';
import { resolveIncident } from '#features/resolve-incident/decide';
import { setImpact } from '#features/set-impact/decide';
import { updateIncident } from '#features/update-incident/decide';
import { declaration } from '#test/authority/scenes';
import { asha, ben, harrowHome, inc311, lena, plus, type Stage, tom } from '#test/builders';
import { fc } from '#test/properties';

const inc7: IncidentId = 'INC-7';
type Does = { what: string; by: typeof asha; minutes: number; perform: (stage: Stage, by: typeof asha) => Promise<unknown> };
const act =
  <Facts, Command extends { by: typeof asha; at: string; inRoom: boolean }>(
    what: Act<Incident, Facts, Command, IncidentEvent>,
    more: () => Omit<Command, 'by' | 'at' | 'inRoom'>,
  ) =>
  (stage: Stage, by: typeof asha) =>
    perform(stage, incidents, inc311, what, { ...more(), by, at: stage.now(), inRoom: true } as unknown as Command);

/** New each time, as in life: what is tried again in another order writes words of its own. */
let texts = 0;
const text = () => `t${++texts}`;
const severity = fc.constantFrom(...Severity.options);
const ago = fc.integer({ min: 0, max: 600 });
const one = (what: string, does: fc.Arbitrary<Does['perform']>): fc.Arbitrary<Does> =>
  fc.record({
    what: fc.constant(what),
    by: fc.constantFrom(asha, ben, lena, tom),
    minutes: fc.integer({ min: 0, max: 400 }),
    perform: does,
  });

/** Whatever people do, in any order and at any time. */
const anything = fc.oneof(
  one('ack', fc.constant(act(acknowledgeIncident, () => ({})))),
  one('unack', fc.constant(act(releaseIncident, () => ({})))),
  one(
    'grade',
    severity.map((to) => act(gradeIncident, () => ({ severity: to, reason: 'so', reasonId: text() }))),
  ),
  one('mitigate', fc.constant(act(mitigateIncident, () => ({})))),
  one(
    'resolve',
    fc
      .constantFrom('workaround' as const, 'permanent' as const)
      .map((fix) => act(resolveIncident, () => ({ fix, how: 'so', howId: text() }))),
  ),
  one('reopen', fc.constant(act(reopenIncident, () => ({ reason: 'again', reasonId: text() })))),
  one('close', fc.constant(act(closeIncident, () => ({})))),
  { weight: 1, arbitrary: one('cancel', fc.constant(act(cancelIncident, () => ({ reason: 'false', reasonId: text() })))) },
  one(
    'duplicate',
    fc.constantFrom(inc7, inc311, null).map((of) => act(duplicateIncident, () => ({ of }))),
  ),
  one('rename', fc.constant(act(renameIncident, () => ({ title: 'Another', titleId: text() })))),
  one('update', fc.constant(act(updateIncident, () => ({ text: 'Known', textId: text(), nextBy: null }) as never))),
  one('role', fc.constant(act(assignRole, () => ({ assignments: [{ role: 'commander' as const, person: lena }] })))),
  {
    weight: 5,
    arbitrary: one(
      'impact',
      fc
        .record({
          level: fc.constantFrom('unavailable' as const, 'partial' as const, 'degraded' as const, 'none' as const),
          from: ago,
          to: fc.option(ago),
        })
        .map(({ level, from, to }) => (stage: Stage, by: typeof asha) => {
          const [since, until] = [plus(stage.now(), -from), to === null ? undefined : plus(stage.now(), -to)];
          return act(setImpact, () => ({ level, from: since, to: until, reasonId: text() }))(stage, by);
        }),
    ),
  },
);

/** How it stands after each act, from the declaration on. */
async function told(course: Does[]) {
  const stage = await harrowHome();
  await perform(stage, incidents, inc7, declareIncident, declaration({}));
  await perform(stage, incidents, inc311, declareIncident, declaration({ evenSo: true, severity: 'sev3' }));
  const heads: OpenIncident[] = [];
  const head = async () => (await stage.records.load([headRef(incidents, inc311)] as Ref<unknown>[]))[0];
  for (const { by, minutes, perform: does } of course) {
    stage.setTime(plus(stage.now(), minutes));
    try {
      await does(stage, by);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
    }
    heads.push((await head())?.value as OpenIncident);
  }
  const log = await stage.log.events(inc311, 0);
  return { heads, log, events: log.map(({ body }) => body as unknown as IncidentEvent), head: await head() };
}
const always = (holds: (story: Awaited<ReturnType<typeof told>>) => void) =>
  fc.assert(
    fc.asyncProperty(fc.array(anything, { minLength: 1, maxLength: 25 }), async (course) => holds(await told(course))),
    { numRuns: 60 },
  );

describe('Whatever people do, and in whichever order', () => {
  test('windows of impact are in order, never overlap, and only the last may be going on', () =>
    always(({ events }) => {
      for (const event of events) {
        if (event.type !== 'IncidentImpactChanged') continue;
        for (const { from, to } of event.windows) expect(to === null || from < to).toBe(true);
        for (const [index, { from }] of event.windows.slice(1).entries()) expect((event.windows[index]?.to ?? '9999') <= from).toBe(true);
      }
    }));

  test('nothing hurts in what is over, and nobody is asked about it', () =>
    always(({ heads }) => {
      for (const head of heads.filter((one) => !isActive(one))) {
        expect(head.impact.filter(({ to }) => to === null)).toEqual([]);
        expect(timers(inc311, head)).toEqual([]);
      }
    }));

  test('the peak of its severity never falls, and is as bad as it ever was', () =>
    always(({ heads }) => {
      let peak: Severity = 'sev3';
      for (const head of heads) {
        expect(worse(head.severityPeak, peak)).toBe(head.severityPeak);
        peak = worse(peak, head.severity);
        expect(head.severityPeak).toBe(peak);
      }
    }));

  test('it is in one state, and has what that state has', () =>
    always(({ heads }) => {
      for (const head of heads) {
        expect(incidents.state.parse(head)).toEqual(head);
        expect(incidents.listed?.(head)?.list).toBe(isActive(head) ? 'open' : 'over');
      }
    }));

  test('every event has a version of its own, without gaps', () =>
    always(({ log, head }) => {
      expect(log.map(({ version }) => version)).toEqual(log.map((_, index) => index + 1));
      expect(head?.version).toBe(log.length);
    }));

  test('folding the log gives the head, and its facts say the same', () =>
    always(({ events, head }) => {
      const folded = events.reduce(incidents.evolve, incidents.initial) as OpenIncident;
      expect(folded).toEqual(head?.value);
      const facts = incidentFacts(inc311, events);
      expect(facts).toMatchObject({
        severity_peak: folded.severityPeak,
        reopen_count: folded.reopened.length,
        impact: folded.impact,
        duplicate_of: folded.state === 'duplicate' ? folded.duplicate.of : null,
        cancelled_at: folded.state === 'cancelled' ? folded.cancelled.at : null,
        resolved_at: 'resolved' in folded ? (folded.resolved?.at ?? null) : null,
      });
    }));
});

test('what was made up reaches every state', async () => {
  const seen = new Set<string>();
  const courses = fc.sample(fc.array(anything, { minLength: 1, maxLength: 25 }), { numRuns: 150 });
  for (const course of courses) for (const { state } of (await told(course)).heads) seen.add(state);
  expect([...seen].toSorted()).toEqual(['acknowledged', 'cancelled', 'closed', 'declared', 'duplicate', 'mitigated', 'resolved']);
});
