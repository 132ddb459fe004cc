import type { PersonId } from '#domain/person/person';
import type { Owed, OwedWhat } from '#domain/prompts/owed';
import { workingDaysLater } from '#domain/team/working-days';
import type { Calendar } from '#domain/team/working-hours';
import { laterOf } from '#domain/time/later-of';
import { hasChosen } from './chosen.ts';
import { hot, lawful, localDay, weekly, workingDayAt } from './clock.ts';
import { talkLedBy } from './driving.ts';
import { type Part, promptedAs } from './people.ts';
import { isOpen, type OpenPostmortem, type Postmortem } from './postmortem.ts';
import type { OverdueRung } from './postmortem-events.ts';
import type { PostmortemId } from './postmortem-id.ts';
import type { Prompt } from './prompt.ts';
import { isAskedToSign } from './signing.ts';

type Going = OpenPostmortem;
/** `at` is asked of what is owed alone: reckoning with calendars is slow. */
type Due = { what: OwedWhat; at: () => string; keepsTime?: true };

const [hotMinutes, summaryMinutes] = [15, 240];

/** Whom it may have something to ask or to tell; nobody while the incident goes on again. */
export function askedIn(postmortem: Postmortem): PersonId[] {
  if (!isOpen(postmortem) || postmortem.pausedAt !== undefined) return [];
  const { people, owner, facilitator, meeting, overdue } = postmortem;
  const named = [
    ...(postmortem.signing?.of ? [postmortem.signing.of] : []),
    ...(owner ? [owner] : []),
    ...(facilitator ? [facilitator] : []),
    ...(meeting?.invited ?? []),
  ];
  const all = [...(Object.keys(people) as PersonId[]), ...named, ...overdue.flatMap((rung) => rung.people)];
  return [...new Set(all)].filter((person) => !people[person]?.gone);
}

/** Since when it stands in the weekly list of one of the heads: until they have met. */
const escalatedTo = ({ state, overdue }: OpenPostmortem, person: PersonId): string | undefined =>
  state === 'draft' ? overdue.find(({ rung, people }) => rung === 'org_heads' && people.includes(person))?.at : undefined;

/**
 * What somebody is still to be asked or told of it, each from when on, by their own clock and calendar (`domain.md` 4.3, 4.4). `digestOn`: the day on
 * which they had their list last.
 */
export function owedOf(id: PostmortemId, postmortem: Postmortem, person: PersonId, calendar: Calendar, digestOn?: string): Owed[] {
  if (!isOpen(postmortem) || postmortem.pausedAt !== undefined) return [];
  const part = postmortem.people[person];
  if (part?.gone) return [];
  const since = escalatedTo(postmortem, person);
  const listed: Due[] = since === undefined ? [] : [{ what: 'escalated', at: () => weekly(calendar, since, digestOn) }];
  const open = [
    ...openFor(postmortem, person).map((prompt) => dueOf(prompt, postmortem, person, calendar)),
    ...signing(postmortem, person),
  ];
  const all = [...open, ...told(postmortem, person, part, calendar)].filter(({ what }) => !wasSent(part, what));
  return [...all, ...nudges(part, open, calendar), ...listed].map(({ at, ...owed }) => ({ of: id, ...owed, due: lawful(calendar, at()) }));
}

const signing = (postmortem: Going, person: PersonId): Due[] =>
  isAskedToSign(postmortem, person) ? [{ what: 'sign_off', at: () => postmortem.signing?.since ?? postmortem.t0 }] : [];

const wasSent = (part: Part | undefined, what: OwedWhat) => part?.sent.some((one) => one.what.includes(what)) ?? false;

/** The prompts that are this person's and not done with, whether they were sent or not. */
export function openFor(postmortem: Going, person: PersonId): Prompt[] {
  const part = postmortem.people[person];
  const mine = [...(isPrompted(part) && !isAllThere(postmortem) ? everybodys(postmortem, part) : []), ...accountables(postmortem, person)];
  return mine.filter((prompt) => !part?.settled.includes(prompt));
}

const isPrompted = (part: Part | undefined): part is Part =>
  part !== undefined && !part.watched && part.as.some((as) => promptedAs.includes(as));
const isAllThere = ({ state }: Going) => state === 'reviewed';

