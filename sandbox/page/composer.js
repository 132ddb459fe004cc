import { act } from './acts.js';
import { h, icon, iconButton } from './dom.js';
import { shortcutMenu } from './message-menu.js';
import { channelHere, placeRef, state } from './state.js';
import { complain } from './toast.js';

/** Where one writes. What begins with `/` is a command, as in Slack; what was begun stays with its place. */
export function composer(box, threadOf) {
  const drafts = new Map();
  const isThread = threadOf !== undefined;
  const listId = isThread ? 'thread-commands' : 'commands';
  let at = '';
  let offered = [];
  let active = 0;

  const input = h('textarea', {
    rows: 1,
    'aria-label': isThread ? 'Reply' : 'Message or command',
    'aria-controls': listId,
    'aria-autocomplete': 'list',
    oninput: changed,
    onkeydown,
    onblur: () => hint(''),
    onfocus: changed,
  });
  const list = h('div', { id: listId, class: 'commands', role: 'listbox', 'aria-label': 'Commands', hidden: true });
  const form = h(
    'form',
    { class: 'composer', onsubmit: (event) => void send(event) },
    list,
    !isThread && iconButton('bolt', 'Shortcuts', (event) => shortcutMenu(event.currentTarget)),
    input,
    h('button', { type: 'submit', class: 'icon-button send', 'aria-label': 'Send', title: 'Send (Enter)' }, icon('send')),
  );
  box.append(form);

  function changed() {
    drafts.set(at, input.value);
    input.style.height = 'auto';
    input.style.height = `${Math.min(input.scrollHeight + 2, 180)}px`;
    hint(input.value);
  }

  function hint(text) {
    const commands = state.workspace?.app?.commands ?? [];
    const [word = ''] = text.split(/\s/, 1);
    const done = /^\/\S+\s/.test(text);
    offered =
      isThread || !text.startsWith('/') ? [] : commands.filter(({ command }) => (done ? command === word : command.startsWith(word)));
    active = Math.min(active, Math.max(0, offered.length - 1));
    list.hidden = offered.length === 0;
    list.replaceChildren(
      ...offered.map(({ command, usage_hint, description }, index) =>
        h(
          'div',
          {
            id: `${listId}-${index}`,
            role: 'option',
            class: 'command',
            'aria-selected': String(index === active),
            onmousedown: (event) => take(event, command),
          },
          h('strong', {}, command),
          h('span', { class: 'usage' }, usage_hint),
          h('small', {}, description),
        ),
      ),
    );
    if (offered.length > 0) input.setAttribute('aria-activedescendant', `${listId}-${active}`);
    else input.removeAttribute('aria-activedescendant');
  }

  function take(event, command) {
    event.preventDefault();
    input.value = `${command} `;
    input.focus();
    changed();
  }

  function onkeydown(event) {
    const { key, shiftKey, isComposing } = event;
    const choosing = offered.length > 0 && !/^\/\S+\s/.test(input.value);
    if (choosing && (key === 'ArrowDown' || key === 'ArrowUp')) {
      event.preventDefault();
      active = (active + (key === 'ArrowDown' ? 1 : -1) + offered.length) % offered.length;
      hint(input.value);
    } else if (choosing && (key === 'Tab' || (key === 'Enter' && input.value !== offered[active].command))) {
      take(event, offered[active].command);
    } else if (key === 'Escape') {
      hint('');
    } else if (key === 'Enter' && !shiftKey && !isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  }

  async function send(event) {
    event.preventDefault();
    const [text, from] = [input.value, at];
    if (text.trim() === '' || at === '') return;
    if (isThread && text.startsWith('/')) return complain('Slash commands do not work in threads. Write it in the channel.');
    write('');
    const [command] = text.trim().split(/\s/, 1);
    const answer = text.startsWith('/')
      ? await act('command', { command, text: text.trim().slice(command.length).trim(), channel: placeRef() }, command)
      : await act('message', { channel: placeRef(), text, ...(isThread && { thread: threadOf() }) }, 'Sending');
    if (answer) return;
    drafts.set(from, text);
    if (at === from && input.value === '') write(text);
  }

  function write(text) {
    input.value = text;
    changed();
  }

  /** Follows the place; what was begun elsewhere waits there. */
  return function draw() {
    const here = `${state.me} ${placeRef()} ${threadOf?.() ?? ''}`;
    const channel = channelHere();
    form.hidden = state.place.kind === 'channel' && channel?.is_archived === true;
    input.placeholder = isThread
      ? 'Reply'
      : state.place.kind === 'direct'
        ? 'Message Muster, or / for a command'
        : `Message #${channel?.name ?? ''}, or / for a command`;
    if (here === at) return;
    // What was typed while the page was still loading belongs to where it opens.
    if (at === '') drafts.set(here, input.value);
    at = here;
    input.value = drafts.get(here) ?? '';
    input.style.height = 'auto';
    if (document.activeElement === input) changed();
  };
}
