import { numberIn, told } from '#test/e2e/world';
import { type Actor, answered } from './actor.ts';
import type { House } from './house.ts';

export type Start<There> = (act: Actor) => Promise<There>;

/** Where more than one flow begins: lived through once in each house. Nothing of a flow comes before it. */
export async function at<There>(act: Actor, start: Start<There>): Promise<There> {
  const { reached, untouched, sandbox } = act.house;
  const known = reached.get(start);
  await (known ?? untouched).back();
  if (known) return known.there as There;
  const there = await start(act);
  await act.world.settle();
  reached.set(start, { there, back: await sandbox.checkpoint() });
  return there;
}

/** On record, in its room, and whatever follows at once has followed. */
export async function declared(act: Actor, line: string): Promise<string> {
  const id = numberIn(told(answered(await act.types('@tom', `declare ${line}`))));
  await act.world.passes(12);
  return id;
}
/** And what somebody then says has been followed too. */
export async function says(act: Actor, user: string, line: string, seconds = 12): Promise<void> {
  await act.types(user, line);
  await act.world.passes(seconds);
}

export const unanswered: Start<string> = (act) => declared(act, 'sev3 bedroom: Sheets are wet');
/** Nobody is called for it. */
export const small: Start<string> = (act) => declared(act, 'sev4 bedroom: Sheets are wet');
/** Somebody has it, so that nobody else is asked while the world is looked at. */
export async function taken(act: Actor): Promise<string> {
  const id = await at(act, unanswered);
  await says(act, '@asha', `ack ${id}`);
  return id;
}
export async function over(act: Actor): Promise<string> {
  const id = await at(act, taken);
  await says(act, '@asha', `resolve ${id} permanent hung them up`);
  return id;
}

export async function cardOf(act: Actor, id: string) {
  const room = await act.world.roomOf(id);
  const [card] = await act.world.said(room.id, `${id}/card`);
  return { channel: room.id, ts: card?.ts ?? '', blocks: card?.blocks };
}

/** What follows follows it however it was said; another flow has those sites. */
export const onlyWhatIsSaid = ({ function: by, place }: { function: string; place: string }) => by === 'slack' && !place.startsWith('ssm:');

/** As if it were a quarter past three. */
export async function scanIsDue({ sandbox: { aws }, world }: House) {
  const scan = aws.schedules.all().find(({ order }) => order.payload.includes('scan'));
  if (!scan) throw new Error('The template has no schedule for the scan.');
  const inAMinute = new Date(Date.parse(await world.now()) + 60_000).toISOString().slice(0, 19);
  aws.schedules.create({ ...scan, name: `scan-${Date.parse(inAMinute)}`, expression: `at(${inAMinute})`, zone: 'UTC', deleteAfter: true });
  await world.passes(70);
}
