import { describe, expect, test } from 'vitest';
import type { Entry } from '#domain/incident/timeline';
import { organisations } from '#domain/organisation/organisation';
import { answerText } from '#domain/postmortem/answer-text';
import { composed } from '#domain/postmortem/composing';
import { printOf } from '#domain/postmortem/confirmed';
import { PostmortemDocument } from '#domain/postmortem/document';
import type { Material } from '#domain/postmortem/material';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import type { AnswerKey } from '#domain/postmortem/prompt';
import { asExported, withoutWords, wordsIn } from '#domain/postmortem/shortening';
import type { PostmortemView } from '#domain/postmortem/view';
import { exportModal } from '#features/export-postmortem/modal';
import { markdown } from '#slack-kit/document-markdown';
import { documentWording } from '#slack-kit/document-words';
import { inert } from '#slack-kit/inert';
import { readingModal } from '#slack-kit/reading';
import {
  acknowledged,
  aService,
  asha,
  aTeam,
  ben,
  declared,
  happened,
  omar,
  plus,
  priya,
  slug,
  teamSlug,
  tom,
  tuesday,
} from '#test/builders';
import { incidentAfter, offered, over, owner, postmortemAfter, prompted, required, thereWere } from '#test/postmortem-known';

const imp1 = 'IMP-1' as const;
const answered = (by: typeof asha, keys: AnswerKey[], nothing: AnswerKey[] = []): PostmortemEvent => ({
  type: 'PostmortemPromptAnswered',
  at: plus(over, 60),
  by,
  prompts: ['p5'],
  answers: [...keys.map((key) => ({ key, textId: answerText(by, key) })), ...nothing.map((key) => ({ key, nothing: true as const }))],
});
const said: Record<string, string> = {
  summary: 'Faxes of 212 surgeries were not sent for 43 minutes. Each was sent again by noon; no order was lost.',
  link: 'https://wiki.example.com/fax-provider\nHow faxes leave us',
  [answerText(asha, 'saw')]: 'The queue grew, and nothing told us that nobody took from it.',
  [answerText(tom, 'saw')]: 'A surgery called. <@U0BEN|ben> knew the provider’s number by heart.',
  [answerText(asha, 'detect')]: 'A monitor on every queue that has none.\n1. fax\n2. payments\n# not a heading',
  [answerText(ben, 'quick_fix')]: 'A button that sends all of an hour again, in one go.',
  [answerText(asha, 'prevent')]: 'A second provider.',
  [answerText(tom, 'other_risk')]: 'Check payments and contacts: do they have a queue without a monitor?',
  [answerText(asha, 'went_well')]: 'Plain words in the error codes: *we knew what it was* within minutes.',
};
const windows = [{ level: 'unavailable' as const, fraction: 1, from: plus(tuesday, -11), to: plus(tuesday, 32) }];

