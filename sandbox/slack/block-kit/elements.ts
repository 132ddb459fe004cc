import * as z from 'zod';
import { boxOption, choosesAmongItsOptions, linkOption, option, optionGroups, options } from './options.ts';
import { confirm, id, plain } from './text.ts';

/** https://docs.slack.dev/reference/block-kit/block-elements */

const placeholder = plain(150).optional();
const focus_on_load = z.boolean().optional();
const ask = { action_id: id.optional(), confirm: confirm.optional() };
const pick = { ...ask, placeholder, focus_on_load };
const many = { ...pick, max_selected_items: z.number().int().min(1).optional() };
const min_query_length = z.number().int().min(0).optional();
const person = z.string().regex(/^[UW]/);
const conversation = z.string().regex(/^[CDGUW]/);
const filter = z.strictObject({
  include: z.array(z.enum(['im', 'mpim', 'private', 'public'])).optional(),
  exclude_external_shared_channels: z.boolean().optional(),
  exclude_bot_users: z.boolean().optional(),
});
const conversations = { default_to_current_conversation: z.boolean().optional(), filter: filter.optional() };
const dispatch_action_config = z
  .strictObject({ trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1) })
  .optional();
const typed = { action_id: id.optional(), placeholder, focus_on_load, dispatch_action_config };
const url = z
  .string()
  .max(3000)
  .regex(/^(https?|slack|mailto|tel):/);

export const image = z
  .strictObject({
    type: z.literal('image'),
    image_url: url.optional(),
    slack_file: z.looseObject({}).optional(),
    alt_text: z.string().min(1).max(2000),
  })
  .refine(
    ({ image_url, slack_file }) => (image_url === undefined) !== (slack_file === undefined),
    'exactly one of image_url and slack_file is required',
  );

const button = z.strictObject({
  type: z.literal('button'),
  text: plain(75),
  ...ask,
  url: url.optional(),
  value: z.string().max(2000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: z.string().max(75).optional(),
});
const workflowButton = z.looseObject({ type: z.literal('workflow_button'), text: plain(75) });
const overflow = z.strictObject({ type: z.literal('overflow'), ...ask, options: z.array(linkOption).min(1).max(5) });

const selects = [
  z
    .strictObject({
      type: z.literal('static_select'),
      ...pick,
      options: options.optional(),
      option_groups: optionGroups.optional(),
      initial_option: option.optional(),
    })
    .superRefine(choosesAmongItsOptions),
  z.strictObject({ type: z.literal('external_select'), ...pick, min_query_length, initial_option: option.optional() }),
  z.strictObject({ type: z.literal('users_select'), ...pick, initial_user: person.optional() }),
  z.strictObject({
    type: z.literal('channels_select'),
    ...pick,
    initial_channel: conversation.optional(),
    response_url_enabled: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...pick,
    ...conversations,
    initial_conversation: conversation.optional(),
    response_url_enabled: z.boolean().optional(),
  }),
] as const;

const multiSelects = [
  z
    .strictObject({
      type: z.literal('multi_static_select'),
      ...many,
      options: options.optional(),
      option_groups: optionGroups.optional(),
      initial_options: options.optional(),
    })
    .superRefine(choosesAmongItsOptions),
  z.strictObject({ type: z.literal('multi_external_select'), ...many, min_query_length, initial_options: options.optional() }),
  z.strictObject({ type: z.literal('multi_users_select'), ...many, initial_users: z.array(person).optional() }),
  z.strictObject({ type: z.literal('multi_channels_select'), ...many, initial_channels: z.array(conversation).optional() }),
  z.strictObject({
    type: z.literal('multi_conversations_select'),
    ...many,
    ...conversations,
    initial_conversations: z.array(conversation).optional(),
  }),
] as const;

const boxes = { ...ask, focus_on_load, options: z.array(boxOption).min(1).max(10) };
const choices = [
  z
    .strictObject({ type: z.literal('checkboxes'), ...boxes, initial_options: z.array(boxOption).min(1).max(10).optional() })
    .superRefine(choosesAmongItsOptions),
  z.strictObject({ type: z.literal('radio_buttons'), ...boxes, initial_option: boxOption.optional() }).superRefine(choosesAmongItsOptions),
  z.strictObject({ type: z.literal('datepicker'), ...pick, initial_date: z.iso.date().optional() }),
  z.strictObject({
    type: z.literal('timepicker'),
    ...pick,
    initial_time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .optional(),
    timezone: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('datetimepicker'),
    ...ask,
    focus_on_load,
    initial_date_time: z.number().int().min(1_000_000_000).max(9_999_999_999).optional(),
  }),
] as const;

const inputs = [
  z.strictObject({
    type: z.literal('plain_text_input'),
    ...typed,
    initial_value: z.string().max(3000).optional(),
    multiline: z.boolean().optional(),
    min_length: z.number().int().min(0).max(3000).optional(),
    max_length: z.number().int().min(1).max(3000).optional(),
  }),
  z.strictObject({
    type: z.literal('number_input'),
    ...typed,
    is_decimal_allowed: z.boolean(),
    initial_value: z.string().optional(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('email_text_input'), ...typed, initial_value: z.string().optional() }),
  z.strictObject({ type: z.literal('url_text_input'), ...typed, initial_value: z.string().optional() }),
  z.strictObject({ type: z.literal('rich_text_input'), ...typed, initial_value: z.looseObject({}).optional() }),
  z.strictObject({
    type: z.literal('file_input'),
    action_id: id.optional(),
    filetypes: z.array(z.string()).optional(),
    max_files: z.number().int().min(1).max(10).optional(),
  }),
] as const;

export const inAccessory = z.discriminatedUnion('type', [button, workflowButton, overflow, image, ...selects, ...multiSelects, ...choices]);
export const inActions = z.discriminatedUnion('type', [button, workflowButton, overflow, ...selects, ...multiSelects, ...choices]);
export const inInput = z.discriminatedUnion('type', [...selects, ...multiSelects, ...choices, ...inputs]);
