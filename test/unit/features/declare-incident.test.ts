import { describe, expect, test } from 'vitest';
import type { IncidentEvent } from '#domain/incident/events';
import { incidents, latestRef } from '#domain/incident/incident';
import { channelId, latestKey } from '#domain/keys';
import { perform } from '#domain/perform';
import type { Ref } from '#domain/records';
import { channels } from '#domain/workspace/channel';
import { type DeclareIncident, declareIncident } from '#features/declare-incident/decide';
import { declare, declareDifferent, declareRelated, type Wanted } from '#features/declare-incident/declare';
import { reportIncident } from '#features/declare-incident/report';
import { duplicateIncident } from '#features/duplicate-incident/decide';
import { observeChannel } from '#features/observe-workspace/decide';
import {
  anEntry,
  aService,
  asha,
  bot,
  deactivated,
  declared,
  dev,
  given,
  guest,
  happened,
  harrowHome,
  hasService,
  inc311,
  longAgo,
  member,
  noIncident,
  owned,
  plus,
  type Stage,
  slug,
  stranger,
  tom,
  tuesday,
} from '#test/builders';

const command = (more: Partial<DeclareIncident> = {}): DeclareIncident => ({
  by: tom,
  reportedBy: tom,
  at: tuesday,
  service: 'bedroom',
  title: "Can't add beds",
  titleId: 't1',
  symptomsId: 's1',
  saidId: 'w1',
  severity: 'sev2',
  private: false,
  drill: false,
  ...more,
});
type Facts = Parameters<typeof declareIncident.decide>[1];
const facts = (more: Partial<Facts> = {}): Facts => ({
  person: member,
  channel: { shared: false },
  names: [{ service: slug('bedroom') }],
  latest: undefined,
  newest: more.latest ? [given(declared())] : [],
  earlier: [],
  ...more,
});
const decide = (more: Partial<DeclareIncident> = {}, seen: Partial<Facts> = {}) =>
  declareIncident.decide(noIncident, facts(seen), command(more), {
    id: inc311,
    versions: { person: 1, channel: 0, names: 1, latest: 4, newest: 1, earlier: 0 },
  });
const latest = (minutesAgo: number) => ({ incident: 'INC-7' as const, at: plus(tuesday, -minutesAgo) });
const kindOf = (decision: ReturnType<typeof decide>) => (!Array.isArray(decision) && (decision.answer as { kind: string }).kind) || 'none';

describe('Declaring', () => {
  test('puts the incident on record, its words beside it, and the service’s latest incident in its place', () => {
    expect(decide()).toEqual({
      events: [
        {
          type: 'IncidentDeclared',
          at: tuesday,
          by: tom,
          reportedBy: tom,
          severity: 'sev2',
          service: 'bedroom',
          private: false,
          drill: false,
          titleId: 't1',
        },
      ],
      texts: [{ id: 't1', by: tom, body: "Can't add beds", inHead: true }],
      puts: [{ key: latestKey('bedroom'), value: { incident: inc311, at: tuesday }, expected: 4 }],
      answer: { kind: 'declared', known: true },
    });
  });

  test('keeps what customers see, who noticed, and the message it came from', () => {
    const from = { channel: 'C1', link: 'https://x.slack.com/archives/C1/p1' };
    const decision = decide({ symptoms: 'An empty basket', detectedBy: 'customer', from, reportedBy: dev });
    expect(decision).toMatchObject({
      events: [{ symptomsId: 's1', detectedBy: 'customer', origin: from, reportedBy: dev }],
      texts: [{ id: 't1' }, { id: 's1', body: 'An empty basket', inHead: true }],
    });
    expect(decide({ from: { channel: 'C1' } })).not.toHaveProperty('events.0.origin');
  });

  test('no word of a person is in the event', () => {
    const decision = decide({ service: 'secret words', title: 'secret title', symptoms: 'secret symptoms' }, { names: [undefined] });
    expect(JSON.stringify(!Array.isArray(decision) && decision.events)).not.toContain('secret');
  });

  test('what was said of it is kept up to 200 characters, and never half of one', () => {
    const said = decide({ service: `${'g'.repeat(198)}🎁🎁` }, { names: [undefined] });
    expect(said).toMatchObject({ texts: expect.arrayContaining([expect.objectContaining({ id: 'w1', body: `${'g'.repeat(198)}…` })]) });
  });

  test('an unknown service never delays it, and what was said of it is kept for whoever finds it', () => {
    const said = decide({ service: 'giftcards' }, { names: [undefined] });
    expect(said).toMatchObject({
      events: [{ service: null, saidId: 'w1' }],
      texts: [{ id: 't1' }, { id: 'w1', body: 'giftcards' }],
      puts: [],
      answer: { kind: 'declared', known: false },
    });
    for (const service of ['?', '', ' ']) {
      expect(decide({ service }, { names: [] })).toMatchObject({ events: [{ service: null }], texts: [{ id: 't1' }], puts: [] });
      expect(decide({ service }, { names: [] })).not.toHaveProperty('events.0.saidId');
    }
  });

  test('of a URL the nearest page that is somebody’s counts', () => {
    expect(decide({ service: 'https://a.b/c/d' }, { names: [undefined, { service: slug('c') }, { service: slug('a') }] })).toMatchObject({
      events: [{ service: 'c' }],
    });
  });

  test('guests and people we have not met declare too; bots, the deactivated and shared channels do not', () => {
    for (const person of [member, guest, stranger]) expect(kindOf(decide({}, { person }))).toBe('declared');
    for (const person of [bot, deactivated]) expect(() => decide({}, { person })).toThrow(/Only people of this workspace/);
    expect(() => decide({}, { channel: { shared: true } })).toThrow(/shared with another company/);
  });
});