/** Whoever had not been asked when the meeting was held, or had not answered, is asked after it. */
function everybodys({ requirement, movingTo }: Going, { firstFix }: Part): Prompt[] {
  const fix: Prompt[] = firstFix ? ['p8'] : [];
  return requirement === 'light' ? ['p1', 'p5', ...fix] : ['p1', 'p3', 'p5', ...(movingTo ? (['p7'] as const) : []), ...fix];
}

/** What is asked of whoever drives it; what is chosen, of the product manager too. */
function accountables(postmortem: Going, person: PersonId): Prompt[] {
  const { requirement, owner, people, state, summaryId, impact, meeting } = postmortem;
  if (requirement === 'light') return [];
  const owns = owner === person;
  const chooses = owns || people[person]?.as.includes('product_manager');
  return [
    ...(owns && !isAllThere(postmortem) && !(summaryId && impact) ? (['p2'] as const) : []),
    ...(owns && state === 'draft' && !meeting ? (['p4'] as const) : []),
    ...(chooses && state === 'in_review' && !hasChosen(postmortem) ? (['p6'] as const) : []),
  ];
}

function dueOf(what: Prompt, postmortem: Going, person: PersonId, calendar: Calendar): Due {
  const { t0, owner, owning } = postmortem;
  const due = timeOf(what, postmortem, calendar);
  return { what, ...due, at: owner === person ? () => laterOf(due.at(), owning?.since ?? t0) : due.at };
}

/** From when on it is asked (`domain.md` 4.3). */
function timeOf(what: Prompt, postmortem: Going, calendar: Calendar): Omit<Due, 'what'> {
  const { t0, peak } = postmortem;
  switch (what) {
    case 'p1':
    case 'p8':
      return { at: () => hot(calendar, t0, hotMinutes) };
    case 'p2':
      return { at: () => hot(calendar, t0, summaryMinutes), keepsTime: true };
    case 'p3':
      return { at: () => workingDayAt(calendar, t0, 1, '10:00') };
    case 'p4':
      return { at: () => workingDayAt(calendar, t0, 1, '14:00') };
    case 'p5':
    case 'p7':
      return peak === 'sev1'
        ? { at: () => workingDayAt(calendar, t0, 1, '15:00'), keepsTime: true }
        : { at: () => workingDayAt(calendar, t0, 2, '10:00') };
    case 'p6':
      return { at: () => ('decideBy' in postmortem ? postmortem.decideBy : t0) };
    default:
      return what satisfies never;
  }
}

/** What needs no answer. */
function told(postmortem: Going, person: PersonId, part: Part | undefined, calendar: Calendar): Due[] {
  const { owner, owning, facilitating, t0 } = postmortem;
  const first = () => hot(calendar, t0, hotMinutes);
  const chosen = owner === person && owning !== undefined && owning.because !== 'default' && owning.by !== person;
  const leads = talkLedBy(postmortem) === person && facilitating !== undefined && facilitating.by !== person;
  const drove = owner !== person && owning?.because === 'nobody_picked' && owning.before === person;
  return [
    ...(chosen ? [{ what: 'owns' as const, at: () => laterOf(owning.since, first()) }] : []),
    ...(leads ? [{ what: 'facilitates' as const, at: () => laterOf(facilitating.since, first()) }] : []),
    ...(drove ? [{ what: 'drives_no_more' as const, at: () => workingDayAt(calendar, owning.since, 1, '10:00') }] : []),
    ...(postmortem.state === 'draft' ? beforeTheMeeting(postmortem, person, part, calendar) : afterTheMeeting(postmortem, person)),
  ];
}

