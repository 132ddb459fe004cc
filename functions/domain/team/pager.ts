import * as z from 'zod';

/**
 * How a team is woken besides Slack. `key` and `secret` are names of parameters below `/muster/pagers`; what is secret is there and nowhere
 * else.
 */
export const Pager = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pagerduty'), key: z.string().regex(/^[a-z0-9-]{1,60}$/) }),
  z.object({ kind: z.literal('webhook'), url: z.url({ protocol: /^https?$/ }), secret: z.string().regex(/^[a-z0-9-]{1,60}$/) }),
]);
export type Pager = z.infer<typeof Pager>;
export const PagerKind = z.enum(['pagerduty', 'webhook']);
export type PagerKind = z.infer<typeof PagerKind>;
