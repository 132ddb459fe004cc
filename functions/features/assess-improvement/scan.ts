import { type Improvement, improvements } from '#domain/improvement/improvement';
import type { ImprovementId } from '#domain/improvement/improvement-kind';
import { stepsOf } from '#domain/improvement/timers';
import { perform, type Stage } from '#domain/perform';
import { type Postmortem, postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemId } from '#domain/postmortem/postmortem-id';
import { helpStep, stepsOf as stepsOfPostmortem } from '#domain/postmortem/timers';
import { isDue } from '#domain/time/due';
import { askWhetherItHelped, takeHelpStep } from './decide.ts';

type Listed = { id: ImprovementId; improvement: Improvement }[];

/** A month after it was published: of everything that is done by then. What is done later is asked about a month after that. */
export async function askWhatHelped(
  stage: Stage,
  id: PostmortemId,
  { postmortem, improvements: listed, now }: { postmortem: Postmortem; improvements: Listed; now: string },
): Promise<boolean> {
  if (!stepsOfPostmortem(postmortem).some(({ step, at }) => step === helpStep && isDue(at, now, true))) return false;
  const done = listed.filter(({ improvement }) => improvement.state === 'done' && !improvement.helpAsked);
  for (const { id: one } of done) await perform(stage, improvements, one, askWhetherItHelped, { at: now });
  const { events } = await perform(stage, postmortems, id, takeHelpStep, { at: now });
  return events.length > 0;
}

export async function askLater(
  stage: Stage,
  id: ImprovementId,
  { improvement, now }: { improvement: Improvement; now: string },
): Promise<boolean> {
  if (!stepsOf(improvement).some(({ step, at }) => step === 'help' && at <= now)) return false;
  return (await perform(stage, improvements, id, askWhetherItHelped, { at: now })).events.length > 0;
}
