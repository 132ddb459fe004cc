import { type ListedImprovement, listImprovements } from '#domain/improvement/board';
import { type Improvement, improvementRef, isChosen, type KnownImprovement } from '#domain/improvement/improvement';
import type { ImprovementId } from '#domain/improvement/improvement-kind';
import type { Person, PersonId } from '#domain/person/person';
import type { Boards } from '#domain/ports';
import { listPostmortems } from '#domain/postmortem/board';
import { openPrompts } from '#domain/postmortem/boxes';
import { type ReadablePostmortem, readableAmong } from '#domain/postmortem/listing';
import { isOpen } from '#domain/postmortem/postmortem';
import { PostmortemId } from '#domain/postmortem/postmortem-id';
import type { Prompt } from '#domain/postmortem/prompt';
import { isAskedToSign } from '#domain/postmortem/signing';
import type { Prompts } from '#domain/prompts/prompts';
import type { Found, Records, Ref, Words } from '#domain/records';

/** What somebody owes to a postmortem: answers, and whoever drives it what comes next. */
export type Owes = ReadablePostmortem & { prompts: Prompt[]; next?: NextStep };
export type NextStep = 'summary' | 'plan' | 'meet' | 'held' | 'choose' | 'sign_off' | 'signed_by' | 'publish';
export type DueImprovement = { id: ImprovementId; improvement: KnownImprovement; words: Words };
export type Learning = { owed: Owes[]; owedOf: number; improvements: DueImprovement[]; improvementsOf: number };

const most = 5;
const mostLooked = 20;
const soonMs = 7 * 24 * 60 * 60_000;

/** Three rounds of reads at most, however many there are. */
export async function learningOf(
  { records, boards }: { records: Pick<Records, 'load'>; boards: Boards },
  by: PersonId,
  { person, prompts }: { person: Person; prompts: Prompts },
  now: string,
): Promise<Learning> {
  const [postmortems, improvements] = await Promise.all([listPostmortems(boards), listImprovements(boards)]);
  const from = prompts.state === 'asked' ? prompts.from : [];
  const asking = new Set<string>(from.filter((one) => PostmortemId.safeParse(one).success));
  const mine = postmortems.filter(({ id, owner, signer }) => owner === by || signer === by || asking.has(id));
  const readable = await readableAmong(
    records,
    mine.slice(0, mostLooked).map(({ id }) => id),
    by,
    person,
  );
  const owed = readable.flatMap((one) => owes(one, by, now)).toSorted((a, b) => (dueOf(a) < dueOf(b) ? -1 : 1));
  const due = dueFor(improvements, by, now);
  const refs = due.slice(0, most).map(({ id }) => improvementRef(id));
  const heads = refs.length === 0 ? [] : await records.load(refs as Ref<unknown>[]);
  return {
    owed: owed.slice(0, most),
    owedOf: owed.length,
    improvements: due.slice(0, most).flatMap(({ id }, index) => {
      const { value, words } = heads[index] as Found<Improvement>;
      return isChosen(value) && value.owner === by ? [{ id, improvement: value, words }] : [];
    }),
    improvementsOf: due.length,
  };
}

const dueOf = ({ postmortem }: Owes) => ('ladder' in postmortem ? postmortem.ladder.due : '');

function owes(one: ReadablePostmortem, by: PersonId, now: string): Owes[] {
  const { postmortem } = one;
  if (!isOpen(postmortem) || postmortem.pausedAt !== undefined) return [];
  const part = postmortem.people[by];
  const prompts = part && !part.watched ? openPrompts(part) : [];
  const next = isAskedToSign(postmortem, by) ? 'sign_off' : postmortem.owner === by ? nextFor(postmortem, now) : undefined;
  return prompts.length === 0 && next === undefined ? [] : [{ ...one, prompts, ...(next && { next }) }];
}

/** What its owner does next; they write none of it alone. */
export function nextFor(
  postmortem: Extract<ReadablePostmortem['postmortem'], { state: 'draft' | 'in_review' | 'reviewed' }>,
  now: string,
): NextStep {
  if (postmortem.state === 'reviewed') return 'publish';
  if (postmortem.signing) return 'signed_by';
  if (postmortem.state === 'in_review') return 'choose';
  const { meeting, summaryId, requirement } = postmortem;
  if (meeting && (meeting.startedAt !== undefined || meeting.begins <= now)) return 'held';
  if (summaryId === undefined && requirement !== 'light') return 'summary';
  return meeting ? 'meet' : 'plan';
}

/** Late ones first, and those of the next week. */
function dueFor(all: readonly ListedImprovement[], by: PersonId, now: string): ListedImprovement[] {
  const until = new Date(Date.parse(now) + soonMs).toISOString().slice(0, 10);
  return all
    .filter(({ owner, dueOn, state }) => owner === by && state !== 'proposed' && dueOn !== undefined && dueOn <= until)
    .toSorted((a, b) => ((a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : 1));
}
