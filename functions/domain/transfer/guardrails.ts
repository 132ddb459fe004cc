import type { PersonId } from '#domain/person/person';
import type { Service } from '#domain/service/service';
import { situationOf } from './circumstances.ts';
import type { Finding } from './finding.ts';
import { type Surroundings, surroundingRefs } from './surroundings.ts';
import type { Phase, Plan } from './transfer-events.ts';
import type { TransferId, TransferKind } from './transfer-kind.ts';
import { weigh } from './weighing.ts';

export { type Surroundings, surroundingRefs };

/** What is to move, and how far it has come. `transfer`: its own, which is not among the others that come in. */
export type Move = {
  kind: TransferKind;
  plan: Pick<Plan, 'to' | 'model' | 'support' | 'lifecycle'>;
  phase: Phase;
  at: string;
  by: PersonId;
  transfer?: TransferId | undefined;
};

/** What each guardrail says of a service's moving to a team, in the order of their numbers. */
export const evaluate = (move: Move, moving: Service, around: Surroundings): Finding[] =>
  moving.state === 'registered' ? weigh(situationOf(move, moving, around)) : [];
