/** Builds nodes. What is a string becomes text, never markup: there is no other way to make a node here. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'value') node.value = value;
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.flat(Number.POSITIVE_INFINITY).filter((child) => child !== undefined && child !== null && child !== false));
  return node;
}

let ids = 0;
export const newId = (what) => {
  ids += 1;
  return `${what}-${ids}`;
};

const drawings = {
  thread: 'M3 4h14v9H9l-4 3v-3H3z',
  react: 'M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 0 0 0-15zM7 8v.6M13 8v.6M6.6 11.6a4 4 0 0 0 6.8 0',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  close: 'M5 5l10 10M15 5L5 15',
  lock: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  hash: 'M4 7.5h12M4 12.5h12M8.5 3.5l-2 13M13.5 3.5l-2 13',
  pin: 'M7.5 3h5l-.6 5.2L15 11H5l3.1-2.8zM10 11v6',
  link: 'M8.5 11.5l3-3M9 6.5l1.6-1.6a3.2 3.2 0 0 1 4.5 4.5L13.5 11M11 13.5l-1.6 1.6a3.2 3.2 0 0 1-4.5-4.5L6.5 9',
  send: 'M3 10l14-6l-4.5 13l-3-5.5zM9.5 11.5L17 4',
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  bolt: 'M11 2.5L4.5 11.5H10L9 17.5l6.5-9H10z',
  people: 'M7.5 9.5a3 3 0 1 0 0-6a3 3 0 0 0 0 6zM2.5 16.5a5 5 0 0 1 10 0M13 4a3 3 0 0 1 0 5.5M14.5 12a5 5 0 0 1 3 4.5',
  home: 'M3 9.5L10 3.5l7 6V17h-5v-4.5H8V17H3z',
  mail: 'M3 5h14v10.5H3zM3 6l7 5.5L17 6',
  canvas: 'M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5M7.5 10h5.5M7.5 13.5h5.5',
};

/** A small drawing that says nothing by itself: whatever it stands on has a label. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', drawings[name]);
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('class', `icon ${name}`);
  svg.setAttribute('aria-hidden', 'true');
  svg.append(path);
  return svg;
}

export const iconButton = (name, label, onclick, more = {}) =>
  h('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, onclick, ...more }, icon(name));

/** Text, a date or a choice: replacing what it stands in would take it away from whoever is at it. */
const typing = 'textarea, select, [contenteditable], input:not([type=checkbox]):not([type=radio]):not([type=button])';
const isBeingFilled = (node) => node.contains(document.activeElement) && document.activeElement.matches(typing);

function swap(node, fresh) {
  const focused = node.contains(document.activeElement) ? document.activeElement : undefined;
  node.replaceWith(fresh);
  if (!focused) return;
  const twin = [...fresh.querySelectorAll('[data-focus]')].find(({ dataset }) => dataset.focus === focused.dataset.focus);
  if (!twin) fresh.tabIndex = -1;
  (twin ?? fresh).focus({ preventScroll: true });
}

/**
 * Makes the children of `parent` those that are wanted, `{key, sign, make}` each: a child is made anew only when its sign is another one,
 * and not while someone is filling something in there.
 */
export function keep(parent, wanted) {
  const keys = new Set(wanted.map(({ key }) => key));
  for (const child of [...parent.children]) if (!keys.has(child.dataset.key)) child.remove();
  const known = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let at = parent.firstElementChild;
  for (const { key, sign, make } of wanted) {
    let node = known.get(key);
    if (!node || (node.sign !== sign && !isBeingFilled(node))) {
      const fresh = make();
      fresh.dataset.key = key;
      fresh.sign = sign;
      if (node) swap(node, fresh);
      if (at === node) at = node ? fresh : at;
      node = fresh;
    }
    if (node === at) at = at.nextElementSibling;
    else parent.insertBefore(node, at);
  }
}

export const setText = (node, text) => {
  if (node.textContent !== text) node.textContent = text;
};
