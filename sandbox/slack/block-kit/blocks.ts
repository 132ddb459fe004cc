import * as z from 'zod';
import { image, inAccessory, inActions, inInput } from './elements.ts';
import { anyText, id, plain } from './text.ts';

/** https://docs.slack.dev/reference/block-kit/blocks */

const block_id = id.optional();
const contextElement = z.union([image, anyText(2000)]);

const section = z
  .strictObject({
    type: z.literal('section'),
    block_id,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: inAccessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine(({ text, fields }) => text !== undefined || fields !== undefined, 'text or fields is required');

const richTextElement = z.looseObject({
  type: z.enum(['rich_text_section', 'rich_text_list', 'rich_text_preformatted', 'rich_text_quote']),
  elements: z.array(z.looseObject({ type: z.string() })),
});

const common = [
  section,
  z.strictObject({ type: z.literal('divider'), block_id }),
  z.strictObject({ type: z.literal('header'), block_id, text: plain(150), level: z.number().int().min(1).max(6).optional() }),
  z.strictObject({ type: z.literal('context'), block_id, elements: z.array(contextElement).min(1).max(10) }),
  z.strictObject({ type: z.literal('actions'), block_id, elements: z.array(inActions).min(1).max(25) }),
  z.strictObject({
    type: z.literal('image'),
    block_id,
    image_url: z.string().max(3000).optional(),
    slack_file: z.looseObject({}).optional(),
    alt_text: z.string().min(1).max(2000),
    title: plain(2000).optional(),
  }),
  z.strictObject({ type: z.literal('rich_text'), block_id, elements: z.array(richTextElement) }),
  z.looseObject({
    type: z.literal('video'),
    block_id,
    alt_text: z.string(),
    title: plain(200),
    thumbnail_url: z.string(),
    video_url: z.string(),
  }),
] as const;

const input = z.strictObject({
  type: z.literal('input'),
  block_id,
  label: plain(2000),
  element: inInput,
  dispatch_action: z.boolean().optional(),
  hint: plain(2000).optional(),
  optional: z.boolean().optional(),
});

const cell = z.looseObject({ type: z.string() });
const newer = (
  type: 'card' | 'carousel' | 'container' | 'context_actions' | 'task_card' | 'plan' | 'data_table' | 'data_visualization' | 'file',
) => z.looseObject({ type: z.literal(type), block_id });

export const messageBlock = z.discriminatedUnion('type', [
  ...common,
  z.strictObject({ type: z.literal('markdown'), block_id, text: z.string().min(1).max(12_000) }),
  z.strictObject({
    type: z.literal('table'),
    block_id,
    rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
    column_settings: z.array(z.looseObject({})).max(20).optional(),
  }),
  newer('card'),
  newer('carousel'),
  newer('container'),
  newer('context_actions'),
  newer('task_card'),
  newer('plan'),
  newer('data_table'),
  newer('data_visualization'),
  newer('file'),
]);
export const modalBlock = z.discriminatedUnion('type', [...common, input, z.looseObject({ type: z.literal('alert'), block_id })]);
export const homeBlock = z.discriminatedUnion('type', [...common, input, newer('card'), newer('carousel')]);