describe('A second declaration on the same service', () => {
  test.each([
    [0, 'joins'],
    [-1, 'joins'],
    [29, 'joins'],
    [30 - 1 / 60_000, 'joins'],
    [30, 'declared'],
    [31, 'declared'],
  ])('%d minutes later it %s', (minutesAgo, kind) => {
    expect(kindOf(decide({}, { latest: latest(minutesAgo) }))).toBe(kind);
  });

  test('joins without writing anything: the report is another act', () => {
    expect(decide({}, { latest: latest(1) })).toEqual({ events: [], answer: { kind: 'joins', incident: 'INC-7' } });
  });

  test('is one of its own when it is private, a drill, or said to be different', () => {
    for (const more of [{ private: true }, { drill: true }, { evenSo: true }])
      expect(kindOf(decide(more, { latest: latest(1) }))).toBe('declared');
  });

  test('private ones and drills are never there to be joined', () => {
    for (const more of [{ private: true }, { drill: true }]) expect(decide(more)).toMatchObject({ puts: [] });
    expect(decide({ evenSo: true })).toMatchObject({ puts: [{ key: latestKey('bedroom') }] });
  });
});

describe('A declaration where the latest incident is the same as another', () => {
  const sameAs = happened('IncidentMarkedDuplicate', { of: 'INC-3' });
  const first = (...events: IncidentEvent[]) => ({
    latest: latest(10),
    newest: [given(declared(), sameAs), given(declared({ at: plus(tuesday, -90) }), ...events)],
  });
  test('joins the one that goes on, while the last of them is not half an hour old', () => {
    expect(decide({}, first())).toEqual({ events: [], answer: { kind: 'joins', incident: 'INC-3' } });
    expect(kindOf(decide({}, { ...first(), latest: latest(30) }))).toBe('declared');
  });
  test('is one of its own where that is hidden from them, or where none goes on', () => {
    const hidden = happened('IncidentMadePrivate', { people: [] });
    expect(kindOf(decide({ by: asha }, first(hidden)))).toBe('declared');
    expect(kindOf(decide({ by: tom }, first(hidden)))).toBe('joins');
    expect(kindOf(decide({}, first(happened('IncidentMarkedDuplicate', { of: 'INC-7' }))))).toBe('declared');
    expect(kindOf(decide({ evenSo: true }, first()))).toBe('declared');
  });
  test('is offered that one, where it was resolved within a day', () => {
    expect(decide({}, first(resolvedAt(5)))).toMatchObject({ answer: { kind: 'declared', same: { incident: 'INC-3', minutes: 5 } } });
  });
  test('is a report of that one, on its record', async () => {
    const stage = await harrowHome();
    const [one, other] = [await declare(stage, wanted(), 'd1'), await declare(stage, wanted({ by: asha, evenSo: true }), 'd2')];
    await perform(stage, incidents, other.id, duplicateIncident, { by: asha, at: tuesday, inRoom: true, of: one.id });
    expect(await declare(stage, wanted({ by: dev }), 'd3')).toMatchObject({ kind: 'reported', id: one.id });
    expect((await logOf(stage, one.id)).at(-1)).toMatchObject({ type: 'IncidentReported', by: dev });
  });
});

