import { mayOwn } from '#domain/team/team-type';
import type { Finding, GuardrailId, Verdict } from './finding.ts';
import { carrying } from './guardrails-load.ts';
import { answering } from './guardrails-on-call.ts';
import type { Burning, Situation } from './situation.ts';

/** All that `domain.md` 2.6 wants looked at before a team takes a service, in its order; G18 is a rule of disbanding. */
export function weigh(situation: Situation): Finding[] {
  const found = [
    ableToTake(situation),
    ...answering(situation),
    ...carrying(situation),
    ...burning('G11', situation.phase, situation.receiver?.burning),
    ...burning('G12', situation.phase, situation.burning),
    ...others(situation),
  ];
  return found.toSorted((a, b) => Number(a.guardrail.slice(1)) - Number(b.guardrail.slice(1)));
}

const passes = (guardrail: GuardrailId): Finding => ({ guardrail, verdict: 'passes' });
const when = (is: boolean, guardrail: GuardrailId, verdict: Verdict, because: string): Finding =>
  is ? { guardrail, verdict, because } : passes(guardrail);

function ableToTake({ receiver, moves }: Situation): Finding {
  const why =
    receiver === undefined
      ? 'not_active'
      : moves && !mayOwn(receiver.type)
        ? 'supports_only'
        : !receiver.hasLead
          ? 'no_lead'
          : receiver.hasGroup
            ? undefined
            : 'no_group';
  return why === undefined ? passes('G1') : { guardrail: 'G1', verdict: 'blocks_finally', because: why };
}

/**
 * A service can be asked for and accepted while something burns; it moves once customers are no longer hurt. What is private is counted apart:
 * who looks away from what they know of has not looked away from that, nor from more of it.
 */
function burning(guardrail: 'G11' | 'G12', phase: Situation['phase'], { named, hidden }: Burning = { named: [], hidden: 0 }): Finding[] {
  const last = phase === 'completion';
  const found: Finding[] = [
    ...(named.length > 0 ? [{ guardrail, verdict: last ? 'blocks' : 'informs', because: 'active', about: named } as const] : []),
    ...(hidden > 0 && last ? [{ guardrail, verdict: 'blocks', because: 'not_now', figure: hidden } as const] : []),
  ];
  return found.length > 0 ? found : [passes(guardrail)];
}

function others({ moves, service, receiver, errorBudgetUsedPercent: used, leftWithNothing = 0 }: Situation): Finding[] {
  const domains = [...(receiver?.domains ?? []), ...(receiver?.owns ?? []).map(({ domain }) => domain)];
  const elsewhere = receiver?.type === 'operations_team' || receiver?.type === 'regional_developer_support';
  return [
    moves && receiver && !domains.includes(service.domain)
      ? { guardrail: 'G13', verdict: 'warns', because: 'other_domain', about: [service.domain] }
      : passes('G13'),
    used === undefined
      ? { guardrail: 'G15', verdict: 'no_figure' }
      : { guardrail: 'G15', verdict: used >= 100 ? 'warns' : 'passes', figure: used, limit: 100 },
    when(moves && elsewhere, 'G16', 'warns', receiver?.type ?? ''),
    moves && leftWithNothing > 0
      ? { guardrail: 'G17', verdict: 'informs', because: 'left_with_nothing', figure: leftWithNothing }
      : passes('G17'),
  ];
}
