import { myZone, now } from './state.js';

const format = (at, options, zone = myZone()) => new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options }).format(at);
export const msOf = (ts) => Number(ts) * 1000;

export const time = (at, zone) => format(at, { hour: '2-digit', minute: '2-digit' }, zone);
export const timeWithSeconds = (at, zone) => format(at, { hour: '2-digit', minute: '2-digit', second: '2-digit' }, zone);
export const day = (at) => format(at, { year: 'numeric', month: '2-digit', day: '2-digit' });
export const zoneName = (at, zone = myZone()) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' }).formatToParts(at).find(({ type }) => type === 'timeZoneName')
    ?.value ?? zone;
const longDay = (at) => format(at, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
export const shortDay = (at) => format(at, { weekday: 'short', day: 'numeric', month: 'short' });

/** Today, yesterday and tomorrow by their names, as the virtual clock has it. */
const pretty = (at, otherwise) => {
  const near = [
    [0, 'Today'],
    [-1, 'Yesterday'],
    [1, 'Tomorrow'],
  ].find(([days]) => day(now() + days * 86_400_000) === day(at));
  return near ? near[1] : otherwise(at);
};
export const dayTitle = (at) => pretty(at, longDay);
const inText = (otherwise) => (at) => {
  const said = pretty(at, otherwise);
  return said === otherwise(at) ? said : said.toLowerCase();
};

const mediumDay = (at) => format(at, { day: 'numeric', month: 'long', year: 'numeric' });
const abbreviated = (at) => format(at, { day: 'numeric', month: 'short', year: 'numeric' });
const tokens = {
  date_num: (at) => format(at, { year: 'numeric', month: '2-digit', day: '2-digit' }).split('/').reverse().join('-'),
  date: mediumDay,
  date_slash: (at) => format(at, { year: 'numeric', month: '2-digit', day: '2-digit' }),
  date_short: abbreviated,
  date_long: longDay,
  date_pretty: inText(mediumDay),
  date_short_pretty: inText(abbreviated),
  date_long_pretty: inText(longDay),
  time,
  time_secs: timeWithSeconds,
  ago: (at) => ago(at - now()),
};

/** `{date_short_pretty}, {time}` of `<!date^…>`: https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
export function formatted(seconds, pattern) {
  const at = seconds * 1000;
  return pattern.replace(/\{(\w+)\}/g, (whole, token) => tokens[token]?.(at) ?? whole);
}

/** How far off, in words: "in 4 min", "2 h ago". */
export function ago(ms) {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  if (minutes < 1) return ms < 0 ? 'just now' : 'within a minute';
  const far = minutes < 90 ? `${minutes} min` : minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;
  return ms < 0 ? `${far} ago` : `in ${far}`;
}

const asLocal = (at, zone) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(at).replace(' ', 'T');
/** What a date and time field shows for a moment, and the moment it means, in a zone. */
export const toField = (at, zone = myZone()) => asLocal(at, zone).slice(0, 16);
export function fromField(typed, zone = myZone()) {
  const wanted = Date.parse(`${typed}Z`);
  const first = wanted - (Date.parse(`${asLocal(wanted, zone)}Z`) - wanted);
  return first - (Date.parse(`${asLocal(first, zone)}Z`) - wanted);
}
