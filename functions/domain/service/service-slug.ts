import * as z from 'zod';

export const ServiceSlug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/)
  .brand('ServiceSlug');
/** Longer ones that are on record stay readable; a list of ten thousand is to be read while somebody waits. */
export const mostLetters = { slug: 60, name: 80, productDomain: 40 } as const;
export type ServiceSlug = z.infer<typeof ServiceSlug>;
