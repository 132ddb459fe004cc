import * as z from 'zod';
import type { PersonId } from '#domain/person/person';

export const handle = z.string().regex(/^[a-z0-9._-]+$/, 'A handle has small letters, digits, dots, dashes and underscores.');
/** A person as the file mentions them: by the handle of their entry under `people`, or by their Slack id. */
export const Mentioned = z.string().regex(/^([a-z0-9._-]+|[UW][A-Z0-9]+)$/, 'A person is a handle of `people`, or a Slack id.');
/** The record keeps instants of one form. */
export const instant = z.iso.datetime({ offset: true }).transform((at) => new Date(at).toISOString());

const isId = (mentioned: string) => /^[UW][A-Z0-9]+$/.test(mentioned);

export type Whom = (mentioned: string) => PersonId | undefined;
/** Whom a handle or an id means. */
export function mentionedAmong(people: { id: PersonId; handle?: string | undefined }[]): Whom {
  const byHandle = new Map(people.flatMap(({ handle, id }) => (handle ? [[handle, id] as const] : [])));
  return (mentioned) => (isId(mentioned) ? (mentioned as PersonId) : byHandle.get(mentioned));
}
