import { json, jsons, text } from '#sandbox/slack/reading';
import type { Json } from '#sandbox/slack/records';

export type { Json };

/** An interactive element with the block it stands in. */
export type Placed = { block: Json; blockId: string; element: Json; actionId: string; type: string };

export function elementsOf(block: Json): Json[] {
  if (block.type === 'actions') return jsons(block.elements);
  if (block.type === 'section') return block.accessory === undefined ? [] : [json(block.accessory)];
  if (block.type === 'input') return [json(block.element)];
  return [];
}

export function elementsIn(blocks: Json[]): Placed[] {
  return blocks.flatMap((block) =>
    elementsOf(block)
      .filter(({ type }) => type !== 'image')
      .map((element) => ({ block, blockId: text(block.block_id), element, actionId: text(element.action_id), type: text(element.type) })),
  );
}

/** Slack gives an id to every block and element that came without one. */
export function withIds(blocks: Json[], make: () => string): Json[] {
  const named = (element: Json) =>
    element.type === 'image' || element.action_id !== undefined ? element : { ...element, action_id: make() };
  return blocks.map((block) => ({
    ...block,
    block_id: block.block_id ?? make(),
    ...(block.type === 'actions' && { elements: jsons(block.elements).map(named) }),
    ...(block.type === 'section' && block.accessory !== undefined && { accessory: named(json(block.accessory)) }),
    ...(block.type === 'input' && { element: named(json(block.element)) }),
  }));
}

/** Every text in it, as `msg_blocks_too_long` counts. */
export function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + textLength(one), 0);
  return Object.entries(json(value)).reduce(
    (sum, [key, inner]) => sum + (key === 'text' && typeof inner === 'string' ? inner.length : textLength(inner)),
    0,
  );
}
