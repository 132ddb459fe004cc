import type { Desk } from '#domain/desk';
import type { ImprovementId } from '#domain/improvement/improvement-kind';
import { type Entry, timelinePage } from '#domain/incident/timeline';
import type { PersonId } from '#domain/person/person';
import { beginning } from '#domain/ports';
import { answerText } from './answer-text.ts';
import { artifactsOf } from './artifacts.ts';
import type { Artifact } from './postmortem-events.ts';
import type { PostmortemId } from './postmortem-id.ts';
import type { AnswerKey } from './prompt.ts';
import { type PostmortemView, shownOf, viewPostmortem } from './view.ts';

/** All that a document is made of. Words by the id under which the postmortem, or an improvement, keeps them. */
export type Material = {
  view: PostmortemView;
  artifacts: Artifact[];
  entries: Entry[];
  /** There is more of it than a document bears. */
  entriesCut: boolean;
  words: Readonly<Record<string, string>>;
  improvementWords: ReadonlyMap<ImprovementId, Readonly<Record<string, string>>>;
};

type Ways = Pick<Desk, 'records' | 'now' | 'log' | 'timeline'>;
const pageSize = 100;
export const mostEntries = 1500;

export async function materialOf(ways: Ways, id: PostmortemId): Promise<Material | undefined> {
  const view = await viewPostmortem(ways, id);
  if (view === undefined) return undefined;
  const artifacts = await artifactsOf(ways.records, id);
  const { summaryId, noneChosen, people } = view.postmortem;
  const answers = Object.entries(people).flatMap(([person, part]) =>
    part.answered.map((key: AnswerKey) => answerText(person as PersonId, key)),
  );
  const ids = [
    ...artifacts.map(({ textId }) => textId),
    ...answers,
    ...(summaryId ? [summaryId] : []),
    ...(noneChosen ? [noneChosen.reasonId] : []),
  ];
  const [words, timeline, ...listed] = await Promise.all([
    wordsOf(ways, id, ids),
    entriesOf(ways, view),
    ...shownOf(view).map(async ({ id: one, improvement }) => {
      const { titleId, doneWhenId } = improvement;
      const reason = improvement.state === 'declined' ? [improvement.declined.reasonId] : [];
      return [one, await wordsOf(ways, one, [titleId, ...(doneWhenId ? [doneWhenId] : []), ...reason])] as const;
    }),
  ]);
  return { view, artifacts, ...timeline, words, improvementWords: new Map(listed) };
}

async function wordsOf({ log }: Ways, id: PostmortemId | ImprovementId, ids: string[]): Promise<Record<string, string>> {
  const texts = await log.texts(id, [...new Set(ids)]);
  return Object.fromEntries(Object.entries(texts).map(([text, { body }]) => [text, body]));
}

async function entriesOf(ways: Ways, { postmortem }: PostmortemView): Promise<{ entries: Entry[]; entriesCut: boolean }> {
  const entries: Entry[] = [];
  for (let after = beginning; entries.length < mostEntries; ) {
    const page = await timelinePage(ways, postmortem.incident, { after }, pageSize);
    entries.push(...page.entries);
    if (page.later === undefined) return { entries, entriesCut: false };
    after = page.later;
  }
  return { entries, entriesCut: true };
}
