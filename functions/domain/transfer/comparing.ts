import type { Incident, OpenIncident } from '#domain/incident/incident';
import type { Boards, Lists } from '#domain/ports';
import { type ListedService, listServices } from '#domain/service/board';
import { type ListedTeam, listTeams } from '#domain/team/board';

/** The three ways of keeping what has no money for features. */
export const maintenanceSolutions = ['multi_product_team', 'operations_team', 'regional_developer_support'] as const;
export type Compared = (typeof maintenanceSolutions)[number];

/** What became of services that are kept in one of these ways; counts without names. */
export type Outcome = {
  solution: Compared;
  services: number;
  incidents: number;
  /** Minutes until customers were restored, the shortest first. */
  restoredInMinutes: number[];
  calledOut: number;
};

const lookedAt = 200;
const pageSize = 100;

/** The organisation's own, from the newest incidents that are over. */
export async function ownOutcomes({ boards, lists }: { boards: Boards; lists: Lists }): Promise<Outcome[]> {
  const [teams, services, over] = await Promise.all([listTeams(boards), listServices(boards), newestOver(lists)]);
  return outcomes(teams, services, over);
}

async function newestOver(lists: Lists): Promise<Incident[]> {
  const found: Incident[] = [];
  for (let cursor: string | undefined, first = true; first || (cursor && found.length < lookedAt); first = false) {
    const page = await lists.page('over', pageSize, cursor);
    found.push(...page.heads.map(({ state }) => state as Incident));
    cursor = page.next;
  }
  return found;
}

export function outcomes(teams: ListedTeam[], services: ListedService[], over: Incident[]): Outcome[] {
  const typeOf = new Map(teams.map(({ slug, teamType }) => [slug, teamType]));
  return maintenanceSolutions.map((solution) => {
    const kept = services.filter(({ owner, lifecycle }) => owner && lifecycle === 'maintenance_mode' && typeOf.get(owner) === solution);
    const theirs = over.filter((incident) => counts(incident)).filter(({ routing }) => routing?.owner?.solution === solution);
    return {
      solution,
      services: kept.length,
      incidents: theirs.length,
      restoredInMinutes: theirs.flatMap((incident) => minutesToRestore(incident) ?? []).sort((a, b) => a - b),
      calledOut: theirs.reduce((sum, { asked }) => sum + asked.reduce((all, { calledOut = [] }) => all + calledOut.length, 0), 0),
    };
  });
}

/** What was no incident, or is counted as another, is none of theirs; a private one is not counted where everybody can read it. */
const counts = (incident: Incident): incident is OpenIncident =>
  incident.state !== 'none' && !incident.drill && !incident.private && incident.state !== 'cancelled' && incident.state !== 'duplicate';

/** From when customers were hurt, as far as it is known, until they were not. */
function minutesToRestore(incident: OpenIncident): number | undefined {
  const mitigated = 'mitigated' in incident ? incident.mitigated?.at : undefined;
  const resolved = 'resolved' in incident ? incident.resolved?.at : undefined;
  const restored = mitigated ?? resolved;
  const from = incident.impact[0]?.from ?? incident.declaredAt;
  return restored === undefined ? undefined : Math.max(0, Math.round((Date.parse(restored) - Date.parse(from)) / 60_000));
}
