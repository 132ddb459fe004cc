import type { RespondFn } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';

/** An answer that only the person who asked can see. */
export const privately = (text: string, blocks?: KnownBlock[]) => ({
  response_type: 'ephemeral' as const,
  text,
  ...(blocks && { blocks }),
});

/**
 * Where someone pressed. Slack takes five answers in half an hour, and copies of one press use them up: what was done stays done,
 * and it can be asked for by a command.
 */
export async function tryAnswer(respond: RespondFn | undefined, answer: Parameters<RespondFn>[0]): Promise<void> {
  // A press in the Home has no place to answer to.
  if (respond === undefined) return;
  try {
    await respond(answer);
  } catch (error) {
    if ((error as { code?: string }).code !== 'slack_bolt_respond_error') throw error;
  }
}
