import type { PersonId } from '#domain/person/person';
import type { Owed, OwedWhat } from '#domain/prompts/owed';
import { workingDaysLater } from '#domain/team/working-days';
import type { Calendar } from '#domain/team/working-hours';
import { laterOf } from '#domain/time/later-of';
import { hot, lawful, localDay, workingDayAt } from './clock.ts';
import { type Part, promptedAs } from './people.ts';
import { isOpen, type OpenPostmortem, type Postmortem } from './postmortem.ts';
import type { OverdueRung } from './postmortem-events.ts';
import type { PostmortemId } from './postmortem-id.ts';
import type { Prompt } from './prompt.ts';

type Going = OpenPostmortem;
type Due = { what: OwedWhat; at: string; keepsTime?: true };

const [hotMinutes, summaryMinutes] = [15, 240];

/** Whom it may have something to ask or to tell; nobody while the incident goes on again. */
export function askedIn(postmortem: Postmortem): PersonId[] {
  if (!isOpen(postmortem) || postmortem.pausedAt !== undefined) return [];
  const { people, owner, facilitator, meeting, overdue } = postmortem;
  const named = [...(owner ? [owner] : []), ...(facilitator ? [facilitator] : []), ...(meeting?.invited ?? [])];
  const all = [...(Object.keys(people) as PersonId[]), ...named, ...overdue.flatMap((rung) => rung.people)];
  return [...new Set(all)].filter((person) => !people[person]?.gone);
}

/** What somebody is still to be asked or told of it, each from when on, by their own clock and calendar (`domain.md` 4.3, 4.4). */
export function owedOf(id: PostmortemId, postmortem: Postmortem, person: PersonId, calendar: Calendar): Owed[] {
  if (!isOpen(postmortem) || postmortem.pausedAt !== undefined) return [];
  const part = postmortem.people[person];
  if (part?.gone) return [];
  const open = openPrompts(postmortem, person, part, calendar);
  const all = [...open, ...told(postmortem, person, part, calendar)].filter(({ what }) => !wasSent(part, what));
  return [...all, ...nudges(part, open, calendar)].map(({ at, ...owed }) => ({ of: id, ...owed, due: lawful(calendar, at) }));
}

const wasSent = (part: Part | undefined, what: OwedWhat) => part?.sent.some((one) => one.what.includes(what)) ?? false;

/** All prompts that are this person's and not done with, whether they were sent or not. */
function openPrompts(postmortem: Going, person: PersonId, part: Part | undefined, calendar: Calendar): Due[] {
  const owns = postmortem.owner === person;
  const since = owns ? (postmortem.owning?.since ?? postmortem.t0) : postmortem.t0;
  const mine = [
    ...(isPrompted(part) && postmortem.state === 'draft'
      ? [...everybodys(postmortem, calendar), ...aboutFix(postmortem, part, calendar)]
      : []),
    ...(postmortem.requirement === 'light' ? [] : accountables(postmortem, owns, part, calendar)),
  ];
  return mine
    .filter(({ what }) => !part?.settled.includes(what as Prompt))
    .map((prompt) => (prompt.at < since ? { ...prompt, at: since } : prompt));
}

const isPrompted = (part: Part | undefined) => part !== undefined && !part.watched && part.as.some((as) => promptedAs.includes(as));

function everybodys({ t0, peak, requirement, movingTo }: Going, calendar: Calendar): Due[] {
  const first: Due = { what: 'p1', at: hot(calendar, t0, hotMinutes) };
  const serious = peak === 'sev1';
  const five = {
    at: serious ? workingDayAt(calendar, t0, 1, '15:00') : workingDayAt(calendar, t0, 2, '10:00'),
    ...(serious && { keepsTime: true as const }),
  };
  if (requirement === 'light') return [first, { what: 'p5', ...five }];
  const timeline: Due = { what: 'p3', at: workingDayAt(calendar, t0, 1, '10:00') };
  return [first, timeline, { what: 'p5', ...five }, ...(movingTo ? [{ what: 'p7' as const, ...five }] : [])];
}

const aboutFix = ({ t0 }: Going, part: Part | undefined, calendar: Calendar): Due[] =>
  part?.firstFix ? [{ what: 'p8', at: hot(calendar, t0, hotMinutes) }] : [];

/** What is asked of whoever drives it; what is chosen, of the product manager too. */
function accountables(postmortem: Going, owns: boolean, part: Part | undefined, calendar: Calendar): Due[] {
  const { t0, summaryId, impact, meeting, noneChosen } = postmortem;
  if (postmortem.state === 'draft' && owns)
    return [
      ...(summaryId && impact ? [] : [{ what: 'p2' as const, at: hot(calendar, t0, summaryMinutes), keepsTime: true as const }]),
      ...(meeting ? [] : [{ what: 'p4' as const, at: workingDayAt(calendar, t0, 1, '14:00') }]),
    ];
  if (postmortem.state === 'in_review' && !noneChosen && (owns || part?.as.includes('product_manager')))
    return [{ what: 'p6', at: postmortem.decideBy }];
  return [];
}

