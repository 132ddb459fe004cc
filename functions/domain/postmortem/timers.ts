import type { Timer } from '#domain/incident/timers';
import { laterOf } from '#domain/time/later-of';
import { agendaSteps } from './agenda.ts';
import { canvasAgainAt } from './canvas.ts';
import type { Postmortem, PublishedPostmortem, RunningPostmortem } from './postmortem.ts';
import type { Ladder, OverdueRung } from './postmortem-events.ts';
import type { PostmortemId } from './postmortem-id.ts';

/** One thing that time brings to a postmortem itself; what it brings to people is in their prompts. */
export type Step = { step: string; at: string };

const hourMs = 3_600_000;
/** Within this time somebody may pick its owner; then the one whom the rules name has it. */
const pickMs = hourMs;
export const ownerStep = 'owner';
/** Whoever could drive it had worked the night: by then they have rested. */
export const restedStep = 'rested';
const restMs = 12 * hourMs;
export const dueStep = 'due';
/** The time to choose is over, though something that was proposed may still wait for a word. */
export const decideStep = 'decide';
/** A month after it was published it is asked whether what was done has helped. */
export const helpStep = 'help';
/** What Slack did not take as a canvas is tried again. */
export const canvasStep = 'canvas';

const rungs: [OverdueRung, keyof Ladder][] = [
  ['commander', 'commander'],
  ['lead', 'lead'],
  ['product_manager', 'productManager'],
  ['org_heads', 'orgHeads'],
];
/** Which rung of the ladder a step stands for. */
export const rungOf = (step: string): OverdueRung | undefined => rungs.find(([rung]) => step === rung)?.[0];

/** All that is still to come, in order; a clock that stands still brings nothing. */
export function stepsOf(postmortem: Postmortem): Step[] {
  if (postmortem.state === 'closed') return closedSteps(postmortem);
  if (postmortem.state === 'in_review') return decideSteps(postmortem);
  if (postmortem.state !== 'draft' || postmortem.pausedAt !== undefined) return [];
  const agenda = agendaSteps(postmortem).map(({ step, at }) => ({ step: `agenda-${step}`, at }));
  return [...ownerSteps(postmortem), ...dueSteps(postmortem), ...agenda].sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** Where something that was proposed may still wait for a word when its time is over. */
function decideSteps(postmortem: Extract<Postmortem, { state: 'in_review' }>): Step[] {
  const { pausedAt, improvements, signing, signedOff, steps, decideBy } = postmortem;
  const waits = improvements.length > 0 && !signing && !signedOff && !steps.includes(decideStep);
  return waits && pausedAt === undefined ? [{ step: decideStep, at: decideBy }] : [];
}

function closedSteps(postmortem: PublishedPostmortem): Step[] {
  const again = canvasAgainAt(postmortem);
  const help = postmortem.steps.includes(helpStep) ? [] : [{ step: helpStep, at: postmortem.helpAt }];
  return [...help, ...(again ? [{ step: canvasStep, at: again }] : [])].sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** Counted from when it was asked for, or from when the incident was over again after that. */
function ownerSteps({ picked, steps, requiredAt, t0, owner }: RunningPostmortem): Step[] {
  const after = (step: string, ms: number): Step[] =>
    steps.includes(step) ? [] : [{ step, at: new Date(Date.parse(laterOf(requiredAt, t0)) + ms).toISOString() }];
  return [...(picked ? [] : after(ownerStep, pickMs)), ...(owner === undefined ? after(restedStep, restMs) : [])];
}

/** What came later than that moves what comes after it: each has the time in between to do something. */
const punctualMs = hourMs;

/**
 * Until the meeting has been held. A rung that was told is told once, however the due date moves, and none before the time between it and the one
 * before has passed.
 */
function dueSteps({ ladder, dueSaid, overdue }: RunningPostmortem): Step[] {
  const steps: Step[] = [];
  const told = new Map<string, string>(overdue.map(({ rung, at }) => [rung, at]));
  if (dueSaid !== undefined) told.set(dueStep, dueSaid);
  let lateMs = 0;
  for (const [step, name] of [[dueStep, 'inChannel'] as const, ...rungs]) {
    const planned = Date.parse(ladder[name] ?? ladder.due);
    const toldAt = told.get(step);
    if (toldAt === undefined) steps.push({ step, at: new Date(planned + lateMs).toISOString() });
    else lateMs = Math.max(0, Date.parse(toldAt) - planned - punctualMs) && Date.parse(toldAt) - planned;
  }
  return steps;
}
/** Of these at most one at a time. */
export const isOfLadder = ({ step }: Step): boolean => step === dueStep || rungOf(step) !== undefined;

/** By when the sweep looks at it, should its timer never come. */
export function nextStep(postmortem: Postmortem): { list: string; at: string } | undefined {
  const [next] = stepsOf(postmortem);
  return next && { list: 'due', at: next.at };
}

/** A name carries its minute, so that a step that moves has another one; what fires is checked against the record. */
export const postmortemTimers = (id: PostmortemId, postmortem: Postmortem): Timer[] =>
  stepsOf(postmortem).map(({ step, at }) => ({
    name: `${id}-${step}-${at.slice(0, 16).replace(/[-:T]/g, '')}`,
    at,
    payload: { aggregate: id, timer: step, generation: 0 },
  }));
