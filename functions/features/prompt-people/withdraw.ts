import { mayKnowOf } from '#domain/improvement/authority';
import { ImprovementEvent } from '#domain/improvement/improvement-events';
import type { ImprovementId } from '#domain/improvement/improvement-kind';
import { isImprovement } from '#domain/improvement/improvement-kind';
import { viewImprovement } from '#domain/improvement/view';
import { type Incident, incidents, mayKnow } from '#domain/incident/incident';
import { type AggregateId, promptsId } from '#domain/keys';
import { type Act, perform, type Stage } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import type { Log } from '#domain/ports';
import { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { incidentOf, isPostmortem, type PostmortemId } from '#domain/postmortem/postmortem-id';
import type { PromptSource } from '#domain/prompts/owed';
import { type Prompts, type PromptsEvent, prompts } from '#domain/prompts/prompts';
import { headRef, type Ref, type Version } from '#domain/records';

type Desk = Stage & { log: Log };

/** They may not know of it any more: all that speaks of it is looked at again. */
const withdraw: Act<Prompts, Record<string, never>, { at: string; of: PromptSource }, PromptsEvent> = {
  facts: () => ({}),
  decide: (state, _, { at, of }) => (state.state === 'none' ? [] : [{ type: 'PromptsWithdrawn', at, of }]),
};

/** What has become private, or whose people are others now, is taken back from everybody who had a message of it and is not let in. */
export async function takeBack(desk: Desk, id: AggregateId, since?: Version): Promise<void> {
  const taken = isPostmortem(id)
    ? await ofPostmortem(desk, id, since)
    : isImprovement(id)
      ? await ofImprovement(desk, id, since)
      : undefined;
  if (taken === undefined) return;
  for (const person of new Set(taken.people))
    await perform(
      desk,
      prompts,
      promptsId(person),
      withdraw,
      { at: desk.now(), of: taken.of },
      `${id}/${taken.version}/${person}/withdrawn`,
    );
}

type Taken = { of: PromptSource; version: Version; people: PersonId[] } | undefined;

async function ofPostmortem({ log, records }: Desk, id: PostmortemId, since: Version = 0): Promise<Taken> {
  const read = async (from: Version) =>
    (await log.events(id, from)).map(({ version, body }) => ({ version, event: PostmortemEvent.parse(body) }));
  const last = (await read(since)).findLast(
    ({ event }) => event.type === 'PostmortemMadePrivate' || (event.type === 'PostmortemPeopleChanged' && event.gone !== undefined),
  );
  if (last === undefined) return undefined;
  const [found] = await records.load([headRef(incidents, incidentOf(id))] as Ref<unknown>[]);
  const incident = found?.value as Incident;
  if (incident.state === 'none' || !incident.private) return undefined;
  const people = (await read(0)).flatMap(({ event }) =>
    event.type === 'PostmortemPromptSent' ? [event.person] : event.type === 'PostmortemEscalated' ? event.people : [],
  );
  return { of: id, version: last.version, people: people.filter((person) => !mayKnow(incident, person)) };
}

async function ofImprovement(desk: Desk, id: ImprovementId, since: Version = 0): Promise<Taken> {
  const read = async (from: Version) =>
    (await desk.log.events(id, from)).map(({ version, body }) => ({ version, event: ImprovementEvent.parse(body) }));
  const last = (await read(since)).findLast(({ event }) => event.type === 'ImprovementMadePrivate');
  const view = last && (await viewImprovement(desk, id));
  if (last === undefined || view === undefined) return undefined;
  const people = (await read(0)).flatMap(({ event }) => (event.type === 'ImprovementReminded' ? [event.person] : []));
  return { of: id, version: last.version, people: people.filter((person) => !mayKnowOf(view.improvement, person, view.incidents)) };
}
