import * as z from 'zod';

/** It is part of a call's name, which is a key and a header. */
export const PagerUrl = z
  .url({ protocol: /^https?$/ })
  .regex(/^[\x21-\x7e]+$/)
  .max(500);

/**
 * How a team is woken besides Slack. `key` and `secret` are names of parameters below `/muster/pagers`; what is secret is there and nowhere
 * else.
 */
export const Pager = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pagerduty'), key: z.string().regex(/^[a-z0-9-]{1,60}$/) }),
  z.object({ kind: z.literal('webhook'), url: PagerUrl, secret: z.string().regex(/^[a-z0-9-]{1,60}$/) }),
]);
export type Pager = z.infer<typeof Pager>;
/** Which one it is among a team's, wherever it stands in their list. */
export const pagerName = (pager: Pager): string => `${pager.kind}-${pager.kind === 'pagerduty' ? pager.key : pager.url}`;
export const PagerKind = z.enum(['pagerduty', 'webhook']);
export type PagerKind = z.infer<typeof PagerKind>;
