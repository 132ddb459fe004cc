import { perform, type Stage } from '#domain/perform';
import { canvasAgainAt } from '#domain/postmortem/canvas';
import { type KnownPostmortem, postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemId } from '#domain/postmortem/postmortem-id';
import { isDue } from '#domain/time/due';
import { retryCanvas } from './decide.ts';

/** Until Slack takes it, or long enough. */
export async function tryCanvasAgain(
  stage: Stage,
  id: PostmortemId,
  { postmortem, now }: { postmortem: KnownPostmortem; now: string },
): Promise<boolean> {
  if (!isDue(canvasAgainAt(postmortem), now, true)) return false;
  return (await perform(stage, postmortems, id, retryCanvas, { at: now })).events.length > 0;
}
