import type { Timer } from '#domain/incident/timers';
import type { Postmortem } from './postmortem.ts';
import type { PostmortemId } from './postmortem-id.ts';

/** One thing that time brings to a postmortem itself; what it brings to people is in their prompts. */
export type Step = { step: string; at: string };

/** All that is still to come, in order; a clock that stands still brings nothing. */
export function stepsOf(postmortem: Postmortem): Step[] {
  return postmortem.state === 'none' ? [] : [];
}

/** By when the sweep looks at it, should its timer never come. */
export function nextStep(postmortem: Postmortem): { list: string; at: string } | undefined {
  const [next] = stepsOf(postmortem);
  return next && { list: 'due', at: next.at };
}

export const postmortemTimers = (_id: PostmortemId, _postmortem: Postmortem): Timer[] => [];
