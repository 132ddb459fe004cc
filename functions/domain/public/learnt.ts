import { improvements, isChosen } from '#domain/improvement/improvement';
import { ImprovementEvent } from '#domain/improvement/improvement-events';
import { ImprovementId, isImprovement } from '#domain/improvement/improvement-kind';
import type { AggregateId } from '#domain/keys';
import type { Log } from '#domain/ports';
import { type KnownPostmortem, postmortems } from '#domain/postmortem/postmortem';
import { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { isPostmortem } from '#domain/postmortem/postmortem-id';
import { Question } from '#domain/postmortem/prompt';
import type { EventRecord } from '#domain/records';
import { publicImprovement, tellsOfImprovement } from './improvement.ts';
import { type ByQuestion, publicPostmortem, tellsOfImprovements, tellsOfPostmortem } from './postmortem.ts';

type Told = { type: 'postmortem' | 'improvement'; data: object; service: string | null; hidden: boolean };

/** What is published of a postmortem or an improvement is as of this event, whatever has happened to it since. */
export async function publicLearnt(log: Log, record: EventRecord): Promise<Told | undefined> {
  const { id } = record;
  // Of readers there may be thousands, each of whom would read all that has ever happened to it.
  if (!isAnybodys(record)) return undefined;
  const records = (await log.events(id, 0)).filter(({ version }) => version <= record.version);
  if (isPostmortem(id)) {
    const events = records.map(({ body }) => PostmortemEvent.parse(body));
    const postmortem = events.reduce(postmortems.evolve, postmortems.initial);
    if (postmortem.state === 'none') throw new Error(`${id}/${record.version} comes before there is a postmortem`);
    const data = publicPostmortem(id, postmortem, events, tellsOfImprovements(record) ? await byQuestion(log, record, postmortem) : []);
    return data && { type: 'postmortem', data, service: postmortem.service, hidden: postmortem.private };
  }
  if (!isImprovement(id)) return undefined;
  const improvement = records.map(({ body }) => ImprovementEvent.parse(body)).reduce(improvements.evolve, improvements.initial);
  if (improvement.state === 'none') throw new Error(`${id}/${record.version} comes before the proposal`);
  const data = publicImprovement(id, improvement, ImprovementEvent.parse(record.body));
  return data && { type: 'improvement', data, service: improvement.service, hidden: improvement.private };
}

/** Whether anybody outside is told of an event like this one. */
function isAnybodys({ id, body }: EventRecord): boolean {
  if (isPostmortem(id)) return tellsOfPostmortem(PostmortemEvent.parse(body));
  return isImprovement(id) && tellsOfImprovement(ImprovementEvent.parse(body));
}

/** What was on record of its improvements when this was recorded: the same whenever it is asked. */
async function byQuestion(log: Log, { recordedAt }: EventRecord, postmortem: KnownPostmortem): Promise<ByQuestion> {
  const all = await Promise.all(postmortem.improvements.map((one) => improvementAsOf(log, ImprovementId.parse(one), recordedAt)));
  const counts = [...Question.options, 'none' as const].map((question) => {
    const these = all.filter((one) => one.state !== 'none' && (one.question ?? 'none') === question);
    return { question, proposed: these.length, chosen: these.filter((one) => isChosen(one) || one.state === 'done').length };
  });
  return counts.filter(({ proposed }) => proposed > 0);
}

const improvementAsOf = async (log: Log, id: ImprovementId & AggregateId, recordedAt: string) =>
  (await log.events(id, 0))
    .filter((event) => event.recordedAt <= recordedAt)
    .map(({ body }) => ImprovementEvent.parse(body))
    .reduce(improvements.evolve, improvements.initial);
