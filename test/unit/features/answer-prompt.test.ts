import { describe, expect, test } from 'vitest';
import { incidents } from '#domain/incident/incident';
import { perform } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { type AnswerDraft, draftOf, keepDraft, typed } from '#domain/postmortem/answer-draft';
import { answerForm } from '#domain/postmortem/answer-form';
import { mostPeople } from '#domain/postmortem/answering';
import { boxesFor, openPrompts, promptsOf } from '#domain/postmortem/boxes';
import type { Part } from '#domain/postmortem/people';
import { type KnownPostmortem, postmortemRef, postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { AnswerKey, type Prompt } from '#domain/postmortem/prompt';
import type { Found, Ref } from '#domain/records';
import { type AnswerPrompt, answerPrompt } from '#features/answer-prompt/decide';
import { answerModal, read } from '#features/answer-prompt/modal';
import { eraseAnswers } from '#features/erase-answers/decide';
import { skipPrompt } from '#features/skip-prompt/decide';
import {
  acknowledged,
  asha,
  ben,
  chloe,
  crowd,
  declared,
  guest,
  happened,
  harrowHome,
  hasPerson,
  inc311,
  malik,
  omar,
  plus,
  type Stage,
  tom,
} from '#test/builders';
import { offered, over, owner, postmortemAfter, prompted, required, thereWere } from '#test/postmortem-known';

const pm311 = 'PM-311' as const;
const at = plus(over, 60);
const put = (...events: PostmortemEvent[]) => ({ facts: () => ({}), decide: () => events });

async function peopleAreAsked(...more: PostmortemEvent[]): Promise<Stage> {
  const stage = await harrowHome();
  const over311 = [declared(), acknowledged(), happened('IncidentResolved', { at: over, fix: 'permanent', howId: 'how' })];
  const title = { id: declared().titleId, by: tom, body: 'No beds', inHead: true };
  await perform(stage, incidents, inc311, { facts: () => ({}), decide: () => ({ events: over311, texts: [title] }) }, {});
  await perform(stage, postmortems, pm311, put(offered(), required(), thereWere(), owner, ...more), {});
  return stage;
}

const writes = (stage: Stage, by: PersonId, written: Record<string, string>, more: Partial<AnswerPrompt> = {}) =>
  perform(
    stage,
    postmortems,
    pm311,
    answerPrompt,
    {
      ...{ by, at, inRoom: false, form: 'form-1', also: [] },
      written: Object.entries(written).map(([key, words]) => ({ key: AnswerKey.parse(key), words, nothing: false, seen: 0 })),
      ...more,
    },
    more.form,
  );
const formOf = (stage: Stage, by: PersonId, prompts: Prompt[] = [], form = 'form-1') =>
  answerForm(stage, by, { id: pm311, prompts, inRoom: false, form });
const peopleOf = async (stage: Stage) => {
  const [head] = (await stage.records.load([postmortemRef(pm311)] as Ref<unknown>[])) as [Found<KnownPostmortem>];
  return head.value.people;
};
const erases = (stage: Stage, by: PersonId) => perform(stage, postmortems, pm311, eraseAnswers, { by, at, form: 'form-1' });
const bodies = async (stage: Stage, by: PersonId) =>
  Object.fromEntries((await formOf(stage, by)).boxes.flatMap(({ key, body }) => (body ? [[key, body]] : [])));

describe('What somebody writes', () => {
  test('settles what was asked, by any of its boxes', async () => {
    const { events } = await writes(await peopleAreAsked(), asha, { surprised: 'No alert', prevent: 'A canary' });
    expect(events).toEqual([
      {
        ...{ type: 'PostmortemPromptAnswered', at, by: asha, prompts: ['p1', 'p5'] },
        answers: [
          { key: 'surprised', textId: `${asha}-surprised` },
          { key: 'prevent', textId: `${asha}-prevent` },
        ],
      },
    ]);
  });

  test('stands in its text and nowhere else', async () => {
    const stage = await peopleAreAsked();
    await writes(stage, asha, { saw: ' Orders fell ' });
    expect(await bodies(stage, asha)).toEqual({ saw: 'Orders fell' });
    expect(JSON.stringify(await stage.log.events(pm311, 0))).not.toContain('Orders');
  });

  test('taken back is not an answer any more, and “nothing to add” is one', async () => {
    const stage = await peopleAreAsked();
    await writes(stage, asha, { detect: 'An alert' });
    const one = { key: 'detect' as const, words: '', seen: 1 };
    const { events, state } = await writes(stage, asha, {}, { written: [{ ...one, nothing: true }] });
    expect(events).toMatchObject([{ prompts: ['p5'], answers: [{ key: 'detect', nothing: true }] }]);
    expect((state as KnownPostmortem).people[asha]).toMatchObject({ answered: [], nothing: ['detect'] });
    const gone = await writes(stage, asha, {}, { written: [{ ...one, seen: 2, nothing: false }] });
    expect((gone.state as KnownPostmortem).people[asha]).toMatchObject({ answered: [], nothing: [] });
    expect(await bodies(stage, asha)).toEqual({});
  });

  test('by something on the timeline alone is an answer too', async () => {
    const { events } = await writes(await peopleAreAsked(), asha, {}, { also: ['p3'] });
    expect(events).toMatchObject([{ prompts: ['p3'], answers: [] }]);
  });

  test('does not replace what it has not seen', async () => {
    const stage = await peopleAreAsked();
    await writes(stage, asha, { saw: 'On the phone' });
    const { events, answer } = await writes(stage, asha, { saw: 'At the desk', surprised: 'More' });
    expect([events, answer]).toEqual([[], { moved: ['saw'] }]);
    expect(await bodies(stage, asha)).toEqual({ saw: 'On the phone' });
  });

  test('nothing at all changes nothing', async () => {
    const stage = await peopleAreAsked();
    expect((await writes(stage, asha, {})).events).toEqual([]);
    expect((await writes(stage, asha, {}, { written: [{ key: 'saw', words: '  ', nothing: false, seen: 0 }] })).events).toEqual([]);
  });

  test('their name is shown when they want it, and said once', async () => {
    const stage = await peopleAreAsked();
    expect((await writes(stage, asha, {}, { named: true })).events).toEqual([{ type: 'PostmortemNameShown', at, by: asha, named: true }]);
    expect((await writes(stage, asha, {}, { named: true })).events).toEqual([]);
    expect((await writes(stage, asha, {}, { named: false })).events).toHaveLength(1);
  });
});

describe('Who writes', () => {
  test('whoever was there or owns it, asked or not', async () => {
    const stage = await peopleAreAsked();
    for (const by of [tom, chloe]) expect((await writes(stage, by, { saw: 'I saw it' })).events).toHaveLength(1);
    await expect(writes(stage, omar, { saw: 'Me too' })).rejects.toThrow(/Until it is published/);
    expect((await writes(stage, omar, { saw: 'Me too' }, { inRoom: true })).events).toHaveLength(1);
  });

  test('a guest who was there, and none who was not', async () => {
    const stage = await peopleAreAsked();
    await hasPerson(stage, ben, guest);
    await hasPerson(stage, malik, guest);
    expect((await writes(stage, ben, { saw: 'The till stopped' })).events).toHaveLength(1);
    await expect(writes(stage, malik, { saw: 'x' })).rejects.toThrow(/Guests answer about what they were part of/);
  });

  test('of a private one its insiders alone; for others there is none, whatever room they say it in', async () => {
    const stage = await peopleAreAsked({ type: 'PostmortemMadePrivate', at });
    await expect(writes(stage, omar, { saw: 'x' }, { inRoom: true })).rejects.toThrow(/There is no postmortem of that incident/);
    await expect(formOf(stage, omar)).rejects.toThrow(/There is no postmortem of that incident/);
    expect((await writes(stage, tom, { saw: 'x' })).events).toHaveLength(1);
  });

  test('nobody once it is published or waived, and nobody has lost anything', async () => {
    const waived = await peopleAreAsked({ type: 'PostmortemWaived', at, by: omar, as: 'product_manager', reasonId: 'why' });
    await expect(writes(waived, asha, { saw: 'x' })).rejects.toThrow(/was waived/);
    const dropped = await peopleAreAsked({ type: 'PostmortemDropped', at, because: 'duplicate' });
    await expect(writes(dropped, asha, { saw: 'x' })).rejects.toThrow(/the same as another/);
  });

  test('not so many of themselves that the record would not hold them', async () => {
    const many = crowd(mostPeople).map((person) => ({ person, as: ['responder' as const] }));
    const stage = await peopleAreAsked(thereWere({ people: many }));
    await expect(writes(stage, chloe, { saw: 'x' })).rejects.toThrow(/no room for more/);
    expect((await writes(stage, asha, { saw: 'x' })).events).toHaveLength(1);
  });

  test('the fullest record that there can be fits into its head: those who are asked, and those who came of themselves', async () => {
    const all = AnswerKey.options.map((key) => ({ key, textId: `x-${key}` }));
    const [asked, came] = [crowd(mostPeople).slice(0, 40), crowd(mostPeople).slice(40)];
    const stage = await peopleAreAsked(
      thereWere({
        people: asked.map((person) => ({ person, as: ['responder' as const, 'reporter' as const], team: 'team-bedroom' as never })),
      }),
    );
    const happens = (...events: PostmortemEvent[]) => perform(stage, postmortems, pm311, put(...events), {});
    for (const person of asked) {
      const everyDay = [['p1', 'p3', 'p5', 'p7'], ['nudge_1', 'due_soon'], ['nudge_2', 'draft'], ['publish']].map((what) =>
        prompted(person, what),
      );
      await happens(...everyDay, { type: 'PostmortemPromptSkipped', at, by: person, prompts: [], how: 'later', until: at });
    }
    for (const by of [...asked, ...came])
      await happens(
        { type: 'PostmortemPromptAnswered', at, by, prompts: ['p1', 'p3', 'p5', 'p7'], answers: all },
        { type: 'PostmortemWordsErased', at, by, textIds: all.map(({ key }) => `${by}-${key}`) },
      );
    expect(Object.keys((await peopleOf(stage)) ?? {})).toHaveLength(3 + mostPeople);
  });
});

describe('What is asked', () => {
  const known = (...more: PostmortemEvent[]) => postmortemAfter(offered(), required(), thereWere(), ...more);
  test('of a light one is what was seen, noticed and answered', () => {
    const light = known(required({ requirement: 'light' }));
    expect(boxesFor([], light)).toEqual(['saw', 'surprised', 'detect', 'react']);
    expect(boxesFor(['p3'], light)).toEqual([]);
  });
  test('where it came back, what the first fix told; where the service was moving, about the handover', () => {
    expect(boxesFor(['p5'], known())).not.toContain('first_fix');
    expect(boxesFor(['p5'], known({ type: 'PostmortemReopened', at }))).toContain('first_fix');
    expect(boxesFor(['p7'], known())).toEqual([]);
    expect(boxesFor(['p5', 'p7'], postmortemAfter(offered({ movingTo: 'home-mpt' as never }), required())).at(-1)).toBe('handover');
  });
  test('each box belongs to one prompt that is answered in words, and the first fix to one of its own too', () => {
    for (const key of AnswerKey.options) expect(promptsOf([key])).toHaveLength(key === 'first_fix' ? 2 : 1);
  });
  test('again is what reached somebody and is neither answered nor skipped', () => {
    const part = known(prompted(asha, ['p1', 'p2', 'p5'])).people[asha];
    expect(part && openPrompts({ ...part, settled: ['p1'] })).toEqual(['p5']);
  });
});

describe('The form', () => {
  test.each([
    ['on one day', 'the clock', plus(over, 30), '{time_secs}', ' UTC'],
    ['over more than one day', 'the day too', plus(over, 20 * 60), '{date_short_pretty}, {time_secs}', '2026-03-'],
  ])('shows what is known %s with %s', async (_, __, notedAt, format, fallback) => {
    const stage = await peopleAreAsked();
    const noted = happened('IncidentNoted', { at: notedAt, by: asha, textId: 'n', happenedAt: notedAt });
    await perform(stage, incidents, inc311, { facts: () => ({}), decide: () => [noted] }, {});
    const form = await answerForm(stage, asha, { id: pm311, prompts: ['p3'], inRoom: false, form: 'f' });
    const dates = JSON.stringify(answerModal(form).blocks).match(/\{"type":"date"[^}]*\}?[^}]*\}[^}]*\}/g) ?? [];
    expect(dates.length).toBeGreaterThan(1);
    for (const date of dates) expect(date).toContain(`"format":"${format}"`);
    expect(dates[0]).toContain(fallback);
  });

  const filled = (view: ReturnType<typeof answerModal>, said: Record<string, object> = {}) => ({
    private_metadata: view.private_metadata ?? '',
    state: {
      values: Object.fromEntries(
        view.blocks.flatMap((block) => {
          if (block.type !== 'input' || !('element' in block)) return [];
          const element = block.element as { action_id: string; initial_value?: string; initial_options?: { value: string }[] };
          const shown = { value: element.initial_value ?? null, selected_options: element.initial_options ?? [] };
          return [[block.block_id ?? '', { [element.action_id]: { ...shown, ...said[element.action_id] } }]];
        }),
      ),
    },
  });

  test('as it was opened says nothing', async () => {
    const stage = await peopleAreAsked();
    await writes(stage, asha, { saw: 'Orders fell' });
    const { written, named, empty } = read(filled(answerModal(await formOf(stage, asha))));
    expect([written, named, empty]).toEqual([[], undefined, false]);
  });
  test('says what was changed, ticked and asked for, and which words it had shown', async () => {
    const stage = await peopleAreAsked();
    await writes(stage, asha, { saw: 'Orders fell' });
    const said = {
      'answer:saw': { value: 'Orders fell by half' },
      nothing: { selected_options: [{ value: 'react' }] },
      named: { selected_options: [{ value: 'named' }] },
    };
    const { written, named } = read(filled(answerModal(await formOf(stage, asha)), said));
    expect(written).toEqual([
      { key: 'saw', words: 'Orders fell by half', nothing: false, seen: 1 },
      { key: 'react', words: '', nothing: true, seen: 0 },
    ]);
    expect(named).toBe(true);
  });
  test('with what was begun in it says that, and not what it began with', async () => {
    const stage = await peopleAreAsked();
    await writes(stage, asha, { saw: 'Orders fell' });
    await keepDraft(stage, pm311, asha, { form: 'form-2', asOf: '1', words: { surprised: 'No al' } });
    expect(read(filled(answerModal(await formOf(stage, asha)))).written).toEqual([
      { key: 'surprised', words: 'No al', nothing: false, seen: 0 },
    ]);
  });
  test('stays within what Slack takes, with everything in it', async () => {
    const stage = await peopleAreAsked({ type: 'PostmortemReopened', at });
    await writes(stage, asha, Object.fromEntries(AnswerKey.options.map((key) => [key, 'who '.repeat(700)])));
    const view = answerModal(await formOf(stage, asha), { hints: true, moved: AnswerKey.options, saved: 'x' });
    expect(view.blocks.length).toBeLessThan(100);
    expect(view.private_metadata?.length).toBeLessThan(3000);
    expect(() => JSON.parse(view.private_metadata ?? '')).not.toThrow();
  });
});

