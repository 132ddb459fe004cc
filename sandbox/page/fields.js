import { optionsOf } from './acts.js';
import {
  asChoice,
  channelChoice,
  choicesOf,
  personChoice,
  searchAmong,
  searchChannels,
  searchConversations,
  searchPeople,
} from './choices.js';
import { combobox, multiCombobox } from './combobox.js';
import { fromField, toField } from './dates.js';
import { h, newId } from './dom.js';
import { textObject } from './mrkdwn.js';

/**
 * The elements one fills in or picks from: `{node, value(), input?, group?}`. `held` is what Slack holds for it, `onchange` hears of picks.
 * `group` says that it is several controls, which a legend names and not a label.
 */

const hintOf = ({ placeholder }) => placeholder?.text;

function typed(type, more = {}) {
  return ({ element, held, id, onchange }) => {
    const { min_length, max_length, min_value, max_value, multiline } = element;
    const input = h(multiline ? 'textarea' : 'input', {
      id,
      ...(multiline ? { rows: 4 } : { type }),
      ...more,
      maxlength: max_length,
      minlength: min_length,
      min: min_value,
      max: max_value,
      step: type === 'number' && element.is_decimal_allowed ? 'any' : undefined,
      placeholder: hintOf(element),
      value: held?.value ?? element.initial_value ?? '',
      onchange: () => onchange?.(input.value),
    });
    if (!max_length) return { node: input, input, value: () => input.value };
    const left = h('small', { class: 'left', 'aria-live': 'polite' });
    input.addEventListener('input', () => {
      const rest = max_length - input.value.length;
      left.textContent = rest < Math.max(20, max_length / 10) ? `${rest} left` : '';
    });
    return { node: h('div', { class: 'counted' }, input, left), input, value: () => input.value };
  };
}

function picker(type, key, initial, { read = (value) => value, write = (value) => value } = {}) {
  return ({ element, held, id, onchange }) => {
    const first = held?.[key] ?? element[initial];
    const input = h('input', { id, type, value: first ? write(first) : '', onchange: () => onchange?.(value()) });
    const value = () => (input.value === '' ? null : read(input.value));
    return { node: input, input, value };
  };
}

function staticSelect({ element, held, id, onchange }) {
  const first = (held?.selected_option ?? element.initial_option)?.value;
  const row = ({ value, text, description }) =>
    h('option', { value, selected: value === first }, description ? `${text} – ${description}` : text);
  const groups = element.option_groups?.map((group) =>
    h('optgroup', { label: group.label.text }, choicesOf({ options: group.options }).map(row)),
  );
  const none = h('option', { value: '' }, hintOf(element) ?? 'Choose an option');
  const select = h('select', { id, onchange: () => onchange?.(select.value || null) }, none, groups ?? choicesOf(element).map(row));
  select.value = first ?? '';
  return { node: select, input: select, value: () => select.value || null };
}

/** One or several of what can be searched; `offer` answers how. */
function searched(key, initial, toChoice, offer) {
  return ({ element, held, id, label, optional, surface, block, onchange, focusKey }) => {
    const first = held?.[key] ?? element[initial];
    const common = { id, label, placeholder: hintOf(element), focusKey, search: offer({ element, surface, block }) };
    if (element.type.startsWith('multi_')) {
      return multiCombobox({
        ...common,
        initial: (first ?? []).map(toChoice).filter(Boolean),
        onpick: (all) => onchange?.(all.map(({ value }) => value)),
      });
    }
    return combobox({
      ...common,
      initial: first ? toChoice(first) : null,
      clearable: optional,
      onpick: (one) => onchange?.(one?.value ?? null),
    });
  };
}

function external({ element, surface, block }) {
  const least = element.min_query_length ?? 3;
  return async (query) => {
    if (query.length >= least) return choicesOf(await optionsOf(surface, block, element.action_id, query));
    throw new Error(`Type ${least === 1 ? 'something' : `at least ${least} characters`} to search.`);
  };
}

function boxes(type) {
  return ({ element, held, id, onchange }) => {
    const first =
      type === 'radio' ? [held?.selected_option ?? element.initial_option] : (held?.selected_options ?? element.initial_options ?? []);
    const chosen = new Set(first.filter(Boolean).map(({ value }) => value));
    const name = newId('boxes');
    const inputs = element.options.map(({ value }, index) =>
      h('input', {
        type,
        name,
        value,
        id: index === 0 ? id : newId('box'),
        checked: chosen.has(value),
        onchange: () => onchange?.(result()),
      }),
    );
    const checked = () => inputs.filter((input) => input.checked).map(({ value }) => value);
    const result = () => (type === 'radio' ? (checked()[0] ?? null) : checked());
    const rows = element.options.map((option, index) =>
      h(
        'label',
        { class: 'box' },
        inputs[index],
        h('span', {}, textObject(option.text), option.description && textObject(option.description, 'small')),
      ),
    );
    return { node: h('div', { class: 'boxes' }, rows), input: inputs[0], value: result, group: true };
  };
}

const asRichText = (text) => text && { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] };
function richTextInput({ element, id }) {
  const input = h('textarea', { id, rows: 4, placeholder: hintOf(element) });
  return { node: input, input, value: () => asRichText(input.value) || null };
}

const amongOwn = ({ element }) => searchAmong(choicesOf(element));
const kinds = {
  plain_text_input: typed('text'),
  number_input: typed('number', { inputmode: 'decimal' }),
  email_text_input: typed('email'),
  url_text_input: typed('url'),
  rich_text_input: richTextInput,
  static_select: staticSelect,
  multi_static_select: searched('selected_options', 'initial_options', (one) => asChoice(one), amongOwn),
  external_select: searched('selected_option', 'initial_option', (one) => asChoice(one), external),
  multi_external_select: searched('selected_options', 'initial_options', (one) => asChoice(one), external),
  users_select: searched('selected_user', 'initial_user', personChoice, () => searchPeople),
  multi_users_select: searched('selected_users', 'initial_users', personChoice, () => searchPeople),
  channels_select: searched('selected_channel', 'initial_channel', channelChoice, () => searchChannels),
  multi_channels_select: searched('selected_channels', 'initial_channels', channelChoice, () => searchChannels),
  conversations_select: searched('selected_conversation', 'initial_conversation', channelChoice, () => searchConversations),
  multi_conversations_select: searched('selected_conversations', 'initial_conversations', channelChoice, () => searchConversations),
  radio_buttons: boxes('radio'),
  checkboxes: boxes('checkbox'),
  datepicker: picker('date', 'selected_date', 'initial_date'),
  timepicker: picker('time', 'selected_time', 'initial_time'),
  datetimepicker: picker('datetime-local', 'selected_date_time', 'initial_date_time', {
    read: (typed) => Math.floor(fromField(typed) / 1000),
    write: (seconds) => toField(seconds * 1000),
  }),
};

export function field(given) {
  const make = kinds[given.element.type];
  if (make) return make({ id: newId('field'), ...given });
  return { node: h('p', { class: 'unknown' }, `A ${given.element.type} cannot be filled in here.`), value: () => undefined };
}
