import * as z from 'zod';

export const TeamSlug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/)
  .brand('TeamSlug');
export type TeamSlug = z.infer<typeof TeamSlug>;
