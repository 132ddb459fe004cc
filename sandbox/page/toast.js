import { h, iconButton } from './dom.js';

/** What went wrong, in words, until it is put away or has been there long enough to be read. */
export function complain(words) {
  const box = document.querySelector('#toasts');
  if ([...box.children].some((one) => one.dataset.words === words)) return;
  const toast = h('div', { class: 'toast', role: 'alert', 'data-words': words }, h('span', {}, words));
  toast.append(iconButton('close', 'Put away', () => toast.remove()));
  // A modal dialog covers everything outside it: then the words belong inside.
  (document.querySelector('dialog[open] .toasts') ?? box).append(toast);
  setTimeout(() => toast.remove(), 15_000);
}

/** Told to those who do not see the page. */
export function announce(words) {
  document.querySelector('#announcer').textContent = words;
}
