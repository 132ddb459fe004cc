import type { Desk } from '#domain/desk';
import type { PersonId } from '#domain/person/person';
import { answerText } from './answer-text.ts';
import { artifactsOf, type Leads, leadsIn } from './artifacts.ts';
import { rightsOf } from './authority.ts';
import { type Calling, callingOf } from './calling.ts';
import { lookAtPostmortem } from './looked-at.ts';
import type { KnownPostmortem } from './postmortem.ts';
import type { ActsAs, Artifact } from './postmortem-events.ts';
import type { PostmortemId } from './postmortem-id.ts';
import type { AnswerKey } from './prompt.ts';
import type { PostmortemView } from './view.ts';

/** `calling`: given to those who had no part in it: they read what is published with roles instead of names. */
export type Shown = { view: PostmortemView; rights: ActsAs[]; summary?: string | undefined; calling?: Calling };
type Ways = Pick<Desk, 'records' | 'now' | 'log'>;

/** The card's own words: the summary, and what was weighed where no improvement was chosen. */
export async function shownTo(ways: Ways, id: PostmortemId, by: PersonId): Promise<Shown> {
  const { view, parties } = await lookAtPostmortem(ways, id, by);
  const { postmortem } = view;
  const rights = rightsOf(postmortem, by, parties);
  const { summaryId } = postmortem;
  const texts = summaryId ? await ways.log.texts(id, [summaryId]) : {};
  return {
    view,
    rights,
    ...(summaryId && { summary: texts[summaryId]?.body || 'Words removed' }),
    ...(rights.length === 0 && { calling: callingOf(postmortem) }),
  };
}

export type AnswerShown = { by: PersonId; words: string };
/** Who has written something into this box. */
export const answeredBy = ({ people }: KnownPostmortem, key: AnswerKey): PersonId[] =>
  (Object.entries(people) as [PersonId, KnownPostmortem['people'][PersonId]][]).flatMap(([person, part]) =>
    part?.answered.includes(key) ? [person] : [],
  );

export async function answersShown({ log }: Ways, id: PostmortemId, key: AnswerKey, people: PersonId[]): Promise<AnswerShown[]> {
  const texts = await log.texts(
    id,
    people.map((person) => answerText(person, key)),
  );
  return people.map((by) => ({ by, words: texts[answerText(by, key)]?.body || 'Words removed' }));
}

export type ArtifactShown = { artifact: Artifact; leads: Leads | undefined };
/** A page of them, with what they say; all of them are counted. */
export async function artifactsShown(
  { records, log }: Ways,
  id: PostmortemId,
  from: number,
  size: number,
): Promise<{ shown: ArtifactShown[]; all: number }> {
  const all = await artifactsOf(records, id);
  const page = all.slice(from, from + size);
  const texts = await log.texts(
    id,
    page.map(({ textId }) => textId),
  );
  return { shown: page.map((artifact) => ({ artifact, leads: leadsIn(texts[artifact.textId]?.body ?? '') })), all: all.length };
}
