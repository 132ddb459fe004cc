import type { Postmortem } from './postmortem.ts';

/** In this order, most of the hour on what happened (`domain.md` 4.3). */
export const AgendaItem = ['introductions', 'reminder', 'summary_and_timeline', 'five_questions', 'ideas', 'close'] as const;
export type AgendaItem = (typeof AgendaItem)[number];
const usual: Record<AgendaItem, number> = {
  introductions: 3,
  reminder: 2,
  summary_and_timeline: 30,
  five_questions: 15,
  ideas: 8,
  close: 2,
};
const usualMinutes = Object.values(usual).reduce((sum, minutes) => sum + minutes, 0);

export type Agenda = { item: AgendaItem; from: number; minutes: number }[];

/** What each has of so many minutes: whole ones, at least one, and all of them together. */
export function agendaFor(minutes: number): Agenda {
  const exact = AgendaItem.map((item) => (minutes * usual[item]) / usualMinutes);
  const has = exact.map((one) => Math.max(1, Math.floor(one)));
  const byRest = exact.map((one, index) => ({ rest: one - Math.floor(one), index })).toSorted((a, b) => b.rest - a.rest);
  const total = () => has.reduce((sum, one) => sum + one, 0);
  for (const { index } of byRest) if (total() < minutes) has[index] = (has[index] ?? 0) + 1;
  // So short that the least of each is more than its share: whatever has most gives it.
  while (total() > Math.max(minutes, has.length)) has[has.indexOf(Math.max(...has))] = Math.max(...has) - 1;
  let from = 0;
  return AgendaItem.map((item, index) => {
    const one = { item, from, minutes: has[index] ?? 1 };
    from += one.minutes;
    return one;
  });
}

/** Behind the last item: its time is up. */
export const agendaEnd = AgendaItem.length;

/** When the clock brings each step of a meeting that is going on; by hand one may be further already. */
export function agendaSteps(postmortem: Postmortem): { step: number; at: string }[] {
  if (postmortem.state !== 'draft' || postmortem.meeting?.startedAt === undefined) return [];
  const { startedAt, minutes, step } = postmortem.meeting;
  const ends = agendaFor(minutes).map(({ from, minutes: has }) => from + has);
  return ends
    .map((end, index) => ({ step: index + 1, at: new Date(Date.parse(startedAt) + end * 60_000).toISOString() }))
    .filter((one) => one.step > step);
}
