import { type Improvement, improvementRef } from '#domain/improvement/improvement';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import { ImprovementId } from '#domain/improvement/improvement-kind';
import { type AggregateId, textKey } from '#domain/keys';
import type { Act } from '#domain/perform';
import { refuseUnlessPerson } from '#domain/person/authority';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { type AnswerDraft, answerDraftRef, draftGone } from '#domain/postmortem/answer-draft';
import { answerText } from '#domain/postmortem/answer-text';
import { answerableBy } from '#domain/postmortem/answering';
import { type Parties, partyRefs } from '#domain/postmortem/authority';
import { type Postmortem, postmortemRef } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import type { AnswerKey } from '#domain/postmortem/prompt';
import type { Copy } from '#domain/postmortem/written';
import type { Ref, Text } from '#domain/records';
import { Rejection } from '#domain/rejection';

/** `also`: what else they wrote; `copies`: what is published, without it; `gone`: what of it went elsewhere; all as of version `seen`. */
export type EraseAnswers = {
  by: PersonId;
  at: string;
  form: string;
  also?: string[];
  copies?: Copy[];
  gone?: string[];
  seen?: number;
};
export type Facts = Parties & { draft: AnswerDraft | undefined; words: undefined[]; copied: undefined[]; self: Postmortem };

export function answersOf(postmortem: Postmortem, by: PersonId): AnswerKey[] {
  const part = postmortem.state === 'none' ? undefined : postmortem.people[by];
  return part === undefined || part.erased ? [] : part.answered;
}
const written = (postmortem: Postmortem, { by, also = [] }: EraseAnswers): string[] => [
  ...new Set([...answersOf(postmortem, by).map((key) => answerText(by, key)), ...also]),
];
/** Nothing but their versions: they are replaced, never read, by whoever decides. */
const textRefs = (id: AggregateId | undefined, texts: readonly string[]): Ref<undefined>[] =>
  texts.map((text) => ({ key: textKey(id ?? 'PM-0', text), read: () => undefined }));

/** One's own words, at any time and for ever, what was published included. That one answered remains. */
export const eraseAnswers: Act<Postmortem, Facts, EraseAnswers, PostmortemEvent> = {
  facts: (postmortem, command, _, id) => ({
    ...partyRefs(postmortem, command.by),
    draft: answerDraftRef(id, command.by),
    words: textRefs(id, written(postmortem, command)),
    copied: textRefs(
      id,
      (command.copies ?? []).map((copy) => copy.id),
    ),
    self: postmortemRef(PostmortemId.safeParse(id).data ?? 'PM-0'),
  }),
  decide(postmortem, facts, command, { id, versions }) {
    const { by, at, form, copies = [], gone = [], seen } = command;
    const { person, draft } = facts;
    refuseUnlessPerson(person);
    // One's own words are one's own, whatever became of it; who has none learns no more than they may know.
    const has = (command.also ?? []).length + gone.length > 0;
    if (postmortem.state === 'none' || (postmortem.people[by] === undefined && !has)) answerableBy(postmortem, by, facts, false);
    if (seen !== undefined && versions.self !== seen) throw changedMeanwhile();
    const [stand, standing] = [[versions.words].flat(), [versions.copied].flat()];
    const ids = written(postmortem, command);
    const texts = [
      ...ids.map((text, index): Text => ({ id: text, by, body: '', inHead: true, expected: stand[index] ?? 0 })),
      ...copies.map((copy, index): Text => ({ ...copy, expected: standing[index] ?? 0 })),
    ];
    const puts = draft === undefined ? [] : [draftGone(id, by, form, versions.draft)];
    const begun = draft !== undefined && Object.keys(draft.words).length > 0;
    const named = postmortem.state !== 'none' && postmortem.people[by]?.named === true;
    if (texts.length === 0 && !begun && !named) return [];
    const erased = [...ids, ...gone];
    return {
      events: [
        ...(erased.length > 0 ? [{ type: 'PostmortemWordsErased' as const, at, by, textIds: erased }] : []),
        ...(named ? [{ type: 'PostmortemNameShown' as const, at, by, named: false }] : []),
      ],
      texts,
      puts,
    };
  },
};

export type EraseImprovementWords = { by: PersonId; at: string; textIds: string[]; seen: number };
type OfImprovement = { person: Person; self: Improvement; words: undefined[] };
/** `textIds`: those of one's own, as of version `seen`. */
export const eraseImprovementWords: Act<Improvement, OfImprovement, EraseImprovementWords, ImprovementEvent> = {
  facts: (_improvement, { by, textIds }, _, id) => ({
    person: personRef(by),
    self: improvementRef(ImprovementId.safeParse(id).data ?? 'IMP-0'),
    words: textRefs(id, textIds),
  }),
  decide(improvement, { person }, { by, at, textIds, seen }, { versions }) {
    refuseUnlessPerson(person);
    if (improvement.state === 'none' || textIds.length === 0) return [];
    if (versions.self !== seen) throw changedMeanwhile();
    const stand = [versions.words].flat();
    const texts = textIds.map((text, index): Text => ({ id: text, by, body: '', inHead: true, expected: stand[index] ?? 0 }));
    return { events: [{ type: 'ImprovementWordsErased', at, by, textIds }], texts };
  },
};

const changedMeanwhile = () =>
  new Rejection('changed_meanwhile', 'Something was added just now, so nothing has been erased yet. Press it once more.');
