import * as z from 'zod';
import type { AggregateId } from '#domain/keys';
import { type Person, PersonId } from '#domain/person/person';
import type { Boards } from '#domain/ports';
import type { Boarded } from '#domain/records';
import { ServiceSlug } from '#domain/service/service';
import { TeamSlug } from '#domain/team/team';
import { maySee } from './authority.ts';
import { holderOf, type Incident, isActive } from './incident.ts';
import { IncidentId } from './incident-id.ts';
import { Severity } from './severity.ts';
import { tellingDue } from './telling.ts';

/** What is asked of all open incidents at once. No words of people are in it. */
const Entry = z.object({
  severity: Severity,
  service: ServiceSlug.nullable(),
  team: TeamSlug.optional(),
  private: z.boolean(),
  insiders: z.array(PersonId),
  /** Whose "I've got it" is waited for. */
  asked: z.array(PersonId),
  /** Who is asked whether their team takes it. */
  takers: z.array(PersonId).optional(),
  /** Who tells people how it goes, and by when. */
  teller: PersonId.optional(),
  tellBy: z.iso.datetime().optional(),
});
export type OpenEntry = z.infer<typeof Entry> & { id: IncidentId };

const board = 'open';

export function openEntry(incident: Incident): Boarded | undefined {
  if (incident.state === 'none' || !isActive(incident)) return undefined;
  const { severity, service, insiders, routing, roles } = incident;
  const asked = incident.state === 'declared' ? incident.asked.flatMap(({ people }) => people) : [];
  const teller = roles.commander ?? holderOf(incident);
  const tellBy = tellingDue(incident);
  const entry = {
    severity,
    service,
    private: incident.private,
    insiders,
    asked: [...new Set(asked)],
    ...(routing?.owner && { team: routing.owner.team }),
    ...(incident.passing.request && { takers: incident.passing.request.people }),
    ...(teller && { teller }),
    ...(tellBy && { tellBy }),
  };
  return { board, at: incident.declaredAt, entry };
}

/** Every open incident that the viewer may see, newest first; there is no other way to read the board. */
export async function openFor(boards: Boards, viewer: PersonId, person: Person): Promise<OpenEntry[]> {
  const entries = (await boards.read(board)).map(({ id, entry }) => ({
    id: IncidentId.parse(id satisfies AggregateId),
    ...Entry.parse(entry),
  }));
  return entries.filter((entry) => maySee(entry, person, { by: viewer, inRoom: false }));
}
