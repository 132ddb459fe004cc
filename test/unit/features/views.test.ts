import type { ModalView } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { DetectedBy } from '#domain/incident/declaring-events';
import type { IncidentEvent } from '#domain/incident/events';
import { Severity } from '#domain/incident/severity';
import type { IncidentView, News } from '#domain/incident/view';
import { react as sayWhoHasIt } from '#features/acknowledge-incident/react';
import { answerInLine, answerInModal, type Told } from '#features/declare-incident/answer';
import { didYouMean } from '#features/declare-incident/did-you-mean';
import { differentButton, readDifferent } from '#features/declare-incident/different';
import { declareModal, offer, type Prefill, read } from '#features/declare-incident/modal';
import { react as escalate } from '#features/escalate-incident/react';
import { list, type Row } from '#features/list-incidents/list';
import { react as openChannel } from '#features/open-channel/react';
import { react as pagePeople } from '#features/page-people/react';
import { react as swarm } from '#features/route-incident/react';
import { announcement } from '#features/show-card/announcement';
import { card } from '#features/show-card/card';
import { react as showCard } from '#features/show-card/react';
import { status } from '#features/show-status/status';
import { checkMessageBlocks, checkView } from '#sandbox/slack/block-kit/check';
import { offered } from '#sandbox/slack/block-kit/options';
import { verbHelp } from '#slack-kit/help';
import { acknowledgeButton, identifyActions, identifyButton, readIdentified, readIncident } from '#slack-kit/incident-buttons';
import type { Filled } from '#slack-kit/inputs';
import { cut, cutMarkup, escaped, link, named, unescaped, when } from '#slack-kit/text';
import {
  acknowledged,
  anEntry,
  aService,
  asha,
  aTeam,
  aView,
  channelOpened,
  channelRefused,
  crowd,
  declared,
  dev,
  escalated,
  givenOpen,
  inc311,
  longAgo,
  marek,
  reported,
  routed,
  slug,
  tom,
  tuesday,
  unacknowledged,
  unrouted,
} from '#test/builders';
import { fc } from '#test/properties';

const hostile = '<!channel> & <@U1> *x* <https://evil.example.com|click> &lt;!here&gt;';
const nobody = routed({ ladder: [{ role: 'lead', people: [marek] }], uncoveredSince: longAgo });
/** The states of an incident in which it is shown. */
const courses: Record<string, IncidentEvent[]> = {
  'just declared': [declared()],
  routed: [declared(), routed()],
  'in its room': [declared({ reportedBy: dev }), routed({ group: 'S1' }), channelOpened()],
  'a drill of unknown service': [declared({ drill: true, service: null, saidId: 'said' }), routed({ owner: null }), channelOpened()],
  'with nobody on call': [
    declared(),
    nobody,
    escalated({ rung: 0, role: 'lead', people: [marek], because: 'nobody_on_call' }),
    channelOpened(),
  ],
  'with nobody at all': [declared(), routed({ ladder: [] }), unrouted(), channelOpened()],
  escalated: [
    declared(),
    routed(),
    channelOpened(),
    escalated(),
    escalated({ rung: 2, role: 'lead', people: [marek], because: 'not_reached' }),
  ],
  'had by someone': [
    declared({ detectedBy: 'customer' }),
    routed(),
    channelOpened(),
    reported(),
    acknowledged(),
    unacknowledged(),
    acknowledged(),
  ],
  'private without a channel': [declared({ private: true }), routed(), channelRefused()],
  'of many people': [
    declared({ origin: { channel: 'C1', link: 'https://harrow.slack.com/archives/C1/p1' } }),
    routed({
      swarm: crowd(500),
      leftOut: crowd(500).map((person) => ({ person, reason: 'too_many' })),
      ladder: [{ role: 'management', people: crowd(60) }],
    }),
    channelOpened(),
    ...Array.from({ length: 4 }, () => escalated({ role: 'management', people: crowd(60) })),
  ],
};
const newsOf = (events: IncidentEvent[], words: string): News[] =>
  events.map((event, index) => ({ version: index + 1, event, texts: { report: { by: dev, body: words }, x: { by: dev, body: words } } }));

const withWords = (events: IncidentEvent[], words: string, name = words): IncidentView =>
  aView(events, {
    title: words,
    symptoms: words,
    said: words,
    ...(givenOpen(...events).service
      ? {
          service: aService({
            name,
            lifecycle: 'maintenance_mode',
            runbook: 'https://wiki.example.com/r',
            dashboards: ['https://d.example.com/1', 'https://d.example.com/2'],
          }),
        }
      : {}),
    team: aTeam({ name }),
    near: [1, 2, 3].map((n) => anEntry(`near-${n}`, { name })),
  });