function material(more: Partial<Material> = {}, events: PostmortemEvent[] = []): Material {
  const incident = incidentAfter(
    happened('IncidentImpactChanged', { at: over, by: asha, before: [], windows } as unknown as Parameters<
      typeof happened<'IncidentImpactChanged'>
    >[1]),
  );
  const postmortem = postmortemAfter(
    offered(),
    required(),
    thereWere(),
    owner,
    prompted(asha),
    prompted(ben),
    prompted(tom),
    answered(asha, ['saw', 'detect', 'prevent', 'went_well']),
    answered(ben, ['quick_fix'], ['detect', 'react']),
    answered(tom, ['saw', 'other_risk'], ['react']),
    { type: 'PostmortemSummaryWritten', at: over, by: asha, textId: 'summary' },
    { type: 'PostmortemImpactConfirmed', at: over, by: asha, windows: 1, incidentVersion: 5, print: printOf(windows) },
    { type: 'PostmortemFactorsSet', at: over, by: asha, factors: ['telemetry_gap', 'handoff_delay'] },
    { type: 'PostmortemMeetingStarted', at: plus(over, 2880), by: asha },
    {
      type: 'PostmortemMeetingHeld',
      at: plus(over, 2880),
      by: asha,
      heldAt: plus(over, 2880),
      decideBy: plus(over, 5760),
      publishBy: plus(over, 7200),
    },
    { type: 'PostmortemImprovementListed', at: over, improvement: imp1 },
    { type: 'PostmortemSignedOff', at: plus(over, 6000), by: priya, as: 'product_manager' },
    ...events,
  );
  const view: PostmortemView = {
    id: 'PM-311',
    postmortem,
    version: 20,
    now: plus(over, 7200),
    incident: { ...incident, impact: windows },
    incidentVersion: 5,
    incidentWords: {},
    title: 'Faxes <!channel> do not leave; [click](https://evil.example)',
    service: aService({ slug: slug('bedroom'), name: 'Fax dispatch' }),
    team: aTeam(),
    organisation: { ...organisations.initial, zone: 'America/New_York' },
    improvements: [
      {
        id: imp1,
        words: {},
        improvement: {
          state: 'accepted',
          kind: 'action',
          question: 'detect',
          postmortem: 'PM-311',
          incidents: ['INC-311'],
          service: slug('bedroom'),
          team: teamSlug('team-bedroom'),
          private: false,
          titleId: 'title',
          doneWhenId: 'done',
          priority: 'high',
          proposedAt: over,
          joined: [],
          steps: [],
          reminded: [],
          acceptedAt: over,
          owner: ben,
          dueOn: '2026-04-09',
          extensions: 0,
        } as unknown as PostmortemView['improvements'][number]['improvement'],
      },
    ],
  };
  const entry = (event: Entry['event'], at: string, kind: Entry['kind'], words: Entry['words'] = {}): Entry => ({
    place: at,
    at,
    kind,
    event,
    words,
  });
  return {
    view,
    artifacts: [{ id: 'a1', kind: 'link', at: over, textId: 'link' }],
    entries: [
      entry(declared({ titleId: 'title' }), tuesday, 'alert', { title: 'Faxes do not leave' }),
      entry(acknowledged(), plus(tuesday, 3), 'action'),
      entry(
        happened('IncidentNoted', { at: plus(tuesday, 9), by: asha, textId: 'note', happenedAt: plus(tuesday, 9) } as never),
        plus(tuesday, 9),
        'communication',
        {
          note: 'Asked the provider: <@U0BEN> has them on the phone\n===\n| a | b |',
        },
      ),
      entry(happened('IncidentResolved', { at: over, fix: 'permanent', howId: 'how' }), over, 'action', {
        how: 'Sent by the second provider',
      }),
    ],
    entriesCut: false,
    words: said,
    improvementWords: new Map([[imp1, { title: 'Put a monitor on every queue', done: 'No queue is without one in the catalogue' }]]),
    ...more,
  };
}
const document = (more: Partial<Material> = {}, events: PostmortemEvent[] = []) => composed(material(more, events), 1, documentWording);

