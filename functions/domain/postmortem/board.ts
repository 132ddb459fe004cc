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

const board = 'postmortems';

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
  /** Only insiders of its incident may know of it. */
  private: z.literal(true).optional(),
  drill: z.literal(true).optional(),
  paused: z.literal(true).optional(),
});
export type ListedPostmortem = z.infer<typeof ListedPostmortem> & { id: PostmortemId };

export function postmortemEntry(postmortem: Postmortem): Boarded | undefined {
  if (postmortem.state === 'none' || postmortem.state === 'not_required' || postmortem.state === 'dropped') return undefined;
  const { incident, service, team, peak, state, t0, ladder, owner, facilitator, drill, pausedAt } = postmortem;
  const flags = { ...(postmortem.private && { private: true }), ...(drill && { drill }), ...(pausedAt && { paused: true }) };
  const leading = { ...(owner && { owner }), ...(facilitator && { facilitator }) };
  return { board, at: t0, entry: { incident, service, team, peak, state, t0, due: ladder.due, ...leading, ...flags } };
}

export type ListedPostmortems = ListedPostmortem[] & { endsEarly?: true };

/** Newest first. `endsEarly`: there are more than whoever waits could be told of. */
export async function listPostmortems(boards: Boards, howFar?: 'to the end'): Promise<ListedPostmortems> {
  const all = await boards.read(board, howFar);
  const listed = all.map(({ id, entry }) => ({ id: PostmortemId.parse(id), ...ListedPostmortem.parse(entry) }));
  return all.endsEarly ? Object.assign(listed, { endsEarly: true as const }) : listed;
}
