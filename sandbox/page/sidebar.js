import { searchPeople } from './choices.js';
import { combobox } from './combobox.js';
import { h, icon, keep } from './dom.js';
import { isMember, isVisible, myself, nameOf, remember, remembered, state } from './state.js';

/** Who one is, where one can go, and who else is waited for. */

const readBy = (id) => remembered(`read.${id}`, {});
export function markRead(channel, ts) {
  const read = readBy(state.me);
  if (!channel || !ts || (read[channel] ?? '') >= ts) return;
  remember(`read.${state.me}`, { ...read, [channel]: ts });
}
const isUnread = (channel, by) => channel.last !== null && channel.last > (readBy(by)[channel.id] ?? '');

let who;
export function setUpSidebar(actAs) {
  who = combobox({
    id: 'act-as',
    label: 'Act as',
    placeholder: 'Search people',
    search: searchPeople,
    onpick: (one) => one && actAs(one.value),
  });
  document.querySelector('#who').append(who.node);
}

const isHere = (kind, id) => state.place?.kind === kind && (id === undefined || state.place.id === id);

function link({ href, label, drawing, here, unread, faint, count }) {
  return h(
    'a',
    { href, class: [unread && 'unread', faint && 'faint'].filter(Boolean).join(' '), 'aria-current': here ? 'page' : undefined },
    icon(drawing),
    h('span', { class: 'name' }, label),
    unread &&
      h('span', { class: count ? 'count' : 'count dot' }, count ? String(count) : '', h('span', { class: 'hidden-words' }, ' unread')),
  );
}

const row = (key, given) => ({ key, sign: JSON.stringify(given), make: () => h('li', {}, link(given)) });

const channelRow = (channel) =>
  row(channel.id, {
    href: `#/${channel.id}`,
    label: channel.name,
    drawing: channel.is_private ? 'lock' : 'hash',
    here: isHere('channel', channel.id),
    unread: isMember(channel) && isUnread(channel, state.me) && !isHere('channel', channel.id),
    faint: channel.is_archived || !isMember(channel),
  });

function fill(id, channels) {
  const section = document.querySelector(`#${id}`);
  section.hidden = channels.length === 0;
  keep(section.querySelector('ul'), channels.map(channelRow));
}

function drawOwn() {
  const direct = state.channels.get(state.inbox?.channel ?? '');
  const read = readBy(state.me)[direct?.id] ?? '';
  const fresh = (state.inbox?.messages ?? []).filter(({ ts, user }) => ts > read && user !== state.me).length;
  keep(document.querySelector('#own ul'), [
    row('direct', {
      href: '#/direct',
      label: 'Direct messages',
      drawing: 'mail',
      here: isHere('direct'),
      unread: fresh > 0 && !isHere('direct'),
      count: fresh,
    }),
    row('home', { href: '#/home', label: 'Home', drawing: 'home', here: isHere('home') }),
  ]);
}

/** People to whom the app wrote and who have not looked: the story goes on with one of them. */
function drawWaiting(actAs) {
  const waiting = [...state.channels.values()].filter(({ is_im, user }) => is_im && user !== state.me);
  const fresh = waiting.filter((channel) => isUnread(channel, channel.user)).sort((one, other) => (one.last < other.last ? 1 : -1));
  const section = document.querySelector('#waiting');
  section.hidden = fresh.length === 0;
  keep(
    section.querySelector('ul'),
    fresh.slice(0, 5).map(({ user }) => ({
      key: user,
      sign: nameOf(user),
      make: () =>
        h(
          'li',
          {},
          h('button', { type: 'button', onclick: () => actAs(user, '#/direct') }, icon('mail'), h('span', { class: 'name' }, nameOf(user))),
        ),
    })),
  );
}

const newestFirst = (one, other) => other.created - one.created || (one.id < other.id ? 1 : -1);
const byName = (one, other) => one.name.localeCompare(other.name);

export function drawSidebar(actAs) {
  const me = myself();
  if (me && document.activeElement !== who.input && who.value() !== me.id) who.show({ value: me.id, text: me.real_name });
  const visible = [...state.channels.values()].filter(isVisible);
  const open = visible.filter(({ is_archived }) => !is_archived);
  const isIncident = ({ name }) => name.startsWith('inc-');
  fill('incidents', open.filter(isIncident).sort(newestFirst));
  const others = open.filter((channel) => !isIncident(channel)).sort(byName);
  fill('channels', others.filter(isMember));
  fill(
    'more-channels',
    others.filter((channel) => !isMember(channel)),
  );
  fill('archived', visible.filter(({ is_archived }) => is_archived).sort(newestFirst));
  drawOwn();
  drawWaiting(actAs);
}
