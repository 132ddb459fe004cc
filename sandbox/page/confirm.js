import { h } from './dom.js';
import { textObject } from './mrkdwn.js';

/** Asks before something is done, as the element wants it: resolves to the answer. */
export function confirmed({ title, text, confirm, deny, style }) {
  return new Promise((resolve) => {
    const dialog = h(
      'dialog',
      { class: 'confirm', 'aria-label': title.text, onclose: () => finish() },
      h('h2', {}, title.text),
      textObject(text, 'p'),
      h(
        'div',
        { class: 'dialog-buttons' },
        h('button', { type: 'button', class: 'button', onclick: () => dialog.close('no') }, deny.text),
        h('button', { type: 'button', class: `button ${style ?? 'primary'}`, onclick: () => dialog.close('yes') }, confirm.text),
      ),
    );
    function finish() {
      resolve(dialog.returnValue === 'yes');
      dialog.remove();
    }
    document.body.append(dialog);
    dialog.showModal();
  });
}
