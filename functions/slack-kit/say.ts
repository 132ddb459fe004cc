import type { KnownBlock } from '@slack/types';

/** An answer that only the person who asked can see. */
export const privately = (text: string, blocks?: KnownBlock[]) => ({
  response_type: 'ephemeral' as const,
  text,
  ...(blocks && { blocks }),
});
