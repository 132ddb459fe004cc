import { act } from './acts.js';
import { confirmed } from './confirm.js';
import { h } from './dom.js';
import { field } from './fields.js';
import { textObject } from './mrkdwn.js';

/** What can be pressed or picked at once, in messages, in views and in the Home. */

async function send({ surface, block, element, given, control }) {
  if (control.getAttribute('aria-disabled') === 'true') return;
  if (element.confirm && !(await confirmed(element.confirm))) return;
  control.setAttribute('aria-disabled', 'true');
  const label = element.text?.text ?? element.placeholder?.text ?? 'That';
  await act('action', { ...surface, action: element.action_id, block, ...given }, `“${label}”`);
  control.removeAttribute('aria-disabled');
}

function button(element, surface, block) {
  const { text, url, value, style, accessibility_label } = element;
  const given = value === undefined ? {} : { value };
  const props = {
    class: `button ${style ?? ''}`,
    'aria-label': accessibility_label,
    'data-focus': `${element.action_id}/${value ?? ''}`,
    onclick: () => void send({ surface, block, element, given, control }),
  };
  const words = textObject(text);
  const control = url
    ? h('a', { ...props, href: /^https?:/i.test(url) ? url : undefined, target: '_blank', rel: 'noopener noreferrer' }, words)
    : h('button', { type: 'button', ...props }, words);
  return control;
}

function overflow(element, surface, block) {
  const none = h('option', { value: '' }, '⋯');
  const control = h(
    'select',
    { class: 'overflow', 'aria-label': 'More', onchange: pick },
    none,
    element.options.map(({ value, text }) => h('option', { value }, text.text)),
  );
  async function pick() {
    const option = control.value;
    control.value = '';
    if (option !== '') await send({ surface, block, element, given: { option }, control });
  }
  return control;
}

/** `held` is what a view remembers of it. */
export function interactive(element, surface, block, held) {
  if (element.type === 'button' || element.type === 'workflow_button') return button(element, surface, block);
  if (element.type === 'overflow') return overflow(element, surface, block);
  const label = element.placeholder?.text ?? 'Choose';
  const made = field({
    element,
    held,
    surface,
    block,
    label,
    focusKey: element.action_id,
    onchange: (option) =>
      void send({ surface, block, element, given: Array.isArray(option) ? { options: option } : { option }, control: made.node }),
  });
  if (made.input && !made.group) made.input.setAttribute('aria-label', label);
  return h('div', { class: 'pick' }, made.node);
}
