import { act } from './acts.js';
import { h, newId } from './dom.js';
import { field } from './fields.js';

/** A question of a modal with its hint and, where the answer was refused, the reason beside it. */
export function inputBlock(block, { surface, values, fields }) {
  const { block_id, label, hint, optional = false, element, dispatch_action } = block;
  const id = newId('field');
  const [hintId, errorId] = [`${id}-hint`, `${id}-error`];
  const made = field({
    element,
    held: values?.[block_id]?.[element.action_id],
    id,
    optional,
    surface,
    block: block_id,
    onchange: (option) => {
      complain('');
      if (dispatch_action) void act('action', { ...surface, action: element.action_id, block: block_id, option }, label.text);
    },
  });
  const words = [label.text, optional && h('small', {}, ' (optional)')];
  const error = h('p', { id: errorId, class: 'error', hidden: true });
  const box = h(
    made.group ? 'fieldset' : 'div',
    { class: 'field', 'data-block': block_id, oninput: () => complain('') },
    made.group ? h('legend', {}, words) : h('label', { for: id }, words),
    made.node,
    hint && h('p', { id: hintId, class: 'hint' }, hint.text),
    error,
  );
  made.input?.setAttribute('aria-describedby', [hint && hintId, errorId].filter(Boolean).join(' '));

  function complain(why) {
    error.textContent = why;
    error.hidden = why === '';
    if (why === '') made.input?.removeAttribute('aria-invalid');
    else made.input?.setAttribute('aria-invalid', 'true');
  }
  const isEmpty = () => [null, undefined, ''].includes(made.value()) || (Array.isArray(made.value()) && made.value().length === 0);
  fields?.set(block_id, {
    action: element.action_id,
    value: made.value,
    complain,
    missing: () => !optional && isEmpty(),
    focus: () => made.input?.focus(),
    wantsFocus: element.focus_on_load === true,
    isShown: () => box.closest('.modal-body') !== null,
  });
  return box;
}
