import * as z from 'zod';
import { IncidentId } from '#domain/incident/incident-id';
import { PersonId } from '#domain/person/person';
import type { Boards } from '#domain/ports';
import { Question } from '#domain/postmortem/prompt';
import type { Boarded } from '#domain/records';
import { ServiceSlug } from '#domain/service/service-slug';
import { TeamSlug } from '#domain/team/team-slug';
import type { Improvement } from './improvement.ts';
import { ImprovementId, ImprovementKind, Priority } from './improvement-kind.ts';

const board = 'improvements';

/** As it stands in the backlog. Whoever shows it leaves out what is private to the viewer, and takes its title from the head. */
export const ListedImprovement = z.object({
  state: z.enum(['proposed', 'accepted', 'in_progress']),
  kind: ImprovementKind,
  question: Question.optional(),
  service: ServiceSlug.nullable(),
  team: TeamSlug.nullable(),
  owner: PersonId.optional(),
  dueOn: z.iso.date().optional(),
  priority: Priority,
  rank: z.number().optional(),
  proposedAt: z.iso.datetime(),
  /** Its incidents, where only their insiders may know of it. */
  private: z.array(IncidentId).optional(),
  waiting: z.literal(true).optional(),
});
export type ListedImprovement = z.infer<typeof ListedImprovement> & { id: ImprovementId };

export function improvementEntry(improvement: Improvement): Boarded | undefined {
  const { state } = improvement;
  if (state !== 'proposed' && state !== 'accepted' && state !== 'in_progress') return undefined;
  const { kind, question, service, team, priority, rank, proposedAt, incidents } = improvement;
  const more =
    state === 'proposed'
      ? {}
      : {
          dueOn: improvement.dueOn,
          ...(improvement.owner && { owner: improvement.owner }),
        };
  const place = {
    ...(improvement.waitingSince && { waiting: true }),
    ...(question && { question }),
    ...(rank !== undefined && { rank }),
    ...(improvement.private && { private: incidents }),
  };
  return { board, at: proposedAt, entry: { state, kind, service, team, priority, proposedAt, ...place, ...more } };
}

/** All that are open, newest first. */
export async function listImprovements(boards: Boards, howFar?: 'to the end'): Promise<ListedImprovement[]> {
  const all = await boards.read(board, howFar);
  return all.map(({ id, entry }) => ({ id: ImprovementId.parse(id), ...ListedImprovement.parse(entry) }));
}
