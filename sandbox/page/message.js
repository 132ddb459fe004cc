import { act } from './acts.js';
import { block } from './blocks.js';
import { ago, msOf, shortDay, time, timeWithSeconds } from './dates.js';
import { h, icon, iconButton } from './dom.js';
import { characterOf } from './emoji.js';
import { messageMenu, reactMenu } from './message-menu.js';
import { mrkdwn } from './mrkdwn.js';
import { channelHere, nameOf, now, person, state } from './state.js';
import { dismiss } from './timeline.js';

export const surfaceOf = ({ ts }) => ({ channel: channelHere()?.id, ts });

export function avatar(id) {
  const name = nameOf(id);
  const app = person(id)?.is_app_user;
  const initials = name
    .split(/\s+/)
    .map(([first]) => first)
    .slice(0, 2)
    .join('');
  const hue = [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 8, 7);
  return h('span', { class: app ? 'avatar app' : `avatar hue-${hue}`, 'aria-hidden': 'true' }, app ? icon('bolt') : initials);
}

function reactions({ reactions: all = [], ts }) {
  if (all.length === 0) return null;
  return h(
    'div',
    { class: 'reactions' },
    all.map(({ name, users, count }) => {
      const mine = users.includes(state.me);
      return h(
        'button',
        {
          type: 'button',
          class: 'reaction',
          'aria-pressed': String(mine),
          'aria-label': `${name}, ${count}`,
          'data-focus': `reaction/${name}`,
          title: `${users.map(nameOf).join(', ')} reacted with :${name}:`,
          onclick: () => void act('react', { ...surfaceOf({ ts }), name, ...(mine && { remove: true }) }, 'The reaction'),
        },
        h('span', {}, characterOf(name) ?? `:${name}:`),
        h('span', {}, String(count)),
      );
    }),
  );
}

function replies({ ts, reply_count = 0, latest_reply }) {
  if (reply_count === 0) return null;
  const last = latest_reply ? `, ${ago(msOf(latest_reply) - now())}` : '';
  return h(
    'button',
    { type: 'button', class: 'replies', 'data-focus': 'replies', onclick: () => openThread(ts) },
    `${reply_count} ${reply_count === 1 ? 'reply' : 'replies'}`,
    h('small', {}, last),
  );
}

export const openThread = (ts) => document.dispatchEvent(new CustomEvent('open-thread', { detail: ts }));

function tools(message, thread) {
  const { ts, only } = message;
  if (only) {
    return h(
      'div',
      { class: 'tools' },
      iconButton('close', 'Dismiss', () => {
        dismiss(ts);
        document.dispatchEvent(new Event('redraw'));
      }),
    );
  }
  return h(
    'div',
    { class: 'tools' },
    iconButton('react', 'Add a reaction', (event) => reactMenu(event.currentTarget, message), { 'data-focus': 'react' }),
    thread === undefined && iconButton('thread', 'Reply in thread', () => openThread(ts), { 'data-focus': 'reply' }),
    iconButton('more', 'More actions', (event) => messageMenu(event.currentTarget, message), { 'data-focus': 'more' }),
  );
}

const editedMark = ({ edited }) =>
  edited && h('small', { class: 'edited', title: `Edited ${timeWithSeconds(msOf(edited.ts))}` }, '(edited)');

function body(message, compact) {
  const on = { surface: surfaceOf(message) };
  const content = message.blocks?.length
    ? message.blocks.map((one) => block(one, on))
    : [h('div', { class: 'text' }, mrkdwn(message.text ?? ''))];
  // Beside the time where there are blocks, else after the words.
  return h('div', { class: 'message-content' }, content, (compact || !message.blocks?.length) && editedMark(message));
}

export function messageNode(message, { compact, thread }) {
  const { ts, user, only, pinned_to, subtype } = message;
  const at = msOf(ts);
  const name = nameOf(user);
  const stamp = h('time', { datetime: new Date(at).toISOString(), title: `${shortDay(at)}, ${timeWithSeconds(at)}` }, time(at));
  const marks = [
    only && h('div', { class: 'mark' }, 'Only visible to you'),
    pinned_to && h('div', { class: 'mark' }, icon('pin'), 'Pinned'),
    subtype === 'thread_broadcast' && h('div', { class: 'mark' }, 'Also sent to the channel from a thread'),
  ];
  const head = h(
    'div',
    { class: 'message-head' },
    h('strong', {}, name),
    person(user)?.is_bot && h('span', { class: 'badge' }, 'APP'),
    stamp,
    message.blocks?.length && editedMark(message),
  );
  return h(
    'article',
    {
      class: ['message', compact && 'compact', only && 'only', pinned_to && 'pinned'].filter(Boolean).join(' '),
      'data-ts': ts,
      'aria-label': `${name}, ${time(at)}`,
    },
    marks,
    h(
      'div',
      { class: 'message-row' },
      compact ? h('span', { class: 'beside' }, stamp.cloneNode(true)) : avatar(user),
      h(
        'div',
        { class: 'message-main' },
        !compact && head,
        body(message, compact),
        reactions(message),
        thread === undefined && replies(message),
      ),
    ),
    tools(message, thread),
  );
}
