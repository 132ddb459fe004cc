import { describe, expect, test } from 'vitest';
import type { Effect } from '#domain/effects';
import { calloutsRef, lastCalloutRef } from '#domain/incident/callout';
import type { IncidentEvent } from '#domain/incident/events';
import { incidents, type OpenIncident } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { incidentFacts } from '#domain/public/incident-facts';
import type { Append, Ref } from '#domain/records';
import { declareIncident } from '#features/declare-incident/decide';
import { recordCallout } from '#features/record-callout/decide';
import { routeIncident } from '#features/route-incident/decide';
import { recordOutcome } from '#following/incident-outcomes';
import { declaration } from '#test/authority/scenes';
import { asha, ben, harrowHome, inc311, marek, plus, priya, saturday, tuesday } from '#test/builders';

const at = (minutes: number) => plus(saturday, minutes);

async function declaredOn(day: string, id: typeof inc311 = inc311, stage?: Awaited<ReturnType<typeof harrowHome>>) {
  const there = stage ?? (await harrowHome(day));
  await perform(there, incidents, id, declareIncident, declaration({ at: day, drill: false, evenSo: true }));
  await perform(there, incidents, id, routeIncident, { at: day });
  const called = (person: PersonId, rung: number | null, when = day) =>
    perform(there, incidents, id, recordCallout, { at: when, person, rung, generation: 1 });
  const kept = async (person: PersonId) =>
    (await there.records.load([calloutsRef(person), lastCalloutRef(person)] as Ref<unknown>[])).map(({ value }) => value);
  return { stage: there, called, kept };
}

describe('A callout', () => {
  test('is on record with who, when and what they get, and with the person', async () => {
    const { called, kept } = await declaredOn(saturday);
    const { events } = await called(asha, 0);
    expect(events).toEqual([
      { type: 'CalloutRecorded', at: saturday, person: asha, generation: 1, as: 'on_call', compensation: 'callout_pay' },
    ]);
    const callout = { incident: inc311, generation: 1, at: saturday, as: 'on_call', compensation: 'callout_pay' };
    expect(await kept(asha)).toEqual([[callout], callout]);
    expect((await called(asha, 0)).events).toEqual([]);
  });

  test('is on record in one write with the page that it came by, once; a page that was refused calls nobody out', async () => {
    const { stage, kept } = await declaredOn(saturday);
    const page: Effect = {
      kind: 'page',
      key: 'INC-311/page/g1/0/U0ASHA',
      person: asha,
      rung: 0,
      generation: 1,
      onlyIfThere: false,
      text: '',
      blocks: [],
    };
    let writes = 0;
    const counting = {
      ...stage,
      records: {
        ...stage.records,
        append: (write: Append) => {
          writes += 1;
          return stage.records.append(write);
        },
      },
    };
    const refused = { ...page, key: 'INC-311/page/g1/0/U0BEN', person: ben };
    expect(await recordOutcome(counting, inc311, refused, { kind: 'refused', code: 'user_disabled' })).toBe(true);
    for (let times = 0; times < 2; times++)
      expect(await recordOutcome(counting, inc311, page, { kind: 'message', channel: 'D1', ts: '1.1' })).toBe(true);
    expect(writes).toBe(2);
    expect((await stage.log.events(inc311, 2)).map(({ type }) => type)).toEqual(['IncidentPaged', 'IncidentPaged', 'CalloutRecorded']);
    expect([await kept(ben), (await kept(asha))[1]]).toMatchObject([[[], undefined], { incident: inc311 }]);
  });

  test('is none in working hours, and none for whoever was not asked', async () => {
    const { called, kept } = await declaredOn(tuesday);
    expect((await called(asha, 0)).events).toEqual([]);
    expect((await called(ben, null)).events).toEqual([]);
    expect(await kept(asha)).toEqual([[], undefined]);
  });

  test('gives rest from the next incident: the Side-kick is asked first; broken all the same, that is on record', async () => {
    const { stage, called } = await declaredOn(saturday);
    await called(asha, 0);
    stage.setTime(at(120));
    const second = await declaredOn(at(120), 'INC-312', stage);
    const [head] = await stage.records.load([
      { key: { pk: 'INC#312', sk: '@' }, read: (stored: unknown) => incidents.state.parse(stored) },
    ]);
    const ladder = (head?.value as OpenIncident | undefined)?.routing?.ladder;
    expect(ladder?.map(({ people }) => people[0])).toEqual([ben, marek, asha, priya]);
    expect((await second.called(ben, 0, at(120))).events).toMatchObject([{ person: ben, as: 'on_call' }]);
  });

  test('lasts until somebody else has it, or until it is over', () => {
    const callout = (person: PersonId): IncidentEvent => ({
      type: 'CalloutRecorded',
      at: at(0),
      person,
      as: 'on_call',
      compensation: 'callout_pay',
      generation: 1,
    });
    const log: IncidentEvent[] = [
      {
        type: 'IncidentDeclared',
        at: at(0),
        by: asha,
        reportedBy: asha,
        severity: 'sev1',
        service: null,
        private: false,
        drill: false,
        titleId: 't',
      },
      callout(asha),
      callout(ben),
      { type: 'IncidentAcknowledged', at: at(5), by: asha },
      { type: 'IncidentResolved', at: at(60), by: asha, fix: 'permanent', howId: 'how' },
    ];
    expect(incidentFacts(inc311, log)?.callouts).toMatchObject([
      { person: asha, minutes: 60 },
      { person: ben, minutes: 5 },
    ]);
    expect(incidentFacts(inc311, log.slice(0, 4))?.callouts).toMatchObject([{ to: null, minutes: null }, { minutes: 5 }]);
  });
});
