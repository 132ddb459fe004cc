import { look } from './acts.js';
import { ago, shortDay, timeWithSeconds } from './dates.js';
import { h, keep, setText } from './dom.js';
import { now } from './state.js';

/** What went over the wire and what waits: looked at only while the drawer is open. */

const most = 200;
const known = { traffic: [], events: [] };

/** Bodies as they are, laid out where they are JSON or a form that carries it. */
function laidOut(value) {
  if (typeof value !== 'string') return JSON.stringify(value, null, 2);
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    if (!/^[\w.]+=/.test(value)) return value;
    const fields = [...new URLSearchParams(value)].map(([name, text]) => [name, parsedOr(text)]);
    return JSON.stringify(Object.fromEntries(fields), null, 2);
  }
}
function parsedOr(text) {
  try {
    return /^[[{]/.test(text) ? JSON.parse(text) : text;
  } catch {
    return text;
  }
}

const kinds = { 'slack-api': 'app → Slack', 'to-app': 'Slack → app', request: 'by hand → app' };
const at = (iso) => `${shortDay(Date.parse(iso))} ${timeWithSeconds(Date.parse(iso))}`;

const tabs = {
  traffic: {
    async load() {
      const answer = await look(`/traffic?since=${known.traffic.at(-1)?.n ?? 0}`);
      known.traffic = [...known.traffic, ...(answer?.entries ?? [])].slice(-most);
      return known.traffic.toReversed().map(({ n, ...entry }) => {
        const { request, response, ...rest } = entry;
        return {
          key: n,
          bad: entry.status >= 400 || entry.status === 0,
          cells: [
            at(entry.at),
            kinds[entry.kind] ?? entry.kind,
            [entry.method, entry.name].filter(Boolean).join(' '),
            String(entry.status),
            `${entry.ms} ms`,
          ],
          more: () => [JSON.stringify(rest), request && `Request\n${laidOut(request)}`, response && `Response\n${laidOut(response)}`],
        };
      });
    },
    none: 'Nothing went over the wire yet.',
  },
  events: {
    async load() {
      const answer = await look(`/events?since=${known.events.length}`);
      known.events.push(...(answer?.events ?? []));
      return known.events
        .slice(-most)
        .toReversed()
        .map((event) => ({
          key: event.id,
          cells: [at(event.time), event.source, event['detail-type'], event.detail?.event_id ?? ''],
          more: () => [laidOut(event)],
        }));
    },
    none: 'No event is on the bus yet.',
  },
  schedules: {
    async load() {
      const answer = await look('/schedules');
      return (answer?.schedules ?? []).map((one) => ({
        key: one.name,
        cells: [one.at ? at(one.at) : '', one.at ? ago(Date.parse(one.at) - now()) : '', one.name, one.expression ?? 'once'],
        more: () => [laidOut(one)],
      }));
    },
    none: 'Nothing is scheduled.',
  },
  'dead-letters': {
    async load() {
      const answer = await look('/dead-letters');
      return (answer?.items ?? []).map((one, index) => ({
        key: `${index} ${one.at}`,
        bad: true,
        cells: [at(one.at), one.from, laidOut(one.what).slice(0, 80), one.why],
        more: () => [laidOut(one)],
      }));
    },
    none: 'Nothing was given up on.',
  },
};

let tab = 'traffic';
let timer;

function rowNode({ cells, bad, more }) {
  const row = h(
    'details',
    { class: bad ? 'traffic-row bad' : 'traffic-row' },
    h(
      'summary',
      {},
      cells.map((cell) => h('span', {}, cell)),
    ),
  );
  row.addEventListener('toggle', () => {
    if (row.open && row.children.length === 1) row.append(h('pre', { tabindex: 0 }, more().filter(Boolean).join('\n\n')));
  });
  return row;
}

async function draw() {
  clearTimeout(timer);
  const drawer = document.querySelector('#traffic');
  if (drawer.hidden) return;
  const mine = tab;
  const rows = document.hidden ? [] : await tabs[mine].load();
  if (mine === tab && !document.hidden) {
    const box = document.querySelector('#traffic-rows');
    box.className = mine;
    keep(
      box,
      rows.map((row) => ({ key: `${mine} ${row.key}`, sign: JSON.stringify(row.cells), make: () => rowNode(row) })),
    );
    const none = document.querySelector('#traffic-none');
    none.hidden = rows.length > 0;
    setText(none, tabs[mine].none);
  }
  timer = setTimeout(() => void draw(), 1000);
}

export function setUpTraffic() {
  const [drawer, button] = [document.querySelector('#traffic'), document.querySelector('#open-traffic')];
  const toggle = (open) => {
    drawer.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    if (open) drawer.querySelector('[aria-selected=true]').focus();
    else button.focus();
    void draw();
  };
  button.onclick = () => toggle(drawer.hidden);
  document.querySelector('#close-traffic').onclick = () => toggle(false);
  const all = [...drawer.querySelectorAll('[role=tab]')];
  const select = (one) => {
    tab = one.dataset.tab;
    for (const each of all) {
      each.setAttribute('aria-selected', String(each === one));
      each.tabIndex = each === one ? 0 : -1;
    }
    document.querySelector('#traffic-rows').setAttribute('aria-labelledby', one.id);
    void draw();
  };
  all.forEach((one, index) => {
    one.onclick = () => select(one);
    one.onkeydown = ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (!step) return;
      const next = all[(index + step + all.length) % all.length];
      select(next);
      next.focus();
    };
  });
}