function beforeTheMeeting(postmortem: Going, person: PersonId, part: Part | undefined, calendar: Calendar): Due[] {
  const { owner, facilitator, ladder, overdue, meeting, t0 } = postmortem;
  const invitation = invited(postmortem, person, part, calendar);
  const drives = owner === person || facilitator === person;
  const onlyTold = part !== undefined && !drives && isNews(part) && !part.as.some((as) => promptedAs.includes(as));
  // Nobody hears that nothing is asked of them, and then is asked.
  const isAskedMore = meeting?.invited.includes(person) || (postmortem.signing && part?.as.includes('product_manager'));
  const draftAt = meeting?.startedAt === undefined && meeting?.invited.includes(person) ? meeting.draftAt : undefined;
  const isInTime = draftAt !== undefined && meeting !== undefined && lawful(calendar, draftAt) < meeting.begins;
  return [
    ...(onlyTold && !isAskedMore ? [{ what: 'notified' as const, at: () => hot(calendar, t0, hotMinutes) }] : []),
    ...invitation,
    ...(isInTime ? [{ what: 'draft' as const, at: () => draftAt }] : []),
    ...(owner === person && !wasSent(part, 'due') ? [{ what: 'due_soon' as const, at: () => ladder.soon }] : []),
    ...(owner === person ? [{ what: 'due' as const, at: () => ladder.due }] : []),
    ...overdue.flatMap(({ rung, at, people }) =>
      rung !== 'org_heads' && people.includes(person) ? [{ what: toldAs[rung], at: () => at }] : [],
    ),
  ];
}

/** When and where it is, unless the draft tells them on that day of theirs or the next. Whoever planned it knows. */
function invited({ meeting }: Going, person: PersonId, part: Part | undefined, calendar: Calendar): Due[] {
  if (meeting?.plannedAt === undefined || meeting.startedAt !== undefined || meeting.by === person) return [];
  const { plannedAt, begins, draftAt } = meeting;
  if (!meeting.invited.includes(person) || wasSent(part, 'draft')) return [];
  const at = lawful(calendar, hot(calendar, plannedAt, 0));
  const draft = draftAt && lawful(calendar, draftAt);
  const isTooLate = at >= begins;
  const isToldByDraft = draft !== undefined && draft < begins && draft < workingDayAt(calendar, at, 2, '00:00');
  return isTooLate || isToldByDraft ? [] : [{ what: 'invited', at: () => at }];
}

const afterTheMeeting = (postmortem: Going, person: PersonId): Due[] =>
  'publishBy' in postmortem && postmortem.owner === person ? [{ what: 'publish', at: () => postmortem.publishBy }] : [];

/** Who has heard of it or said something in it knows that there is one. */
const isNews = ({ sent, settled, answered, nothing }: Part) => sent.length + settled.length + answered.length + nothing.length === 0;

const toldAs: Record<Exclude<OverdueRung, 'org_heads'>, OwedWhat> = {
  commander: 'overdue_commander',
  lead: 'overdue_lead',
  product_manager: 'overdue_product_manager',
};

export const mostNudges = 2;

/**
 * Asked again one and two working days after the oldest of what is open was asked first; “later” moves that. The choice after the meeting and
 * the sign-off are reminded of by themselves, whatever was left open before.
 */
function nudges(part: Part | undefined, open: Due[], calendar: Calendar): Due[] {
  const byItself = ({ what }: Due) => what === 'p6' || what === 'sign_off';
  // About the first fix they are asked once, unless they would rather say it later.
  const others = open.filter((one) => !byItself(one) && (one.what !== 'p8' || part?.laterThan !== undefined));
  return part === undefined ? [] : [others, ...open.filter(byItself).map((one) => [one])].flatMap((some) => again(part, some, calendar));
}

function again({ asked, nudgedOn = '', sent, laterThan }: Part, open: Due[], calendar: Calendar): Due[] {
  const oldest = asked?.find(({ prompts }) => open.some(({ what }) => prompts.includes(what as Prompt)));
  if (oldest === undefined) return [];
  const { at: base, nudges: given } = oldest;
  const left = Array.from({ length: Math.max(0, mostNudges - given) }, (_, index) => given + index + 1);
  // Whoever asks to be asked later is, also where they had been asked often enough.
  const promised = given >= mostNudges && laterThan !== undefined && laterThan > (sent.at(-1)?.at ?? '');
  const all = [
    ...left.map((nudge) => ({ nudge, at: laterOf(workingDaysLater(calendar, base, nudge), laterThan ?? '') })),
    ...(promised ? [{ nudge: mostNudges, at: laterThan }] : []),
  ];
  // One that came late, or because of something else, stood for that of its day too.
  const since = laterOf(localDay(calendar, base), nudgedOn);
  return all.flatMap(({ nudge, at }) =>
    since < localDay(calendar, lawful(calendar, at)) ? [{ what: `nudge_${nudge}` as OwedWhat, at: () => at }] : [],
  );
}
