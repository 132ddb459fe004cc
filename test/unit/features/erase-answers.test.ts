import { describe, expect, test } from 'vitest';
import { improvementRef, improvements, type KnownImprovement } from '#domain/improvement/improvement';
import type { IncidentEvent } from '#domain/incident/events';
import { type Incident, incidents } from '#domain/incident/incident';
import { type Act, perform } from '#domain/perform';
import { answerText } from '#domain/postmortem/answer-text';
import { postmortemRef, postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { documentNow, documentText } from '#domain/postmortem/versions';
import type { Found, Ref, Text } from '#domain/records';
import { eraseAnswers, eraseImprovementWords, eraseNotes } from '#features/erase-answers/decide';
import { eraseAll } from '#features/erase-answers/take';
import { proposeFix } from '#features/propose-improvement/decide';
import { documentBlocks } from '#slack-kit/document-blocks';
import { markdown } from '#slack-kit/document-markdown';
import { documentWording } from '#slack-kit/document-words';
import { asha, declared, happened, harrowHome, inc311, type Stage, tom } from '#test/builders';
import { imp, proposal } from '#test/improving';
import { offered, over, owner, required, thereWere } from '#test/postmortem-known';

const pm311 = 'PM-311' as const;
const says = (id: string, body: string, by = asha): Text => ({ id, by, body, inHead: true });
const postmortemIs = (stage: Stage, events: PostmortemEvent[], texts: Text[] = []) =>
  perform(stage, postmortems, pm311, { facts: () => ({}), decide: () => ({ events, texts }) }, {});
const answer = (by: typeof asha): PostmortemEvent => ({
  ...{ type: 'PostmortemPromptAnswered', at: over, by, prompts: ['p1'] },
  answers: [{ key: 'saw', textId: answerText(by, 'saw') }],
});

/** Asha wrote the answer, the summary, an artifact, why none was chosen, and IMP-1; Tom answered. All of it is published, with Asha's name. */
async function published(fix: 'permanent' | 'workaround' = 'permanent'): Promise<Stage> {
  const stage = await harrowHome();
  const resolved = happened('IncidentResolved', { at: over, by: asha, fix, howId: 'how' });
  const title = says(declared().titleId, 'No beds', tom);
  await perform(stage, incidents, inc311, { facts: () => ({}), decide: () => ({ events: [declared(), resolved], texts: [title] }) }, {});
  const improvement = [says('title', 'quicksilver title'), says('done', 'quicksilver done')];
  const proposed = { events: [proposal({ doneWhenId: 'done' })], texts: improvement };
  await perform(stage, improvements, imp(1), { facts: () => ({}), decide: () => proposed }, {});
  await postmortemIs(
    stage,
    [
      ...[offered(), required(), thereWere(), owner, answer(asha), answer(tom)],
      { type: 'PostmortemNameShown', at: over, by: asha, named: true },
      { type: 'PostmortemSummaryWritten', at: over, by: asha, textId: 'summary' },
      { type: 'PostmortemNoneChosen', at: over, by: asha, reasonId: 'reason' },
      { type: 'PostmortemImprovementListed', at: over, improvement: imp(1) },
      { type: 'PostmortemMeetingHeld', at: over, by: asha, heldAt: over, decideBy: over, publishBy: over },
      { type: 'PostmortemCompleted', at: over },
    ],
    [
      says(answerText(asha, 'saw'), 'quicksilver answer'),
      says(answerText(tom, 'saw'), 'The page was white', tom),
      ...[says('summary', 'quicksilver summary'), says('reason', 'quicksilver reason')],
    ],
  );
  const made = await documentNow(stage, pm311, documentWording, () => 1);
  const text = { id: documentText(1), by: tom, body: JSON.stringify(made?.document) };
  await postmortemIs(stage, [{ type: 'PostmortemPublished', at: over, by: tom, version: 1, documentId: text.id, helpAt: over }], [text]);
  return stage;
}
/** Asha and Tom each wrote down what happened. */
const noted: Act<Incident, Record<string, never>, { texts: Text[] }, IncidentEvent> = {
  facts: () => ({}),
  decide: (_, __, { texts }) => ({
    texts,
    events: [
      happened('IncidentNoted', { by: asha, at: over, happenedAt: over, textId: 'note' }),
      happened('IncidentNoted', { by: tom, at: over, happenedAt: over, textId: 'other' }),
    ],
  }),
};
const onRecord = async (stage: Stage) => {
  const own = [answerText(asha, 'saw'), answerText(tom, 'saw'), 'summary', 'reason', documentText(1)];
  const heads = await stage.records.load([postmortemRef(pm311), improvementRef(imp(1))] as Ref<unknown>[]);
  return JSON.stringify([await stage.log.texts(pm311, own), await stage.log.texts(imp(1), ['title', 'done']), heads]);
};

describe('Erasing what somebody wrote', () => {
  test('takes it from the record, from its improvements and from every version that was published, and nobody else’s', async () => {
    const stage = await published();
    expect((await onRecord(stage)).match(/quicksilver/g)?.length).toBeGreaterThan(8);
    await eraseAll(stage, pm311, { by: asha, form: 'f' }, 'trigger');
    const left = await onRecord(stage);
    expect(left).not.toContain('quicksilver');
    expect(left.match(/The page was white/g)).toHaveLength(2);
    const copy = (await stage.log.texts(pm311, [documentText(1)]))[documentText(1)]?.body ?? '';
    expect(copy).not.toContain(`"person":"${asha}"`);
    expect((await stage.log.events(imp(1), 0)).map(({ type }) => type)).toContain('ImprovementWordsErased');
    const [head] = (await stage.records.load([improvementRef(imp(1))] as Ref<unknown>[])) as [Found<KnownImprovement>];
    expect([head.value.state, head.words]).toEqual(['proposed', { title: '', done: '' }]);
  });

  test('takes their name from the timeline too, where whoever wants to be named is, and nobody else', async () => {
    const stage = await published();
    await perform(stage, incidents, inc311, noted, { texts: [says('note', 'It was slow'), says('other', 'Tom restarted it', tom)] });
    const toldBy = async () => {
      const made = await documentNow(stage, pm311, documentWording);
      if (!made) throw new Error('There is no document');
      const people = JSON.stringify(made.document.timeline).match(/"person":"[^"]*"/g) ?? [];
      const read = markdown(made.document, new Map([[asha, 'Asha']]));
      return {
        people: [...new Set(people)],
        names: read.match(/· Asha noted/g)?.length ?? 0,
        blocks: JSON.stringify(documentBlocks(made.document)),
      };
    };
    const before = await toldBy();
    expect([before.people, before.names]).toEqual([[`"person":"${asha}"`], 1]);
    expect(before.blocks).toContain(`<@${asha}> noted`);
    expect(before.blocks).not.toContain(`<@${tom}>`);
    await eraseAll(stage, pm311, { by: asha, form: 'f' }, 'trigger');
    expect(await toldBy()).toMatchObject({ people: [], names: 0 });
  });

  test('leaves what the product itself has proposed, also to whoever said that there was a workaround', async () => {
    const stage = await published('workaround');
    await perform(stage, improvements, imp(2), proposeFix, { at: over, incident: inc311, titleId: 'title' });
    await eraseAll(stage, pm311, { by: asha, form: 'f' }, 'trigger');
    expect((await stage.log.texts(imp(2), ['title'])).title?.body).toContain('for good: there is a workaround');
  });

  test('twice changes nothing, and what another has written since in the same place stays', async () => {
    const stage = await published();
    await eraseAll(stage, pm311, { by: asha, form: 'f' }, 'trigger');
    const before = await onRecord(stage);
    await eraseAll(stage, pm311, { by: asha, form: 'f' }, 'again');
    expect(await onRecord(stage)).toBe(before);
    const summary = { ...says('summary', 'Tom wrote it anew', tom), expected: 2 };
    await postmortemIs(stage, [{ type: 'PostmortemSummaryWritten', at: over, by: tom, textId: 'summary' }], [summary]);
    await eraseAll(stage, pm311, { by: asha, form: 'f' }, 'once more');
    expect(await onRecord(stage)).toContain('Tom wrote it anew');
  });

  test('takes their summary from a version in which it stood, though a colleague has written another since, and not the colleague’s', async () => {
    const stage = await published();
    const anew = { ...says('summary', 'Tom wrote it anew', tom), expected: 1 };
    await postmortemIs(stage, [{ type: 'PostmortemSummaryWritten', at: over, by: tom, textId: 'summary' }], [anew]);
    const made = await documentNow(stage, pm311, documentWording, () => 2);
    const second = { id: documentText(2), by: tom, body: JSON.stringify(made?.document) };
    await postmortemIs(
      stage,
      [{ type: 'PostmortemPublished', at: over, by: tom, version: 2, documentId: second.id, helpAt: over }],
      [second],
    );
    const textOf = async (version: number) => (await stage.log.texts(pm311, [documentText(version)]))[documentText(version)]?.body ?? '';
    expect([await textOf(1), await textOf(2)].map((body) => body.includes('quicksilver summary'))).toEqual([true, false]);
    await eraseAll(stage, pm311, { by: asha, form: 'f' }, 'trigger');
    expect([await textOf(1), await textOf(2)].join()).not.toContain('quicksilver');
    expect(await textOf(2)).toContain('Tom wrote it anew');
    await eraseAll(stage, pm311, { by: tom, form: 'f' }, 'trigger of Tom');
    expect(await textOf(2)).not.toContain('Tom wrote it anew');
  });

  test('takes what they wrote on the timeline, from there and from every version, and leaves what others wrote', async () => {
    const stage = await published();
    await perform(stage, incidents, inc311, noted, { texts: [says('note', 'quicksilver note'), says('other', 'Tom restarted it', tom)] });
    const made = await documentNow(stage, pm311, documentWording, () => 2);
    const second = { id: documentText(2), by: tom, body: JSON.stringify(made?.document) };
    expect(second.body).toContain('quicksilver note');
    await postmortemIs(
      stage,
      [{ type: 'PostmortemPublished', at: over, by: tom, version: 2, documentId: second.id, helpAt: over }],
      [second],
    );
    await eraseAll(stage, pm311, { by: asha, form: 'f' }, 'trigger');
    const left = JSON.stringify([await stage.log.texts(inc311, ['note', 'other']), await stage.log.texts(pm311, [second.id])]);
    expect(left).not.toContain('quicksilver');
    expect(left.match(/Tom restarted it/g)).toHaveLength(2);
    const before = left;
    await eraseAll(stage, pm311, { by: asha, form: 'f' }, 'again');
    expect(JSON.stringify([await stage.log.texts(inc311, ['note', 'other']), await stage.log.texts(pm311, [second.id])])).toBe(before);
  });

  test('refuses whoever names a colleague’s words, in the postmortem, an improvement and the timeline, or any text as a copy', async () => {
    const stage = await published();
    await perform(stage, incidents, inc311, noted, { texts: [says('note', 'quicksilver note'), says('other', 'Tom restarted it', tom)] });
    const before = await onRecord(stage);
    const [{ version }] = (await stage.records.load([postmortemRef(pm311)] as Ref<unknown>[])) as [Found<unknown>];
    const forged = { by: tom, at: over, form: 'f', seen: version };
    const refused = { name: 'Rejection', code: 'not_your_words' };
    await expect(perform(stage, postmortems, pm311, eraseAnswers, { ...forged, also: ['summary'] })).rejects.toMatchObject(refused);
    const copies = [{ id: 'summary', by: asha, body: 'forged' }];
    await expect(perform(stage, postmortems, pm311, eraseAnswers, { ...forged, copies })).rejects.toMatchObject({ name: 'Rejection' });
    const [{ version: seen }] = (await stage.records.load([improvementRef(imp(1))] as Ref<unknown>[])) as [Found<unknown>];
    const ofImprovement = { by: tom, at: over, textIds: ['title'], seen };
    await expect(perform(stage, improvements, imp(1), eraseImprovementWords, ofImprovement)).rejects.toMatchObject(refused);
    await expect(perform(stage, incidents, inc311, eraseNotes, { by: tom, at: over, textIds: ['note'], notes: [] })).rejects.toMatchObject(
      refused,
    );
    expect(await onRecord(stage)).toBe(before);
    expect((await stage.log.texts(inc311, ['note'])).note?.body).toBe('quicksilver note');
  });

  test('that died between the improvement and its postmortem is finished by pressing once more', async () => {
    const stage = await published();
    const twice = { ...stage, log: { ...stage.log, events: async () => Promise.reject(new Error('died')) } };
    await expect(eraseAll(twice as Stage, pm311, { by: asha, form: 'f' }, 'trigger')).rejects.toThrow('died');
    await eraseAll(stage, pm311, { by: asha, form: 'f' }, 'again');
    expect(await onRecord(stage)).not.toContain('quicksilver');
  });
});
