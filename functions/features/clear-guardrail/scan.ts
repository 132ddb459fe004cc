import { perform, type Stage } from '#domain/perform';
import type { Lists } from '#domain/ports';
import { type Transfer, transfers } from '#domain/transfer/transfer';
import { clearGuardrails } from './decide.ts';

const pageSize = 100;

/** Once a night: which of what was overridden is no longer so? */
export async function scanOverrides(stage: Stage & { lists: Lists }): Promise<void> {
  for (let cursor: string | undefined, first = true; first || cursor; first = false) {
    const { heads, next } = await stage.lists.page('transfers', pageSize, cursor);
    const overridden = heads.filter(({ state }) => isOverridden(state as Transfer));
    for (const { id } of overridden) await perform(stage, transfers, id, clearGuardrails, { at: stage.now() });
    cursor = next;
  }
}

const isOverridden = (transfer: Transfer) => transfer.state !== 'none' && transfer.overrides.length > 0;
