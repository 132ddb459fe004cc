import type { FaultRule } from '#sandbox/contracts';
import { failure, type Outcome } from './functions/container.ts';

/** A batch on its way from a queue or a stream to its function; whoever hands it over deals with a delay. */
export async function handOver(fault: FaultRule | undefined, invoke: () => Promise<Outcome>): Promise<Outcome> {
  if (fault?.do === 'error') return failure('InjectedFault', String(fault.code ?? 'The batch did not reach the function.'));
  for (let copy = 0; fault?.do === 'duplicate' && copy < Number(fault.copies ?? 1); copy++) await invoke();
  const outcome = await invoke();
  return fault?.do === 'lost-reply' ? failure('Sandbox.LostReply', 'The function dealt with the batch, and its answer was lost.') : outcome;
}