type Shown = { text: string; blocks?: unknown };
/** Everything that is said of an incident, in messages of any kind. */
function everything(view: IncidentView, news: News[]): Shown[] {
  const row: Row = { id: view.id, incident: view.incident, title: view.title, service: view.service?.name ?? 'unknown service' };
  const effects = [openChannel, showCard, swarm, escalate, sayWhoHasIt, pagePeople].flatMap((react) => react(view, news));
  const first = { by: tom, title: view.title, service: view.service?.name ?? 'unknown service', at: tuesday };
  const told: Told[] = [
    { kind: 'declared', id: inc311 },
    { kind: 'declared', id: inc311, near: view.near },
    { kind: 'reported', id: inc311, report: 'x1', first },
  ];
  return [
    ...effects.flatMap((effect): Shown[] => {
      if (effect.kind === 'topic') return [{ text: effect.topic }];
      if (effect.kind === 'purpose') return [{ text: effect.purpose }];
      return 'text' in effect ? [{ text: effect.text, ...(effect.blocks && { blocks: effect.blocks }) }] : [];
    }),
    card(view, view.near),
    announcement(view),
    { text: 'status', blocks: status(view) },
    { text: 'list', blocks: list([row], { which: 'open' }, 'next') },
    ...told.map(answerInLine),
    ...told.map((one) => ({ text: one.kind, blocks: answerInModal(one).blocks })),
    verbHelp('declare', `declare ${escaped(view.title)}`),
    didYouMean(`stauts ${escaped(view.title)}`, ['status'], 'inc-311-x') ?? { text: '' },
  ];
}

/** What Slack would read as markup: the text of messages, and of `mrkdwn` objects wherever they stand. */
function markupOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(markupOf);
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'mrkdwn' && 'text' in value) return [String(value.text)];
  return Object.values(value).flatMap(markupOf);
}
/** Mentions, times and links of ours. */
const ours =
  /<@[UW][A-Z0-9]+>|<#C[A-Z0-9]+>|<!subteam\^S[A-Z0-9]+>|<!date\^\d+\^[^|<>]+\|[^<>]+ UTC>|<https:\/\/harrow\.slack\.com[^|<>]*\|[^<>]*>/g;
const left = (text: string) => text.replaceAll(ours, '').replaceAll(/^> /gm, '');

