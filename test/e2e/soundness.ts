import { expect } from 'vitest';
import { IncidentEvent } from '#domain/incident/events';
import { type AggregateId, factKey } from '#domain/keys';
import type { Log } from '#domain/ports';
import { Envelope } from '#domain/public/envelope';
import { IncidentFacts, incidentFacts } from '#domain/public/incident-facts';
import { type PublicType, publicEvents } from '#domain/public/schemas';
import { toPublic } from '#domain/public/to-public';
import { effectOf, type Message, type worldAt } from './world.ts';

type World = ReturnType<typeof worldAt>;
/** The bus is at least once: what left just before a crash leaves again. Three seconds are real ones, and a machine may be busy with other things. */
export type Allowed = { copiesOnTheBus?: boolean; lateAcknowledgements?: boolean };

/** What holds in every world, whatever happened in it. Each file of stories ends with it. */
export async function everythingIsSound(
  world: World,
  { copiesOnTheBus = false, lateAcknowledgements = false }: Allowed = {},
): Promise<void> {
  await everyMessageIsSaidOnce(world);
  await everyEventIsSaidOnceAndReadable(world, copiesOnTheBus);
  await factsAreThoseOfTheLog(world);
  if (!lateAcknowledgements) await everyAcknowledgementWasInTime(world);
  expect(await world.deadLetters()).toEqual([]);
}

export async function allMessages(world: World): Promise<(Message & { channel: string })[]> {
  return (await world.ask<{ messages: (Message & { channel: string })[] }>('GET', '/messages')).messages;
}

async function everyMessageIsSaidOnce(world: World) {
  const ours = (await allMessages(world)).filter(({ bot_id }) => bot_id === 'B0MUSTER');
  expect(ours.filter((message) => !effectOf(message)).map(({ text }) => text)).toEqual([]);
  expect(repeated(ours.map(effectOf))).toEqual([]);
}

async function everyEventIsSaidOnceAndReadable(world: World, copies: boolean) {
  const all = (await world.events()).filter(({ source }) => source === 'muster');
  const said = new Map(all.map(({ detail, ...event }) => [JSON.stringify([event['detail-type'], detail]), { ...event, detail }]));
  const ours = copies ? [...said.values()] : all;
  expect(ours.length).toBeGreaterThan(0);
  expect(repeated(ours.map(({ detail }) => detail.event_id))).toEqual([]);
  const versions = new Map<string, number[]>();
  for (const { 'detail-type': type, detail } of ours) {
    Envelope.loose().parse(detail);
    publicEvents[type as PublicType].strict().parse(detail.data);
    versions.set(detail.aggregate.id, [...(versions.get(detail.aggregate.id) ?? []), detail.aggregate.version]);
  }
  const { log } = await world.store();
  for (const [id, seen] of versions) expect([id, seen.sort((a, b) => a - b)]).toEqual([id, await published(log, id as AggregateId)]);
}

/** Which versions of a record leave the house: all of an incident's, and of others what is more than a note to ourselves. */
async function published(log: Log, id: AggregateId): Promise<number[]> {
  const events = await log.events(id, 0);
  const left = await Promise.all(events.map((event) => toPublic(log, event)));
  const versions = events.flatMap(({ version }, index) => (left[index] ? [version] : []));
  if (id.startsWith('INC-')) expect(versions).toEqual(events.map((_, index) => index + 1));
  return versions;
}

/** `measure` keeps what it heard on the bus; folding the log from its beginning gives the same bytes. */
async function factsAreThoseOfTheLog(world: World) {
  const { log, facts } = await world.store();
  const ids = new Set((await world.events()).map(({ detail }) => detail.aggregate?.id).filter((id) => id?.startsWith('INC-')));
  for (const id of ids as Set<AggregateId>) {
    const events = await log.events(id, 0);
    const kept = await facts.read(id);
    const rebuilt = incidentFacts(
      id,
      events.map(({ body }) => IncidentEvent.parse(body)),
    );
    expect([id, factKey(id).pk, kept?.version]).toEqual([id, `FACT#${id}`, events.at(-1)?.version]);
    expect(inOrder(kept?.facts)).toBe(inOrder(rebuilt));
    IncidentFacts.strict().parse(kept?.facts);
  }
}

async function everyAcknowledgementWasInTime(world: World) {
  const late = (await world.traffic()).filter(({ kind, error }) => kind === 'to-app' && error === 'operation_timeout');
  expect(late).toEqual([]);
}

const repeated = (keys: (string | undefined)[]) => keys.filter((key, index) => keys.indexOf(key) !== index);

/** The same bytes whatever order the table gives a map's names in. */
const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
