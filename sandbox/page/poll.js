import { getText, Trouble } from './api.js';
import { learn, state } from './state.js';

/** Looks at the sandbox once a second while the page is seen, a few times faster after an act, and draws only when something changed. */
const slow = 1000;
const fast = 300;
let draw = () => {};
let ended = 0;
let hurryUntil = 0;
let timer;
let looking = false;
let again = false;
const before = {};

const changed = (name, text) => {
  if (before[name] === text) return false;
  before[name] = text;
  return true;
};

async function lookOnce() {
  const [acts, me, place] = [ended, state.me, state.place];
  const shown = place?.kind === 'channel' ? place.id : undefined;
  const [workspace, inbox, clock] = await Promise.all([
    getText(shown ? `/workspace?channel=${encodeURIComponent(shown)}` : '/workspace'),
    me ? getText(`/as/${me}/inbox`) : '',
    getText('/clock'),
  ]);
  // What was asked before an act ended, or for another person or place, is no longer true.
  if (acts !== ended || me !== state.me || place !== state.place) return lookOnce();
  const { now, next } = JSON.parse(clock);
  state.clock = { offset: Date.parse(now) - Date.now(), next };
  const news = [
    changed('workspace', `${me} ${shown} ${workspace}`),
    changed('inbox', `${me} ${inbox}`) || !state.inbox,
    state.trouble !== undefined,
  ];
  if (news[0]) learn({ ...JSON.parse(workspace), shown });
  if (news[1]) state.inbox = inbox === '' ? undefined : JSON.parse(inbox);
  state.trouble = undefined;
  return news.includes(true);
}

export async function refresh() {
  clearTimeout(timer);
  if (looking) {
    again = true;
    return;
  }
  looking = true;
  try {
    if (await lookOnce()) draw();
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    state.trouble = error.message;
    draw();
  } finally {
    looking = false;
    timer = setTimeout(tick, again ? 0 : performance.now() < hurryUntil ? fast : slow);
    again = false;
  }
}

function tick() {
  if (document.hidden) return;
  void refresh();
}

/** An act is over: what follows from it comes within the next moments. */
export function actEnded() {
  ended += 1;
  hurryUntil = performance.now() + 4000;
  void refresh();
}

export function startPolling(onNews) {
  draw = onNews;
  document.addEventListener('visibilitychange', tick);
  return refresh();
}
