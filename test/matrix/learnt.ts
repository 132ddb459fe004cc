import { placeOf } from '#test/e2e/world';
import { type Actor, answered, NotAnswered } from './actor.ts';
import { at, type Start, says } from './starts.ts';

export const pm = 'PM-1';
const quarter = 16 * 60;
export const five = ['detect', 'react', 'quick_fix', 'prevent', 'other_risk'];

export const postmortem = (act: Actor, user: string, text: string) => act.does(() => act.world.commands(user, '/postmortem', text));
export const inView = (view: { id: string } | undefined) => ({ view: view?.id ?? '' });
/** What somebody is asked in, as a place where buttons are. */
export async function asked(act: Actor, user: string) {
  const { channel, messages } = await act.world.inbox(user);
  const found = messages.filter(({ metadata }) => metadata?.event_payload.effect?.startsWith('PROMPTS-')).at(-1);
  return { channel, ts: found?.ts ?? '' };
}
export async function inRoom(act: Actor, effect: string) {
  const room = await act.world.roomOf('INC-1');
  const said = (await act.world.said(room.id, `${pm}/${effect}`)).at(-1);
  // In the quiet run it is there: otherwise the flow would press nothing, and be alike for ever.
  if (said === undefined) throw new NotAnswered(`Nobody can press anything on ${pm}/${effect}: it is not there.`);
  return { channel: room.id, ts: said.ts };
}
export const card = async (act: Actor, user: string) => placeOf(answered(await postmortem(act, user, 'show INC-1')));
export async function answers(act: Actor, user: string, words: Record<string, string>, nothing: string[] = []) {
  const { view } = await postmortem(act, user, 'answer INC-1');
  const boxes = Object.fromEntries(Object.entries(words).map(([box, said]) => [`answer:${box}`, said]));
  await act.submits(user, view, { ...boxes, ...(nothing.length > 0 && { nothing }) });
}

/** Serious, and somebody has it. */
export const serious: Start<void> = async (act) => {
  await says(act, '@tom', 'declare sev2 bedroom: Sheets are wet');
  await says(act, '@asha', 'ack INC-1');
};
/** It is over, and everybody who was there has been asked the first question. */
export const learnt: Start<void> = async (act) => {
  await at(act, serious);
  await says(act, '@asha', 'resolve INC-1 workaround hung them up', quarter);
};
export const planned: Start<void> = async (act) => {
  await at(act, learnt);
  const { view } = await act.presses('@asha', await card(act, '@asha'), 'plan-meeting');
  // In ten minutes, so that it can begin at once.
  const time = Math.floor(Date.parse(await act.world.now()) / 1000) + 600;
  await act.submits('@asha', view, { 'meeting-time': time, 'meeting-minutes': '60', 'meeting-invited': ['U0ASHA', 'U0TOM'] });
  await act.world.passes(12);
};
/** They sit together, and the agenda is before them. */
export const begun: Start<void> = async (act) => {
  await at(act, planned);
  await act.presses('@asha', await inRoom(act, 'meeting'), 'hold-meeting-start');
  await act.world.passes(12);
};
/** Everything that publishing asks for is there, but the product manager's word. */
export const whole: Start<void> = async (act) => {
  await at(act, learnt);
  await act.types('@asha', 'impact INC-1 none');
  const { view } = await act.presses('@asha', await card(act, '@asha'), 'write-summary');
  await act.submits('@asha', view, { summary: 'Nobody could sleep.', 'impact-confirmed': 'yes' });
  const moments = await act.presses('@asha', await card(act, '@asha'), 'say-moment');
  await act.submits('@asha', moments.view, { detection: Math.floor(Date.parse(await act.world.now()) / 1000) - 1500 });
  for (const user of ['@asha', '@tom']) await answers(act, user, { saw: 'Everything was wet' }, five);
  const held = await postmortem(act, '@asha', 'held INC-1');
  await act.presses('@asha', placeOf(answered(held)), 'hold-meeting-reminded');
  const { view: choice } = await postmortem(act, '@asha', 'improvements INC-1');
  const none = await act.presses('@asha', inView(choice), 'choose-no-improvement');
  await act.submits('@asha', none.view, { words: 'We looked at three' });
  await act.world.passes(12);
};
export const signed: Start<void> = async (act) => {
  await at(act, whole);
  await act.presses('@priya', await inRoom(act, 'sign-off'), 'publish-postmortem-sign-off');
  await act.world.passes(12);
};
export const published: Start<void> = async (act) => {
  await at(act, signed);
  const { view } = await act.presses('@asha', await card(act, '@asha'), 'publish-postmortem');
  await act.submits('@asha', view);
  await act.world.passes(12);
};
