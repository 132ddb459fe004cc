import { isLive } from '#domain/service/lifecycle';
import type { RegisteredService } from '#domain/service/service';
import type { OnCallLevel } from '#domain/service/support';
import { levelFor } from '#domain/service/support-plan';
import { requiredHours } from '#domain/transfer/hours';
import { coverage, type RequiredHours, type Span } from './coverage.ts';
import type { ActiveTeam, TeamSlug } from './team.ts';
import type { Gap } from './team-events.ts';

const dayMs = 86_400_000;
const later = (at: string, days: number) => new Date(Date.parse(at) + days * dayMs).toISOString();
const [daysAhead, daysLooked] = [14, 60];

export type GapAhead = { gap: Gap; services: RegisteredService[]; level: OnCallLevel };

/** Times of the next two weeks that nobody covers, whole, with the services that need somebody then. */
export function gapsAhead(team: ActiveTeam, slug: TeamSlug, services: RegisteredService[], at: string): GapAhead[] {
  const from = new Date(at).toISOString();
  const [soon, end] = [later(from, daysAhead), later(from, daysLooked)];
  const empty = coverage(team, from, end, 'all').filter((span) => span.from < soon);
  if (empty.length === 0) return [];
  const byHours = new Map<RequiredHours, Span[]>();
  const uncovered = (hours: RequiredHours) => {
    const known = byHours.get(hours) ?? coverage(team, from, soon, hours);
    byHours.set(hours, known);
    return known;
  };
  return empty.flatMap((span) => {
    const affected = services.filter((service) => {
      const hours = hoursOf(service, slug);
      return hours !== undefined && uncovered(hours).some((one) => one.from < span.to && span.from < one.to);
    });
    if (affected.length === 0) return [];
    return [{ gap: { from: span.from, to: span.to === end ? null : span.to }, services: affected, level: levelOf(affected) }];
  });
}

function hoursOf({ owned, lifecycle, availabilityTarget: target }: RegisteredService, team: TeamSlug): RequiredHours | undefined {
  if (owned === undefined || !isLive(lifecycle)) return undefined;
  const { owner, model, support } = owned;
  return requiredHours({ owner, model, support, target }).get(team);
}

/** The most that any of them asks for. */
function levelOf(services: RegisteredService[]): OnCallLevel {
  const levels = services.map(({ owned, availabilityTarget }) => owned?.support?.outOfHours ?? levelFor(availabilityTarget));
  return levels.includes('team') ? 'team' : levels.includes('domain') ? 'domain' : 'none';
}

type Known = NonNullable<ActiveTeam['gaps']>[number];

/** What was told already: this gap, or one that it is a part of. */
export const knownGap = ({ gaps = [] }: ActiveTeam, { from, to }: Gap): Known | undefined =>
  gaps.find((known) => known.from <= from && (known.to === null || (to !== null && to <= known.to)));

const [daysBefore, daysForLead] = [3, 3];
const dayOf = (at: string) => Math.floor(Date.parse(at) / dayMs);

/** Three days before it begins the product managers hear of it; its lead has had three days to see to it, unless it is tomorrow. */
export function isTime(known: Known, { from }: Gap, at: string): boolean {
  if (known.told === 'product_managers') return false;
  const left = Date.parse(from) - Date.parse(at);
  return left <= dayMs || (left <= daysBefore * dayMs && dayOf(at) - dayOf(known.toldAt) >= daysForLead);
}