describe('Whatever a person wrote', () => {
  test.each(Object.entries(courses))('never becomes a mention, a link or a command: %s', (_, events) => {
    for (const { text, blocks } of everything(withWords(events, hostile), newsOf(events, hostile))) {
      for (const said of [text, ...markupOf(blocks)]) {
        expect(left(said)).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
        expect(said).not.toMatch(/<!channel>|<@U1>|<https:\/\/evil/);
      }
    }
  });

  test('for any words, in titles and in names', () => {
    const nasty = fc
      .array(fc.constantFrom('<', '>', '&', '|', '<!channel>', '<@U1>', '&lt;', '*', '`', '\n', '🔥', 'x', ' '), {
        minLength: 1,
        maxLength: 30,
      })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(nasty, nasty, fc.constantFrom(...Object.values(courses)), (title, name, events) => {
        for (const { text, blocks } of everything(withWords(events, title, name), newsOf(events, title))) {
          for (const said of [text, ...markupOf(blocks)]) expect(left(said)).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('escaped and back is what it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (said) => {
        expect(unescaped(escaped(said))).toBe(said);
      }),
    );
  });
});

describe('Every view is what Slack accepts', () => {
  const extremes: [string, string][] = [
    ['ordinary', 'beds cannot be added'],
    ['hostile', hostile],
    ['longest', 'x'.repeat(150)],
    ['longest of what is escaped', '&'.repeat(150)],
    ['longest of pictures', '🔥'.repeat(75)],
    ['empty', ' '],
  ];
  const cases = Object.keys(courses).flatMap((course) => extremes.map(([kind, words]) => [course, kind, words] as const));

  test.each(cases)('%s, %s words', (course, _, words) => {
    const events = courses[course] ?? [];
    for (const { text, blocks } of everything(withWords(events, words), newsOf(events, words))) {
      if (blocks !== undefined) expect(checkMessageBlocks(blocks)).toHaveLength((blocks as unknown[]).length);
      expect(text.isWellFormed() && JSON.stringify(blocks ?? '').isWellFormed()).toBe(true);
      expect(text.length).toBeLessThan(40_000);
    }
  });

  test('long symptoms and a long name fit a card and a status', () => {
    const view = { ...withWords(courses['of many people'] ?? [], '🔥'.repeat(75), 'é'.repeat(3000)), symptoms: '&'.repeat(3000) };
    for (const blocks of [card(view, view.near).blocks, status(view)]) expect(() => checkMessageBlocks(blocks)).not.toThrow();
  });

  test('a page of ten incidents, and one of none', () => {
    const row: Row = {
      id: inc311,
      incident: givenOpen(...(courses['had by someone'] ?? [])),
      title: 'x'.repeat(150),
      service: 'x'.repeat(500),
    };
    expect(checkMessageBlocks(list(Array(10).fill(row), { which: 'open' }, 'open|x'))).toHaveLength(21);
    expect(checkMessageBlocks(list(Array(17).fill(row), { which: 'over', service: slug('bedroom') }, 'over|x'))).toHaveLength(35);
    expect(checkMessageBlocks(list([], { which: 'open' }))).toHaveLength(1);
  });

  test('the answers, as modals', () => {
    const first = { by: tom, title: hostile, service: 'x'.repeat(500), at: tuesday, room: 'C0ROOM' };
    for (const told of [
      { kind: 'declared', id: 'INC-999999999', near: [anEntry('x'.repeat(100))] },
      { kind: 'reported', id: inc311, report: 'x1', first },
    ] as Told[]) {
      expect(checkView(answerInModal(told), 'modal')).toBeDefined();
    }
  });

  test('the declaration’s modal, empty and as full as can be', () => {
    const full: Prefill = {
      title: '🔥'.repeat(75),
      symptoms: 'x'.repeat(3000),
      reporter: tom,
      from: { channel: 'C1', link: `https://harrow.slack.com/${'x'.repeat(200)}` },
    };
    for (const prefill of [{ reporter: tom }, full]) expect(checkView(declareModal(prefill), 'modal')).toBeDefined();
  });

  test('a hundred options of the longest names, with “I don’t know” always there: first where nothing was typed, last otherwise', () => {
    const many = Array.from({ length: 150 }, (_, n) => anEntry(`s${n}`, { name: `${'🔥'.repeat(60)}${n}`, aliases: ['x'.repeat(100)] }));
    for (const [query, at] of [
      ['', 0],
      ['s', 99],
    ] as const) {
      const { options } = offer(many, query);
      expect(options).toHaveLength(100);
      expect(options[at]).toMatchObject({ value: '?', text: { text: "I don't know" } });
      expect(offered.parse({ options })).toEqual({ options });
    }
    expect(offer([], 'nothing').options).toHaveLength(1);
  });
});

/** Answers a modal as a person would: what it opened with stays, unless it is said otherwise. */
function fill(view: ModalView, said: Record<string, object>): Filled {
  const opened = view.blocks.flatMap((block) => {
    if (!('element' in block) || block.block_id === undefined) return [];
    const element = block.element as { initial_value?: string; initial_option?: object; initial_user?: string };
    const answer = {
      value: element.initial_value ?? null,
      selected_option: element.initial_option ?? null,
      selected_user: element.initial_user ?? null,
    };
    return [[block.block_id, { [block.block_id]: { ...answer, ...said[block.block_id] } }]];
  });
  return { state: { values: Object.fromEntries(opened) }, private_metadata: view.private_metadata ?? '' } as Filled;
}
const picked = (value: string) => ({ selected_option: { value } });

describe('The reader beside the view', () => {
  test('a modal that is only given a title is a declaration of unknown service and doubtful severity', () => {
    expect(read(fill(declareModal({ reporter: tom }), { title: { value: ' beds ' } }), tom)).toEqual({
      by: tom,
      reportedBy: tom,
      title: 'beds',
      service: '?',
      severity: 'sev2',
      detectedBy: undefined,
      private: false,
      drill: false,
      from: undefined,
    });
  });

  test('what it opened with comes back as it was, and where it was declared from with it', () => {
    const from = { channel: 'C1', link: 'https://harrow.slack.com/archives/C1/p1' };
    expect(read(fill(declareModal({ title: 'beds', symptoms: 'empty', reporter: dev, from }), {}), tom)).toMatchObject({
      by: tom,
      reportedBy: dev,
      title: 'beds',
      symptoms: 'empty',
      from,
    });
  });

  test('for anything that can be filled in: the command', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 70 })
      .map((said) => said.replaceAll(/\s+/g, ' ').trim())
      .filter((said) => said !== '');
    const filled = fc.record({
      title: text,
      symptoms: fc.option(text, { nil: undefined }),
      service: fc.constantFrom('?', 'checkout'),
      severity: fc.constantFrom(...Severity.options),
      detectedBy: fc.option(fc.constantFrom(...DetectedBy.options), { nil: undefined }),
      reportedBy: fc.constantFrom(asha, dev),
      private: fc.boolean(),
      drill: fc.boolean(),
    });
    fc.assert(
      fc.property(filled, (wanted) => {
        const view = fill(declareModal({ reporter: tom }), {
          title: { value: wanted.title },
          symptoms: { value: wanted.symptoms ?? null },
          service: picked(wanted.service),
          severity: picked(wanted.severity),
          detected_by: wanted.detectedBy ? picked(wanted.detectedBy) : {},
          reported_by: { selected_user: wanted.reportedBy },
          options: { selected_options: (['private', 'drill'] as const).filter((one) => wanted[one]).map((value) => ({ value })) },
        });
        const { symptoms, ...rest } = wanted;
        expect(read(view, tom)).toEqual({ ...rest, ...(symptoms && { symptoms }), by: tom, from: undefined });
      }),
      { numRuns: 100 },
    );
  });

  test('every button gives back what it was made with', () => {
    expect(readIncident(acknowledgeButton(inc311).value)).toBe(inc311);
    expect(readDifferent(differentButton(inc311, 'x1').value)).toEqual({ id: inc311, report: 'x1' });
    expect(readIdentified(identifyButton(inc311, 'checkout', 'Checkout').value)).toEqual({ id: inc311, service: slug('checkout') });
    expect(identifyActions(inc311, []).block_id?.split(' ')[1]).toBe(inc311);
    for (const value of [undefined, '', 'INC-0', 'INC-1x']) expect(() => readIncident(value)).toThrow();
  });
});

