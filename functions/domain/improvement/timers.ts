import type { Improvement } from './improvement.ts';

/** One thing that time brings to an improvement itself; what it brings to people is in their prompts. */
export type Step = { step: string; at: string };

/** All that is still to come, in order. */
export function stepsOf(improvement: Improvement): Step[] {
  return improvement.state === 'none' ? [] : [];
}

/** By when the sweep looks at it, should its timer never come. */
export function nextStep(improvement: Improvement): { list: string; at: string } | undefined {
  const [next] = stepsOf(improvement);
  return next && { list: 'due', at: next.at };
}
