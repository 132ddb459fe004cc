import * as z from 'zod';

export const ServiceSlug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/)
  .brand('ServiceSlug');
export type ServiceSlug = z.infer<typeof ServiceSlug>;
