import type { Finding } from './finding.ts';
import type { Situation } from './situation.ts';

/** From this target on, somebody has to stand behind whoever is on call. */
const secondaryFrom = 99.9;
const leastRungs = 2;
const [leastPeople, leastRoundTheClock] = [3, 6];

/** Whether the receiving team answers when it is called: G2 to G5. */
export function answering({ service: { target = 0 }, receiver, onCall }: Situation): Finding[] {
  const { coveredPercent, gaps, alone, peopleInRota: people, rungs, roundTheClock } = onCall;
  if (receiver === undefined) return [];
  return [
    gaps.length === 0
      ? { guardrail: 'G2', verdict: 'passes', figure: coveredPercent, limit: 100 }
      : { guardrail: 'G2', verdict: 'blocks', because: 'uncovered', figure: coveredPercent, limit: 100, about: gaps },
    target >= secondaryFrom && alone.length > 0
      ? { guardrail: 'G3', verdict: 'warns', because: 'nobody_second', about: alone }
      : { guardrail: 'G3', verdict: 'passes' },
    { guardrail: 'G4', verdict: rungs < leastRungs ? 'blocks' : 'passes', figure: rungs, limit: leastRungs },
    people < leastPeople
      ? { guardrail: 'G5', verdict: 'blocks', because: 'too_few', figure: people, limit: leastPeople }
      : people < leastRoundTheClock && roundTheClock
        ? { guardrail: 'G5', verdict: 'warns', because: 'round_the_clock', figure: people, limit: leastRoundTheClock }
        : { guardrail: 'G5', verdict: 'passes', figure: people, limit: roundTheClock ? leastRoundTheClock : leastPeople },
  ];
}
