import { describe, expect, test, vi } from 'vitest';
import { PostmortemDocument } from '#domain/postmortem/document';
import { AnswerKey, Question } from '#domain/postmortem/prompt';
import { shortened } from '#domain/postmortem/shortening';
import { documentBlocks } from '#slack-kit/document-blocks';
import { markdown } from '#slack-kit/document-markdown';
import { over } from '#test/postmortem-known';

const anItem = 400_000;
const bytes = (document: PostmortemDocument) => new TextEncoder().encode(JSON.stringify(document)).length;
const words = (id: string, text: string) => ({ id: `PM-311/${id}`, text });

type Size = { letter: string; artifacts?: number; entries?: number; people?: number; longAddress?: number };
/** As much as there may be of everything, in one letter. */
function filled({ letter, artifacts = 1000, entries = 1500, people = 40, longAddress = 200 }: Size): PostmortemDocument {
  const said = letter.repeat(3000);
  const address = (n: number) => `https://wiki.example.com/${n}/${'a'.repeat(longAddress)}`.slice(0, longAddress);
  const answers = (key: AnswerKey) => ({
    key,
    nothing: 0,
    answers: Array.from({ length: people }, (_, n) => ({ by: { label: `responder ${n}` }, words: words(`U9${n}-${key}`, said) })),
  });
  return PostmortemDocument.parse({
    ...{ schema: 'muster.postmortem/1', id: 'PM-311', incident: 'INC-311', version: 1, as_of: over, zone: 'Europe/London' },
    ...{ private: false, exercise: false, requirement: 'required', because: ['serious'], title: words('title', letter.repeat(150)) },
    ...{ service: 'bedroom', team: 'team-bedroom', severity: { declared: 'sev1', peak: 'sev1', final: 'sev1' } },
    times: { declared_at: over, reopened_at: [] },
    artifacts: Array.from({ length: artifacts }, (_, n) => ({
      ...{ kind: 'link', at: over },
      words: words(`artifact-link-${n}`, `${address(n)}\n${letter.repeat(80)}`),
    })),
    summary: { words: words('summary', said), windows: [], confirmed: true },
    timeline: Array.from({ length: entries }, (_, n) => ({
      ...{ at: over, kind: 'communication', told: 'Somebody noted' },
      words: words(`note-${n}`, said),
    })),
    seen: AnswerKey.options.slice(0, 5).map(answers),
    questions: Question.options.map(answers),
    ...{ factors: [], improvements: [], went_well: [] },
    people: Array.from({ length: people }, (_, n) => ({ label: `responder ${n}`, as: ['responder'] })),
    data_quality: {
      ...{ asked: people, answered: people, not_asked: 0, meeting: 'held', overdue: false, missing: [] },
      ...{ timeline_cut: false, words_cut: false },
    },
  });
}

describe('A postmortem that very much was written into', () => {
  test.each<[string, Size]>([
    ['in plain letters', { letter: 'w' }],
    ['in Japanese', { letter: '語' }],
    ['with the longest addresses there are', { letter: '語', longAddress: 2000 }],
    ['by all who can write', { letter: '語', people: 60 }],
    ['and no artifacts', { letter: '語', artifacts: 0 }],
  ])('fits into an item with room to spare: %s', (_, size) => {
    const whole = filled(size);
    expect(bytes(whole)).toBeGreaterThan(anItem);
    const short = shortened(whole);
    expect(bytes(short)).toBeLessThan(anItem - 40_000);
    expect(PostmortemDocument.parse(JSON.parse(JSON.stringify(short)))).toEqual(short);
    expect(short.data_quality.words_cut).toBe(true);
  });

  test('has addresses that still lead where they led, and says how many are left out', () => {
    const whole = filled({ letter: '語' });
    const short = shortened(whole);
    const addresses = (document: PostmortemDocument) => document.artifacts.map((one) => one.words.text.split('\n')[0]);
    expect(short.artifacts.length).toBeGreaterThan(100);
    expect(addresses(short)).toEqual(addresses(whole).slice(0, short.artifacts.length));
    const { artifacts_left_out: artifacts = 0, timeline_left_out: entries = 0 } = short.data_quality;
    expect([artifacts + short.artifacts.length, entries + short.timeline.length]).toEqual([1000, 1500]);
    for (const shown of [markdown(short), JSON.stringify(documentBlocks(short))]) {
      expect(shown).toContain(`not shown: ${artifacts}. They stand in the record`);
      expect(shown).toContain(`entries not shown: ${entries}`);
    }
  });

  // Slack waits three seconds for what publishes it, and the largest is seventeen megabytes.
  test.each<[string, Size]>([
    ['in plain letters', { letter: 'w' }],
    ['in Japanese', { letter: '語' }],
    ['with the longest addresses there are', { letter: '語', longAddress: 2000 }],
  ])('is not written out as a whole to find how much of it fits: %s', (_, size) => {
    const whole = filled(size);
    const written = vi.spyOn(JSON, 'stringify');
    try {
      shortened(whole);
      const letters = written.mock.results.reduce((sum, { value }) => sum + String(value).length, 0);
      expect(letters).toBeGreaterThan(100_000);
      expect(letters).toBeLessThan(bytes(whole) / 2);
    } finally {
      written.mockRestore();
    }
  });

  test('and has room for all of it is left as it is', () => {
    const small = filled({ letter: 'w', artifacts: 3, entries: 3, people: 2 });
    expect(shortened(small)).toEqual(small);
  });
});
