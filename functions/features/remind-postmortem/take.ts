import { perform, type Stage } from '#domain/perform';
import { postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemId } from '#domain/postmortem/postmortem-id';
import { remindPostmortem } from './decide.ts';

/** Whoever comes by takes the steps whose time has come; answers whether there were any. */
export async function takeSteps(stage: Stage, id: PostmortemId): Promise<boolean> {
  const { events } = await perform(stage, postmortems, id, remindPostmortem, { at: stage.now() });
  return events.length > 0;
}
