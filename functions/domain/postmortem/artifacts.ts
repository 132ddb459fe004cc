import * as z from 'zod';
import { type AggregateId, artifactKey } from '#domain/keys';
import { everyRef, type Found, oneRef, type Put, type Records, type Ref, type Version } from '#domain/records';
import { Artifact } from './postmortem-events.ts';
import type { PostmortemId } from './postmortem-id.ts';

/** Somebody said that it does not belong here: it is not found again. */
const Kept = Artifact.extend({ removed: z.literal(true).optional() });
export type KeptArtifact = z.infer<typeof Kept>;

const nowhere: AggregateId = 'PM-0';
export const artifactRef = (id: AggregateId | undefined, artifact: string): Ref<KeptArtifact | undefined> =>
  oneRef(artifactKey(id ?? nowhere, artifact), Kept);
export const artifactPut = (id: AggregateId, artifact: KeptArtifact, expected: Version): Put => ({
  key: artifactKey(id, artifact.id),
  value: artifact,
  expected,
});

/** A document stays readable: what comes after so many stands in the channel alone. */
export const mostArtifacts = 1000;

/** All that belong to it, in order of time. */
export async function artifactsOf(records: Records, id: PostmortemId): Promise<Artifact[]> {
  const [all] = (await records.load([everyRef(artifactKey(id, ''), Kept)] as Ref<unknown>[])) as [Found<KeptArtifact[]>];
  const kept = all.value.flatMap(({ removed, ...artifact }) => (removed ? [] : [artifact]));
  return kept.sort((a, b) => (`${a.at} ${a.id}` < `${b.at} ${b.id}` ? -1 : 1));
}

/** What an artifact says and where it leads, as its text keeps it: the address on the first line. */
export type Leads = { url: string; title?: string | undefined };
/** Something that was put into the channel, and what it says. */
export type FoundArtifact = { artifact: Omit<Artifact, 'textId'>; leads: Leads };
export const leadsIn = (body: string): Leads | undefined => {
  const [url = '', ...title] = body.split('\n');
  return url === '' ? undefined : { url, ...(title.length > 0 && { title: title.join(' ') }) };
};
export const leadsSaid = ({ url, title }: Leads) => (title ? `${url}\n${title.replaceAll('\n', ' ')}` : url);

/** Addresses of pages, and nothing else: what a browser would run is no artifact, and no password stays in one. */
export function pageAt(said: string): string | undefined {
  if (said.length > 2000 || !URL.canParse(said)) return undefined;
  const url = new URL(said);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  url.username = '';
  url.password = '';
  return url.href;
}
