import { change } from './acts.js';
import { ago, fromField, shortDay, time, timeWithSeconds, toField, zoneName } from './dates.js';
import { setText } from './dom.js';
import { myZone, now, state } from './state.js';
import { announce, complain } from './toast.js';

/** Virtual time: it ticks as real time does and can be moved on. */

const find = (id) => document.querySelector(id);
let moving = false;

async function move(body) {
  if (moving) return;
  moving = true;
  find('#clock').setAttribute('aria-busy', 'true');
  draw();
  const answer = await change('/clock/advance', body);
  moving = false;
  find('#clock').removeAttribute('aria-busy');
  if (answer) announce(`It is now ${shortDay(Date.parse(answer.now))}, ${time(Date.parse(answer.now))}.`);
  draw();
}

function toNext() {
  const { next } = state.clock ?? {};
  if (!next) return complain('Nothing is due later.');
  void move({ to: new Date(Math.max(Date.parse(next.at), now())).toISOString() });
}

function toMoment(event) {
  event.preventDefault();
  const typed = find('#clock-to').value;
  if (typed === '') return complain('Say which date and time to go to.');
  find('#clock-go').open = false;
  void move({ to: new Date(fromField(typed)).toISOString() });
}

function draw() {
  if (!state.clock) return;
  const [at, { next }] = [now(), state.clock];
  setText(find('#clock-now'), `${shortDay(at)}, ${timeWithSeconds(at)} ${zoneName(at)}`);
  find('#clock-now').setAttribute('datetime', new Date(at).toISOString());
  const due = next ? `next ${ago(Math.max(0, Date.parse(next.at) - at))}: ${readable(next.name)}` : 'nothing is due';
  setText(find('#clock-next'), moving ? 'moving on…' : due);
  find('#clock-next').title = next ? `${next.name}, ${time(Date.parse(next.at))}` : '';
}

/** The template gives its schedules names that end in a hash; what they are for stands before it. */
const readable = (name) => name.replace(/^muster-/i, '').replace(/[0-9A-F]{8}$/, '');

export function setUpClock() {
  for (const button of document.querySelectorAll('[data-seconds]'))
    button.onclick = () => void move({ seconds: Number(button.dataset.seconds) });
  find('#clock-to-next').onclick = toNext;
  find('#clock-form').onsubmit = toMoment;
  find('#clock-go').ontoggle = () => {
    if (!find('#clock-go').open) return;
    find('#clock-to').value = toField(now() + 3_600_000);
    setText(find('#clock-zone'), `in ${myZone()}`);
    find('#clock-to').focus();
  };
  setInterval(draw, 1000);
}

export const drawClock = draw;
