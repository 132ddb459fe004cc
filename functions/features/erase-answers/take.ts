import type { Desk } from '#domain/desk';
import { improvementRef, improvements } from '#domain/improvement/improvement';
import { ImprovementEvent } from '#domain/improvement/improvement-events';
import { ImprovementId } from '#domain/improvement/improvement-kind';
import { IncidentEvent } from '#domain/incident/events';
import { incidents } from '#domain/incident/incident';
import type { IncidentId } from '#domain/incident/incident-id';
import { perform } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { answerText } from '#domain/postmortem/answer-text';
import { type Postmortem, postmortemRef, postmortems } from '#domain/postmortem/postmortem';
import { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { incidentOf, type PostmortemId, postmortemOf } from '#domain/postmortem/postmortem-id';
import { copiesWithout, onlyPublished, stillOf, textsIn } from '#domain/postmortem/written';
import type { Found, Ref } from '#domain/records';
import { answersOf, eraseAnswers, eraseImprovementWords, eraseNotes } from './decide.ts';

type Ways = Pick<Desk, 'records' | 'now' | 'log'>;
type Wanted = { by: PersonId; form: string };
/** A transaction bears so many beside everything else; what is left goes with the next. */
const mostAtOnce = 25;

/** All that somebody wrote in a postmortem and in its improvements. What dies half-way is done by pressing once more. */
export async function eraseAll(ways: Ways, id: PostmortemId, wanted: Wanted, delivery?: string): Promise<void> {
  const [head] = (await ways.records.load([postmortemRef(id)] as Ref<unknown>[])) as [Found<Postmortem>];
  const gone = new Map<PostmortemId, string[]>();
  for (const one of head.value.state === 'none' ? [] : head.value.improvements) {
    const { texts, of } = await eraseIn(ways, ImprovementId.parse(one), wanted.by);
    for (const each of texts.length > 0 ? new Set([id, ...of]) : []) gone.set(each, [...(gone.get(each) ?? []), ...texts]);
  }
  gone.set(id, [...(gone.get(id) ?? []), ...(await eraseNotesIn(ways, incidentOf(id), wanted.by))]);
  for (const [other, texts] of gone) if (other !== id) await eraseHere(ways, other, wanted, texts);
  await eraseHere(ways, id, wanted, gone.get(id) ?? [], delivery);
}

/** Which postmortems show it, and all that is gone of it by now, that a copy of it may still be erased. */
async function eraseIn(ways: Ways, id: ImprovementId, by: PersonId): Promise<{ texts: string[]; of: PostmortemId[] }> {
  const [head] = (await ways.records.load([improvementRef(id)] as Ref<unknown>[])) as [Found<ReturnType<typeof improvements.evolve>>];
  if (head.value.state === 'none') return { texts: [], of: [] };
  const events = (await ways.log.events(id, 0)).map(({ body }) => ImprovementEvent.parse(body));
  const textIds = await stillOf(ways.log, id, events.flatMap(textsIn), by);
  const now = { by, at: ways.now(), textIds, seen: head.version };
  if (textIds.length > 0) await perform(ways, improvements, id, eraseImprovementWords, now);
  const before = await emptied(
    ways,
    id,
    events.flatMap((event) => (event.type === 'ImprovementWordsErased' && event.by === by ? event.textIds : [])),
  );
  return { texts: [...before, ...textIds].map((text) => `${id}/${text}`), of: head.value.incidents.map(postmortemOf) };
}

/** What they wrote on the timeline, all that is gone of it by now included. */
async function eraseNotesIn(ways: Ways, id: IncidentId, by: PersonId): Promise<string[]> {
  const events = (await ways.log.events(id, 0)).map(({ version, body }) => ({ version, event: IncidentEvent.parse(body) }));
  const theirs = events.flatMap(({ version, event }) =>
    event.type === 'IncidentNoted' && event.by === by ? [{ version, happenedAt: event.happenedAt, textId: event.textId }] : [],
  );
  const noted = theirs.map(({ textId }) => textId);
  const textIds = await stillOf(ways.log, id, noted, by);
  for (let from = 0; from < textIds.length; from += mostAtOnce) {
    const some = textIds.slice(from, from + mostAtOnce);
    const notes = theirs.flatMap(({ textId, version, happenedAt }) => (some.includes(textId) ? [{ version, happenedAt }] : []));
    await perform(ways, incidents, id, eraseNotes, { by, at: ways.now(), textIds: some, notes });
  }
  return [...new Set([...textIds, ...(await emptied(ways, id, noted))])].map((text) => `${id}/${text}`);
}

async function eraseHere(ways: Ways, id: PostmortemId, { by, form }: Wanted, gone: string[], delivery?: string): Promise<void> {
  const [head] = (await ways.records.load([postmortemRef(id)] as Ref<unknown>[])) as [Found<Postmortem>];
  const events = (await ways.log.events(id, 0)).map(({ body }) => PostmortemEvent.parse(body));
  const all = await stillOf(ways.log, id, events.flatMap(textsIn), by);
  const [also, later] = [all.slice(0, mostAtOnce), all.slice(mostAtOnce)];
  const before = await emptied(
    ways,
    id,
    events.flatMap((event) => (event.type === 'PostmortemWordsErased' && event.by === by ? event.textIds : [])),
  );
  const answers = answersOf(head.value, by).map((key) => answerText(by, key));
  const ids = new Set([...gone, ...[...before, ...answers, ...also].map((text) => `${id}/${text}`)]);
  const copies = head.value.state === 'none' ? [] : await copiesWithout(ways.log, id, head.value, { gone: ids, by, events });
  const replaced = onlyPublished(events, by).flatMap((text) => (ids.has(`${id}/${text}`) ? [] : [`${id}/${text}`]));
  const command = { by, at: ways.now(), form, also, copies, gone: copies.length > 0 ? [...gone, ...replaced] : [], seen: head.version };
  if (delivery || also.length + copies.length > 0) await perform(ways, postmortems, id, eraseAnswers, command, delivery);
  if (later.length > 0) await eraseHere(ways, id, { by, form }, gone);
}

/** Where somebody has written since, theirs stays. */
async function emptied({ log }: Ways, id: PostmortemId | ImprovementId | IncidentId, texts: string[]): Promise<string[]> {
  const found = await log.texts(id, [...new Set(texts)]);
  return Object.entries(found).flatMap(([text, { body }]) => (body === '' ? [text] : []));
}
