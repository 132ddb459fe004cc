import { type AggregateId, promptsId } from '#domain/keys';
import type { Stage } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import type { Log, Reconciliations } from '#domain/ports';
import { type Postmortem, postmortemRef } from '#domain/postmortem/postmortem';
import { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { isPostmortem } from '#domain/postmortem/postmortem-id';
import type { Ref, Version } from '#domain/records';

type Desk = Stage & { log: Log; queue: Reconciliations };

/** What a message says of it is as it is now: what somebody has answered is, and what need not be done any more. */
export async function bringUpToDate({ log, queue, records }: Desk, id: AggregateId, since?: Version): Promise<void> {
  if (!isPostmortem(id) || since === undefined) return;
  const events = (await log.events(id, since)).map(({ version, body }) => ({ version, event: PostmortemEvent.parse(body) }));
  const changed = events.map(({ version, event }) => ({ version, people: shownTo(event) }));
  const last = changed.findLast(({ people }) => people === 'all' || people.length > 0);
  if (last === undefined) return;
  const [head] = changed.some(({ people }) => people === 'all') ? await records.load([postmortemRef(id)] as Ref<unknown>[]) : [];
  const told = head ? toldOf(head.value as Postmortem) : [];
  const people = changed.flatMap((one) => (one.people === 'all' ? told : one.people));
  const because = `${id} is at ${last.version}`;
  const asked = [...new Set(people)].map((person) => ({ id: promptsId(person), lane: 'main' as const, because }));
  if (asked.length > 0) await queue.ask(asked);
}

/** Whoever has a part in it may have been told of it, and so has whoever heard that it is late. */
function toldOf(postmortem: Postmortem): PersonId[] {
  if (postmortem.state === 'none') return [];
  const late = 'overdue' in postmortem ? postmortem.overdue.flatMap(({ people }) => people) : [];
  const signer = postmortem.signing?.of ? [postmortem.signing.of] : [];
  return [...new Set([...(Object.keys(postmortem.people) as PersonId[]), ...late, ...signer])];
}

/** Whose messages may say something else after that. */
function shownTo(event: PostmortemEvent): readonly PersonId[] | 'all' {
  switch (event.type) {
    case 'PostmortemPromptAnswered':
    case 'PostmortemPromptSkipped':
      return [event.by];
    case 'PostmortemSummaryWritten':
    case 'PostmortemImpactConfirmed':
    case 'PostmortemOwnerAssigned':
    case 'PostmortemFacilitatorAssigned':
    case 'PostmortemMeetingPlanned':
    case 'PostmortemMeetingHeld':
    case 'PostmortemMeetingWaived':
    case 'PostmortemNoneChosen':
    case 'PostmortemReopened':
    case 'PostmortemResumed':
    case 'PostmortemSignOffAsked':
    case 'PostmortemSignOffRests':
    case 'PostmortemSignedOff':
    case 'PostmortemWaived':
    case 'PostmortemDropped':
    case 'PostmortemPublished':
      return 'all';
    default:
      return [];
  }
}
