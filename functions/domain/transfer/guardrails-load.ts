import type { Finding, GuardrailId } from './finding.ts';
import type { Carried, Situation } from './situation.ts';

type Limits = { warnsAt?: number; warnsAbove?: number; blocksAt?: number; blocksAbove?: number };

/** `domain.md` 2.6 and appendix C. */
export const domainLimits = { warnsAbove: 3, blocksAbove: 5 };
export const servicesEach = { warnsAbove: 4, blocksAbove: 8 };
export const supportLimits = { warnsAt: 35, blocksAt: 50 };
const callLimits = { warnsAbove: 2 };
const incomingLimits = { warnsAt: 2 };

const isOver = (share: number, at: number | undefined, above: number | undefined) =>
  (at !== undefined && share >= at) || (above !== undefined && share > above);

/** A figure against its limits; the limit that is named is the one that it is beyond, else the next one. */
function measured(guardrail: GuardrailId, figure: number, limits: Limits, per?: number): Finding {
  const share = per === undefined ? figure : per === 0 ? Number.POSITIVE_INFINITY : figure / per;
  const said = { guardrail, figure, ...(per !== undefined && { per }) };
  const { warnsAt, warnsAbove, blocksAt, blocksAbove } = limits;
  const [warns = 0, blocks] = [warnsAt ?? warnsAbove, blocksAt ?? blocksAbove];
  if (blocks !== undefined && isOver(share, blocksAt, blocksAbove)) return { ...said, verdict: 'blocks', limit: blocks };
  return { ...said, verdict: isOver(share, warnsAt, warnsAbove) ? 'warns' : 'passes', limit: warns };
}

const unknown = (guardrail: GuardrailId): Finding => ({ guardrail, verdict: 'no_figure' });

/** What the receiving team would carry: G6 to G10, and G14. */
export function carrying({ moves, service, receiver }: Situation): Finding[] {
  if (receiver === undefined) return [];
  const theirs = receiver.owns.some(({ slug }) => slug === service.slug);
  const carried = moves && !theirs ? [...receiver.owns, service] : receiver.owns;
  const { people, supportPercent, callsPerShift, incoming } = receiver;
  return [
    measured('G6', domainsOf(carried).length, domainLimits),
    simpleEnough(carried),
    measured('G8', carried.length, servicesEach, people),
    supportPercent === undefined ? unknown('G9') : measured('G9', supportPercent, supportLimits),
    callsPerShift === undefined ? unknown('G10') : measured('G10', callsPerShift, callLimits),
    measured('G14', incoming, incomingLimits),
  ];
}

const domainsOf = (carried: Carried[]) => [...new Set(carried.map(({ domain }) => domain))];

/** A complex domain leaves room for no other; of complicated ones a team has one. */
function simpleEnough(carried: Carried[]): Finding {
  if (carried.every(({ complexity }) => complexity === undefined)) return unknown('G7');
  const having = (wanted: Carried['complexity']) => domainsOf(carried.filter(({ complexity }) => complexity === wanted));
  const [complex, complicated, all] = [having('complex'), having('complicated'), domainsOf(carried)];
  if (complex.length > 0 && all.length > 1)
    return { guardrail: 'G7', verdict: 'warns', because: 'complex_and_others', figure: all.length, limit: 1, about: complex };
  if (complicated.length > 1)
    return { guardrail: 'G7', verdict: 'warns', because: 'several_complicated', figure: complicated.length, limit: 1, about: complicated };
  return { guardrail: 'G7', verdict: 'passes' };
}
