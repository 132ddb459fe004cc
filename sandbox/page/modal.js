import { act } from './acts.js';
import { block } from './blocks.js';
import { h, iconButton, keep } from './dom.js';
import { state } from './state.js';

/** The view on top before the acting person's eyes. Those beneath keep what was typed into them until they are closed. */
const sheets = new Map();
let dialog;

function sheetOf(view) {
  const known = sheets.get(view.id);
  if (known) return known;
  const sheet = { fields: new Map(), hash: undefined, sending: false };
  sheet.title = h('h2', { id: `title-${view.id}` });
  sheet.body = h('div', { class: 'modal-body' });
  sheet.close = h('button', { type: 'button', class: 'button', onclick: () => void close(sheet) });
  sheet.submit = h('button', { type: 'submit', class: 'button primary' });
  sheet.form = h(
    'form',
    { novalidate: true, onsubmit: (event) => void submit(event, sheet) },
    h(
      'header',
      {},
      sheet.title,
      iconButton('close', 'Close', () => void close(sheet)),
    ),
    sheet.body,
    h('div', { class: 'toasts' }),
    h('footer', { class: 'dialog-buttons' }, sheet.close, sheet.submit),
  );
  sheets.set(view.id, sheet);
  return sheet;
}

function fill(sheet, view) {
  if (sheet.hash === view.hash) return;
  const first = sheet.hash === undefined;
  Object.assign(sheet, { view, hash: view.hash });
  sheet.title.textContent = view.title.text;
  sheet.close.textContent = view.close?.text ?? 'Close';
  sheet.submit.textContent = view.submit?.text ?? '';
  sheet.submit.hidden = !view.submit;
  sheet.submit.disabled = view.submit_disabled === true;
  const on = { surface: { view: view.id }, values: view.state?.values, fields: sheet.fields };
  keep(
    sheet.body,
    view.blocks.map((one) => ({
      key: one.block_id,
      sign: JSON.stringify(one),
      make: () => h('div', { class: 'modal-block' }, block(one, on)),
    })),
  );
  for (const [id, one] of sheet.fields) if (!one.isShown() && !first) sheet.fields.delete(id);
  if (!first) sheet.body.scrollTop = 0;
}

function focusIn(sheet) {
  const fields = [...sheet.fields.values()];
  const wanted = fields.find(({ wantsFocus }) => wantsFocus) ?? fields[0];
  if (wanted) wanted.focus();
  else sheet.close.focus();
}

async function submit(event, sheet) {
  event.preventDefault();
  if (sheet.sending || sheet.submit.hidden) return;
  const all = [...sheet.fields];
  const wrong = {};
  for (const [id, one] of all) {
    one.complain('');
    if (one.missing()) wrong[id] = 'Please fill this in.';
  }
  if (Object.keys(wrong).length > 0) return showErrors(sheet, wrong);
  const values = Object.fromEntries(all.map(([id, one]) => [id, { [one.action]: one.value() }]));
  sheet.sending = true;
  sheet.submit.setAttribute('aria-disabled', 'true');
  const answer = await act('submit', { view: sheet.view.id, values }, `“${sheet.view.title.text}”`);
  sheet.sending = false;
  sheet.submit.removeAttribute('aria-disabled');
  if (answer?.ack?.response_action === 'errors') showErrors(sheet, answer.ack.errors);
}

function showErrors(sheet, errors) {
  for (const [id, why] of Object.entries(errors)) sheet.fields.get(id)?.complain(why);
  [...sheet.fields].find(([id]) => id in errors)?.[1].focus();
}

const close = (sheet) => act('close', { view: sheet.view.id }, 'Closing');

function forgetClosed(top) {
  const open = new Set();
  for (let id = top?.id; id; id = id === top.id ? top.previous_view_id : sheets.get(id)?.view.previous_view_id) open.add(id);
  for (const id of sheets.keys()) if (!open.has(id)) sheets.delete(id);
}

export function drawModal() {
  const view = state.inbox?.view;
  dialog ??= document.querySelector('#modal');
  dialog.oncancel ??= (event) => {
    event.preventDefault();
    const sheet = sheets.get(state.inbox?.view?.id);
    if (sheet) void close(sheet);
  };
  forgetClosed(view);
  if (!view) {
    if (dialog.open) dialog.close();
    dialog.replaceChildren();
    return;
  }
  const sheet = sheetOf(view);
  const wasOpen = dialog.contains(sheet.form);
  const before = sheet.hash;
  fill(sheet, view);
  if (!wasOpen) dialog.replaceChildren(sheet.form);
  dialog.setAttribute('aria-labelledby', sheet.title.id);
  if (!dialog.open) dialog.showModal();
  if (!wasOpen || (before !== view.hash && !dialog.contains(document.activeElement))) focusIn(sheet);
}
