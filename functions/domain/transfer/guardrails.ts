import type { Refs } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import type { Service } from '#domain/service/service';
import { type Load, loadRef } from '#domain/team/load';
import { type Team, teamRef } from '#domain/team/team';
import type { Finding } from './finding.ts';
import type { Phase, Plan } from './transfer-events.ts';
import type { TransferId, TransferKind } from './transfer-kind.ts';

/** What is to move, and how far it has come. `transfer`: its own, which is not among the others that come in. */
export type Move = {
  kind: TransferKind;
  plan: Pick<Plan, 'to' | 'model' | 'support' | 'lifecycle'>;
  phase: Phase;
  at: string;
  by: PersonId;
  transfer?: TransferId | undefined;
};

/** What the guardrails look at, read by key; the names do not collide with those of an act's own facts. */
export type Surroundings = { receiver: Team; receiverLoad: Load };

/** Asked again with what is known until it names nothing new. */
export const surroundingRefs = (
  _moving: Service,
  { plan }: Pick<Move, 'plan' | 'at'>,
  _known: Partial<Surroundings>,
): Refs<Surroundings> => ({
  receiver: teamRef(plan.to),
  receiverLoad: loadRef(plan.to),
});

/** What each guardrail says of a service's moving to a team, in the order of their numbers. */
export const evaluate = (_move: Move, _moving: Service, _around: Surroundings): Finding[] => [];