const over = (...more: IncidentEvent[]) => ({ latest: latest(10), newest: [given(declared(), ...more)] });
const resolvedAt = (minutesAgo: number) => happened('IncidentResolved', { at: plus(tuesday, -minutesAgo), fix: 'permanent', howId: 'how' });

describe('A declaration on a service whose latest incident is over', () => {
  test('is one of its own, and what was resolved within a day is offered to be opened again', () => {
    expect(decide({}, over(resolvedAt(40)))).toMatchObject({
      events: [{ type: 'IncidentDeclared' }],
      answer: { kind: 'declared', same: { incident: 'INC-7', minutes: 40 } },
    });
    const closed = over(resolvedAt(90), happened('IncidentClosed', { at: tuesday }));
    expect(decide({}, closed)).toMatchObject({ answer: { same: { minutes: 90 } } });
    expect(decide({}, over(resolvedAt(24 * 60)))).toMatchObject({ answer: { same: { minutes: 1440 } } });
  });

  test('nothing is offered a day later, after a false alarm, of what they may not know, to a guest or when it was said to be different', () => {
    const nothing = { answer: { kind: 'declared', known: true } };
    expect(decide({}, over(resolvedAt(24 * 60 + 1)))).toMatchObject(nothing);
    for (const decision of [
      decide({}, over(happened('IncidentCancelled', { reasonId: 'why' }))),
      decide({ by: asha }, { latest: latest(10), newest: [given(declared({ private: true }), resolvedAt(5))] }),
      decide({}, { ...over(resolvedAt(5)), person: guest }),
      decide({ evenSo: true }, over(resolvedAt(5))),
      decide({ private: true }, over(resolvedAt(5))),
    ]) {
      expect(kindOf(decision)).toBe('declared');
      expect(decision).not.toHaveProperty('answer.same');
    }
  });

  test('it joins again what was opened again, counted from then', () => {
    const again = (minutesAgo: number) => over(resolvedAt(60), happened('IncidentReopened', { at: plus(tuesday, -minutesAgo) }));
    expect(kindOf(decide({}, { ...again(29), latest: latest(600) }))).toBe('joins');
    expect(kindOf(decide({}, { ...again(30), latest: latest(600) }))).toBe('declared');
  });

  test('a private one that was public before is not offered for joining to those outside it', () => {
    const hidden = { latest: latest(1), newest: [given(declared({ private: true }))] };
    expect(kindOf(decide({ by: asha }, hidden))).toBe('declared');
    expect(kindOf(decide({ by: tom }, hidden))).toBe('joins');
  });
});

describe('What goes on from an earlier one', () => {
  const goesOnFrom = { id: 'INC-7' as const, inRoom: false };
  test('says so on record', () => {
    const earlier = [given(declared(), resolvedAt(2000))];
    expect(decide({ goesOnFrom, evenSo: true }, { earlier })).toMatchObject({ events: [{ relatedTo: 'INC-7' }] });
  });
  test('is not for those for whom that one does not exist', () => {
    const earlier = [given(declared({ private: true }), resolvedAt(2000))];
    expect(() => decide({ by: asha, goesOnFrom, private: true }, { earlier })).toThrow(/no such incident/);
    expect(decide({ goesOnFrom, private: true }, { earlier })).toMatchObject({ events: [{ private: true, relatedTo: 'INC-7' }] });
  });
  test('has the name, the service and the severity of that one, and is one however often it is asked for', async () => {
    const stage = await harrowHome();
    const desk = { ...stage };
    const first = await declare(desk, wanted({ severity: 'sev3' }), 'd1');
    const ask = { id: first.id, inRoom: false, words: 'the queue grows again', by: dev, from: undefined };
    const again = await declareRelated(desk, ask, 'related');
    expect(await declareRelated(desk, ask, 'related')).toEqual(again);
    const [event] = await stage.log.events(again.id, 0);
    expect(event?.body).toMatchObject({ relatedTo: first.id, severity: 'sev3', service: 'bedroom', by: dev });
    const { titleId = '', symptomsId = '' } = (event?.body ?? {}) as { titleId?: string; symptomsId?: string };
    const texts = await stage.log.texts(again.id, [titleId, symptomsId]);
    expect([texts[titleId]?.body, texts[symptomsId]?.body]).toEqual(['card payments failing', 'the queue grows again']);
    await expect(declareRelated(desk, { ...ask, id: 'INC-4711' }, 'other')).rejects.toThrow(/no such incident/);
  });
});

