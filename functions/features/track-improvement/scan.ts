import { improvements } from '#domain/improvement/improvement';
import type { ImprovementId } from '#domain/improvement/improvement-kind';
import { triedAgainAt } from '#domain/improvement/tracking';
import type { ImprovementView } from '#domain/improvement/view';
import { perform, type Stage } from '#domain/perform';
import { isDue } from '#domain/time/due';
import { twin } from './react.ts';
import { retryTracking } from './report.ts';

/** Whether or not there is something to be kept in a tracker still: what is not is no longer spoken of. */
export async function tryAgainDaily(stage: Stage, id: ImprovementId, view: ImprovementView): Promise<boolean> {
  if (!isDue(triedAgainAt(view.improvement), view.now)) return false;
  const nowhere = !twin(view).some(({ onlyIfThere }) => !onlyIfThere);
  return (await perform(stage, improvements, id, retryTracking, { at: view.now, nowhere })).events.length > 0;
}
