import type { Act } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { type AnswerDraft, answerDraftRef, draftGone } from '#domain/postmortem/answer-draft';
import { answerText } from '#domain/postmortem/answer-text';
import { answerableBy, answerWordsRef, refuseUnlessWritten } from '#domain/postmortem/answering';
import { type Parties, partyRefs } from '#domain/postmortem/authority';
import { promptsOf } from '#domain/postmortem/boxes';
import type { Postmortem } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import type { AnswerKey, Prompt } from '#domain/postmortem/prompt';
import type { Text } from '#domain/records';

/** One box that somebody has changed. `seen`: which version of their words stood in it; empty words take back what was said. */
export type Written = { key: AnswerKey; words: string; nothing: boolean; seen: number };
export type AnswerPrompt = {
  by: PersonId;
  at: string;
  /** Said in the incident's own channel, or with a form that was opened there. */
  inRoom: boolean;
  form: string;
  written: Written[];
  /** Answered by what was put on the timeline. */
  also: Prompt[];
  /** Their name instead of their role in what is published; as before where nothing is said. */
  named?: boolean | undefined;
};
export type Facts = Parties & { draft: AnswerDraft | undefined; words: undefined[] };
/** Boxes that hold other words by now than the form had shown: nothing was overwritten. */
export type Answered = { moved: AnswerKey[] };

/** What somebody saw and thinks, in any of the boxes. The later word counts, and overwrites nothing that it has not seen. */
export const answerPrompt: Act<Postmortem, Facts, AnswerPrompt, PostmortemEvent> = {
  facts: (postmortem, { by, written }, _, id) => ({
    ...partyRefs(postmortem, by),
    draft: answerDraftRef(id, by),
    words: written.map(({ key }) => answerWordsRef(id, by, key)),
  }),
  decide(postmortem, facts, { by, at, inRoom, form, written, also, named }, { id, versions }) {
    const known = answerableBy(postmortem, by, facts, inRoom);
    refuseUnlessWritten(known);
    const versionsOfWords = [versions.words].flat();
    const stand = written.map((one, index) => ({ ...one, version: versionsOfWords[index] ?? 0 }));
    const moved = stand.filter(({ version, seen }) => version !== seen).map(({ key }) => key);
    if (moved.length > 0) return { events: [], answer: { moved } satisfies Answered };

    const part = known.people[by];
    const answers = stand.flatMap(({ key, words, nothing }) => {
      if (words.trim() !== '') return [{ key, textId: answerText(by, key) }];
      const was = { said: part?.answered.includes(key) ?? false, nothing: part?.nothing.includes(key) ?? false };
      if (nothing) return was.nothing && !was.said ? [] : [{ key, nothing: true as const }];
      return was.said || was.nothing ? [{ key }] : [];
    });
    const settled = [
      ...new Set([...promptsOf(answers.filter((one) => 'textId' in one || 'nothing' in one).map(({ key }) => key)), ...also]),
    ];
    const texts = stand.flatMap(({ key, words, version }): Text[] =>
      words.trim() !== '' || version > 0 ? [{ id: answerText(by, key), by, body: words.trim(), expected: version }] : [],
    );
    const events: PostmortemEvent[] = [
      ...(answers.length + also.length > 0 ? [{ type: 'PostmortemPromptAnswered' as const, at, by, prompts: settled, answers }] : []),
      ...(named !== undefined && named !== (part?.named ?? false) ? [{ type: 'PostmortemNameShown' as const, at, by, named }] : []),
    ];
    const kept = facts.draft !== undefined && facts.draft.form === form && facts.draft.sent !== form;
    if (events.length === 0 && !kept) return [];
    return { events, texts, puts: [draftGone(id, by, form, versions.draft)] };
  },
};
