import { formatted } from './dates.js';
import { h } from './dom.js';
import { characterOf } from './emoji.js';
import { address, channelMention } from './mrkdwn.js';
import { nameOf, state } from './state.js';

/** https://docs.slack.dev/reference/block-kit/blocks/rich-text-block: its texts are literal. */

function styled(node, style = {}) {
  const tags = { bold: 'strong', italic: 'em', strike: 's', code: 'code' };
  return Object.entries(tags).reduce((inner, [name, tag]) => (style[name] ? h(tag, {}, inner) : inner), node);
}

function element({ type, style, ...one }) {
  const mention = (text) => h('span', { class: 'mention' }, text);
  const nodes = {
    text: () => one.text,
    link: () => address(one.url, one.text),
    user: () => mention(`@${nameOf(one.user_id)}`),
    usergroup: () => mention(`@${state.groups.get(one.usergroup_id)?.handle ?? one.usergroup_id}`),
    channel: () => channelMention(one.channel_id),
    broadcast: () => mention(`@${one.range}`),
    emoji: () => characterOf(one.name) ?? `:${one.name}:`,
    date: () => h('time', {}, formatted(one.timestamp, one.format ?? '{date}')),
    color: () => one.value,
  };
  return styled(nodes[type]?.() ?? one.fallback ?? `[${type}]`, style);
}

const parts = {
  rich_text_section: ({ elements }) => h('div', { class: 'text' }, elements.map(element)),
  rich_text_quote: ({ elements }) => h('blockquote', { class: 'text' }, elements.map(element)),
  rich_text_preformatted: ({ elements }) => h('pre', {}, elements.map(element)),
  rich_text_list: ({ elements, style, indent = 0, offset = 0 }) =>
    h(
      style === 'ordered' ? 'ol' : 'ul',
      { 'data-indent': indent || undefined, start: style === 'ordered' && offset ? offset + 1 : undefined },
      elements.map((item) => h('li', {}, (item.elements ?? []).map(element))),
    ),
};

export const richText = ({ elements }) =>
  h(
    'div',
    { class: 'rich-text' },
    elements.map((part) => parts[part.type]?.(part) ?? null),
  );