describe('A report', () => {
  test('has its words beside it, and leaves the head as small as it was', () => {
    expect(
      reportIncident.decide(
        given(declared()),
        { person: member },
        { ...command(), symptoms: 'Empty', detectedBy: 'customer' },
        { id: inc311, versions: { person: 1 } },
      ),
    ).toEqual({
      events: [
        {
          type: 'IncidentReported',
          at: tuesday,
          by: tom,
          reportedBy: tom,
          severity: 'sev2',
          detectedBy: 'customer',
          textId: 't1',
          symptomsId: 's1',
        },
      ],
      texts: [
        { id: 't1', by: tom, body: "Can't add beds" },
        { id: 's1', by: tom, body: 'Empty' },
      ],
      answer: { kind: 'reported', report: 't1', at: tuesday },
    });
  });

  test('needs an incident', () => {
    expect(() => reportIncident.decide(noIncident, { person: member }, command(), { id: inc311, versions: { person: 1 } })).toThrow(
      /no such incident/,
    );
  });
});

const wanted = (more: Partial<Wanted> = {}): Wanted => ({
  by: tom,
  reportedBy: tom,
  service: 'bedroom',
  title: 'card payments failing',
  severity: 'sev2',
  private: false,
  drill: false,
  ...more,
});
const logOf = async (stage: Stage, id: `INC-${number}`) =>
  (await stage.log.events(id, 0)).map(({ body }) => body as unknown as IncidentEvent);
const latestOf = async ({ records }: Stage, service: string) => (await records.load([latestRef(service)] as Ref<unknown>[]))[0]?.value;

describe('AC4: two people declare at the same time', () => {
  test('the first opens, and the words of the second are its report at once', async () => {
    const stage = await harrowHome();
    const [first, second] = await Promise.all([
      declare(stage, wanted(), 'd1'),
      declare(stage, wanted({ by: asha, reportedBy: asha, title: 'basket broken' }), 'd2'),
    ]);
    expect(first).toEqual({ kind: 'declared', id: 'INC-1' });
    expect(second).toMatchObject({
      kind: 'reported',
      id: 'INC-1',
      first: { by: tom, title: 'card payments failing', service: 'Bedroom', at: tuesday },
    });
    expect((await logOf(stage, 'INC-1')).map(({ type }) => type)).toEqual(['IncidentDeclared', 'IncidentReported']);
    expect(await stage.log.texts('INC-1', [second.kind === 'reported' ? second.report : ''])).toMatchObject({
      [second.kind === 'reported' ? second.report : '']: { by: asha, body: 'basket broken' },
    });
  });

  test('eight on one service at once are one incident with seven reports', async () => {
    const stage = await harrowHome();
    const told = await Promise.all(Array.from({ length: 8 }, (_, n) => declare(stage, wanted({ title: `it broke ${n}` }), `d${n}`)));
    expect(told.filter(({ kind }) => kind === 'declared')).toHaveLength(1);
    expect(new Set(told.map(({ id }) => id)).size).toBe(1);
    expect(await logOf(stage, told[0]?.id ?? 'INC-1')).toHaveLength(8);
  });

  test('“Mine is different” declares with the same words, and twice pressed it is still one', async () => {
    const stage = await harrowHome();
    await declare(stage, wanted(), 'd1');
    const second = await declare(
      stage,
      wanted({ by: asha, reportedBy: dev, title: 'beds are blue', symptoms: 'Blue', severity: 'sev3' }),
      'd2',
    );
    if (second.kind !== 'reported') throw new Error('It should have joined');
    const [mine, again] = [
      await declareDifferent(stage, 'INC-1', second.report, asha),
      await declareDifferent(stage, 'INC-1', second.report, asha),
    ];
    expect(mine).toEqual({ kind: 'declared', id: again.id });
    const [event] = await logOf(stage, mine.id);
    expect(event).toMatchObject({ by: asha, reportedBy: dev, severity: 'sev3', service: 'bedroom' });
    expect(Object.values(await stage.log.texts(mine.id, ['x7', 'x8', 'x9', 'x10', 'x11'])).map(({ body }) => body)).toEqual([
      'beds are blue',
      'Blue',
    ]);
    expect(await latestOf(stage, 'bedroom')).toMatchObject({ incident: mine.id });
    await expect(declareDifferent(stage, 'INC-1', 'no-such', asha)).rejects.toThrow(/not there any more/);
  });

  test('eleven copies of one submission are one incident with one answer, at once and late', async () => {
    const stage = await harrowHome();
    const copies = await Promise.all(Array.from({ length: 10 }, () => declare(stage, wanted(), 'view.hash')));
    stage.setTime(plus(tuesday, 45));
    copies.push(await declare(stage, wanted(), 'view.hash'));
    expect(copies).toEqual(Array(11).fill(copies[0]));
    const id = copies[0]?.id ?? 'INC-1';
    expect(await logOf(stage, id)).toHaveLength(1);
    expect((await stage.lists.page('open', 100)).heads).toHaveLength(1);
  });

  test('a report that is delivered again is told the same, and is one report', async () => {
    const stage = await harrowHome();
    await declare(stage, wanted(), 'd1');
    const twice = await Promise.all([1, 2].map(() => declare(stage, wanted({ by: asha }), 'd2')));
    stage.setTime(plus(tuesday, 40));
    expect([...twice, await declare(stage, wanted({ by: asha }), 'd2')]).toEqual(Array(3).fill(twice[0]));
    expect(await logOf(stage, 'INC-1')).toHaveLength(2);
  });

  test('a private incident is never offered, and a private declaration never joins', async () => {
    const stage = await harrowHome();
    const first = await declare(stage, wanted({ private: true }), 'd1');
    expect(await latestOf(stage, 'bedroom')).toBeUndefined();
    const [open, hidden] = [await declare(stage, wanted({ by: asha }), 'd2'), await declare(stage, wanted({ private: true }), 'd3')];
    expect(new Set([first, open, hidden].map(({ id }) => id)).size).toBe(3);
    expect([first, open, hidden].map(({ kind }) => kind)).toEqual(['declared', 'declared', 'declared']);
  });

  test('half an hour later it is another incident, which is the one to join from then on', async () => {
    const stage = await harrowHome();
    await declare(stage, wanted(), 'd1');
    stage.setTime(plus(tuesday, 30));
    expect(await declare(stage, wanted(), 'd2')).toMatchObject({ kind: 'declared' });
    stage.setTime(plus(tuesday, 31));
    expect(await declare(stage, wanted(), 'd3')).toMatchObject({ kind: 'reported', id: 'INC-2' });
  });
});

