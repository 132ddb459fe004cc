import { act, change } from './acts.js';
import { block } from './blocks.js';
import { canvasOnShelf } from './canvas.js';
import { h, icon, keep, setText } from './dom.js';
import { avatar } from './message.js';
import { address, mrkdwn } from './mrkdwn.js';
import { channelHere, isMember, messagesHere, myself, nameOf, state } from './state.js';

/** What stands above the messages: name, topic, members, bookmarks and what is pinned. */

const title = { direct: () => 'Direct messages with Muster', home: () => 'Muster · Home', channel: () => channelHere()?.name ?? '…' };

function facts(channel) {
  if (state.place.kind !== 'channel' || !channel) return [];
  const { topic, purpose, members, is_archived } = channel;
  const names = members.map(nameOf).sort((one, other) => one.localeCompare(other));
  const said = topic.value || purpose.value;
  return [
    {
      key: 'members',
      sign: JSON.stringify(members),
      make: () =>
        h(
          'details',
          { class: 'members' },
          h('summary', {}, icon('people'), `${members.length}`, h('span', { class: 'hidden-words' }, ' members')),
          h(
            'ul',
            {},
            members
              .map((id) => [nameOf(id), id])
              .sort()
              .map(([name, id]) => h('li', {}, avatar(id), name)),
          ),
        ),
    },
    { key: 'topic', sign: said, make: () => h('span', { class: 'topic', title: `${said}\n${names.length} members` }, mrkdwn(said)) },
    ...(is_archived ? [{ key: 'archived', sign: '', make: () => h('span', { class: 'badge' }, 'archived') }] : []),
  ];
}

function showMessage(ts) {
  const message = document.querySelector(`#messages [data-ts="${ts}"]`);
  if (!message) return;
  message.scrollIntoView({ block: 'start' });
  message.tabIndex = -1;
  message.focus({ preventScroll: true });
  message.classList.remove('shown');
  requestAnimationFrame(() => message.classList.add('shown'));
}
export const goToMessage = showMessage;

function shelf(channel) {
  if (state.place.kind !== 'channel' || !channel) return [];
  const pinned = channel.pins.flatMap((ts) => messagesHere().find((message) => message.ts === ts) ?? []);
  return [
    ...pinned.map(({ ts, text }) => ({
      key: `pin ${ts}`,
      sign: text,
      make: () =>
        h(
          'button',
          { type: 'button', class: 'pin', title: 'Go to the pinned message', onclick: () => showMessage(ts) },
          icon('pin'),
          h('span', {}, mrkdwn(text)),
        ),
    })),
    ...(channel.canvas ? [canvasOnShelf(channel.canvas)] : []),
    ...channel.bookmarks.map(({ id, title: name, link }) => ({
      key: id,
      sign: JSON.stringify([name, link]),
      make: () => {
        const bookmark = address(link, name);
        bookmark.className = 'bookmark';
        bookmark.title = link;
        bookmark.prepend(icon('link'));
        return bookmark;
      },
    })),
  ];
}

function drawJoin(channel) {
  const bar = document.querySelector('#join');
  const out = state.place.kind === 'channel' && channel && !isMember(channel) && !channel.is_archived;
  bar.hidden = !out;
  if (!out) return;
  setText(bar.querySelector('span'), `${myself()?.real_name ?? 'You'} is not in #${channel.name}. Commands work; to write, join.`);
  bar.querySelector('button').onclick = () => void change('/workspace/change', { do: 'join', user: state.me, channel: channel.id });
}

export function drawChannel() {
  const channel = channelHere();
  const { kind } = state.place;
  setText(document.querySelector('#title'), title[kind]());
  const mark = document.querySelector('#title-mark');
  const drawing = kind === 'home' ? 'home' : kind === 'direct' ? 'mail' : channel?.is_private ? 'lock' : 'hash';
  keep(mark, [{ key: drawing, sign: '', make: () => h('span', {}, icon(drawing)) }]);
  document.title = `${title[kind]()} · Muster sandbox`;
  keep(document.querySelector('#facts'), facts(channel));
  const shelfBox = document.querySelector('#shelf');
  keep(shelfBox, shelf(channel));
  shelfBox.hidden = shelfBox.children.length === 0;
  drawJoin(channel);
}

/** What the app published for the acting person's Home tab. */
export function drawHome() {
  const box = document.querySelector('#home');
  const isHome = state.place.kind === 'home';
  box.hidden = !isHome;
  document.querySelector('#conversation').hidden = isHome;
  if (!isHome) return;
  const view = state.inbox?.home;
  const who = myself()?.real_name ?? 'you';
  const nothing = () => h('p', { class: 'nothing' }, `The app has published no Home for ${who}.`);
  const blocks = (view?.blocks ?? []).map((one) => ({
    key: `${state.me} ${one.block_id}`,
    sign: JSON.stringify([one, state.names]),
    make: () => h('div', { class: 'home-block' }, block(one, { surface: { view: view.id }, values: view.state?.values })),
  }));
  keep(box, blocks.length > 0 ? blocks : [{ key: 'nothing', sign: who, make: nothing }]);
}

export const openHome = () => act('home', {}, 'The Home');
