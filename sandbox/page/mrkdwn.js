import { formatted } from './dates.js';
import { h } from './dom.js';
import { characterOf } from './emoji.js';
import { isVisible, nameOf, state } from './state.js';

/** https://docs.slack.dev/messaging/formatting-message-text as nodes; what people wrote only ever ends up in text nodes. */

export const decoded = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const mention = (text) => h('span', { class: 'mention' }, text);

export function channelMention(id, label) {
  const channel = state.channels.get(id);
  if (channel && !isVisible(channel)) return h('span', { class: 'mention' }, 'a private channel');
  return h('a', { class: 'mention', href: `#/${id}` }, `#${channel?.name ?? label ?? id}`);
}

/** Addresses of messages and channels of this workspace lead to them; others open apart. */
export function address(url, label) {
  const [, channel, ts] = /^https:\/\/[\w-]+\.slack\.com\/archives\/(\w+)(?:\/p(\d+))?/.exec(url) ?? [];
  if (channel && state.channels.has(channel)) {
    return h('a', { href: `#/${channel}${ts ? `/${ts.slice(0, -6)}.${ts.slice(-6)}` : ''}` }, label ?? url);
  }
  if (!/^(https?:|mailto:|tel:)/i.test(url)) return h('span', {}, label ?? url);
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, label ?? url);
}

function special(what, label) {
  const [name, ...rest] = what.split('^');
  if (name === 'subteam') return mention(`@${state.groups.get(rest[0])?.handle ?? label?.replace(/^@/, '') ?? rest[0]}`);
  if (name === 'date') {
    const [seconds, pattern = '', link] = rest;
    const at = new Date(Number(seconds) * 1000);
    if (Number.isNaN(at.getTime())) return label ?? '';
    const shown = h('time', { datetime: at.toISOString(), title: label }, formatted(Number(seconds), pattern));
    return link ? address(link, shown) : shown;
  }
  return mention(`@${name}`);
}

function reference(inside) {
  const bar = inside.indexOf('|');
  const [what, label] = bar < 0 ? [inside] : [inside.slice(0, bar), decoded(inside.slice(bar + 1))];
  if (what.startsWith('@')) return mention(`@${state.users.has(what.slice(1)) ? nameOf(what.slice(1)) : (label ?? what.slice(1))}`);
  if (what.startsWith('#')) return channelMention(what.slice(1), label);
  if (what.startsWith('!')) return special(what.slice(1), label);
  return address(decoded(what), label);
}

const marks = { '*': 'strong', _: 'em', '~': 's' };
const pieces =
  /<(?<ref>[^<>\n]+)>|`(?<code>[^`\n]+)`|:(?<emoji>[a-z0-9_+'-]+):|(?<![\p{L}\p{N}])(?<mark>[*_~])(?=\S)(?<marked>[^\n]*?\S)\k<mark>(?![\p{L}\p{N}])/gu;

function inline(text) {
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(pieces)) {
    const { ref, code, emoji, mark, marked } = found.groups;
    if (emoji !== undefined && characterOf(emoji) === undefined) continue;
    nodes.push(decoded(text.slice(at, found.index)));
    if (ref !== undefined) nodes.push(reference(ref));
    else if (code !== undefined) nodes.push(h('code', {}, decoded(code)));
    else if (emoji !== undefined) nodes.push(characterOf(emoji));
    else nodes.push(h(marks[mark], {}, inline(marked)));
    at = found.index + found[0].length;
  }
  return [...nodes, decoded(text.slice(at))].filter((node) => node !== '');
}

/** Lines that begin with `>` are a quotation; consecutive ones are one. */
function lines(text) {
  const groups = [];
  for (const line of text.split('\n')) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    const last = groups.at(-1);
    const content = quoted ? quoted[1] : line;
    if (last && last.quoted === Boolean(quoted)) last.lines.push(content);
    else groups.push({ quoted: Boolean(quoted), lines: [content] });
  }
  return groups.map(({ quoted, lines: all }) => {
    const content = inline(all.join('\n'));
    return quoted ? h('blockquote', {}, content) : content;
  });
}

export function mrkdwn(text) {
  return text.split(/```\n?/).flatMap((part, index, all) => {
    if (index % 2 === 1 && index < all.length - 1) return h('pre', {}, decoded(part.replace(/\n$/, '')));
    return lines(index % 2 === 1 ? `\`\`\`${part}` : part.replace(/^\n/, index === 0 ? '\n' : ''));
  });
}

/** A text object of Block Kit. */
export function textObject(object, tag = 'span', more = {}) {
  if (!object) return null;
  if (object.type === 'mrkdwn') return h(tag, { class: 'text', ...more }, mrkdwn(object.text));
  const words =
    object.emoji === false ? object.text : object.text.replace(/:([a-z0-9_+'-]+):/g, (whole, name) => characterOf(name) ?? whole);
  return h(tag, { class: 'text', ...more }, words);
}
