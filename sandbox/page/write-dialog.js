import { h } from './dom.js';

/** A few lines in a dialog of their own: resolves to what was written, or to nothing. */
export function writeDialog(title, text, save) {
  return new Promise((resolve) => {
    const input = h('textarea', { rows: 4, 'aria-label': title, value: text });
    const dialog = h(
      'dialog',
      { class: 'confirm', 'aria-label': title, onclose: () => finish() },
      h(
        'form',
        { method: 'dialog' },
        h('h2', {}, title),
        input,
        h(
          'div',
          { class: 'dialog-buttons' },
          h('button', { type: 'button', class: 'button', onclick: () => dialog.close('') }, 'Cancel'),
          h('button', { type: 'submit', class: 'button primary', value: 'save' }, save),
        ),
      ),
    );
    function finish() {
      resolve(dialog.returnValue === 'save' ? input.value : undefined);
      dialog.remove();
    }
    document.body.append(dialog);
    dialog.showModal();
  });
}
