import { h, icon } from './dom.js';
import { address } from './mrkdwn.js';

/** What the app keeps in a channel's canvas: its Markdown, read line by line. What is a word of somebody stays text, as everywhere here. */

const pieces = /\\(.)|\*\*(.+?)\*\*|\*(.+?)\*|`([^`]+)`|\[([^\]]*)\]\((https?:[^)\s]+)\)/g;

function inline(text) {
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(pieces)) {
    const [all, escaped, strong, em, code, label, url] = found;
    nodes.push(text.slice(at, found.index));
    if (escaped !== undefined) nodes.push(escaped);
    else if (strong !== undefined) nodes.push(h('strong', {}, inline(strong)));
    else if (em !== undefined) nodes.push(h('em', {}, inline(em)));
    else if (code !== undefined) nodes.push(h('code', {}, code));
    else nodes.push(address(url, label));
    at = found.index + all.length;
  }
  nodes.push(text.slice(at));
  return nodes.filter((node) => node !== '');
}

const kinds = [
  [/^(#{1,4})\s+(.*)$/, ([, signs, text]) => ({ tag: `h${signs.length + 1}`, text })],
  [/^\s*[-*]\s+(.*)$/, ([, text]) => ({ tag: 'li', text, inside: 'ul' })],
  [/^\s*\d+\.\s+(.*)$/, ([, text]) => ({ tag: 'li', text, inside: 'ol' })],
  [/^>\s?(.*)$/, ([, text]) => ({ tag: 'p', text, inside: 'blockquote' })],
];

function lineOf(line) {
  for (const [shape, read] of kinds) {
    const found = shape.exec(line);
    if (found) return read(found);
  }
  return { tag: 'p', text: line };
}

export function written(markdown) {
  const nodes = [];
  let box;
  for (const line of markdown.split('\n')) {
    if (line.trim() === '') {
      box = undefined;
      continue;
    }
    const { tag, text, inside } = lineOf(line);
    const node = h(tag, {}, inline(text.trimEnd()));
    if (inside === undefined) nodes.push(node);
    else if (box?.tagName.toLowerCase() === inside) box.append(node);
    else nodes.push(h(inside, {}, node));
    box = inside === undefined ? undefined : nodes.at(-1);
  }
  return nodes;
}

function show({ title, markdown }) {
  const close = h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, 'Close');
  const dialog = h(
    'dialog',
    { class: 'canvas', 'aria-label': title, onclose: () => dialog.remove() },
    h('div', { class: 'canvas-words', tabindex: 0 }, written(markdown)),
    h('div', { class: 'dialog-buttons' }, close),
  );
  document.body.append(dialog);
  dialog.showModal();
}

/** On the shelf of its channel. */
export const canvasOnShelf = ({ id, title, markdown }) => ({
  key: `canvas ${id}`,
  sign: `${title}\n${markdown}`,
  make: () =>
    h(
      'button',
      { type: 'button', class: 'bookmark', title: 'Read the canvas of this channel', onclick: () => show({ title, markdown }) },
      icon('canvas'),
      title || 'Canvas',
    ),
});
