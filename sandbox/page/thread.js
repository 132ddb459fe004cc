import { composer } from './composer.js';
import { keep } from './dom.js';
import { state } from './state.js';
import { rows, timelineOf } from './timeline.js';

let draft;
let shown;

export function setUpThread(redraw) {
  draft = composer(document.querySelector('#thread-composer'), () => state.thread);
  const close = () => {
    state.thread = undefined;
    redraw();
  };
  document.querySelector('#close-thread').onclick = close;
  document.addEventListener('open-thread', ({ detail }) => {
    state.thread = detail;
    redraw();
    document.querySelector('#thread-composer textarea').focus();
  });
  document.querySelector('#thread').addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) close();
  });
}

export function drawThread() {
  const panel = document.querySelector('#thread');
  const messages = state.thread === undefined || state.place.kind === 'home' ? [] : timelineOf(state.thread);
  panel.hidden = messages.length === 0;
  document.body.classList.toggle('with-thread', !panel.hidden);
  if (panel.hidden) {
    shown = undefined;
    return;
  }
  const box = document.querySelector('#thread-messages');
  const count = box.children.length;
  keep(box, rows(messages, state.thread));
  if (shown !== state.thread || box.children.length > count) box.scrollTop = box.scrollHeight;
  shown = state.thread;
  draft();
}