/** What needs no answer. */
function told(postmortem: Going, person: PersonId, part: Part | undefined, calendar: Calendar): Due[] {
  const { owner, owning, facilitator, facilitating, t0 } = postmortem;
  const first = () => hot(calendar, t0, hotMinutes);
  const chosen = owner === person && owning !== undefined && owning.because !== 'default' && owning.by !== person;
  const leads = facilitator === person && facilitating !== undefined && facilitating.by !== person;
  return [
    ...(chosen ? [{ what: 'owns' as const, at: laterOf(owning.since, first()) }] : []),
    ...(leads ? [{ what: 'facilitates' as const, at: laterOf(facilitating.since, first()) }] : []),
    ...(postmortem.state === 'draft' ? beforeTheMeeting(postmortem, person, part, calendar) : afterTheMeeting(postmortem, person)),
  ];
}

function beforeTheMeeting(postmortem: Going, person: PersonId, part: Part | undefined, calendar: Calendar): Due[] {
  const { owner, facilitator, ladder, overdue, meeting, t0 } = postmortem;
  const drives = owner === person || facilitator === person;
  const onlyTold = part !== undefined && !drives && isNews(part) && !part.as.some((as) => promptedAs.includes(as));
  const draftAt = meeting?.startedAt === undefined && meeting?.invited.includes(person) ? meeting.draftAt : undefined;
  const isInTime = draftAt !== undefined && meeting !== undefined && lawful(calendar, draftAt) < meeting.begins;
  return [
    ...(onlyTold ? [{ what: 'notified' as const, at: hot(calendar, t0, hotMinutes) }] : []),
    ...(isInTime ? [{ what: 'draft' as const, at: draftAt }] : []),
    ...(owner === person && !wasSent(part, 'due') ? [{ what: 'due_soon' as const, at: ladder.soon }] : []),
    ...(owner === person ? [{ what: 'due' as const, at: ladder.due }] : []),
    ...overdue.flatMap(({ rung, at, people }) => (people.includes(person) ? [{ what: toldAs[rung], at }] : [])),
  ];
}

const afterTheMeeting = (postmortem: Going, person: PersonId): Due[] =>
  'publishBy' in postmortem && postmortem.owner === person ? [{ what: 'publish', at: postmortem.publishBy }] : [];

/** Who has heard of it or said something in it knows that there is one. */
const isNews = ({ sent, settled, answered, nothing }: Part) => sent.length + settled.length + answered.length + nothing.length === 0;

const toldAs: Record<OverdueRung, OwedWhat> = {
  commander: 'overdue_commander',
  lead: 'overdue_lead',
  product_manager: 'overdue_product_manager',
  org_heads: 'escalated',
};

const mostNudges = 2;

/** Asked again one and two working days after they were first asked, while something of an earlier day is open; “later” moves that. */
function nudges(part: Part | undefined, open: Due[], calendar: Calendar): Due[] {
  const askedOn = (what: string) => part?.sent.find((one) => one.what.includes(what));
  // About the first fix they are asked once, unless they would rather say it later.
  const reminded = open.filter(({ what }) => what !== 'p8' || part?.laterThan !== undefined);
  const asked = reminded.flatMap(({ what }) => askedOn(what) ?? []);
  const first = part?.sent.find(({ what }) => what.some((one) => /^p\d$/.test(one)));
  if (part === undefined || first === undefined || asked.length === 0) return [];
  const given = Math.max(0, ...part.sent.map(({ nudge }) => nudge ?? 0));
  const { laterThan } = part;
  const due = Array.from({ length: mostNudges - given }, (_, index) => given + index + 1).map((nudge) => ({
    nudge,
    at: laterOf(workingDaysLater(calendar, first.at, nudge), laterThan ?? ''),
  }));
  // Whoever asks to be asked later is, also where they had been asked often enough.
  const promised = given === mostNudges && laterThan !== undefined && laterThan > (part.sent.at(-1)?.at ?? '');
  return [...due, ...(promised ? [{ nudge: mostNudges, at: laterThan }] : [])].flatMap(({ nudge, at }) => {
    const day = localDay(calendar, lawful(calendar, at));
    return asked.some((one) => one.day < day) ? [{ what: `nudge_${nudge}` as OwedWhat, at }] : [];
  });
}
