import { alongside } from '#domain/head-write';
import { type Improvement, improvementRef, improvements } from '#domain/improvement/improvement';
import { type ImprovementId, isImprovement } from '#domain/improvement/improvement-kind';
import { owedOf as owedOfImprovement } from '#domain/improvement/owed';
import { type Callout, lastCalloutRef } from '#domain/incident/callout';
import { type Incident, incidents } from '#domain/incident/incident';
import type { IncidentId } from '#domain/incident/incident-id';
import { dayKey } from '#domain/keys';
import { type Organisation, organisationRef } from '#domain/organisation/organisation';
import type { Act } from '#domain/perform';
import { type Person, type PersonId, personRef, unreachable } from '#domain/person/person';
import { askedAgain } from '#domain/postmortem/asked-again';
import { localDay } from '#domain/postmortem/clock';
import { owedOf as owedOfPostmortem } from '#domain/postmortem/owed';
import { type Postmortem, postmortemRef, postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { isPostmortem, type PostmortemId } from '#domain/postmortem/postmortem-id';
import { calendarOf } from '#domain/prompts/calendar';
import { isAsking, isNudge, type Owed, type PromptSource } from '#domain/prompts/owed';
import { nextLook, type Sending, sendingNow } from '#domain/prompts/planning';
import { type Day, dayRef, digestOf, type Prompts, type PromptsEvent } from '#domain/prompts/prompts';
import { headRef } from '#domain/records';
import { type Team, type TeamSlug, teamRef } from '#domain/team/team';
import type { Calendar } from '#domain/team/working-hours';

/** `add`: what may have something new to ask them. */
export type LookAtPrompts = { person: PersonId; at: string; add?: readonly PromptSource[] };
export type Facts = {
  known: Person;
  organisation: Organisation;
  called: Callout | undefined;
  postmortems: Postmortem[];
  improvements: Improvement[];
  /** Of what is private: who may know of it. */
  hidden: Incident[];
  team: Team;
  day: Day | undefined;
};

/** What waits for somebody at a time; more is taken up again at night, when there is room. */
export const mostWaiting = 100;

/** What is somebody to be asked and told now, of all that may ask them something, and when is that to be looked at next? */
export const lookAtPrompts: Act<Prompts, Facts, LookAtPrompts, PromptsEvent> = {
  facts(prompts, command, known) {
    const { person, at } = command;
    const from = sourcesOf(prompts, command);
    const calendar = known.known && known.organisation && calendarOf(known.known, undefined, known.organisation);
    return {
      known: personRef(person),
      organisation: organisationRef,
      called: lastCalloutRef(person),
      postmortems: from.filter(isPostmortem).map(postmortemRef),
      improvements: from.filter(isImprovement).map(improvementRef),
      hidden: hiddenIn(known).map((incident) => headRef(incidents, incident)),
      team: teamRef(teamOf(person, known.postmortems, known.improvements)),
      day: dayRef(person, calendar ? localDay(calendar, at) : 'none'),
    };
  },
  holds: ['called'],
  decide(prompts, facts, command, { versions }) {
    const { person } = command;
    const at = new Date(command.at).toISOString();
    const { day } = facts;
    const calendar = calendarOf(facts.known, facts.team, facts.organisation);
    const sources = sourcesIn(prompts, facts, command)
      .filter(isOpenTo(person, facts))
      .toSorted((one, other) => compared(weightOf(one, at), weightOf(other, at)));
    const owed = (all: Source[], digestOn = digestOf(prompts)) =>
      unreachable(facts.known) ? [] : all.flatMap((source) => owedIn(source, person, calendar, digestOn));
    const moment = { now: at, calendar, called: facts.called?.at, day };
    const all = owed(sources);
    const sending = sendingNow(all, moment, prompts.state === 'none' ? [] : prompts.said, inOrder(sources, all, at));
    if (sending === undefined) return planned(prompts, all, at, nextLook(kept(all), moment));

    const today = localDay(calendar, at);
    const changes = sending.items.map((item) => ({ item, ...sentOf(item, { person, day: today, at }) }));
    const after = sources.map((source) => changes.find(({ item }) => item.of === source.id)?.apply(source) ?? source);
    const items = sending.items.map((item) => ({ ...item, ...again(item, after, person) }));
    const left = owed(after, sending.digest ? today : digestOf(prompts));
    const got: Day = sending.as === 'reply' && day ? { ...day, reply: at } : { message: at };
    const lookAt = nextLook(kept(left), { ...moment, day: got });
    return {
      events: [{ type: 'PromptsSent', at, day: today, ...sending, items, from: namesOf(kept(left)), lookAt }],
      puts: [{ key: dayKey(person, today), value: got, expected: versions.day }],
      also: changes.map(({ also }) => also),
    };
  },
};

type Source = { id: PostmortemId; postmortem: Postmortem } | { id: ImprovementId; improvement: Improvement };
type Item = Sending['items'][number];

const sourcesOf = (prompts: Prompts, { add = [] }: LookAtPrompts): PromptSource[] => [
  ...new Set([...(prompts.state === 'none' ? [] : prompts.from), ...add]),
];

function sourcesIn(prompts: Prompts, facts: Pick<Facts, 'postmortems' | 'improvements'>, command: LookAtPrompts): Source[] {
  const from = sourcesOf(prompts, command);
  const none = { state: 'none' } as const;
  return [
    ...from.filter(isPostmortem).map((id, index) => ({ id, postmortem: facts.postmortems[index] ?? none })),
    ...from.filter(isImprovement).map((id, index) => ({ id, improvement: facts.improvements[index] ?? none })),
  ];
}

const hiddenIn = ({ postmortems = [], improvements: listed = [] }: Partial<Facts>): IncidentId[] => [
  ...new Set([
    ...postmortems.flatMap((one) => (one.state !== 'none' && one.private ? [one.incident] : [])),
    ...listed.flatMap((one) => (one.state !== 'none' && one.private ? one.incidents : [])),
  ]),
];

/** Nobody is owed anything of what they may not know of: it takes neither their day nor their reply. */
function isOpenTo(person: PersonId, facts: Facts): (source: Source) => boolean {
  const known = hiddenIn(facts);
  const isInsider = (incident: IncidentId) => {
    const of = facts.hidden[known.indexOf(incident)];
    return of !== undefined && of.state !== 'none' && of.insiders.includes(person);
  };
  return (source) => {
    const one = 'postmortem' in source ? source.postmortem : source.improvement;
    if (one.state === 'none' || !one.private) return true;
    return 'incidents' in one ? one.incidents.every(isInsider) : isInsider(one.incident);
  };
}

const owedIn = (source: Source, person: PersonId, calendar: Calendar, digestOn: string | undefined): Owed[] =>
  'postmortem' in source
    ? owedOfPostmortem(source.id, source.postmortem, person, calendar, digestOn)
    : owedOfImprovement(source.id, source.improvement, person, calendar);

/** One calendar for all of it: of the team with which they were in the newest. */
function teamOf(person: PersonId, postmortems: Postmortem[] = [], improvements: Improvement[] = []): TeamSlug {
  const theirs = postmortems.flatMap((one) => (one.state === 'none' ? [] : [{ at: one.declaredAt, team: one.people[person]?.team }]));
  const newest = theirs.filter(({ team }) => team).toSorted((a, b) => (a.at < b.at ? 1 : -1))[0]?.team;
  const owning = improvements.flatMap((one) => (one.state === 'none' || !one.team ? [] : [one.team])).toSorted()[0];
  return newest ?? owning ?? ('none' as TeamSlug);
}

const compared = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** What is serious or overdue comes first. */
function inOrder(sources: Source[], owed: Owed[], at: string): (one: PromptSource, other: PromptSource) => number {
  const places = new Map(
    sources.map((source) => {
      const due = owed.filter(({ of }) => of === source.id).map((one) => one.due);
      return [source.id as PromptSource, `${weightOf(source, at)} ${due.toSorted()[0] ?? '~'}`];
    }),
  );
  return (one, other) => compared(places.get(one) ?? '', places.get(other) ?? '');
}

function weightOf(source: Source, at: string): string {
  if ('improvement' in source) return 'overdueAt' in source.improvement && source.improvement.overdueAt ? '0 sev5' : '1 sev5';
  const { postmortem } = source;
  if (postmortem.state === 'none') return '2';
  return `${postmortem.state === 'draft' && postmortem.ladder.due < at ? 0 : 1} ${postmortem.peak}`;
}

/** Those that fall due first, of more than one head should carry. */
function kept(owed: Owed[]): Owed[] {
  const names = new Set(
    [...new Set(owed.toSorted((one, other) => compared(one.due, other.due)).map(({ of }) => of))].slice(0, mostWaiting),
  );
  return owed.filter(({ of }) => names.has(of));
}
const namesOf = (owed: Owed[]): PromptSource[] => [...new Set(owed.map(({ of }) => of))].toSorted();

function planned(prompts: Prompts, owed: Owed[], at: string, lookAt: string | null): PromptsEvent[] {
  const from = namesOf(kept(owed));
  const before = prompts.state === 'none' ? { from: [], lookAt: null } : prompts;
  if (before.lookAt === lookAt && before.from.join() === from.join()) return [];
  return [{ type: 'PromptsPlanned', at, from, lookAt }];
}

/** A message asks for ever what it asked when it was sent, so that is put down with it. */
function again({ of, what }: Item, sources: Source[], person: PersonId): Pick<Item, 'again'> {
  const source = sources.find(({ id }) => id === of);
  if (!what.some(isNudge) || source === undefined || 'improvement' in source) return {};
  return { again: askedAgain(source.postmortem, person).filter((one) => !what.includes(one)) };
}

type Told = { person: PersonId; day: string; at: string };

/** That it was sent is on the record that it is about, so that it is never asked twice. */
function sentOf({ of, what }: Item, told: Told) {
  if (isImprovement(of)) {
    const event = { type: 'ImprovementReminded' as const, ...told, what };
    const apply = (source: Source): Source =>
      'improvement' in source ? { ...source, improvement: improvements.evolve(source.improvement, event) } : source;
    return { also: alongside(improvements, of, { events: [event] }), apply };
  }
  const nudge = what.includes('nudge_2') ? 2 : what.includes('nudge_1') ? 1 : undefined;
  const event: PostmortemEvent = {
    type: 'PostmortemPromptSent',
    ...told,
    what,
    ...(nudge && { nudge }),
    ...(isAsking(what) && { reminded: true }),
  };
  const apply = (source: Source): Source =>
    'postmortem' in source ? { ...source, postmortem: postmortems.evolve(source.postmortem, event) } : source;
  return { also: alongside(postmortems, of, { events: [event] }), apply };
}
