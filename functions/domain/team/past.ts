import { teamId } from '#domain/keys';
import type { Log } from '#domain/ports';
import { keptMs } from './keeping-rota.ts';
import { type OnCall, onCall } from './rota.ts';
import { type KnownTeam, type Team, TeamEvent, teams } from './team.ts';
import type { TeamSlug } from './team-slug.ts';

/** Who was on call at any time: what the head does not keep any more is read from the log, as it was known soon after. */
export async function rotaThen(log: Log, slug: TeamSlug, team: KnownTeam, at: string, now: string): Promise<{ onCall: OnCall }> {
  if (team.state === 'disbanded' && at >= team.disbandedAt) return { onCall: { superhero: null, sideKick: null, uncoveredSince: null } };
  if (Date.parse(now) - Date.parse(at) < keptMs) return { onCall: onCall(team.rota, team.zone, at) };
  const until = new Date(Date.parse(at) + keptMs).toISOString();
  const events = (await log.events(teamId(slug), 0)).map(({ body }) => TeamEvent.parse(body)).filter((event) => event.at <= until);
  const then = events.reduce<Team>(teams.evolve, teams.initial);
  const { rota, zone } = then.state === 'none' || then.rota === null ? team : then;
  return { onCall: onCall(rota, zone, at) };
}