describe('What is being written', () => {
  const draft: AnswerDraft = { form: 'a', asOf: '2', words: { saw: 'On' } };
  test('an older letter that comes later changes nothing', () => {
    expect(typed(draft, { form: 'a', asOf: '1', words: { saw: 'O' } })).toBeUndefined();
    expect(typed(draft, { form: 'a', asOf: '3', words: { saw: 'One' } })?.words).toEqual({ saw: 'One' });
  });
  test('in another window is put beside it', () => {
    expect(typed(draft, { form: 'b', asOf: '1', words: { detect: 'Alert' } })?.words).toEqual({ saw: 'On', detect: 'Alert' });
  });
  test('in a form that was sent is not kept any more, and in the next it is', async () => {
    const stage = await peopleAreAsked();
    await keepDraft(stage, pm311, asha, { form: 'form-1', asOf: '1', words: { saw: 'Or' } });
    await writes(stage, asha, { saw: 'Orders fell' });
    expect(await keepDraft(stage, pm311, asha, { form: 'form-1', asOf: '2', words: { saw: 'Ord' } })).toBe(false);
    expect(await draftOf(stage, pm311, asha)).toEqual({});
    expect(await keepDraft(stage, pm311, asha, { form: 'form-2', asOf: '1', words: { saw: 'Orders fell by' } })).toBe(true);
  });
});

