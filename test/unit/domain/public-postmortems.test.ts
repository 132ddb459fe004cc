import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import { type AggregateId, improvementId, postmortemId } from '#domain/keys';
import type { Log } from '#domain/ports';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { Envelope } from '#domain/public/envelope';
import { improvementEvents } from '#domain/public/improvement-schemas';
import { postmortemEvents } from '#domain/public/postmortem-schemas';
import { type PublicType, publicEvents } from '#domain/public/schemas';
import { toPublic } from '#domain/public/to-public';
import type { EventRecord, Json } from '#domain/records';
import { improvementCourse, postmortemCourse } from '../../../scripts/events/learnt-course.ts';

type Any = PostmortemEvent | ImprovementEvent;
const [pm311, imp12] = [postmortemId(311), improvementId(12)];
const recordsOf = (id: AggregateId, events: Any[]): EventRecord[] =>
  events.map((event, index) => ({
    id,
    version: index + 1,
    type: event.type,
    at: event.at,
    recordedAt: event.at,
    body: event as unknown as Json,
  }));

async function published(id: AggregateId, events: Any[], beside: EventRecord[] = []) {
  const all = [...recordsOf(id, events), ...beside];
  const log: Log = {
    events: async (one, after) => all.filter((record) => record.id === one && record.version > after),
    texts: async (_, texts) => Object.fromEntries(texts.map((text) => [text, { by: 'U1' as never, body: `written: ${text}` }])),
  };
  const told = await Promise.all(recordsOf(id, events).map((record) => toPublic(log, record)));
  return told.flatMap((event) => event ?? []);
}

const [inTheEnd = [], waived = [], hidden = []] = postmortemCourse;
const [done = []] = improvementCourse;
const factsAfter = async (id: AggregateId, events: Any[], type: PublicType) =>
  (await published(id, events)).findLast(({ detailType }) => detailType === type)?.detail.data as { facts: object };
const everything = () =>
  Promise.all([
    ...postmortemCourse.map((events) => published(pm311, events)),
    ...improvementCourse.map((events) => published(imp12, events)),
  ]);

