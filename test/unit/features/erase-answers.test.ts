import { describe, expect, test } from 'vitest';
import { improvementRef, improvements, type KnownImprovement } from '#domain/improvement/improvement';
import { incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import { answerText } from '#domain/postmortem/answer-text';
import { postmortemRef, postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { documentNow, documentText } from '#domain/postmortem/versions';
import type { Found, Ref, Text } from '#domain/records';
import { eraseAll } from '#features/erase-answers/take';
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
async function published(): Promise<Stage> {
  const stage = await harrowHome();
  const resolved = happened('IncidentResolved', { at: over, fix: 'permanent', howId: 'how' });
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

  test('that died between the improvement and its postmortem is finished by pressing once more', async () => {
    const stage = await published();
    const twice = { ...stage, log: { ...stage.log, events: async () => Promise.reject(new Error('died')) } };
    await expect(eraseAll(twice as Stage, pm311, { by: asha, form: 'f' }, 'trigger')).rejects.toThrow('died');
    await eraseAll(stage, pm311, { by: asha, form: 'f' }, 'again');
    expect(await onRecord(stage)).not.toContain('quicksilver');
  });
});
