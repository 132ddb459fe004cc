import * as z from 'zod';

/** One alert of one monitor, by a digest of its key: what monitors call things is not in any id. */
export const AlertId = z.templateLiteral(['ALERT-', z.string().regex(/^[a-f0-9]{32}$/)]);
export type AlertId = z.infer<typeof AlertId>;