describe('The public form of a postmortem’s and an improvement’s events', () => {
  test('is there for every type that has a schema, and for no other', async () => {
    const told = new Set((await everything()).flat().map(({ detailType }) => detailType));
    expect([...told].sort()).toEqual([...Object.keys(postmortemEvents), ...Object.keys(improvementEvents)].sort());
  });

  test('is not looked for in the log where there is none, so that a thousand readers cost no more than the first', async () => {
    const courses = [
      ...postmortemCourse.map((events) => recordsOf(pm311, [...events, { type: 'PostmortemRead', at: '2026-03-20T10:00:00.000Z' }])),
      ...improvementCourse.map((events) => recordsOf(imp12, events)),
    ];
    const notes = courses.flat().filter(({ type }) => !(type in postmortemEvents) && !(type in improvementEvents));
    expect(notes.map(({ type }) => type)).toEqual(expect.arrayContaining(['PostmortemRead', 'PostmortemPeopleChanged']));
    const unread: Log = {
      events: () => Promise.reject(new Error('The whole log was read.')),
      texts: () => Promise.reject(new Error('Texts were read.')),
    };
    expect(await Promise.all(notes.map((record) => toPublic(unread, record)))).toEqual(notes.map(() => undefined));
  });

  test('is what its schema says and nothing else', async () => {
    for (const { detailType, detail } of (await everything()).flat()) {
      const { data, ...envelope } = detail;
      expect(publicEvents[detailType as PublicType].strict().parse(data), detailType).toEqual(data);
      expect(z.strictObject(Envelope.shape).parse(envelope)).toEqual(envelope);
      expect(envelope).toMatchObject({ service_id: 'checkout' });
    }
  });

  test('counts those who were asked and those who answered, and names none of them', async () => {
    const sent = (await published(pm311, inTheEnd)).filter(({ detailType }) => detailType === 'PostmortemPromptSent');
    expect(sent.map(({ detail }) => detail.actor)).toEqual(sent.map(() => ({ type: 'system' })));
    expect(JSON.stringify(sent)).not.toMatch(/U0ANA|U0CLEO/);
    expect(await factsAfter(pm311, inTheEnd, 'PostmortemPublished')).toMatchObject({
      facts: { people_asked: 2, people_answered: 1, messages_sent: 3, nudges_sent: 1 },
    });
  });

  test('of what is late does not say who was told', async () => {
    const late = (await published(pm311, inTheEnd)).filter(({ detailType }) => detailType === 'PostmortemOverdue');
    expect(late).toHaveLength(1);
    expect(late[0]?.detail.data).toMatchObject({ rung: 'commander', facts: { overdue: true, days_late: 1 } });
    expect(JSON.stringify(late)).not.toContain('U0CLEO');
  });

  test('of one that is published tells its whole course', async () => {
    expect(await factsAfter(pm311, inTheEnd, 'PostmortemPublished')).toMatchObject({
      version: 1,
      facts: {
        postmortem_id: 'PM-311',
        incident_id: 'INC-311',
        team_id: 'payments',
        state: 'closed',
        requirement: 'light',
        severity_peak: 'sev2',
        reopen_count: 1,
        paused: false,
        t0: '2026-03-12T13:00:00.000Z',
        due_at: '2026-03-19T13:00:00.000Z',
        met: 'held',
        met_at: '2026-03-20T15:00:00.000Z',
        days_late: 1.1,
        owner: 'U0BEN',
        improvements: ['IMP-12'],
        factors: ['telemetry_gap'],
        published_version: 1,
        questions_answered: [
          { question: 'detect', people: 1 },
          { question: 'react', people: 1 },
          { question: 'quick_fix', people: 0 },
          { question: 'prevent', people: 0 },
          { question: 'other_risk', people: 0 },
        ],
      },
    });
  });

  test('of one that is published counts its improvements by question, as they were by then', async () => {
    const told = await published(pm311, inTheEnd, recordsOf(imp12, done));
    const counts = told.find(({ detailType }) => detailType === 'PostmortemPublished')?.detail.data;
    expect(counts).toMatchObject({ improvements_by_question: [{ question: 'detect', proposed: 1, chosen: 1 }] });
    const later = done.map((event) => ({ ...event, at: event.type === 'ImprovementProposed' ? event.at : '2026-03-26T10:00:00.000Z' }));
    const before = await published(pm311, inTheEnd, recordsOf(imp12, later as ImprovementEvent[]));
    expect(before.find(({ detailType }) => detailType === 'PostmortemPublished')?.detail.data).toMatchObject({
      improvements_by_question: [{ question: 'detect', proposed: 1, chosen: 0 }],
    });
  });

  test('of one that is waived has the day and the right, and no reason', async () => {
    expect(await factsAfter(pm311, waived, 'PostmortemWaived')).toMatchObject({
      as: 'product_manager',
      facts: { state: 'waived', waived_at: '2026-04-01T10:00:00.000Z', escalated_at: '2026-03-31T14:20:00.000Z', met_at: null },
    });
  });

  test('of a private one says so and names no condition', async () => {
    const factors: PostmortemEvent = {
      type: 'PostmortemFactorsSet',
      at: '2026-03-11T11:00:00.000Z',
      by: 'U0BEN' as never,
      factors: ['blast_radius'],
    };
    const [offered, required, madePrivate] = hidden;
    const told = await published(
      pm311,
      [offered, required, factors, madePrivate].flatMap((event) => event ?? []),
    );
    const last = told.at(-1)?.detail as { private?: true; data: object };
    expect(last).toMatchObject({ private: true, data: { facts: { private: true, factors: [] } } });
    expect(told[0]?.detail).not.toHaveProperty('private');
  });

  test('is as of its own version, whatever has happened since', async () => {
    const early = inTheEnd.slice(0, 6);
    expect((await published(pm311, inTheEnd)).slice(0, 3)).toEqual((await published(pm311, early)).slice(0, 3));
    expect(await factsAfter(imp12, done.slice(0, 2), 'ImprovementAccepted')).toMatchObject({ facts: { state: 'accepted', done_at: null } });
  });

  test('of an improvement tells how long it took, how late it was, whose it became, and whether it helped', async () => {
    expect(await factsAfter(imp12, done, 'ImprovementHelpSaid')).toMatchObject({
      facts: {
        improvement_id: 'IMP-12',
        question: 'detect',
        postmortem_id: 'PM-311',
        state: 'done',
        owner: 'U0DEV',
        team_id: 'shops',
        due_on: '2026-04-16',
        extensions: 0,
        days_late: 4,
        lead_time_s: (30 * 24 + 18) * 3600,
        helped: { yes: 1, partly: 0, no: 0, too_early: 0 },
      },
    });
  });

  test('never carries what people wrote', async () => {
    const secretly = <Event extends Any>(event: Event): Event =>
      Object.fromEntries(Object.entries(event).map(([key, value]) => [key, key.endsWith('Id') ? 'secret' : value])) as Event;
    const told = await Promise.all([
      ...postmortemCourse.map((events) => published(pm311, events.map(secretly))),
      ...improvementCourse.map((events) => published(imp12, events.map(secretly))),
    ]);
    expect(told.flat().length).toBe((await everything()).flat().length);
    expect(JSON.stringify(told)).not.toMatch(/secret|written/);
  });

  test('of a log that does not begin at the beginning is an error and no event', async () => {
    await expect(published(pm311, waived.slice(1, 2))).rejects.toThrow('PM-311/1 comes before there is a postmortem');
    await expect(published(imp12, done.slice(1, 2))).rejects.toThrow('IMP-12/1 comes before the proposal');
  });
});
