import { improvements, type KnownImprovement } from '#domain/improvement/improvement';
import type { ImprovementId } from '#domain/improvement/improvement-kind';
import { perform, type Stage } from '#domain/perform';
import type { PostmortemId } from '#domain/postmortem/postmortem-id';
import { hideImprovement } from './decide.ts';

type View = {
  postmortem: { private: boolean };
  incident: { private: boolean };
  improvements: { id: ImprovementId; improvement: KnownImprovement }[];
};

export async function hideWithPostmortem(
  stage: Stage,
  _id: PostmortemId,
  { postmortem, incident, improvements: listed }: View,
): Promise<boolean> {
  const shown = postmortem.private || incident.private ? listed.filter(({ improvement }) => !improvement.private) : [];
  for (const { id } of shown) await perform(stage, improvements, id, hideImprovement, { at: stage.now() });
  return shown.length > 0;
}
