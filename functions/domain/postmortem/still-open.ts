import type { IncidentId } from '#domain/incident/incident-id';
import type { Records, Ref } from '#domain/records';
import { isOpen, type Postmortem, postmortemRef } from './postmortem.ts';
import { postmortemOf } from './postmortem-id.ts';

/** By when the postmortem of an incident is to be held, while it is open: closing the one does not end the other. */
export async function stillOpen(records: Pick<Records, 'load'>, id: IncidentId): Promise<{ due: string } | undefined> {
  const [found] = await records.load([postmortemRef(postmortemOf(id))] as Ref<unknown>[]);
  const postmortem = found?.value as Postmortem;
  return isOpen(postmortem) ? { due: postmortem.ladder.due } : undefined;
}
