import { drawChannel, drawHome, goToMessage, openHome } from './channel.js';
import { drawClock, setUpClock } from './clock.js';
import { composer } from './composer.js';
import { drawModal } from './modal.js';
import { refresh, startPolling } from './poll.js';
import { drawSidebar, markRead, setUpSidebar } from './sidebar.js';
import { channelHere, isVisible, people, state } from './state.js';
import { drawThread, setUpThread } from './thread.js';
import { drawTimeline, timelineOf } from './timeline.js';
import { setUpTraffic } from './traffic.js';

const find = (id) => document.querySelector(id);
let drawComposer;
let wanted;

/** `#/C…`, `#/C…/<ts>` of a message, `#/direct`, `#/home`. */
function followAddress() {
  const [, id = '', ts] = location.hash.split('/');
  state.place = id === 'direct' || id === 'home' ? { kind: id } : id ? { kind: 'channel', id } : undefined;
  state.thread = undefined;
  wanted = ts;
  find('#sidebar').classList.remove('open');
  if (state.place && state.workspace) drawComposer();
  if (state.place?.kind === 'home' && state.me) void openHome();
  void refresh();
}

/** A tab keeps its person, so that two tabs can be two people; a new one begins with the last. */
function actAs(id, hash) {
  sessionStorage.setItem('muster.as', id);
  localStorage.setItem('muster.as', id);
  if (id !== state.me) state.inbox = undefined;
  state.me = id;
  go(hash ?? location.hash);
}

/** At once: what is typed or shown from now on belongs to the new place. */
function go(hash, how = 'pushState') {
  if (location.hash !== hash) history[how](null, '', hash);
  followAddress();
}

function whoToBe() {
  const known = [sessionStorage.getItem('muster.as'), localStorage.getItem('muster.as')];
  const all = people();
  return [...known, all.find(({ handle }) => handle === 'ana')?.id, all[0]?.id].find((id) => all.some((one) => one.id === id));
}

/** Nobody stays where they cannot be: answers whether they had to go elsewhere. */
function hadToLeave() {
  if (state.place && state.place.kind !== 'channel') return false;
  const channel = state.channels.get(state.place?.id ?? '');
  if (channel && isVisible(channel)) return false;
  const first = [...state.channels.values()].find((one) => isVisible(one) && !one.is_archived);
  go(first ? `#/${first.id}` : '#/direct', 'replaceState');
  return true;
}

function draw() {
  find('#trouble').hidden = state.trouble === undefined;
  find('#trouble').textContent = state.trouble ?? '';
  if (!state.workspace) return;
  if (!people().some(({ id }) => id === state.me)) {
    const id = whoToBe();
    if (id) actAs(id);
    return;
  }
  if (hadToLeave() || !state.inbox) return;
  if (state.place.kind === 'channel' && state.workspace.shown !== state.place.id) return;
  drawHome();
  drawTimeline();
  if (!document.hidden) markRead(channelHere()?.id, timelineOf().findLast(({ only }) => !only)?.ts);
  drawChannel();
  drawComposer();
  drawThread();
  drawSidebar(actAs);
  drawModal();
  drawClock();
  if (wanted) goToMessage(wanted);
  wanted = undefined;
}

find('#messages').tabIndex = 0;
setUpSidebar(actAs);
setUpClock();
setUpTraffic();
drawComposer = composer(find('#composer'));
setUpThread(draw);
find('#skip').onclick = () => find('#composer textarea').focus();
find('#open-sidebar').onclick = () => {
  if (find('#sidebar').classList.toggle('open')) find('#act-as').focus();
};
addEventListener('popstate', followAddress);
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href^="#/"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.getAttribute('href'));
});
document.addEventListener('redraw', draw);
// What could not be replaced while someone was at it is replaced now.
document.addEventListener('focusout', () => setTimeout(draw));
followAddress();
await startPolling(draw);
