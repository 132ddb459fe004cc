import { each, type Failure } from '#domain/each';
import { perform, type Stage } from '#domain/perform';
import type { Listing, Lists } from '#domain/ports';
import { type Transfer, transfers } from '#domain/transfer/transfer';
import { clearGuardrails } from './decide.ts';

const pageSize = 100;

/** Once a night: which of what was overridden is no longer so? */
export async function scanOverrides(stage: Stage & { lists: Lists }): Promise<Failure[]> {
  const failed: Failure[] = [];
  const look = async ({ id, state }: Listing) =>
    isOverridden(state as Transfer) && perform(stage, transfers, id, clearGuardrails, { at: stage.now() });
  for (let cursor: string | undefined, first = true; first || cursor; first = false) {
    const { heads, next } = await stage.lists.page('transfers', pageSize, cursor);
    failed.push(...(await each(heads, ({ id }) => id, look)));
    cursor = next;
  }
  return failed;
}

const isOverridden = (transfer: Transfer) => transfer.state !== 'none' && transfer.overrides.length > 0;
