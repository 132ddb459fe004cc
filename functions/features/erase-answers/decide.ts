import { type Improvement, improvementRef } from '#domain/improvement/improvement';
import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import { ImprovementId } from '#domain/improvement/improvement-kind';
import type { IncidentEvent } from '#domain/incident/events';
import type { Incident } from '#domain/incident/incident';
import type { Noted } from '#domain/incident/telling-events';
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
import { documentText, versionsOf } from '#domain/postmortem/versions';
import type { Copy } from '#domain/postmortem/written';
import { type Ref, type Text, writerRef } from '#domain/records';
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
type Writers = (string | undefined)[];
export type Facts = Parties & { draft: AnswerDraft | undefined; words: Writers; copied: Writers; self: Postmortem };

export function answersOf(postmortem: Postmortem, by: PersonId): AnswerKey[] {
  const part = postmortem.state === 'none' ? undefined : postmortem.people[by];
  return part === undefined || part.erased ? [] : part.answered;
}
const written = (postmortem: Postmortem, { by, also = [] }: EraseAnswers): string[] => [
  ...new Set([...answersOf(postmortem, by).map((key) => answerText(by, key)), ...also]),
];
/** Who wrote them, and their versions: they are replaced, never read, by whoever decides. */
const textRefs = (id: AggregateId | undefined, texts: readonly string[]): Ref<string | undefined>[] =>
  texts.map((text) => writerRef(textKey(id ?? 'PM-0', text)));
/** What nobody has written is nobody's. */
const isAlien = (words: Writers, by: PersonId) => words.some((writer) => writer !== undefined && writer !== by);
function refuseUnlessTheirs(words: Writers, by: PersonId): void {
  if (isAlien(words, by))
    throw new Rejection(
      'not_your_words',
      'Some of these words are a colleague’s, and only they can have them erased. Nothing has changed; yours go with the button in your own form.',
    );
}

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
    const alien = isAlien(facts.words, by);
    if (postmortem.state === 'none' || (postmortem.people[by] === undefined && (!has || alien))) answerableBy(postmortem, by, facts, false);
    if (seen !== undefined && versions.self !== seen) throw changedMeanwhile();
    refuseUnlessTheirs(facts.words, by);
    refuseUnlessCopies(postmortem, facts.copied, copies);
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
/** A version stays whoever's it was, and nothing else is written anew. */
function refuseUnlessCopies(postmortem: Postmortem, copied: Writers, copies: Copy[]): void {
  const published = postmortem.state === 'none' ? [] : versionsOf(postmortem).map(documentText);
  if (copies.some(({ id, by }, index) => !published.includes(id) || copied[index] !== by)) throw changedMeanwhile();
}

type OfImprovement = { person: Person; self: Improvement; words: Writers };
/** `textIds`: those of one's own, as of version `seen`. */
export const eraseImprovementWords: Act<Improvement, OfImprovement, EraseImprovementWords, ImprovementEvent> = {
  facts: (_improvement, { by, textIds }, _, id) => ({
    person: personRef(by),
    self: improvementRef(ImprovementId.safeParse(id).data ?? 'IMP-0'),
    words: textRefs(id, textIds),
  }),
  decide(improvement, { person, words }, { by, at, textIds, seen }, { versions }) {
    refuseUnlessPerson(person);
    if (improvement.state === 'none' || textIds.length === 0) return [];
    if (versions.self !== seen) throw changedMeanwhile();
    refuseUnlessTheirs(words, by);
    const stand = [versions.words].flat();
    const texts = textIds.map((text, index): Text => ({ id: text, by, body: '', inHead: true, expected: stand[index] ?? 0 }));
    return { events: [{ type: 'ImprovementWordsErased', at, by, textIds }], texts };
  },
};

/** `notes`: what the texts are of, one by one. */
export type EraseNotes = { by: PersonId; at: string; textIds: string[]; notes: Noted[] };
/** What they wrote down on the timeline of what happened; that something happened then stays. */
export const eraseNotes: Act<Incident, { person: Person; words: Writers }, EraseNotes, IncidentEvent> = {
  facts: (_, { by, textIds }, __, id) => ({ person: personRef(by), words: textRefs(id, textIds) }),
  decide(incident, { person, words }, { by, at, textIds, notes }, { versions }) {
    refuseUnlessPerson(person);
    if (incident.state === 'none') return [];
    refuseUnlessTheirs(words, by);
    const stand = [versions.words].flat();
    const texts = textIds.flatMap((text, index): Text[] =>
      words[index] === undefined ? [] : [{ id: text, by, body: '', expected: stand[index] ?? 0 }],
    );
    return texts.length === 0 ? [] : { events: [{ type: 'IncidentNotesErased', at, by, notes }], texts };
  },
};

const changedMeanwhile = () =>
  new Rejection('changed_meanwhile', 'Something was added just now, so nothing has been erased yet. Press it once more.');
