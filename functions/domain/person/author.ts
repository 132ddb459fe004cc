import * as z from 'zod';
import { PersonId } from './person.ts';

/** A monitor, a pager or a pipeline that speaks for itself, by the name of its door. */
export const Monitor = z
  .string()
  .regex(/^monitor:[a-z0-9-]+$/)
  .brand('Monitor');
export type Monitor = z.infer<typeof Monitor>;

/** Whose word it is: a person's, or a machine's. Nobody can be brought in, asked or written to who is no person. */
export const Author = z.union([PersonId, Monitor]);
export type Author = z.infer<typeof Author>;

export const isPerson = (author: Author): author is PersonId => !author.startsWith('monitor:');
/** The people among them, each once. */
export const peopleAmong = (...authors: Author[]): PersonId[] => [...new Set(authors.filter(isPerson))];
