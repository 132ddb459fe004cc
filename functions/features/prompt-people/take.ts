import { type Improvement, improvementRef } from '#domain/improvement/improvement';
import { isImprovement } from '#domain/improvement/improvement-kind';
import { askedIn as askedInImprovement } from '#domain/improvement/owed';
import { type AggregateId, promptsId } from '#domain/keys';
import { perform, type Stage } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import type { Log } from '#domain/ports';
import { askedIn } from '#domain/postmortem/owed';
import { type Postmortem, postmortemRef } from '#domain/postmortem/postmortem';
import { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { isPostmortem } from '#domain/postmortem/postmortem-id';
import type { PromptSource } from '#domain/prompts/owed';
import { prompts, promptsRef } from '#domain/prompts/prompts';
import type { Found, Ref, Version } from '#domain/records';
import { lookAtPrompts } from './decide.ts';

type Desk = Stage & { log: Log };

const atOnce = 8;

/** Whoever may be asked something new by it is looked at: all of them, where nobody can say since when. */
export async function takeUp(desk: Desk, id: AggregateId, since?: Version): Promise<void> {
  if (isPostmortem(id)) {
    const [head] = (await desk.records.load([postmortemRef(id)] as Ref<unknown>[])) as [Found<Postmortem>];
    const asked = askedIn(head.value);
    const news = since === undefined ? undefined : (await desk.log.events(id, since)).map(({ body }) => PostmortemEvent.parse(body));
    const concerned = news?.map((event) => concernedBy(event, head.value));
    const isConcerned = (person: PersonId) => concerned?.some((people) => people === 'all' || people.includes(person)) ?? true;
    await lookAtEach(desk, asked.filter(isConcerned), id);
  }
  if (isImprovement(id)) {
    const [head] = (await desk.records.load([improvementRef(id)] as Ref<unknown>[])) as [Found<Improvement>];
    await lookAtEach(desk, askedInImprovement(head.value), id);
  }
}

/** One who cannot be looked at keeps none of the others. */
async function lookAtEach(desk: Desk, people: PersonId[], source: PromptSource): Promise<void> {
  const failed: unknown[] = [];
  for (let from = 0; from < people.length; from += atOnce) {
    const some = people.slice(from, from + atOnce);
    const done = await Promise.allSettled(some.map((person) => lookAgain(desk, person, [source])));
    failed.push(...done.flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])));
  }
  if (failed.length > 0) throw failed[0];
}

export const lookAgain = async (desk: Stage, person: PersonId, add: readonly PromptSource[] = []): Promise<void> => {
  await perform(desk, prompts, promptsId(person), lookAtPrompts, { person, at: desk.now(), add });
};

/** Their days or their clock may be others than they were. Whoever is asked nothing is passed by. */
export async function lookAgainIfAsked(desk: Stage, person: PersonId): Promise<void> {
  const [head] = await desk.records.load([promptsRef(person)] as Ref<unknown>[]);
  if ((head?.version ?? 0) > 0) await lookAgain(desk, person);
}

/** Whom something new may be owed after that. What only takes away is seen when their time comes. */
function concernedBy(event: PostmortemEvent, postmortem: Postmortem): readonly PersonId[] | 'all' {
  switch (event.type) {
    case 'PostmortemRequired':
    case 'PostmortemRequirementChanged':
    case 'PostmortemResumed':
      return 'all';
    case 'PostmortemPeopleChanged':
      return event.people.map(({ person }) => person);
    case 'PostmortemOwnerAssigned':
      return [event.owner];
    case 'PostmortemFacilitatorAssigned':
      return [event.facilitator];
    case 'PostmortemMeetingPlanned':
      return [...event.invited, ...accountable(postmortem)];
    case 'PostmortemSummaryWritten':
    case 'PostmortemImpactConfirmed':
    case 'PostmortemMeetingHeld':
    case 'PostmortemMeetingWaived':
      return accountable(postmortem);
    case 'PostmortemSignOffAsked':
      return event.of ? [event.of] : [];
    case 'PostmortemOverdue':
    case 'PostmortemEscalated':
      return event.people;
    // Of what is left they may be reminded from another day on.
    case 'PostmortemPromptAnswered':
    case 'PostmortemPromptSkipped':
      return [event.by];
    default:
      return [];
  }
}

function accountable(postmortem: Postmortem): PersonId[] {
  if (postmortem.state === 'none') return [];
  const { owner, people } = postmortem;
  const managers = Object.entries(people).flatMap(([person, { as }]) => (as.includes('product_manager') ? [person as PersonId] : []));
  return [...managers, ...(owner ? [owner] : [])];
}
