import { act } from './acts.js';
import { h } from './dom.js';
import { characterOf, emojiNames, offered } from './emoji.js';
import { decoded } from './mrkdwn.js';
import { channelHere, state } from './state.js';
import { writeDialog } from './write-dialog.js';

/** What can be done with a message, in a small menu beside its button. */

let menu;

function open(button, label, content) {
  menu ??= document.querySelector('#menu');
  menu.setAttribute('aria-label', label);
  menu.replaceChildren(...content);
  menu.showPopover();
  const [at, size] = [button.getBoundingClientRect(), menu.getBoundingClientRect()];
  menu.style.left = `${Math.max(8, Math.min(at.right - size.width, window.innerWidth - size.width - 8))}px`;
  menu.style.top = `${at.bottom + size.height + 8 > window.innerHeight ? Math.max(8, at.top - size.height - 4) : at.bottom + 4}px`;
  menu.querySelector('button, input')?.focus();
}

const on = ({ ts }) => ({ channel: channelHere()?.id, ts });
const item = (label, onclick) =>
  h(
    'button',
    {
      type: 'button',
      class: 'menu-item',
      onclick: () => {
        menu.hidePopover();
        onclick();
      },
    },
    label,
  );

export function reactMenu(button, message) {
  const react = (name) => void act('react', { ...on(message), name }, 'The reaction');
  const other = h('input', { type: 'text', list: 'emoji-names', placeholder: 'or a name', 'aria-label': 'Name of the reaction', size: 12 });
  const form = h(
    'form',
    {
      class: 'menu-form',
      onsubmit: (event) => {
        event.preventDefault();
        menu.hidePopover();
        if (other.value.trim() !== '') react(other.value.trim());
      },
    },
    other,
    h('button', { type: 'submit', class: 'button' }, 'React'),
    h(
      'datalist',
      { id: 'emoji-names' },
      emojiNames.map((value) => h('option', { value })),
    ),
  );
  const quick = offered.map((name) => {
    const choice = item(characterOf(name), () => react(name));
    choice.className = 'menu-emoji';
    choice.setAttribute('aria-label', name);
    choice.title = `:${name}:`;
    return choice;
  });
  open(button, 'Add a reaction', [h('div', { class: 'menu-emojis' }, quick), form]);
}

/** As it was typed: references become names again. */
const asTyped = (text) =>
  decoded(
    text
      .replace(/<@(\w+)(?:\|[^>]*)?>/g, (whole, id) => (state.users.has(id) ? `@${state.users.get(id).handle}` : whole))
      .replace(/<#(\w+)(?:\|[^>]*)?>/g, (whole, id) => (state.channels.has(id) ? `#${state.channels.get(id).name}` : whole))
      .replace(/<!subteam\^(\w+)(?:\|[^>]*)?>/g, (whole, id) => (state.groups.has(id) ? `@${state.groups.get(id).handle}` : whole))
      .replace(/<!(here|channel|everyone)>/g, '@$1')
      .replace(/<([^<>|]+)(?:\|[^>]*)?>/g, '$1'),
  );

async function edit(message) {
  const text = await writeDialog('Edit message', asTyped(message.text), 'Save');
  if (text !== undefined && text.trim() !== '') await act('edit', { ...on(message), text }, 'The edit');
}

export function messageMenu(button, message) {
  const { shortcuts } = state.workspace.app;
  open(button, 'More actions', [
    ...shortcuts
      .filter(({ type }) => type === 'message')
      .map(({ name, callback_id }) => item(name, () => void act('shortcut', { callback: callback_id, ...on(message) }, `“${name}”`))),
    ...(message.user === state.me
      ? [item('Edit', () => void edit(message)), item('Delete', () => void act('delete', on(message), 'Deleting'))]
      : []),
    item('Copy its ts', () => void navigator.clipboard?.writeText(message.ts)),
  ]);
}

export function shortcutMenu(button) {
  const global = state.workspace.app.shortcuts.filter(({ type }) => type === 'global');
  open(button, 'Shortcuts', [
    ...global.map(({ name, callback_id }) => item(name, () => void act('shortcut', { callback: callback_id }, `“${name}”`))),
    ...(global.length === 0 ? [h('p', { class: 'nothing' }, 'The app has no shortcuts.')] : []),
  ]);
}
