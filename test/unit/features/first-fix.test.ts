import { beforeEach, describe, expect, test } from 'vitest';
import { incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { boxesFor } from '#domain/postmortem/boxes';
import { type KnownPostmortem, postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { answerPrompt } from '#features/answer-prompt/decide';
import { takeUp } from '#features/prompt-people/take';
import { aStage, asha, aTeam, ben, chloe, declared, hasOrganisation, hasPerson, hasTeam, livingIn, type Stage, tom } from '#test/builders';
import { as, happens, joined, offered, ownedBy, passes, postmortemNow, required, said, sentTo } from '#test/prompting';

const pm = 'PM-311' as const;
const everybody = [asha, ben, chloe, tom];
const monday = '2026-03-09T10:00:00.000Z';
const on = (day: number, time = '11:00') => `2026-03-${String(day).padStart(2, '0')}T${time}:00.000Z`;
let stage: Stage;
const saidTo = async (person = chloe) => (await sentTo(stage, person)).map((one) => said(one));
const known = async () => (await postmortemNow(stage, pm)) as KnownPostmortem;
const writes = async (person: typeof chloe, key: 'prevent' | 'first_fix') => {
  const written = [{ key, words: 'So it was', nothing: false, seen: 0 }];
  await perform(stage, postmortems, pm, answerPrompt, {
    ...{ by: person, at: stage.now(), inRoom: false, form: '', written, also: [] },
  });
  await takeUp(stage, pm);
};
const comesBack = async (from: string, until: string) => {
  await passes(stage, from, everybody);
  await happens(stage, pm, { type: 'PostmortemReopened', at: from });
  await passes(stage, until, everybody);
  await happens(stage, pm, { type: 'PostmortemResumed', at: until, t0: until });
};

beforeEach(async () => {
  stage = aStage(monday);
  await hasOrganisation(stage);
  await hasTeam(stage, 'team-bedroom', aTeam({ members: everybody, rota: null }));
  for (const person of everybody) await hasPerson(stage, person, livingIn('Europe/London'));
  await perform(stage, incidents, 'INC-311', { facts: () => ({}), decide: () => [declared({ at: monday })] }, {});
  const there = joined(monday, [as(chloe, 'responder'), as(tom, 'reporter')]);
  await happens(stage, pm, offered(pm, monday), required(monday), there, ownedBy(ben, monday));
});

describe('What the first fix told', () => {
  const answered: PostmortemEvent = { type: 'PostmortemPromptAnswered', at: monday, by: chloe, prompts: ['p1', 'p3'], answers: [] };
  test('is asked of who had answered the five questions before it came back, as soon as it is over, and once', async () => {
    await happens(stage, pm, answered);
    await writes(chloe, 'prevent');
    await comesBack(on(10), on(10, '12:00'));
    await passes(stage, on(20), everybody);
    expect(await saidTo()).toEqual(['Tue 10 12:15 message p8']);
    expect(boxesFor(['p8'], await known())).toEqual(['first_fix']);
  });
  test('stands in the five questions of who had not, and nowhere else', async () => {
    await happens(stage, pm, answered);
    await comesBack(on(10), on(10, '12:00'));
    await writes(chloe, 'prevent');
    await passes(stage, on(20), everybody);
    expect(await saidTo()).toEqual([]);
    expect(boxesFor(['p5'], await known())).toContain('first_fix');
  });
  test('is not asked again of who has said it, should it come back once more', async () => {
    await happens(stage, pm, answered);
    await writes(chloe, 'prevent');
    await comesBack(on(10), on(10, '12:00'));
    await writes(chloe, 'first_fix');
    await comesBack(on(11), on(11, '12:00'));
    await passes(stage, on(20), everybody);
    expect(await saidTo()).toEqual([]);
  });
  test('comes again for who would rather say it later', async () => {
    await happens(stage, pm, answered);
    await writes(chloe, 'prevent');
    await comesBack(on(10), on(10, '12:00'));
    await passes(stage, on(10, '13:00'), everybody);
    await happens(stage, pm, {
      type: 'PostmortemPromptSkipped',
      at: stage.now(),
      by: chloe,
      prompts: ['p8'],
      how: 'later',
      until: on(12, '09:30'),
    });
    await passes(stage, on(20), everybody);
    expect((await saidTo()).slice(0, 2)).toEqual(['Tue 10 12:15 message p8', expect.stringContaining('Thu 12 09:30')]);
  });
  test('of who had not been asked anything else there is nothing in it', async () => {
    await happens(stage, pm, { ...answered, by: tom });
    await comesBack(on(10), on(10, '12:00'));
    await passes(stage, on(20), everybody);
    expect((await sentTo(stage, tom)).flatMap(({ items }) => items.flatMap(({ what }) => what))).not.toContain('p8');
  });
});
