import { helpDays, instantLater, overEverywhere } from './days.ts';
import type { Improvement } from './improvement.ts';
import { triedAgainAt } from './tracking.ts';

/** One thing that time brings to an improvement itself; what it brings to people is in their prompts. */
export type Step = { step: 'overdue' | 'help' | 'tracking'; at: string };

/** All that is still to come, in order. */
export function stepsOf(improvement: Improvement): Step[] {
  const again = triedAgainAt(improvement);
  return [...ownSteps(improvement), ...(again ? [{ step: 'tracking' as const, at: again }] : [])].sort((a, b) => (a.at < b.at ? -1 : 1));
}

function ownSteps(improvement: Improvement): Step[] {
  if (improvement.state === 'done') return improvement.helpAsked ? [] : [{ step: 'help', at: instantLater(improvement.doneAt, helpDays) }];
  if (improvement.state !== 'accepted' && improvement.state !== 'in_progress') return [];
  return improvement.overdueAt ? [] : [{ step: 'overdue', at: overEverywhere(improvement.dueOn) }];
}

/** By when the sweep looks at it: nobody waits for one of these to the minute, so none has a timer of its own. */
export function nextStep(improvement: Improvement): { list: string; at: string } | undefined {
  const [next] = stepsOf(improvement);
  return next && { list: 'due', at: next.at };
}
