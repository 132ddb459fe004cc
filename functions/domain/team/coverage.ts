import { shifts } from './rota.ts';
import type { ActiveTeam } from './team.ts';
import { workingSpans } from './working-hours.ts';

export type Span = { from: string; to: string };
/** `all`: round the clock. The other two are the team's own hours, and all others. */
export type RequiredHours = 'all' | 'working' | 'out';
type Covering = Pick<ActiveTeam, 'rota' | 'zone' | 'workingHours' | 'holidays'>;

/** When nobody at all is on call in hours in which somebody has to be. */
export function coverage(team: Covering, from: string, to: string, hours: RequiredHours): Span[] {
  const uncovered = shifts(team.rota, team.zone, from, to).filter(({ superhero, sideKick }) => superhero === null && sideKick === null);
  return within(uncovered, requiredSpans(team, from, to, hours));
}

/** The same for a Superhero and a Side-kick both: when only one of the two is there, or nobody. */
export const secondaryGaps = (team: Covering, from: string, to: string, hours: RequiredHours): Span[] =>
  within(
    shifts(team.rota, team.zone, from, to).filter(({ superhero, sideKick }) => superhero === null || sideKick === null),
    requiredSpans(team, from, to, hours),
  );

function requiredSpans(team: Covering, from: string, to: string, hours: RequiredHours): Span[] {
  if (hours === 'all') return [{ from, to }];
  const working = workingSpans(team, from, to);
  return hours === 'working' ? working : between(working, from, to);
}

/** What is left of a time when the spans are taken out of it. */
function between(spans: Span[], from: string, to: string): Span[] {
  const edges = [from, ...spans.flatMap((span) => [span.from, span.to]), to];
  return edges.flatMap((edge, index) => {
    const next = edges[index + 1];
    return index % 2 === 0 && next !== undefined && edge < next ? [{ from: edge, to: next }] : [];
  });
}

/** Where both are, as few pieces as it takes. */
function within(some: Span[], others: Span[]): Span[] {
  const both = some.flatMap((one) =>
    others.flatMap((other) => {
      const [from = '', to = ''] = [[one.from, other.from].toSorted()[1], [one.to, other.to].toSorted()[0]];
      return from < to ? [{ from, to }] : [];
    }),
  );
  return both
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .reduce<Span[]>((all, span) => {
      const last = all.at(-1);
      if (last && last.to === span.from) last.to = span.to;
      else all.push({ ...span });
      return all;
    }, []);
}