describe('A postmortem as a document', () => {
  test('makes sense to somebody who was not there', async () => {
    await expect(markdown(document())).toMatchFileSnapshot('./exported-postmortem.md');
  });

  test('is what its schema says', () => {
    const made = document();
    expect(PostmortemDocument.parse(JSON.parse(JSON.stringify(made)))).toEqual(made);
  });

  test('calls people by what they were, also where they are mentioned, and by name only who wants that', () => {
    const whole = JSON.stringify(asExported(document())) + markdown(document());
    expect(whole).not.toMatch(/U0(ASHA|BEN|TOM|PRIYA|MAREK)/);
    expect(whole).toContain('@responder 2 knew the provider');
    const named = document({}, [{ type: 'PostmortemNameShown', at: over, by: ben, named: true }]);
    expect(new Set(JSON.stringify(asExported(named)).match(/U0[A-Z]+/g))).toEqual(new Set([ben]));
    expect(markdown(named, new Map([[ben, 'Ben Okafor']]))).toContain('owner: Ben Okafor');
    expect(markdown(named)).toContain('owner: responder 2');
  });

  test('whoever is alone in what they were has no number, and who comes later changes nobody’s', () => {
    const called = (...more: PostmortemEvent[]) => document({}, more).people.map(({ label, as }) => `${label}: ${as.join()}`);
    const before = called();
    expect(before).toEqual(['responder 1: responder', 'responder 2: responder', 'reporter: reporter']);
    const responder: PostmortemEvent = { type: 'PostmortemPeopleChanged', at: over, people: [{ person: omar, as: ['responder'] }] };
    expect(called(responder)).toEqual([...before, 'responder 3: responder']);
  });

  test('has nothing in it of what was erased, in any version', () => {
    const erased = answerText(asha, 'detect');
    const later = document({ words: { ...said, [erased]: '' } });
    expect(markdown(later)).toContain('*words removed*');
    expect(JSON.stringify(later)).not.toContain('A monitor on every queue');
    const before = document();
    expect(wordsIn(before)).toContain(`PM-311/${erased}`);
    const read = withoutWords(before, new Set([`PM-311/${erased}`]));
    expect(JSON.stringify(read)).not.toContain('A monitor on every queue');
    expect(markdown(read)).toContain('*words removed*');
  });

  test('that very many have written very much into fits into an item, and says that it is shortened', () => {
    const long = Object.fromEntries(Object.entries(said).map(([id, text]) => [id, `${text} ${'ü'.repeat(3000)}`]));
    const one = material({ words: long }).entries[2] as Entry;
    const entries = Array.from({ length: 1500 }, (_, n) => ({ ...one, words: { note: `${n} ${'語'.repeat(2000)}` } }));
    const made = document({ words: long, entries });
    expect(new TextEncoder().encode(JSON.stringify(made)).length).toBeLessThan(400_000);
    expect(made.data_quality.words_cut).toBe(true);
    expect(markdown(made)).toContain('Long answers are shortened here');
  });
});

describe('Words of people', () => {
  test.each([
    ['# a heading', '\\# a heading'],
    ['1. a list', '1\\. a list'],
    ['- [ ] a task', '\\- \\[ \\] a task'],
    ['text\n===', 'text\n\\==='],
    ['![x](https://evil.example/x.png)', '!\\[x\\](https\\://evil.example/x.png)'],
    ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)\\>'],
    ['`code` *bold* _it_ ~no~', '\\`code\\` \\*bold\\* \\_it\\_ \\~no\\~'],
    ['&lt;b&gt;', '\\&lt;b\\&gt;'],
    ['@octocat', '@\u2060octocat'],
    ['| a |', '\\| a \\|'],
    ['a\u202eb\u0000c', 'abc'],
  ])('%j becomes no markup', (words, written) => {
    expect(inert(words)).toBe(written);
  });

  test('a title is one line, whatever stands in it', () => {
    const { view, ...rest } = material();
    const made = composed({ ...rest, view: { ...view, title: 'a\n# b\n\n- c' } }, 1, documentWording);
    expect(markdown(made).split('\n')[0]).toBe('# Postmortem of INC-311: a # b - c');
  });
});

describe('What is shown in Slack', () => {
  test('is within a form’s limits, page by page, and all of it', () => {
    const one = material().entries[2] as Entry;
    const made = document({ entries: Array.from({ length: 400 }, (_, n) => ({ ...one, words: { note: `entry ${n}` } })) });
    const text = markdown(made);
    const wanted = { id: 'PM-311' as const, version: 1, form: 'json' as const, page: 0 };
    const first = exportModal({ wanted, versions: [1], text });
    expect(first.blocks.length).toBeLessThanOrEqual(100);
    expect(JSON.stringify(first).length).toBeLessThan(250_000);
    const pages = Array.from({ length: 30 }, (_, page) => readingModal(made, page));
    for (const view of pages) expect(view.blocks.length).toBeLessThanOrEqual(100);
    expect(JSON.stringify(pages)).toContain('entry 399');
  });
});
