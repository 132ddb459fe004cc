import * as z from 'zod';
import { TeamSlug } from '#domain/team/team-slug';
import { TransferId, TransferKind } from '#domain/transfer/transfer-kind';

/**
 * The one transfer of a service that is under way, as whoever looks at the service sees it. It changes no owner; while it is there, no other
 * can be asked for.
 */
export const Pending = z.object({
  transfer: TransferId,
  kind: TransferKind,
  from: TeamSlug,
  to: TeamSlug,
  plannedAt: z.iso.datetime(),
  /** Who will take it is paged beside those who have it. */
  shadow: z.object({ from: z.iso.datetime(), until: z.iso.datetime() }).optional(),
});
export type Pending = z.infer<typeof Pending>;
