import { describe, expect, test } from 'vitest';
import { momentsOf } from '#domain/postmortem/moments';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { AnswerKey } from '#domain/postmortem/prompt';
import { answeredBy, type Shown } from '#domain/postmortem/showing';
import { card } from '#features/show-postmortem/card';
import { answersPage, artifactsPage, pageOf } from '#features/show-postmortem/list';
import { acknowledged, asha, crowd, happened, lena, plus, tuesday } from '#test/builders';
import { incidentAfter, offered, owner, postmortemAfter, required } from '#test/postmortem-known';

const people = crowd(40);
const full: PostmortemEvent[] = [
  offered(),
  required(),
  owner,
  { type: 'PostmortemPeopleChanged', at: tuesday, people: people.map((person) => ({ person, as: ['responder'] })) },
  ...people.map(
    (by): PostmortemEvent => ({
      ...{ type: 'PostmortemPromptAnswered', at: tuesday, by, prompts: ['p1', 'p5'] },
      answers: AnswerKey.options.map((key) => ({ key, textId: `${by}-${key}` })),
    }),
  ),
];
const postmortem = postmortemAfter(...full);
const shown = {
  view: {
    ...{ id: 'PM-311', postmortem, version: 9, now: tuesday, incident: incidentAfter(), incidentVersion: 3, incidentWords: {} },
    ...{ title: 'T'.repeat(400), organisation: {}, improvements: [] },
  },
  rights: ['owner'],
  summary: 's'.repeat(3000),
} as unknown as Shown;

describe('A postmortem with forty people and long answers', () => {
  test('fits into a head, and its card into a message of Slack’s', () => {
    expect(JSON.stringify(postmortem).length).toBeLessThan(32 * 1024);
    const { blocks } = card(shown);
    expect(blocks.length).toBeLessThanOrEqual(50);
    for (const block of blocks) if (block.type === 'actions') expect(block.elements.length).toBeLessThanOrEqual(25);
  });

  test('shows everybody’s words on some page, and none is cut', () => {
    const all = answeredBy(postmortem, 'detect');
    expect(all).toHaveLength(40);
    const pages = Array.from({ length: Math.ceil(all.length / pageOf.answers) }, (_, n) => {
      const from = n * pageOf.answers;
      const page = all.slice(from, from + pageOf.answers).map((by) => ({ by, words: `${by} ${'w'.repeat(2980)}` }));
      return JSON.stringify(answersPage(shown, 'detect', from, page, all.length));
    });
    for (const person of people) expect(pages.filter((page) => page.includes(`${person} ${'w'.repeat(2980)}`))).toHaveLength(1);
    expect(pages[0]).toContain('1 to 6 of 40');
    expect(pages[0]).toContain('Later');
    expect(pages.at(-1)).not.toContain('"Later"');
  });

  test('a thousand artifacts are pages of twenty, and where words were erased that is said', () => {
    const artifacts = Array.from({ length: pageOf.artifacts }, (_, n) => ({
      artifact: { id: `link-${n}`, kind: 'link' as const, at: tuesday, textId: `artifact-link-${n}` },
      leads: n === 0 ? undefined : { url: `https://a.example.com/${n}` },
    }));
    const blocks = artifactsPage(shown, 980, { shown: artifacts, all: 1000 }, 'harrow');
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(JSON.stringify(blocks)).toContain('981 to 1000 of 1000');
    expect(JSON.stringify(blocks)).toContain('Words removed');
  });
});

describe('One that was waived', () => {
  const waived: PostmortemEvent = { type: 'PostmortemWaived', at: tuesday, by: asha, as: 'product_manager', reasonId: 'why' };
  const view = { ...shown.view, postmortem: postmortemAfter(offered(), required(), owner, waived) };
  test('shows what makes it dispensable as it was written, and where that was erased says so', () => {
    const words = (waivedReason: string) => JSON.stringify(card({ ...shown, view: { ...view, waivedReason } } as Shown).blocks);
    expect(words('the same as <!here> *before*')).toContain('{"type":"text","text":"the same as <!here> *before*"}');
    expect(words('')).toContain('{"type":"rich_text_quote","elements":[{"type":"text","text":"Words removed"}]}');
  });
});

describe('Where it stands', () => {
  const standing = (now: string, ...more: PostmortemEvent[]) =>
    JSON.stringify(
      card({ ...shown, view: { ...shown.view, now, postmortem: postmortemAfter(offered(), required(), owner, ...more) } } as Shown),
    );
  const back: PostmortemEvent = { type: 'PostmortemReopened', at: tuesday };

  test('while its incident goes on again nobody is asked, and no date is said, nor that one has passed', () => {
    expect(standing(tuesday)).toContain('*State*\\npeople are asked');
    for (const now of [tuesday, '2026-06-10T10:00:00.000Z']) {
      const paused = standing(now, back);
      expect(paused).toContain('*State*\\nit waits: the incident has come back');
      expect(paused).toContain('*Due*\\ncounted anew when it is over again');
      expect(paused).not.toMatch(/people are asked|2026-03-13|which has passed/);
    }
    const again: PostmortemEvent = { type: 'PostmortemResumed', at: tuesday, t0: tuesday };
    expect(standing(tuesday, back, again)).toContain('*State*\\npeople are asked');
  });

  test('when somebody had it first stays said after it has come back', () => {
    const incident = incidentAfter(happened('IncidentReopened', { at: plus(tuesday, 60) }));
    const view = { ...shown.view, incident, postmortem: postmortemAfter(offered(), required(), owner, back) };
    expect(momentsOf(view).first_response).toBe(plus(tuesday, 1));
    const later = incidentAfter(happened('IncidentReopened', { at: plus(tuesday, 60) }), acknowledged({ at: plus(tuesday, 65) }));
    expect(momentsOf({ ...view, incident: later }).first_response).toBe(plus(tuesday, 1));
  });

  test('a short one that needs no meeting has nobody to lead the talk, unless somebody was asked to', () => {
    const leads = { type: 'PostmortemFacilitatorAssigned' as const, at: tuesday, facilitator: lena };
    const light: PostmortemEvent = {
      ...{ type: 'PostmortemRequirementChanged', at: tuesday, requirement: 'light', because: ['downgraded'], peak: 'sev1' },
    };
    expect(standing(tuesday, leads)).toContain(`*Facilitator*\\n<@${lena}>`);
    expect(standing(tuesday, leads, light)).not.toContain('Facilitator');
    expect(standing(tuesday, { ...leads, by: asha }, light)).toContain(`*Facilitator*\\n<@${lena}>`);
  });
});
