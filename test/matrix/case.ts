import { Incident } from '#domain/incident/incident';
import type { FaultRule } from '#sandbox/contracts';
import { actor, NotAnswered } from './actor.ts';
import type { Flow } from './flow.ts';
import type { Calls, House } from './house.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { type Snapshot, snapshot } from './snapshot.ts';

export type Lived = { outcome: Outcome; calls: Calls; heardAll: boolean };

/** Outlasts every wait: visibility, retries of stream and Lambda, and several sweeps. */
const usually = 20;
/** A second declaration within half an hour joins the first; and the sweep is always as far away as in the quiet run. */
const untilNext = 15;
/** The world is calm so long before it is looked at: two sweeps find whatever was left lying. */
const calmFor = 11;
const minute = 60_000;

/** One flow in a world that goes on: what it changed until all is quiet, under these rules. */
export async function live(house: House, flow: Flow, rules: FaultRule[] = []): Promise<Lived> {
  const { world } = house;
  const started = Date.parse(await world.now());
  const after = (minutes: number) => world.until(new Date(started + minutes * minute).toISOString());
  const before = await snapshot(house);
  const act = actor(house);
  const disturbed = await flow.begin(act);
  await world.settle();
  const since = await house.lastCall();
  const undisturbed = act.heard.length;
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
  const heard = flow.tellsOfOthers ? [] : act.heard.slice(undisturbed);
  const outcome = outcomeOf(before, await snapshot(house), heard);
  await finish(house, before);
  await flow.tidy?.(house);
  await after(minutes + untilNext);
  return { outcome, calls, heardAll: !act.heard.includes('not answered') };
}

/**
 * What this case left is called off, so that nothing of it goes off in the next: no timer, no question after a day of silence, and no offer to
 * open again what has just been resolved. What stood in the house before stays, since the next case needs it as much.
 */
async function finish({ world }: House, before: Snapshot): Promise<void> {
  const { lists } = await world.store();
  const mine = async (list: 'over' | 'open') =>
    (await lists.page(list, 100)).heads.filter(({ id }) => !before.has(`item ${id.replace('-', '#')} @`));
  const [over, open] = [await mine('over'), await mine('open')];
  const resolved = over.filter(({ state }) => ['resolved', 'closed'].includes(Incident.parse(state).state));
  for (const { id } of resolved) await world.types('@asha', `reopen ${id}`);
  await world.settle();
  for (const { id, state } of [...resolved, ...open]) {
    const incident = Incident.parse(state);
    const room = incident.state !== 'none' && incident.room.state === 'open' ? incident.room.channel : '#general';
    await world.types('@asha', `cancel ${id} it was a case of the matrix`, room);
  }
  await world.settle();
}
