import { h } from './dom.js';
import { interactive } from './elements.js';
import { inputBlock } from './input-block.js';
import { mrkdwn, textObject } from './mrkdwn.js';
import { richText } from './rich-text.js';

/** https://docs.slack.dev/reference/block-kit/blocks as nodes. `on` is where they stand: `{surface, values?, fields?}`. */

const picture = ({ alt_text, title }) =>
  h(
    'figure',
    { class: 'picture', role: 'img', 'aria-label': alt_text },
    h('span', {}, 'Image'),
    h('figcaption', {}, title?.text ?? alt_text),
  );

const element = (one, block, { surface, values }) =>
  one.type === 'image' ? picture(one) : interactive(one, surface, block.block_id, values?.[block.block_id]?.[one.action_id]);

function section(block, on) {
  const { text, fields = [], accessory } = block;
  return h(
    'div',
    { class: 'section' },
    h(
      'div',
      { class: 'section-words' },
      text && textObject(text, 'div'),
      fields.length > 0 &&
        h(
          'div',
          { class: 'section-fields' },
          fields.map((one) => textObject(one, 'div')),
        ),
    ),
    accessory && h('div', { class: 'accessory' }, element(accessory, block, on)),
  );
}

const context = ({ elements }) =>
  h(
    'div',
    { class: 'context' },
    elements.map((one) => (one.type === 'image' ? h('span', {}, one.alt_text) : textObject(one))),
  );

const cell = (one) => (one.type === 'rich_text' ? richText(one) : (one.text ?? ''));
const table = ({ rows }) =>
  h(
    'div',
    { class: 'table', tabindex: 0, role: 'region', 'aria-label': 'Table' },
    h(
      'table',
      {},
      rows.map((row, index) =>
        h(
          'tr',
          {},
          row.map((one) => h(index === 0 ? 'th' : 'td', {}, cell(one))),
        ),
      ),
    ),
  );

/** Markdown as far as it reads like mrkdwn: headings, strong text and lists keep their words. */
const markdown = ({ text }) =>
  h(
    'div',
    { class: 'text' },
    mrkdwn(
      text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replace(/^#{1,6} +(.*)$/gm, '*$1*')
        .replace(/\*\*(.+?)\*\*/g, '*$1*')
        .replace(/^[-*] +/gm, '• '),
    ),
  );

const renderers = {
  section,
  context,
  table,
  markdown,
  header: ({ text }) => textObject(text, 'h3', { class: 'block-header' }),
  divider: () => h('hr'),
  actions: (block, on) =>
    h(
      'div',
      { class: 'actions' },
      block.elements.map((one) => element(one, block, on)),
    ),
  image: picture,
  rich_text: richText,
  alert: ({ text, level = 'info' }) => h('div', { class: `alert ${level}`, role: 'note' }, textObject(text, 'div')),
  input: inputBlock,
  video: ({ title, alt_text }) => picture({ alt_text, title }),
};

/** What is not known is not hidden either. */
export const block = (one, on) =>
  renderers[one.type]?.(one, on) ?? h('p', { class: 'unknown' }, `A “${one.type}” block stands here; this page does not draw it.`);
