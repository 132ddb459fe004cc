import { describe, expect, test } from 'vitest';
import type { PersonId } from '#domain/person/person';
import type { Participant } from '#domain/postmortem/people';
import { postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import type { PostmortemId } from '#domain/postmortem/postmortem-id';
import { AnswerKey } from '#domain/postmortem/prompt';
import { mostSources } from '#domain/prompts/planning';
import { isPrompts, personOf } from '#domain/prompts/view';
import { mostWaiting } from '#features/prompt-people/decide';
import { scanPrompts } from '#features/prompt-people/scan';
import { lookAgain } from '#features/prompt-people/take';
import { asha, crowd, harrowHome, plus, type Stage, teamSlug } from '#test/builders';
import { as, given, isOnRecord, joined, offered, ownedBy, promptsOf, required, said, sentTo } from '#test/prompting';

const monday = '2026-03-09T18:00:00.000Z';
const pm = (n: number): PostmortemId => `PM-${n}`;
const there = (person: PersonId): Participant => ({ person, as: ['responder'], team: teamSlug('team-bedroom') });

/** Everybody whose time has come, minute by minute. */
async function timePasses(stage: Stage, until: string): Promise<void> {
  for (;;) {
    const ids = (await stage.lists.due('due', until, 10_000)).filter(isPrompts);
    const all = await Promise.all(ids.map(async (id) => ({ person: personOf(id), prompts: await promptsOf(stage, personOf(id)) })));
    const due = all.flatMap(({ person, prompts }) => (prompts.state === 'asked' && prompts.lookAt ? [{ person, at: prompts.lookAt }] : []));
    const first = due.map(({ at }) => at).toSorted()[0];
    if (first === undefined) return stage.setTime(until);
    if (first > stage.now()) stage.setTime(first);
    for (const { person } of due.filter(({ at }) => at === first)) await lookAgain(stage, person);
  }
}

/** All over on the same evening; whoever waits for something is found in the night. */
async function allOver(many: number, told: (n: number) => { peak: 'sev1' | 'sev2'; people: PersonId[] }): Promise<Stage> {
  const stage = await harrowHome('2026-03-09T17:00:00.000Z');
  stage.setTime(monday);
  for (let n = 1; n <= many; n++) {
    const { peak, people } = told(n);
    await isOnRecord(stage, pm(n), offered(pm(n), monday, { peak }), required(monday, { peak }), joined(monday, people.map(there)));
  }
  expect(await scanPrompts(stage)).toEqual([]);
  return stage;
}

describe('Many open postmortems at once', () => {
  test('one person in a thousand of them: one message a day, about eight at most, and nothing is asked twice', async () => {
    const stage = await allOver(1000, (n) => ({ peak: n > 996 ? 'sev1' : 'sev2', people: [asha] }));
    const first = await promptsOf(stage, asha);
    expect(first.state === 'asked' && first.from.length).toBe(mostWaiting);
    for (let night = 1; night <= 4; night++) {
      await timePasses(stage, plus('2026-03-10T02:00:00.000Z', night * 24 * 60));
      expect(await scanPrompts(stage)).toEqual([]);
    }
    const sent = await sentTo(stage, asha);
    const days = sent.flatMap(({ day, as: how }) => (how === 'reply' ? [] : [day.slice(8)]));
    expect(days).toEqual(['10', '11', '12', '13']);
    for (const { items } of sent) expect(items.length).toBeLessThanOrEqual(mostSources);
    expect(new Set(sent.flatMap(({ items }) => items.map(({ of }) => of))).size).toBeGreaterThan(mostSources);
    const asked = sent.flatMap(({ items }) => items.flatMap(({ of, what }) => what.map((one) => `${of} ${one}`)));
    expect(new Set(asked).size).toBe(asked.length);
    // What is serious comes first.
    expect(
      sent[0]?.items
        .slice(0, 4)
        .map(({ of }) => of)
        .toSorted(),
    ).toEqual([pm(1000), pm(997), pm(998), pm(999)]);
  }, 120_000);

  test('a thousand people in two hundred of them: each has one message in the morning', async () => {
    const people = crowd(1000);
    const began = performance.now();
    const stage = await allOver(200, (n) => ({ peak: 'sev2', people: people.slice((n - 1) * 5, n * 5) }));
    await timePasses(stage, '2026-03-10T18:00:00.000Z');
    const eachMs = (performance.now() - began) / people.length;
    for (const person of people.filter((_, index) => index % 50 === 0))
      expect((await sentTo(stage, person)).map((one) => said(one))).toEqual(['Tue 10 09:30 message p1 p3']);
    expect(eachMs).toBeLessThan(100);
  }, 120_000);
});

test('forty people who were asked everything and answered it, twice, and twenty who came of themselves: a head still holds them', () => {
  const [people, others] = [crowd(60).slice(0, 40), crowd(60).slice(40)];
  const sent = (person: PersonId, day: string, ...what: string[]): PostmortemEvent => ({
    ...{ type: 'PostmortemPromptSent', at: `${day}T09:30:00.000Z`, person, day, what, reminded: true },
  });
  const wrote = (by: PersonId): PostmortemEvent => ({
    ...{ type: 'PostmortemPromptAnswered', at: monday, by, prompts: ['p1', 'p2', 'p3', 'p4', 'p5', 'p7'] },
    answers: AnswerKey.options.map((key) => ({ key, textId: key })),
  });
  const asked = (person: PersonId, month: string): PostmortemEvent[] => [
    sent(person, `2026-${month}-10`, 'p1', 'p3'),
    sent(person, `2026-${month}-11`, 'nudge_1', 'p5', 'p7'),
    sent(person, `2026-${month}-12`, 'nudge_2'),
    sent(person, `2026-${month}-13`, 'draft'),
    sent(person, `2026-${month}-16`, 'nudge_2'),
    wrote(person),
  ];
  const again: PostmortemEvent[] = [
    { type: 'PostmortemReopened', at: monday },
    { type: 'PostmortemResumed', at: monday, t0: monday },
  ];
  const postmortem = given(
    ...[offered(pm(1), monday), required(monday), joined(monday, people.map(there)), ownedBy(as(asha).person, monday)],
    ...people.flatMap((person) => asked(person, '03')),
    ...again,
    ...people.flatMap((person) => asked(person, '04')),
    ...others.map(wrote),
  );
  const bytes = new TextEncoder().encode(JSON.stringify(postmortems.state.parse(postmortem))).length;
  expect(bytes).toBeLessThan(28 * 1024);
});
