import { day, dayTitle, msOf, time } from './dates.js';
import { h, keep } from './dom.js';
import { messageNode } from './message.js';
import { channelHere, messagesHere, now, remember, remembered, state } from './state.js';
import { announce } from './toast.js';

/** The messages of a place or of a thread, those that only the acting person sees among them. */

const dismissed = () => new Set(remembered('dismissed', []));
export const dismiss = (ts) => remember('dismissed', [...dismissed(), ts]);
export const isReply = ({ ts, thread_ts }) => thread_ts !== undefined && thread_ts !== ts;
const byTs = (one, other) => (one.ts < other.ts ? -1 : 1);

function privateOnes(thread) {
  const [put, here] = [dismissed(), channelHere()?.id];
  return (state.inbox?.ephemeral ?? [])
    .filter(({ channel, ts, thread_ts }) => channel === here && thread_ts === thread && !put.has(ts))
    .map((message) => ({ ...message, only: true, user: state.workspace.bot.userId }));
}

export function timelineOf(thread) {
  const shown = messagesHere().filter((message) =>
    thread === undefined
      ? !isReply(message) || message.subtype === 'thread_broadcast'
      : message.ts === thread || message.thread_ts === thread,
  );
  return [...shown, ...privateOnes(thread)].sort(byTs);
}

/** Follows on what the same author said a moment before: then its head can be left out. */
const follows = (message, before) =>
  before !== undefined &&
  before.user === message.user &&
  !message.only &&
  !before.only &&
  day(msOf(message.ts)) === day(msOf(before.ts)) &&
  Number(message.ts) - Number(before.ts) < 300;

export function rows(messages, thread) {
  const today = day(now());
  return messages.flatMap((message, index) => {
    const before = messages[index - 1];
    const at = msOf(message.ts);
    const compact = follows(message, before);
    const sign = JSON.stringify([message, compact, state.me, today, state.names]);
    const begins = !before || day(at) !== day(msOf(before.ts));
    const title = dayTitle(at);
    return [
      ...(begins && thread === undefined
        ? [{ key: `day ${day(at)}`, sign: title, make: () => h('div', { class: 'day' }, h('span', {}, title)) }]
        : []),
      { key: message.ts, sign, make: () => messageNode(message, { compact, thread }) },
    ];
  });
}

const atEnd = (box) => box.scrollHeight - box.scrollTop - box.clientHeight < 80;
let told = { of: '', ts: '' };

/** New ones are told to those who do not see the page; what was there before is not. */
function tell(messages) {
  const of = `${state.me} ${state.place.kind} ${state.place.id}`;
  const last = messages.at(-1);
  if (told.of === of && last && last.ts > told.ts && last.user !== state.me) {
    const who = state.users.get(last.user)?.real_name ?? 'Someone';
    announce(`${who}, ${time(msOf(last.ts))}: ${last.text}${last.only ? ' Only visible to you.' : ''}`);
  }
  told = { of, ts: last?.ts ?? '' };
}

let shown = '';
export function drawTimeline() {
  const box = document.querySelector('#messages');
  const messages = timelineOf(undefined);
  const of = `${state.me} ${state.place.kind} ${state.place.id}`;
  const stay = shown === of && !atEnd(box);
  keep(box, rows(messages, undefined));
  box.classList.toggle('empty', messages.length === 0);
  tell(messages);
  if (!stay) box.scrollTop = box.scrollHeight;
  if (state.place.kind === 'home' || state.workspace.shown === state.place.id || state.place.kind === 'direct') shown = of;
}
