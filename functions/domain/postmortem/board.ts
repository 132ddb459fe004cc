import * as z from 'zod';
import { IncidentId } from '#domain/incident/incident-id';
import { Severity } from '#domain/incident/severity';
import { PersonId } from '#domain/person/person';
import type { Boards } from '#domain/ports';
import type { Boarded } from '#domain/records';
import { ServiceSlug } from '#domain/service/service-slug';
import { TeamSlug } from '#domain/team/team-slug';
import type { Postmortem } from './postmortem.ts';
import { PostmortemId } from './postmortem-id.ts';

/** What is over stands apart: whoever looks for what is open reads none of it, however much there is by then. */
const boardOf = { open: 'postmortems', closed: 'postmortems-closed', waived: 'postmortems-waived' } as const;
export type PostmortemBoard = keyof typeof boardOf;

/** As it stands in a list. Whoever shows it leaves out what is private to the viewer. */
export const ListedPostmortem = z.object({
  incident: IncidentId,
  service: ServiceSlug.nullable(),
  team: TeamSlug.nullable(),
  peak: Severity,
  state: z.enum(['draft', 'in_review', 'reviewed', 'closed', 'waived']),
  t0: z.iso.datetime(),
  due: z.iso.datetime(),
  owner: PersonId.optional(),
  facilitator: PersonId.optional(),
  /** Whose word alone is missing. */
  signer: PersonId.optional(),
  /** Only insiders of its incident may know of it. */
  private: z.literal(true).optional(),
  drill: z.literal(true).optional(),
  paused: z.literal(true).optional(),
});
export type ListedPostmortem = z.infer<typeof ListedPostmortem> & { id: PostmortemId };

export function postmortemEntry(postmortem: Postmortem): Boarded | undefined {
  if (postmortem.state === 'none' || postmortem.state === 'not_required' || postmortem.state === 'dropped') return undefined;
  const { incident, service, team, peak, state, t0, ladder, owner, facilitator, signing, signedOff, drill, pausedAt } = postmortem;
  const signer = signedOff ? undefined : signing?.of;
  const flags = { ...(postmortem.private && { private: true }), ...(drill && { drill }), ...(pausedAt && { paused: true }) };
  const leading = { ...(owner && { owner }), ...(facilitator && { facilitator }), ...(signer && { signer }) };
  const board = state === 'closed' || state === 'waived' ? state : 'open';
  return { board: boardOf[board], at: t0, entry: { incident, service, team, peak, state, t0, due: ladder.due, ...leading, ...flags } };
}

/** Those that are open, newest first. */
export async function listPostmortems(boards: Boards, howFar?: 'to the end'): Promise<ListedPostmortem[]> {
  return (await boards.read(boardOf.open, howFar)).map(readPost);
}

/** Behind which one a page begins. */
export const PlaceInList = z.object({ id: PostmortemId, at: z.iso.datetime() });
export type PlaceInList = z.infer<typeof PlaceInList>;
export const placeOf = ({ id, t0 }: ListedPostmortem): PlaceInList => ({ id, at: t0 });

/** So many of them, newest first; `more`: there are others behind. */
export async function pageOfPostmortems(
  boards: Boards,
  board: PostmortemBoard,
  size: number,
  behind?: PlaceInList,
): Promise<{ listed: ListedPostmortem[]; more: boolean }> {
  const { posts, more } = await boards.page(boardOf[board], size, behind);
  return { listed: posts.map(readPost), more };
}

const readPost = ({ id, entry }: { id: string; entry: unknown }): ListedPostmortem => ({
  id: PostmortemId.parse(id),
  ...ListedPostmortem.parse(entry),
});
