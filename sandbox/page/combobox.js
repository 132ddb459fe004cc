import { h, icon, newId } from './dom.js';

/**
 * A choice that one can search: https://www.w3.org/WAI/ARIA/apg/patterns/combobox. `search(query)` answers `{value, text, description?, group?}`;
 * `onpick` hears of what was picked, or of `null` where it was cleared.
 */
export function combobox({
  id = newId('choice'),
  label,
  placeholder = 'Search',
  initial = null,
  clearable = false,
  focusKey,
  search,
  onpick,
}) {
  let picked = initial;
  let options = [];
  let active = -1;
  let asked = 0;
  let waiting;
  const listId = `${id}-list`;
  const input = h('input', {
    id,
    type: 'text',
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder,
    'aria-label': label,
    'aria-expanded': 'false',
    'aria-controls': listId,
    'aria-autocomplete': 'list',
    'data-focus': focusKey,
    value: initial?.text ?? '',
    oninput: () => lookFor(input.value, 150),
    onclick: open,
    onkeydown,
    onblur: restore,
  });
  const clear = h(
    'button',
    { type: 'button', class: 'clear', 'aria-label': 'Clear', hidden: !clearable || !picked, onclick: () => choose(null) },
    icon('close'),
  );
  const list = h('div', {
    id: listId,
    class: 'options',
    role: 'listbox',
    popover: 'manual',
    onmousedown: (event) => event.preventDefault(),
  });
  const box = h('div', { class: 'combobox' }, input, clear, list);

  function open() {
    input.select();
    lookFor('', 0);
  }
  const isOpen = () => list.matches(':popover-open');

  function lookFor(query, delay) {
    clearTimeout(waiting);
    waiting = setTimeout(() => void ask(query), delay);
  }

  async function ask(query) {
    asked += 1;
    const mine = asked;
    show([], 'Searching…');
    const found = await search(query.trim()).catch((error) => error);
    if (mine !== asked || document.activeElement !== input) return;
    if (found instanceof Error) show([], found.message);
    else show(found, 'Nothing found.', query);
  }

  function show(found, otherwise, query) {
    options = found;
    const known = query === '' ? found.findIndex(({ value }) => value === picked?.value) : 0;
    active = found.length > 0 ? Math.max(0, known) : -1;
    const rows = found.flatMap((option, index) => [
      option.group && option.group !== found[index - 1]?.group && h('div', { class: 'group', role: 'presentation' }, option.group),
      h(
        'div',
        { id: `${listId}-${index}`, class: 'option', role: 'option', onclick: () => choose(option) },
        h('span', {}, option.text),
        option.description && h('small', {}, option.description),
      ),
    ]);
    list.replaceChildren(...(found.length > 0 ? rows.filter(Boolean) : [h('div', { class: 'nothing', role: 'status' }, otherwise)]));
    if (!isOpen()) list.showPopover();
    place();
    input.setAttribute('aria-expanded', 'true');
    mark();
  }

  function place() {
    const at = input.getBoundingClientRect();
    const below = window.innerHeight - at.bottom - 12;
    const up = below < 180 && at.top > below;
    list.style.width = `${Math.max(at.width, 220)}px`;
    list.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - Math.max(at.width, 220) - 8))}px`;
    list.style.maxHeight = `${Math.min(320, up ? at.top - 12 : below)}px`;
    list.style.top = up ? 'auto' : `${at.bottom + 4}px`;
    list.style.bottom = up ? `${window.innerHeight - at.top + 4}px` : 'auto';
  }

  function mark() {
    for (const row of list.querySelectorAll('.option')) row.setAttribute('aria-selected', String(row.id === `${listId}-${active}`));
    const row = list.querySelector('[aria-selected=true]');
    if (row) input.setAttribute('aria-activedescendant', row.id);
    else input.removeAttribute('aria-activedescendant');
    row?.scrollIntoView({ block: 'nearest' });
  }

  function close() {
    clearTimeout(waiting);
    asked += 1;
    if (isOpen()) list.hidePopover();
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function restore() {
    close();
    input.value = picked?.text ?? '';
  }

  function choose(option) {
    picked = option;
    restore();
    clear.hidden = !clearable || !picked;
    onpick?.(option);
  }

  function onkeydown(event) {
    const { key } = event;
    if (key === 'Escape' && isOpen()) {
      event.preventDefault();
      event.stopPropagation();
      restore();
    } else if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen()) return open();
      if (options.length > 0) active = (active + (key === 'ArrowDown' ? 1 : -1) + options.length) % options.length;
      mark();
    } else if (key === 'Enter' && isOpen()) {
      event.preventDefault();
      if (options[active]) choose(options[active]);
    }
  }

  /** Shows what is picked, without telling anyone. */
  function display(option) {
    picked = option;
    input.value = option?.text ?? '';
  }

  return { node: box, input, value: () => picked?.value ?? null, show: display };
}

/** Several of them: what is picked stands before the field and can be taken out again. */
export function multiCombobox({ initial = [], onpick, ...more }) {
  let picked = initial;
  const chips = h('div', { class: 'chips' });
  const field = combobox({ ...more, onpick: (option) => option && add(option) });

  function show() {
    chips.replaceChildren(
      ...picked.map((option) =>
        h(
          'span',
          { class: 'chip' },
          option.text,
          h(
            'button',
            { type: 'button', 'aria-label': `Remove ${option.text}`, onclick: () => change(picked.filter((one) => one !== option)) },
            icon('close'),
          ),
        ),
      ),
    );
  }
  function change(next) {
    picked = next;
    show();
    onpick?.(picked);
  }
  function add(option) {
    field.show(null);
    if (!picked.some(({ value }) => value === option.value)) change([...picked, option]);
  }
  show();
  return { node: h('div', { class: 'multi' }, chips, field.node), input: field.input, value: () => picked.map(({ value }) => value) };
}
