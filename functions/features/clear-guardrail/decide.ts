import { relievedKey } from '#domain/keys';
import type { Act } from '#domain/perform';
import { oneRef } from '#domain/records';
import { type Service, serviceRef } from '#domain/service/service';
import { blocks, type GuardrailId, Relieved } from '#domain/transfer/finding';
import { evaluate, type Surroundings, surroundingRefs } from '#domain/transfer/guardrails';
import type { KnownTransfer, Transfer } from '#domain/transfer/transfer';
import type { TransferEvent } from '#domain/transfer/transfer-events';
import { TransferId } from '#domain/transfer/transfer-kind';
import { isUnderWay } from '#domain/transfer/under-way';

type Facts = Surroundings & { service: Service; relieved: Relieved | undefined };

const relievedForMs = 14 * 24 * 3_600_000;
const nobody = { to: 'none' } as const;

/** An override is shown until what it was about has been within its limit for two weeks; a night above it begins them anew. */
export const clearGuardrails: Act<Transfer, Facts, { at: string }, TransferEvent> = {
  facts(transfer, { at }, known, id) {
    const plan = transfer.state === 'none' ? nobody : transfer.plan;
    return {
      ...surroundingRefs(known.service ?? { state: 'none' }, { plan: plan as Looked, at }, known),
      service: serviceRef(transfer.state === 'none' ? 'none' : transfer.service),
      relieved: oneRef(relievedKey(id ?? 'XFER-0'), Relieved),
    };
  },
  decide(transfer, facts, { at }, { id, versions }) {
    if (transfer.state !== 'completed' && !isUnderWay(transfer)) return [];
    const { kind, plan, requestedBy: by, overrides } = transfer;
    const overridden = new Set(overrides.flatMap(({ findings }) => findings.map(({ guardrail }) => guardrail)));
    if (overridden.size === 0) return [];
    const found = evaluate({ kind, plan, phase: 'completion', at, by, transfer: TransferId.parse(id) }, facts.service, facts);
    const moot = isMoot(transfer, facts);
    const within = found.filter((one) => overridden.has(one.guardrail) && one.verdict !== 'no_figure' && !blocks(one));
    const since = (guardrail: GuardrailId) => facts.relieved?.[guardrail] ?? at;
    const long = within.map(({ guardrail }) => guardrail).filter((guardrail) => isLongEnough(since(guardrail), at));
    const cleared = moot ? [...overridden] : long;
    const still = within.filter(({ guardrail }) => !cleared.includes(guardrail));
    const relieved = Object.fromEntries(still.map(({ guardrail }) => [guardrail, since(guardrail)]));
    const same = JSON.stringify(relieved) === JSON.stringify(facts.relieved ?? {});
    return {
      events: cleared.length > 0 ? [{ type: 'GuardrailCleared', at, guardrails: cleared }] : [],
      puts: same ? [] : [{ key: relievedKey(id), value: relieved, expected: versions.relieved }],
    };
  },
};

/** Who took it is no longer there, or no longer has it: nothing weighs on them that somebody would have to be told of. */
function isMoot(transfer: KnownTransfer, { receiver, service }: Facts): boolean {
  if (receiver.state !== 'active') return true;
  if (transfer.state !== 'completed' || service.state === 'none' || service.owned === undefined) return false;
  return service.owned.version > transfer.completed.toVersion && service.owned.owner !== transfer.plan.to;
}

type Looked = Parameters<typeof surroundingRefs>[1]['plan'];
/** A night is not always as long as the next one. */
const anHourMs = 3_600_000;
const isLongEnough = (since: string, at: string) => Date.parse(at) - Date.parse(since) >= relievedForMs - anHourMs;