describe('Erasing', () => {
  test('empties every word and what was begun; that they answered remains; twice changes nothing', async () => {
    const stage = await peopleAreAsked();
    await writes(stage, asha, { saw: 'Orders fell', detect: 'An alert' });
    await writes(stage, tom, { saw: 'The page was white' });
    await keepDraft(stage, pm311, asha, { form: 'form-2', asOf: '1', words: { react: 'Begun' } });
    const { events, state } = await erases(stage, asha);
    expect(events).toEqual([{ type: 'PostmortemWordsErased', at, by: asha, textIds: [`${asha}-saw`, `${asha}-detect`] }]);
    expect((state as KnownPostmortem).people[asha]).toMatchObject({ answered: ['saw', 'detect'], erased: true });
    expect(await bodies(stage, asha)).toEqual({});
    expect(await draftOf(stage, pm311, asha)).toEqual({});
    expect(await bodies(stage, tom)).toEqual({ saw: 'The page was white' });
    expect((await erases(stage, asha)).events).toEqual([]);
  });
  test('what is only begun goes without a word on record', async () => {
    const stage = await peopleAreAsked();
    await keepDraft(stage, pm311, asha, { form: 'form-2', asOf: '1', words: { react: 'Begun' } });
    expect((await erases(stage, asha)).events).toEqual([]);
    expect(await draftOf(stage, pm311, asha)).toEqual({});
  });
  test('words that are written afterwards are erased anew', async () => {
    const stage = await peopleAreAsked();
    await writes(stage, asha, { saw: 'Orders fell' });
    await erases(stage, asha);
    await writes(stage, asha, {}, { written: [{ key: 'saw', words: 'They fell', nothing: false, seen: 2 }] });
    expect(await bodies(stage, asha)).toEqual({ saw: 'They fell' });
    expect((await erases(stage, asha)).events).toHaveLength(1);
  });
});