describe('AC3: the service is unknown', () => {
  test('it is open at once, and what may have been meant is offered', async () => {
    const stage = await harrowHome();
    await hasService(stage, aService({ slug: slug('gift-card-api'), name: 'Gift Card API' }), owned(1, 'team-bedroom', longAgo));
    const told = await declare(stage, wanted({ service: 'giftcards page broken' }), 'd1');
    expect(told).toMatchObject({ kind: 'declared', near: [{ slug: 'gift-card-api' }] });
    expect(await logOf(stage, told.id)).toMatchObject([{ type: 'IncidentDeclared', service: null }]);
    expect(await declare(stage, wanted({ service: '?' }), 'd2')).toEqual({ kind: 'declared', id: expect.any(String), near: [] });
  });

  test('by alias, journey, alert key and a page’s address it is the service itself', async () => {
    const stage = await harrowHome();
    const checkout = {
      ...anEntry('Checkout'),
      aliases: ['co'],
      journeys: ['Pay by card'],
      alertKeys: ['co-5xx'],
      urls: ['https://shop.example.com/pay'],
    };
    await hasService(stage, aService({ ...checkout, slug: slug('checkout') }), owned(1, 'team-bedroom', longAgo));
    for (const [index, service] of [
      'Checkout',
      'CO',
      'journey: pay by card',
      'alert:co-5xx',
      'https://shop.example.com/pay/7?x=y',
    ].entries()) {
      const told = await declare(stage, wanted({ service, drill: true }), `d${index}`);
      expect(await logOf(stage, told.id), service).toMatchObject([{ service: 'checkout' }]);
    }
    await declare(stage, wanted({ service: 'checkout' }), 'one');
    expect(await declare(stage, wanted({ service: 'co' }), 'other')).toMatchObject({ kind: 'reported' });
  });
});

test('nothing is declared in a channel that is shared with another company', async () => {
  const stage = await harrowHome();
  await perform(stage, channels, channelId('C0SHARED'), observeChannel, { at: tuesday, shared: true });
  await expect(declare(stage, wanted({ from: { channel: 'C0SHARED' } }), 'd1')).rejects.toThrow(/shared with another company/);
  expect((await stage.lists.page('open', 10)).heads).toEqual([]);
});
