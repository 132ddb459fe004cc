import type { PersonId } from '#domain/person/person';
import { localDay, nextMorning, weekAfter } from '#domain/postmortem/clock';
import type { Owed, OwedWhat } from '#domain/prompts/owed';
import type { Calendar } from '#domain/team/working-hours';
import { dayBegins, dayLater } from './days.ts';
import { type ChosenImprovement, type Improvement, isChosen, isOpen, type KnownImprovement } from './improvement.ts';
import type { ImprovementId } from './improvement-kind.ts';

/** Days from the date on which it is to be done. */
const [before, late] = [-3, 3];

/** Whom it may have something to ask or to tell. */
export function askedIn(improvement: Improvement): PersonId[] {
  if (improvement.state === 'none') return [];
  const all = [
    ...(isOpen(improvement) && improvement.waitingSince && improvement.asked ? [improvement.asked] : []),
    ...(isChosen(improvement) && improvement.owner && !improvement.waitingSince ? [improvement.owner] : []),
    ...(isChosen(improvement) && improvement.extendedTo ? [improvement.extendedTo.person] : []),
    ...(improvement.state === 'done' ? (improvement.helpAsked?.people ?? []) : []),
  ];
  return [...new Set(all)];
}

/** What somebody is still to be asked or told of it, each at a morning of theirs. */
export function owedOf(id: ImprovementId, improvement: Improvement, person: PersonId, calendar: Calendar): Owed[] {
  if (improvement.state === 'none') return [];
  const once = (what: OwedWhat, since: string): Owed[] =>
    lastSaid(improvement, person, what) === undefined ? [{ of: id, what, due: nextMorning(calendar, since) }] : [];
  if (improvement.state === 'done') {
    const { helpAsked, helped } = improvement;
    const open = helpAsked?.people.includes(person) && !helped.some(({ by }) => by === person);
    return open && helpAsked ? once('did_it_help', helpAsked.at) : [];
  }
  if (!isOpen(improvement)) return [];
  if (improvement.waitingSince) return improvement.asked === person ? once('improvement_offered', improvement.waitingSince) : [];
  if (!isChosen(improvement)) return [];
  const { extendedTo, owner, chosenBy, datedAt } = improvement;
  return [
    ...(extendedTo?.person === person ? once('improvement_extended', extendedTo.at) : []),
    ...(owner === person && chosenBy !== person ? once('improvement_yours', datedAt) : []),
    ...(owner === person ? reminders(id, improvement, person, calendar) : []),
  ];
}

/** Three days before, on the day, three days after, and then with all else that is late as each week begins; nothing whose time was over when it got its date or its owner. */
function reminders(id: ImprovementId, improvement: ChosenImprovement, person: PersonId, calendar: Calendar): Owed[] {
  const { dueOn, datedAt } = improvement;
  const said = (what: OwedWhat) => lastSaid(improvement, person, what);
  const on = (what: OwedWhat, day: string): Owed => ({ of: id, what, due: nextMorning(calendar, dayBegins(calendar.zone, day)) });
  const plan = [
    on('improvement_before', dayLater(dueOn, before)),
    on('improvement_due', dueOn),
    on('improvement_late', dayLater(dueOn, late)),
  ];
  const lastWeekly = said('improvement_weekly');
  const done = lastWeekly ? plan.length : plan.findLastIndex(({ what }) => said(what) !== undefined) + 1;
  const left = plan.slice(done).filter(({ due }, index, all) => due > datedAt && all[index + 1]?.due !== due);
  const wasLate = localDay(calendar, nextMorning(calendar, dayBegins(calendar.zone, dayLater(dueOn, late))));
  const from = lastWeekly ?? said('improvement_late') ?? laterOf(wasLate, localDay(calendar, datedAt));
  return [...left, { of: id, what: 'improvement_weekly', due: weekAfter(calendar, from) }];
}
const laterOf = (one: string, other: string) => (one > other ? one : other);

/** On which of their days. */
function lastSaid({ reminded }: KnownImprovement, person: PersonId, what: OwedWhat): string | undefined {
  return reminded
    .filter((one) => one.person === person && one.what.includes(what))
    .map(({ day }) => day)
    .toSorted()
    .at(-1);
}