describe('Text', () => {
  test('is cut to a length and never through a character', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('x', '🔥', '👩‍🚀', 'é')).map((all) => all.join('')),
        fc.integer({ min: 1, max: 40 }),
        (said, longest) => {
          const short = cut(said, longest);
          expect(short.length).toBeLessThanOrEqual(longest);
          expect(short.isWellFormed()).toBe(true);
          expect(short === said || (short.endsWith('…') && said.startsWith(short.slice(0, -1)))).toBe(true);
          expect(said.length > longest || short === said).toBe(true);
        },
      ),
    );
  });

  test('with markup in it is cut before a mention, a link or an entity that would be halved', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('x', '&amp;', '&lt;', '<@U0ASHA>', '<#C1>', '🔥')).map((all) => all.join('')),
        fc.integer({ min: 1, max: 40 }),
        (said, longest) => {
          const short = cutMarkup(said, longest);
          expect(short.length).toBeLessThanOrEqual(longest);
          expect(short.replaceAll(/<[@#][A-Z0-9]+>|&(?:amp|lt);/g, '')).toMatch(/^(?:x|🔥)*…?$/u);
          expect(said.length > longest || short === said).toBe(true);
        },
      ),
    );
  });

  test('times are shown in the reader’s zone, with one in UTC for whoever cannot', () => {
    expect(when(tuesday)).toBe('<!date^1773151200^{time}|2026-03-10 14:00 UTC>');
    expect(when(tuesday, 'day and time')).toBe('<!date^1773151200^{date_short_pretty}, {time}|2026-03-10 14:00 UTC>');
  });

  test('a link keeps its label apart, and a name in markup stays a name', () => {
    expect(link('https://x.example.com/a|b>c', '<b>')).toBe('<https://x.example.com/a%7Cb%3Ec|&lt;b&gt;>');
    expect(named('*a* <b>').replaceAll('\u200b', '|')).toBe('*|a*| &lt;b&gt;');
  });
});

test('a private incident is announced nowhere, and its cry for help says nothing of it', () => {
  const events = [
    declared({ private: true, service: null }),
    routed({ owner: null, ladder: [], swarm: [tom] }),
    unrouted(),
    channelOpened({ private: true }),
  ];
  const view = withWords(events, 'the secret');
  const outside = [openChannel, showCard, swarm, escalate, sayWhoHasIt, pagePeople]
    .flatMap((react) => react(view, newsOf(events, 'the secret')))
    .filter((effect) => effect.kind === 'message' && effect.to.startsWith('#'));
  expect(outside).toHaveLength(1);
  expect(JSON.stringify(outside)).not.toMatch(/secret|U0TOM|C0ROOM|bedroom/i);
});

test('nobody is alarmed by what reached nobody once, when somebody has it: what stands there is brought up to date, and nothing is said anew', () => {
  const events = [declared(), routed({ ladder: [], swarm: [] }), unrouted(), channelOpened()];
  const alarms = (more: IncidentEvent[]) =>
    escalate(withWords([...events, ...more], 'beds'), []).filter(({ key }) => key.includes('/unrouted-'));
  expect(alarms([])).toMatchObject([{ onlyIfThere: false }, { onlyIfThere: false }]);
  expect(alarms([acknowledged()])).toMatchObject([{ onlyIfThere: true }, { onlyIfThere: true }]);
});

test('effects of an incident have keys of their own', () => {
  for (const events of Object.values(courses)) {
    const view = withWords(events, 'beds');
    const keys = [openChannel, showCard, swarm, escalate, sayWhoHasIt, pagePeople]
      .flatMap((react) => react(view, newsOf(events, 'beds')))
      .map(({ key }) => key);
    expect(keys).toEqual([...new Set(keys)]);
  }
});
