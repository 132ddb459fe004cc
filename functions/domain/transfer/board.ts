import * as z from 'zod';
import { PersonId } from '#domain/person/person';
import type { Boards } from '#domain/ports';
import type { Boarded } from '#domain/records';
import { ServiceSlug } from '#domain/service/service-slug';
import { TeamSlug } from '#domain/team/team-slug';
import type { OpenTransfer } from './transfer.ts';
import { ActsAs } from './transfer-events.ts';
import { TransferId, TransferKind } from './transfer-kind.ts';

const board = 'transfers';

export const ListedTransfer = z.object({
  service: ServiceSlug,
  kind: TransferKind,
  from: TeamSlug,
  to: TeamSlug,
  state: z.enum(['requested', 'in_readiness', 'accepted', 'shadowing']),
  plannedAt: z.iso.datetime(),
  by: PersonId,
  pm: PersonId,
  /** Who has said yes so far. */
  yes: z.array(z.object({ by: PersonId, as: ActsAs })).optional(),
});
export type ListedTransfer = z.infer<typeof ListedTransfer> & { id: TransferId };

export function transferEntry({ service, kind, before, plan, state, requestedAt, acceptedBy, ...asked }: OpenTransfer): Boarded {
  const { requestedBy: by, productManager: pm } = asked;
  const yes = acceptedBy.map((one) => ({ by: one.by, as: one.as }));
  const moves = { service, kind, from: before.owner, to: plan.to, state, plannedAt: plan.plannedAt };
  return { board, at: requestedAt, entry: { ...moves, by, pm, ...(yes.length > 0 && { yes }) } };
}

/** All that are under way, newest first. */
export async function openTransfers(boards: Boards): Promise<ListedTransfer[]> {
  const all = await boards.read(board);
  return all.map(({ id, entry }) => ({ id: TransferId.parse(id), ...ListedTransfer.parse(entry) }));
}
