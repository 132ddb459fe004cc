import type { News } from '#domain/incident/view';
import { when } from './text.ts';

/** Whether impact ended in the write that this event belongs to, as a sentence to go on with. */
export function endedWith(news: News[], version: number): string {
  const [before, event] = [version - 1, version].map((one) => news.find((told) => told.version === one)?.event);
  return before?.type === 'IncidentImpactChanged' && before.at === event?.at ? ` Impact ends at ${when(before.at)}.` : '';
}
