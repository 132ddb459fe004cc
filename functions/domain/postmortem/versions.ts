import type { Desk } from '#domain/desk';
import { ImprovementId } from '#domain/improvement/improvement-kind';
import { IncidentId } from '#domain/incident/incident-id';
import type { AggregateId } from '#domain/keys';
import { asOfToday } from './as-of-today.ts';
import { composed, type Wording } from './composing.ts';
import { PostmortemDocument } from './document.ts';
import { materialOf } from './material.ts';
import type { KnownPostmortem } from './postmortem.ts';
import { PostmortemId } from './postmortem-id.ts';
import { withoutWords, wordsIn } from './shortening.ts';
import type { PostmortemView } from './view.ts';

type Ways = Pick<Desk, 'records' | 'now' | 'log' | 'timeline'>;

export const documentText = (version: number) => `document-${version}`;
export const versionsOf = (postmortem: KnownPostmortem): number[] =>
  postmortem.state === 'closed' ? postmortem.published.map(({ version }) => version) : [];
export const nextVersion = (postmortem: KnownPostmortem) => (versionsOf(postmortem).at(-1) ?? 0) + 1;

/** As it stands; `version` 0 is a draft. */
export async function documentNow(
  ways: Ways,
  id: PostmortemId,
  wording: Wording,
  version: (view: PostmortemView) => number = () => 0,
): Promise<{ document: PostmortemDocument; view: PostmortemView } | undefined> {
  const material = await materialOf(ways, id);
  return material && { document: composed(material, version(material.view), wording), view: material.view };
}

/** As it was published, without the words that people have erased since, and without what not everybody may read any more. */
export async function documentPublished(
  ways: Pick<Ways, 'log' | 'records'>,
  id: PostmortemId,
  version: number,
): Promise<PostmortemDocument | undefined> {
  const textId = documentText(version);
  const found = await ways.log.texts(id, [textId]);
  const body = found[textId]?.body;
  if (!body) return undefined;
  const document = PostmortemDocument.parse(JSON.parse(body));
  return asOfToday(ways.records, withoutWords(document, await goneFrom(ways, document)));
}

export async function lastPublished(
  ways: Pick<Ways, 'log' | 'records'>,
  id: PostmortemId,
  postmortem: KnownPostmortem,
): Promise<PostmortemDocument | undefined> {
  const last = versionsOf(postmortem).at(-1);
  return last === undefined ? undefined : documentPublished(ways, id, last);
}

const recordCalled = (id: string): AggregateId | undefined =>
  [PostmortemId, IncidentId, ImprovementId].map((kind) => kind.safeParse(id).data).find((one) => one !== undefined);

/** Which of its words have been emptied where they are kept. */
async function goneFrom({ log }: Pick<Ways, 'log'>, document: PostmortemDocument): Promise<ReadonlySet<string>> {
  const wanted = new Map<AggregateId, Set<string>>();
  const all = wordsIn(document).map((id) => {
    const [owner = '', texts = ''] = id.split('/');
    return { id, record: recordCalled(owner), texts: texts.split(',') };
  });
  for (const { record, texts } of all) if (record) wanted.set(record, new Set([...(wanted.get(record) ?? []), ...texts]));
  const kept = new Map(
    await Promise.all([...wanted].map(async ([record, texts]) => [record, await log.texts(record, [...texts])] as const)),
  );
  return new Set(all.flatMap(({ id, record, texts }) => (record && texts.some((text) => !kept.get(record)?.[text]?.body) ? [id] : [])));
}
