import { teamId } from '#domain/keys';
import type { Log } from '#domain/ports';
import { rememberTeam } from './evolve.ts';
import { keptMs, reachesBack } from './keeping-rota.ts';
import { type OnCall, onCall, turnEnds } from './rota.ts';
import { type KnownTeam, type Team, TeamEvent, teams } from './team.ts';
import type { TeamSlug } from './team-slug.ts';

type Then = { onCall: OnCall; until: string | undefined };

/** Who was on call at any time, and until when: what the head does not keep any more is read from the log, as it was known soon after. */
export async function rotaThen(log: Log, slug: TeamSlug, team: KnownTeam, at: string, now: string): Promise<Then> {
  if (team.state === 'disbanded' && at >= team.disbandedAt)
    return { onCall: { superhero: null, sideKick: null, uncoveredSince: null }, until: undefined };
  if (reachesBack(team.rota, team.zone, at, now)) return answerOf(team, at);
  const until = new Date(Date.parse(at) + keptMs).toISOString();
  const events = (await log.events(teamId(slug), 0)).map(({ body }) => TeamEvent.parse(body)).filter((event) => event.at <= until);
  const then = events.reduce<Team>(rememberTeam, teams.initial);
  return answerOf(then.state === 'none' || then.rota === null ? team : then, at);
}

function answerOf(team: Pick<KnownTeam, 'rota' | 'zone'>, at: string): Then {
  const now = onCall(team.rota, team.zone, at);
  return { onCall: now, until: turnEnds(team, now, at) };
}
