import { promptsId } from '#domain/keys';
import { type Act, perform } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { ladderFrom } from '#domain/postmortem/clock';
import type { PartIn, Participant } from '#domain/postmortem/people';
import { type Postmortem, postmortemRef, postmortems } from '#domain/postmortem/postmortem';
import type { PostmortemEvent, PostmortemFact } from '#domain/postmortem/postmortem-events';
import { incidentOf, type PostmortemId } from '#domain/postmortem/postmortem-id';
import { type Prompts, PromptsEvent, type PromptsSent, promptsRef } from '#domain/prompts/prompts';
import type { Ref } from '#domain/records';
import type { Calendar } from '#domain/team/working-hours';
import { lookAgain, takeUp } from '#features/prompt-people/take';
import { plus, type Stage, slug, teamSlug } from '#test/builders';

type More<Type extends PostmortemEvent['type']> = Partial<Omit<PostmortemFact<Type>, 'type'>>;

/** Monday to Friday, nine to half past five, in London. */
export const london: Calendar = {
  zone: 'Europe/London',
  workingHours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:30' },
  holidays: [],
};

export const offered = (id: PostmortemId, t0: string, more: More<'PostmortemOffered'> = {}): PostmortemFact<'PostmortemOffered'> => ({
  type: 'PostmortemOffered',
  at: t0,
  requirement: 'required',
  because: ['serious'],
  peak: 'sev2',
  incident: incidentOf(id),
  service: slug('bedroom'),
  team: teamSlug('team-bedroom'),
  drill: false,
  private: false,
  t0,
  declaredAt: plus(t0, -60),
  ...more,
});
export const required = (t0: string, more: More<'PostmortemRequired'> = {}): PostmortemFact<'PostmortemRequired'> => ({
  type: 'PostmortemRequired',
  at: t0,
  requirement: 'required',
  because: ['serious'],
  peak: 'sev2',
  t0,
  ladder: ladderFrom(t0, more.peak ?? 'sev2', london),
  ...more,
});
export const joined = (at: string, people: Participant[]): PostmortemFact<'PostmortemPeopleChanged'> => ({
  type: 'PostmortemPeopleChanged',
  at,
  people,
});
export const as = (person: PersonId, ...parts: PartIn[]): Participant => ({ person, as: parts, team: teamSlug('team-bedroom') });
export const ownedBy = (
  owner: PersonId,
  at: string,
  more: More<'PostmortemOwnerAssigned'> = {},
): PostmortemFact<'PostmortemOwnerAssigned'> => ({ type: 'PostmortemOwnerAssigned', at, owner, because: 'default', ...more });
export const answeredBy = (
  by: PersonId,
  at: string,
  ...prompts: PostmortemFact<'PostmortemPromptAnswered'>['prompts']
): PostmortemFact<'PostmortemPromptAnswered'> => ({ type: 'PostmortemPromptAnswered', at, by, prompts, answers: [] });

export const given = (...events: PostmortemEvent[]): Postmortem => events.reduce(postmortems.evolve, postmortems.initial);

const putOnRecord: Act<Postmortem, Record<never, never>, PostmortemEvent[], PostmortemEvent> = {
  facts: () => ({}),
  decide: (_, __, events) => events,
};

export const isOnRecord = (stage: Stage, id: PostmortemId, ...events: PostmortemEvent[]) =>
  perform(stage, postmortems, id, putOnRecord, events);

/** What has happened to it, and whoever follows that. */
export async function happens(stage: Stage, id: PostmortemId, ...events: PostmortemEvent[]): Promise<void> {
  const [head] = await stage.records.load([postmortemRef(id)] as Ref<unknown>[]);
  await isOnRecord(stage, id, ...events);
  await takeUp(stage, id, head?.version ?? 0);
}

export async function promptsOf(stage: Stage, person: PersonId): Promise<Prompts> {
  const [head] = await stage.records.load([promptsRef(person)] as Ref<unknown>[]);
  return head?.value as Prompts;
}
export async function postmortemNow(stage: Stage, id: PostmortemId): Promise<Postmortem> {
  const [head] = await stage.records.load([postmortemRef(id)] as Ref<unknown>[]);
  return head?.value as Postmortem;
}

/** Time passes: whoever is to be looked at is, to the minute. */
export async function passes(stage: Stage, until: string, people: PersonId[]): Promise<void> {
  for (;;) {
    const all = await Promise.all(people.map(async (person) => ({ person, prompts: await promptsOf(stage, person) })));
    const due = all.flatMap(({ person, prompts }) =>
      prompts.state === 'asked' && prompts.lookAt && prompts.lookAt <= until ? [{ person, at: prompts.lookAt }] : [],
    );
    const next = due.toSorted((a, b) => (a.at < b.at ? -1 : 1))[0];
    if (next === undefined) return stage.setTime(until);
    if (next.at > stage.now()) stage.setTime(next.at);
    await lookAgain(stage, next.person);
    const after = await promptsOf(stage, next.person);
    if (after.state === 'asked' && after.lookAt !== null && after.lookAt <= stage.now())
      throw new Error(`${next.person} is looked at again and again at ${after.lookAt}`);
  }
}

export async function sentTo(stage: Stage, person: PersonId): Promise<PromptsSent[]> {
  const events = (await stage.log.events(promptsId(person), 0)).map(({ body }) => PromptsEvent.parse(body));
  return events.flatMap((event) => (event.type === 'PromptsSent' ? [event] : []));
}

/** By London's clocks: `Tue 10 09:30 message p1 p3`. */
export function said({ at, as: how, items }: PromptsSent, zone = 'Europe/London'): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
  const part = (type: string) => format.formatToParts(new Date(at)).find((one) => one.type === type)?.value;
  const when = `${part('weekday')} ${part('day')} ${part('hour')}:${part('minute')}`;
  return `${when} ${how} ${items.map(({ what }) => what.join(' ')).join(' | ')}`;
}