describe('Skipping', () => {
  const skips = async (command: Parameters<typeof skipPrompt.decide>[2], ...more: PostmortemEvent[]) => {
    const stage = await peopleAreAsked(...more);
    return perform(stage, postmortems, pm311, skipPrompt, command);
  };
  test('settles what was asked, once', async () => {
    const { events, state } = await skips({ by: asha, at, prompts: ['p1'], how: 'skipped' });
    expect(events).toHaveLength(1);
    expect((state as KnownPostmortem).people[asha]?.settled).toEqual(['p1']);
    expect((await skips({ by: asha, at, prompts: ['p1'], how: 'skipped' }, ...(events as PostmortemEvent[]))).events).toEqual([]);
  });
  test('“I only watched” asks nothing more', async () => {
    const { state } = await skips({ by: asha, at, prompts: [], how: 'watched' });
    expect((state as KnownPostmortem).people[asha]?.watched).toBe(true);
  });
  test('“later” names the morning', async () => {
    const until = plus(at, 1200);
    const { state } = await skips({ by: asha, at, prompts: ['p1'], how: 'later', until });
    expect((state as KnownPostmortem).people[asha]?.laterThan).toBe(until);
  });
  test('“later” on what was skipped, or after “I only watched”, asks it again', async () => {
    const until = plus(at, 1200);
    const skip = { type: 'PostmortemPromptSkipped' as const, at, by: asha };
    const later = async (...more: PostmortemEvent[]) => {
      const { state } = await skips({ by: asha, at, prompts: ['p1'], how: 'later', until }, prompted(asha), ...more);
      const { settled, skipped = [], watched = false, asked, laterThan } = (state as KnownPostmortem).people[asha] as Part;
      return { settled, skipped, watched, asked, laterThan };
    };
    const open = {
      settled: [],
      skipped: [],
      watched: false,
      asked: [{ prompts: ['p1'], at: plus(over, 15), nudges: 0 }],
      laterThan: until,
    };
    expect(await later({ ...skip, prompts: ['p1'], how: 'skipped' })).toEqual(open);
    expect(await later({ ...skip, prompts: [], how: 'watched' })).toEqual(open);
  });
  test('“later” promises nothing where nobody waits for it any more', async () => {
    const until = plus(at, 1200);
    const later = { by: asha, at, prompts: ['p1' as const], how: 'later' as const, until };
    const answered: PostmortemEvent = { type: 'PostmortemPromptAnswered', at, by: asha, prompts: ['p1'], answers: [] };
    await expect(skips(later, answered)).rejects.toThrow(/Nobody waits for an answer to that any more/);
    await expect(skips({ ...later, by: chloe })).rejects.toThrow(/Nobody waits/);
  });
  test('what nobody waits for changes nothing', async () => {
    const waived: PostmortemEvent = { type: 'PostmortemWaived', at, by: omar, as: 'product_manager', reasonId: 'why' };
    expect((await skips({ by: asha, at, prompts: ['p1'], how: 'skipped' }, waived)).events).toEqual([]);
    expect((await skips({ by: chloe, at, prompts: ['p1'], how: 'skipped' })).events).toEqual([]);
  });
});
