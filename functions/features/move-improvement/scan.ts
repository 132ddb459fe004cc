import { improvements } from '#domain/improvement/improvement';
import type { ImprovementId } from '#domain/improvement/improvement-kind';
import type { ImprovementView } from '#domain/improvement/view';
import { perform, type Stage } from '#domain/perform';
import { isOverdue, tellOverdue } from './decide.ts';

/** That it is late is on record, whoever looks first. */
export async function tellWhenOverdue(stage: Stage, id: ImprovementId, { improvement, now }: ImprovementView): Promise<boolean> {
  if (!isOverdue(improvement, now)) return false;
  return (await perform(stage, improvements, id, tellOverdue, { at: now })).events.length > 0;
}
