import type { FaultRule } from '#sandbox/contracts';
import { type Actor, actor, NotAnswered } from './actor.ts';
import type { Flow } from './flow.ts';
import type { Calls, House } from './house.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { snapshot } from './snapshot.ts';

export type Lived = { outcome: Outcome; calls: Calls; heardAll: boolean };
/** A house in which a flow stands at its beginning, as often as it is lived through. */
export type Ready = {
  house: House;
  flow: Flow;
  act: Actor;
  undisturbed: number;
  disturbed: () => Promise<unknown>;
  back: () => Promise<void>;
};

/** Outlasts every wait: visibility, retries of stream and Lambda, and several sweeps. */
const usually = 27;
/** The world is calm so long before it is looked at: two sweeps find whatever was left lying. */
const calmFor = 11;
const minute = 60_000;

export async function ready(house: House, flow: Flow): Promise<Ready> {
  await house.untouched.back();
  const act = actor(house);
  const disturbed = await flow.begin(act);
  await house.world.settle();
  return { house, flow, act, undisturbed: act.heard.length, disturbed, back: await house.sandbox.checkpoint() };
}

/** One flow, from its beginning until all is quiet, under these rules: what it changed. */
export async function live({ house, flow, act, undisturbed, disturbed, back }: Ready, rules: FaultRule[] = []): Promise<Lived> {
  const { world } = house;
  await back();
  act.heard.splice(undisturbed);
  const started = Date.parse(await world.now());
  const after = (minutes: number) => world.until(new Date(started + minutes * minute).toISOString());
  const since = await house.lastCall();
  if (rules.length > 0) await world.faults(...rules);
  try {
    await disturbed();
  } catch (error) {
    if (!(error instanceof NotAnswered)) throw error;
  }
  await world.settle();
  const minutes = flow.minutes ?? usually;
  // What failed comes again, and meets the faults that have not struck yet.
  if (rules.length > 0) await after(minutes - calmFor);
  const calls = await house.calls(since);
  await world.calm();
  await after(minutes);
  const heard = act.heard.slice(undisturbed);
  const outcome = outcomeOf(house.untouched.stands, await snapshot(house), heard);
  return { outcome, calls, heardAll: !heard.includes('not answered') };
}
