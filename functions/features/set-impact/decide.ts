import { type Actor, openTo } from '#domain/incident/authority';
import type { IncidentEvent } from '#domain/incident/events';
import {
  endedAt,
  type ImpactLevel,
  type ImpactWindow,
  mostWindows,
  ongoing,
  type Span,
  said,
  usualFraction,
} from '#domain/incident/impact';
import { type Incident, isActive, type OpenIncident } from '#domain/incident/incident';
import type { Act } from '#domain/perform';
import { type Person, personRef } from '#domain/person/person';
import { Rejection } from '#domain/rejection';

/** What somebody says of a time. Without times it is from now on, or from the declaration while nothing is recorded. */
export type SaidImpact = {
  level: ImpactLevel | 'none';
  fraction?: number | undefined;
  from?: string | undefined;
  to?: string | undefined;
  reason?: string | undefined;
};
export type SetImpact = Actor & SaidImpact & { at: string; reasonId: string };
export const longestReason = 500;

/** When customers were hurt, and how much. Right away, or corrected long after it is over; what was believed before is kept. */
export const setImpact: Act<Incident, { person: Person }, SetImpact, IncidentEvent> = {
  facts: (_, { by }) => ({ person: personRef(by) }),
  decide(incident, { person }, command) {
    const { by, at, inRoom, reason, reasonId } = command;
    const { before, windows } = changeOf(openTo(incident, person, { by, inRoom }), command, at);
    if (sameWindows(before, windows)) return [];
    return {
      events: [{ type: 'IncidentImpactChanged', at, by, before, windows, ...(reason && { reasonId }) }],
      texts: reason ? [{ id: reasonId, by, body: reason }] : [],
    };
  },
};

export type Change = { span: Span; before: ImpactWindow[]; windows: ImpactWindow[] };

/** What would be on record afterwards: read back to whoever typed a time, before it counts. */
export function changeOf(incident: OpenIncident, wanted: SaidImpact, at: string): Change {
  const span = spanOf(incident, wanted, at);
  refuseUnlikely(wanted, span, at);
  refuseAfterwards(incident, span);
  const before = incident.impact;
  const windows = said(span.to !== null && endsWhatGoesOn(before, span) ? endedAt(before, span.to) : before, span);
  if (windows.length > mostWindows)
    throw refused('too_many_windows', `There would be more than ${mostWindows} windows of impact. Say it of a longer time.`);
  return { span, before, windows };
}

/** Until when, said of what goes on, is when it ended; a part of it that was different ends nothing. */
function endsWhatGoesOn(before: ImpactWindow[], { impact, from, to }: Span): boolean {
  const going = ongoing(before);
  if (going === undefined || impact === null || to === null || to <= going.from) return false;
  return from <= going.from || (going.level === impact.level && going.fraction === impact.fraction);
}

function spanOf({ declaredAt, impact }: OpenIncident, { level, fraction, from, to }: SaidImpact, at: string): Span {
  const untyped = to === undefined ? (impact.length === 0 ? declaredAt : at) : (ongoing(impact)?.from ?? declaredAt);
  return {
    impact: level === 'none' ? null : { level, fraction: fraction ?? usualFraction[level] },
    from: from ?? untyped,
    to: to ?? null,
  };
}

const furthestDays = 30;

function refuseUnlikely({ level, fraction, reason = '' }: SaidImpact, { from, to }: Span, at: string): void {
  if (reason.length > longestReason) throw refused('long_reason', `Say why in at most ${longestReason} characters; a note takes more.`);
  if (fraction !== undefined && !(fraction >= 0 && fraction <= 1))
    throw refused('fraction_out_of_range', 'The share of what failed is between 0 and 1, for example `impact partial 0.5`.');
  if (level === 'unavailable' && fraction !== undefined && fraction !== 1)
    throw refused('fraction_of_all', 'Unavailable means that all of it failed. Where a share did, say `impact partial 0.8`.');
  if (level === 'none' && fraction) throw refused('fraction_of_none', 'No impact has no share.');
  if (from > at || (to ?? '') > at) throw refused('in_the_future', 'That time is still to come. Impact is said of what has been.');
  if (Date.parse(at) - Date.parse(from) > furthestDays * 86_400_000)
    throw refused('too_long_ago', `That is more than ${furthestDays} days ago. Look at the day: times are read in your own zone.`);
  if (to !== null && to <= from)
    throw refused(
      'ends_before_it_begins',
      'It would end before it begins. Say both times with their days, as in `from yesterday 23:30 to 00:15`.',
    );
}

/** What is over hurts nobody any more, and a false alarm never did. */
function refuseAfterwards(incident: OpenIncident, { impact, to }: Span): void {
  if (impact === null || isActive(incident)) return;
  if (incident.state === 'cancelled')
    throw refused('false_alarm', 'It was a false alarm. If customers were hurt after all, declare it anew with `/incident`.');
  if (to === null)
    throw refused('is_over_until_when', 'It is over, so say from when to when, as in `impact degraded from 10:00 to 10:50`.');
}

const refused = (code: string, why: string) => new Rejection(code, `${why} Nothing has changed.`);

export const sameWindows = (one: ImpactWindow[], other: ImpactWindow[]) =>
  one.length === other.length && one.every((window, index) => sameWindow(window, other[index]));
const sameWindow = (one: ImpactWindow, other: ImpactWindow | undefined) =>
  one.from === other?.from && one.to === other.to && one.level === other.level && one.fraction === other.fraction;
