import { list, text } from '#sandbox/slack/reading';
import type { Json } from '#sandbox/slack/records';

/** How Slack writes down what is filled in or picked, by type of element. */

type Held = { key: string; initial: string; many?: true };
const held: Record<string, Held> = {
  plain_text_input: { key: 'value', initial: 'initial_value' },
  number_input: { key: 'value', initial: 'initial_value' },
  email_text_input: { key: 'value', initial: 'initial_value' },
  url_text_input: { key: 'value', initial: 'initial_value' },
  rich_text_input: { key: 'rich_text_value', initial: 'initial_value' },
  static_select: { key: 'selected_option', initial: 'initial_option' },
  external_select: { key: 'selected_option', initial: 'initial_option' },
  radio_buttons: { key: 'selected_option', initial: 'initial_option' },
  users_select: { key: 'selected_user', initial: 'initial_user' },
  conversations_select: { key: 'selected_conversation', initial: 'initial_conversation' },
  channels_select: { key: 'selected_channel', initial: 'initial_channel' },
  datepicker: { key: 'selected_date', initial: 'initial_date' },
  timepicker: { key: 'selected_time', initial: 'initial_time' },
  datetimepicker: { key: 'selected_date_time', initial: 'initial_date_time' },
  checkboxes: { key: 'selected_options', initial: 'initial_options', many: true },
  multi_static_select: { key: 'selected_options', initial: 'initial_options', many: true },
  multi_external_select: { key: 'selected_options', initial: 'initial_options', many: true },
  multi_users_select: { key: 'selected_users', initial: 'initial_users', many: true },
  multi_conversations_select: { key: 'selected_conversations', initial: 'initial_conversations', many: true },
  multi_channels_select: { key: 'selected_channels', initial: 'initial_channels', many: true },
  file_input: { key: 'files', initial: 'initial_files', many: true },
};

export const holding = (element: Json): Held | undefined => held[text(element.type)];

/** Buttons and menus hold nothing. */
export function initialState(element: Json): Json | undefined {
  const how = holding(element);
  return how && { type: element.type, [how.key]: element[how.initial] ?? (how.many ? [] : null) };
}

export function stateWith(element: Json, value: unknown): Json {
  const how = holding(element);
  return { type: element.type, ...(how && { [how.key]: value }) };
}

export function isEmpty(element: Json, state: Json | undefined): boolean {
  const how = holding(element);
  const value = how && state?.[how.key];
  return value === undefined || value === null || value === '' || (how?.many === true && list(value).length === 0);
}
