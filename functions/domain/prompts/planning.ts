import { lawful, localDay, morningAfter, morningOf } from '#domain/postmortem/clock';
import { isPostmortem } from '#domain/postmortem/postmortem-id';
import type { Calendar } from '#domain/team/working-hours';
import { laterOf } from '#domain/time/later-of';
import type { Owed, PromptSource } from './owed.ts';
import type { Day, PromptsSent, Said } from './prompts.ts';

/** By whose clock, what they have got on this day of theirs, and after which call they rest. */
export type Moment = { now: string; calendar: Calendar; called?: string | undefined; day: Day | undefined };
export type Sending = Pick<PromptsSent, 'as' | 'under' | 'items' | 'digest'>;

/** What one message is about at most; the rest waits for the next. */
export const mostSources = 8;

/** What goes out now: the one message of the day with all that falls due on it, or the one reply to that. */
export function sendingNow(
  owed: Owed[],
  moment: Moment,
  said: Said[],
  first: (one: PromptSource, other: PromptSource) => number,
): Sending | undefined {
  const { now, calendar, day } = moment;
  if (settled(moment, now) !== now || day?.reply !== undefined) return undefined;
  const today = localDay(calendar, now);
  const all = owed.map((one) => asOfToday(one, moment, today));
  const isLaterToday = ({ due }: Owed) => due > now && localDay(calendar, due) === today;
  const mine = day ? all.filter((one) => one.keepsTime && one.due > day.message) : all;
  const due = mine.filter((one) => one.due <= now);
  if (due.length === 0) return undefined;
  const chosen = [...due, ...mine.filter((one) => isLaterToday(one) && (day !== undefined || !one.keepsTime))];
  // What is escalated stands in one list, however much it is: the day on which they have it is theirs, so nothing is written to each of it.
  const digest = chosen.some(isListed) ? [...new Set(all.filter(isListed).flatMap(({ of }) => (isPostmortem(of) ? [of] : [])))] : [];
  const single = chosen.filter((one) => !isListed(one));
  const sources = [...new Set(single.map(({ of }) => of))].toSorted(first).slice(0, mostSources);
  const items = sources.map((of) => ({ of, what: whatOf(single.filter((one) => one.of === of)) }));
  const thread = said[0] && (said[0].under ?? said[0].day);
  if (day) return { as: 'reply', items, ...(thread && { under: thread }) };
  const known = new Set(said.flatMap((one) => one.items.map(({ of }) => of)));
  const isAgain = digest.length === 0 && items.every(({ of, what }) => known.has(of) && what.every((one) => one.startsWith('nudge')));
  return isAgain && thread ? { as: 'nudge', under: thread, items } : { as: 'message', items, ...(digest.length > 0 && { digest }) };
}

const isListed = ({ what }: Owed) => what === 'escalated';

/** Of two that say the same the later one says it. */
function whatOf(all: Owed[]): Owed['what'][] {
  const what = [...new Set(all.map((one) => one.what))];
  const said = (one: Owed['what']) => what.includes(one);
  return what
    .filter(
      (one) => !(one === 'nudge_1' && said('nudge_2')) && !(one === 'due_soon' && said('due')) && !(one === 'invited' && said('draft')),
    )
    .toSorted();
}

/** When something may go out next; nothing where nobody is owed anything. */
export function nextLook(owed: Owed[], moment: Moment): string | null {
  const today = localDay(moment.calendar, moment.now);
  const all = owed.map((one) => goesOut(one, moment, today)).toSorted();
  return all[0] ?? null;
}

function goesOut(owed: Owed, moment: Moment, today: string): string {
  const { now, calendar, day } = moment;
  const { due, keepsTime } = asOfToday(owed, moment, today);
  const then = localDay(calendar, due);
  if (day === undefined || then > today) return settled(moment, laterOf(due, now));
  const repliesToday = keepsTime && day.reply === undefined && due > day.message;
  const next = repliesToday ? settled(moment, laterOf(due, now)) : undefined;
  return next !== undefined && localDay(calendar, next) === today ? next : settled(moment, morningAfter(calendar, now));
}

/** What is left of another day waits for the morning, however early somebody looks, and has no time of its own any more. */
function asOfToday({ keepsTime, ...owed }: Owed, moment: Moment, today: string): Owed {
  const { now, calendar } = moment;
  const due = settled(moment, owed.due);
  if (localDay(calendar, due) < today) return { ...owed, due: settled(moment, morningOf(calendar, now)) };
  return { ...owed, due, ...(keepsTime && { keepsTime }) };
}

const settled = ({ calendar, called }: Moment, at: string) => lawful(calendar, at, called);
