import * as z from 'zod';
import { homeBlock, messageBlock, modalBlock } from './blocks.ts';
import { plain } from './text.ts';
import { elementsIn, elementsOf, type Json } from './walk.ts';

/** Only one element can have the focus. */
function oneIsInFocus(blocks: Json[], context: z.RefinementCtx) {
  if (elementsIn(blocks).filter(({ element }) => element.focus_on_load === true).length > 1) {
    context.addIssue({ code: 'custom', message: 'only one element can have focus_on_load' });
  }
}

/** `block_id` is unique in a surface, `action_id` in a block. */
function idsAreUnique(blocks: Json[], context: z.RefinementCtx) {
  const blockIds = new Set<unknown>();
  blocks.forEach((block, at) => {
    if (block.block_id !== undefined && blockIds.has(block.block_id)) {
      context.addIssue({ code: 'custom', path: [at, 'block_id'], message: `block_id "${block.block_id}" already exists` });
    }
    blockIds.add(block.block_id);
    const actionIds = new Set<unknown>();
    for (const { action_id } of elementsOf(block)) {
      if (action_id !== undefined && actionIds.has(action_id)) {
        context.addIssue({ code: 'custom', path: [at, 'elements'], message: `action_id "${action_id}" already exists` });
      }
      actionIds.add(action_id);
    }
  });
}

export const messageBlocks = z.array(messageBlock).max(50).superRefine(idsAreUnique);

const kept = {
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
};

const modal = z
  .strictObject({
    type: z.literal('modal'),
    title: plain(24),
    blocks: z.array(modalBlock).min(1).max(100).superRefine(idsAreUnique).superRefine(oneIsInFocus),
    submit: plain(24).optional(),
    close: plain(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
    ...kept,
  })
  .refine(({ submit, blocks }) => submit !== undefined || blocks.every(({ type }) => type !== 'input'), {
    path: ['submit'],
    message: 'submit is required when there are input blocks',
  });

const home = z.strictObject({ type: z.literal('home'), blocks: z.array(homeBlock).max(100).superRefine(idsAreUnique), ...kept });

export const view = z.discriminatedUnion('type', [modal, home]);
