import { improvements } from '#domain/improvement/improvement';
import { freshImprovement } from '#domain/improvement/numbering';
import { perform, type Stage } from '#domain/perform';
import { incidentOf, type PostmortemId } from '#domain/postmortem/postmortem-id';
import type { PostmortemView } from '#domain/postmortem/view';
import { isFixWanted, proposeFix } from './decide.ts';

/** There is a workaround: that the cause be mended is proposed, once. */
export async function proposeWhatIsLeft(stage: Stage, id: PostmortemId, { postmortem, incident }: PostmortemView): Promise<boolean> {
  if (!isFixWanted(postmortem, incident)) return false;
  const command = { at: stage.now(), incident: incidentOf(id), titleId: 'title' };
  const { events } = await perform(stage, improvements, freshImprovement(stage), proposeFix, command);
  return events.length > 0;
}
