import type { IncidentEvent } from '#domain/incident/events';
import { happenedAt } from '#domain/incident/timeline-kind';
import type { Moment } from './postmortem-events.ts';

/** What a timeline does not tell. `more`: silences beyond those that are named; `counted`: how many entries it has. */
export type Gaps = { missing: Moment[]; silent: Span[]; more: number; counted: number };
type Span = { from: string; to: string };

export const longestSilenceMs = 30 * 60_000;
const mostSilences = 10;

/** Times at which nothing is told for more than half an hour while people were at it, the longest first. */
export function gapsIn(log: IncidentEvent[], missing: Moment[]): Gaps {
  const told = timesTold(log);
  const silent = openSpans(log)
    .flatMap(({ from, to }) => silences([from, ...told.filter((at) => at > from && at < to), to]))
    .sort((a, b) => lengthOf(b) - lengthOf(a));
  return { missing, silent: silent.slice(0, mostSilences), more: Math.max(0, silent.length - mostSilences), counted: told.length };
}

const silences = (times: string[]): Span[] =>
  times.slice(1).flatMap((to, index) => {
    const span = { from: times[index] ?? to, to };
    return lengthOf(span) > longestSilenceMs ? [span] : [];
  });
const lengthOf = ({ from, to }: Span) => Date.parse(to) - Date.parse(from);

/** That nothing was said is nothing that happened. */
const tellsNothing = ['IncidentUpdateOverdue', 'IncidentUpdateSnoozed', 'IncidentWentQuiet'];

/** A message has the time that it was given last, and none once it was taken away. */
function timesTold(log: IncidentEvent[]): string[] {
  const messages = new Map<string, string>();
  const others: string[] = [];
  for (const event of log) {
    const at = happenedAt(event);
    if (event.type === 'IncidentMessageUnpinned') messages.delete(event.entryId);
    else if ('entryId' in event) messages.set(event.entryId, event.happenedAt);
    else if (at !== undefined && !tellsNothing.includes(event.type)) others.push(at);
  }
  return [...others, ...messages.values()].sort();
}

/** From each declaration or reopening to when it was over. */
function openSpans(log: IncidentEvent[]): Span[] {
  const spans: Span[] = [];
  let since: string | undefined;
  for (const { type, at } of log) {
    if (type === 'IncidentDeclared' || type === 'IncidentReopened') since ??= at;
    if (since !== undefined && ['IncidentResolved', 'IncidentCancelled', 'IncidentMarkedDuplicate'].includes(type)) {
      spans.push({ from: since, to: at });
      since = undefined;
    }
  }
  return spans;
}
