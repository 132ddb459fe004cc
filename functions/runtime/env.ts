import type * as z from 'zod';

/** The environment, parsed once while a container starts: a handler that lacks a name does not start, and says which. */
export const readEnv = <Shape>(schema: z.ZodType<Shape>, env: Record<string, string | undefined> = process.env): Shape => schema.parse(env);
