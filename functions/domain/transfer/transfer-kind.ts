import * as z from 'zod';

export const TransferId = z.templateLiteral(['XFER-', z.int().positive()]).brand('TransferId');
export type TransferId = z.infer<typeof TransferId>;

/** Why a service moves, or how it is run changes (`domain.md` 2.4). */
export const TransferKind = z.enum([
  'to_maintenance',
  'between_teams',
  'handback',
  'support_model_change',
  'sre_entry',
  'sre_exit',
  'emergency',
]);
export type TransferKind = z.infer<typeof TransferKind>;
