import type { ImprovementEvent } from '#domain/improvement/improvement-events';
import type { AggregateId } from '#domain/keys';
import type { PersonId } from '#domain/person/person';
import type { Log } from '#domain/ports';
import { namedBy } from './as-of-today.ts';
import { PostmortemDocument } from './document.ts';
import type { KnownPostmortem } from './postmortem.ts';
import type { PostmortemEvent } from './postmortem-events.ts';
import type { PostmortemId } from './postmortem-id.ts';
import { withoutWords } from './shortening.ts';
import { documentText, versionsOf } from './versions.ts';

/** Every text that an event of it speaks of, published versions apart. Answers stand under names of their own. */
export function textsIn(event: PostmortemEvent | ImprovementEvent): string[] {
  if (event.type === 'PostmortemArtifactsAdded') return event.artifacts.map(({ textId }) => textId);
  const ids = ['textId', 'reasonId', 'titleId', 'doneWhenId', 'wordsId'] as const;
  return ids.flatMap((name) => {
    const id = (event as Partial<Record<typeof name, string>>)[name];
    return id === undefined ? [] : [id];
  });
}

/** Of these texts, those that are this person's own and still say something. */
export async function stillOf({ texts }: Pick<Log, 'texts'>, id: AggregateId, all: readonly string[], by: PersonId): Promise<string[]> {
  const found = await texts(id, [...new Set(all)]);
  return Object.entries(found).flatMap(([text, one]) => (one.by === by && one.body !== '' ? [text] : []));
}

type Writers = ReadonlyMap<string, PersonId>;
/** Whose words stood in each published version under the names in which several may write, whoever has written there since. */
function writersIn(events: readonly PostmortemEvent[]): Map<number, Writers> {
  const [writers, published] = [new Map<string, PersonId>(), new Map<number, Writers>()];
  for (const event of events) {
    if (event.type === 'PostmortemPublished') published.set(event.version, new Map(writers));
    if (event.type === 'PostmortemArtifactsAdded' || !('by' in event) || event.by === undefined) continue;
    for (const text of textsIn(event)) writers.set(text, event.by);
  }
  return published;
}
/** Their words of which a published version is all that is left. */
export const onlyPublished = (events: readonly PostmortemEvent[], by: PersonId): string[] => [
  ...new Set([...writersIn(events).values()].flatMap((writers) => [...writers].flatMap(([text, who]) => (who === by ? [text] : [])))),
];

export type Copy = { id: string; by: string; body: string };
/** Published versions that have to be written anew, for that these words are gone and this person is not named any more. */
export async function copiesWithout(
  { texts }: Pick<Log, 'texts'>,
  id: PostmortemId,
  postmortem: KnownPostmortem,
  { gone, by, events }: { gone: ReadonlySet<string>; by: PersonId; events: readonly PostmortemEvent[] },
): Promise<Copy[]> {
  const found = await texts(id, versionsOf(postmortem).map(documentText));
  const writers = writersIn(events);
  const goneFrom = (version: number) => {
    const then = [...(writers.get(version) ?? [])].map(([text, who]) => ({ word: `${id}/${text}`, isTheirs: who === by }));
    const others = new Set(then.flatMap(({ word, isTheirs }) => (isTheirs ? [] : [word])));
    return new Set([...[...gone].filter((word) => !others.has(word)), ...then.flatMap(({ word, isTheirs }) => (isTheirs ? [word] : []))]);
  };
  return Object.entries(found).flatMap(([text, { by: publisher, body }]) => {
    if (body === '') return [];
    const document = PostmortemDocument.parse(JSON.parse(body));
    const now = JSON.stringify(
      PostmortemDocument.parse(namedBy(withoutWords(document, goneFrom(document.version)), (person) => person !== by)),
    );
    return now === JSON.stringify(document) ? [] : [{ id: text, by: publisher, body: now }];
  });
}
