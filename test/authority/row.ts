import { alerts } from '#domain/alert/alert';
import type { AlertId } from '#domain/alert/alert-id';
import { putOnRecord } from '#domain/alert/raising';
import { type Actor, maySee, openTo } from '#domain/incident/authority';
import type { IncidentEvent } from '#domain/incident/events';
import { type Incident, incidents } from '#domain/incident/incident';
import type { AggregateId } from '#domain/keys';
import { type Act, perform } from '#domain/perform';
import { type Person, type PersonId, personRef } from '#domain/person/person';
import { type Aggregate, headRef, type Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { anAlert, anUnplacedAlert, copyOf, harrowHome, hasPerson, type Stage } from '#test/builders';
import { type KindName, kindNames, kinds } from './kinds.ts';
import { nothingThere, type Scene } from './scenes.ts';

/** `yes`: it is done. `nothing`: it was so already. Anything else is the code of a refusal. */
export type Verdict = string;
export type Expected = Record<KindName, Verdict>;
/**
 * An act that people start; without `act`, something they look at. `known`: it concerns nothing that could be private, so that nobody is told that it
 * is not there.
 */
export type Row = { what: string; act?: object; scene: Scene<AggregateId>; attempt: Attempt; expected: Expected; known?: true };
type Attempt = (stage: Stage, id: AggregateId, actor: Actor) => Promise<boolean>;
/** An act that no person starts: the machine does, because of what is named. */
export type MachineOnly = { act: object; because: string };

export const onIncident = <Facts, Command>(
  what: string,
  act: Act<Incident, Facts, Command, IncidentEvent>,
  scene: Scene,
  command: (actor: Actor, at: string) => Command,
  expected: Expected,
): Row => ({
  what,
  act,
  scene,
  expected,
  attempt: async (stage, id, actor) => written(incidents, await perform(stage, incidents, id, act, command(actor, stage.now()))),
});

/** An act on what the catalogue has: a service, a team, a transfer. */
export const onRecord = <State, Event extends { type: string; at: string }, Facts, Command>(
  what: string,
  aggregate: Aggregate<State, Event>,
  act: Act<State, Facts, Command, Event>,
  scene: Scene<AggregateId>,
  command: (by: PersonId, at: string) => Command,
  expected: Expected,
): Row => ({
  what,
  act,
  scene,
  expected,
  known: true,
  attempt: async (stage, id, { by }) => written(aggregate, await perform(stage, aggregate, id, act, command(by, stage.now()))),
});

/** Whether anything was; no act writes a head or an event that its own schema cannot read. */
function written<State, Event extends { type: string; at: string }>(
  { state, event }: Aggregate<State, Event>,
  did: { state: State; events: Event[] },
): boolean {
  state.parse(did.state);
  for (const one of did.events) event.parse(one);
  return did.events.length > 0;
}

/** An act on what a monitor raised, which is nobody's incident yet. */
export const onAlert = (
  what: string,
  act: object,
  attempt: (stage: Stage, id: AlertId, by: PersonId) => Promise<boolean>,
  expected: Expected,
): Row => ({
  what,
  act,
  scene: nothingThere,
  expected,
  async attempt(stage, _, { by }) {
    await perform(stage, alerts, anAlert, putOnRecord, anUnplacedAlert(stage.now()));
    return attempt(stage, anAlert, by);
  },
});

export const looking = (what: string, scene: Scene, expected: Expected): Row => ({
  what,
  scene,
  expected,
  async attempt({ records }, id, actor) {
    const found = await records.load([headRef(incidents, id), personRef(actor.by)] as Ref<unknown>[]);
    const [incident, person] = found.map(({ value }) => value) as [Incident, Person];
    return maySee(openTo(incident, person, actor), person, actor);
  },
});

export type Cell = { verdict: Verdict; said?: string; written: number };

/** What comes of it when this kind of person tries, by the real rules over a table in memory. */
export async function attempted({ scene, attempt }: Row, name: KindName): Promise<Cell> {
  const { who, known, hidden = false, inRoom = false } = { ...kinds[name] };
  const [begun, id] = await scenery(scene, hidden);
  const stage = copyOf(begun);
  await hasPerson(stage, who, known);
  const events = async () => (await stage.log.events(id, 0)).length;
  const before = await events();
  try {
    const done = await attempt(stage, id, { by: who, inRoom });
    return { verdict: done ? 'yes' : 'nothing', written: (await events()) - before };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return { verdict: error.code, said: error.message, written: (await events()) - before };
  }
}

type Scenery = Promise<[Stage, AggregateId]>;
const sceneries = new Map<Scene<AggregateId>, { open?: Scenery; hidden?: Scenery }>();
/** Played once, however many then try something in it. */
function scenery(scene: Scene<AggregateId>, hidden: boolean): Scenery {
  const played = sceneries.get(scene) ?? {};
  sceneries.set(scene, played);
  played[hidden ? 'hidden' : 'open'] ??= harrowHome().then(async (stage) => [stage, await scene(stage, hidden)]);
  return played[hidden ? 'hidden' : 'open'] as Scenery;
}

export const everyKind = async (row: Row): Promise<Record<KindName, Cell>> =>
  Object.fromEntries(await Promise.all(kindNames.map(async (name) => [name, await attempted(row, name)]))) as Record<KindName, Cell>;
