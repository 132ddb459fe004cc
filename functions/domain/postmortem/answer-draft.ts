import * as z from 'zod';
import { type AggregateId, answerDraftKey } from '#domain/keys';
import type { Stage } from '#domain/perform';
import type { PersonId } from '#domain/person/person';
import { oneRef, type Put, type Ref, type Version } from '#domain/records';
import type { PostmortemId } from './postmortem-id.ts';
import { AnswerKey } from './prompt.ts';

/**
 * What somebody has begun to answer. `form`: the one that it was typed into; `asOf`: Slack's time of the last letter, because letters may come
 * in another order; `sent`: the form that was sent or erased last, of which nothing is kept any more.
 */
export const AnswerDraft = z.object({
  form: z.string(),
  asOf: z.string(),
  words: z.partialRecord(AnswerKey, z.string()),
  sent: z.string().optional(),
});
export type AnswerDraft = z.infer<typeof AnswerDraft>;

const nowhere: AggregateId = 'PM-0';
export const answerDraftRef = (id: AggregateId | undefined, person: PersonId): Ref<AnswerDraft | undefined> =>
  oneRef(answerDraftKey(id ?? nowhere, person), AnswerDraft);

/** Nothing of it is left, and what is still on its way from that form is not kept either. */
export const draftGone = (id: AggregateId, person: PersonId, form: string, expected: Version): Put => ({
  key: answerDraftKey(id, person),
  value: { form, asOf: '0', words: {}, sent: form },
  expected,
});

/** Letters in a form, put to what is kept: those of another form stay where this one says nothing of their box. */
export function typed(before: AnswerDraft | undefined, { form, asOf, words }: Omit<AnswerDraft, 'sent'>): AnswerDraft | undefined {
  if (before === undefined) return { form, asOf, words };
  if (before.sent === form || (before.form === form && before.asOf >= asOf)) return undefined;
  const kept = before.form === form ? {} : before.words;
  return { form, asOf, words: { ...kept, ...words }, ...(before.sent && { sent: before.sent }) };
}

const attempts = 8;

/** Keeps what was typed so far; answers whether there was anything newer to keep. */
export async function keepDraft(
  { records }: Pick<Stage, 'records'>,
  id: PostmortemId,
  person: PersonId,
  said: Omit<AnswerDraft, 'sent'>,
): Promise<boolean> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const [found] = await records.load([answerDraftRef(id, person)] as Ref<unknown>[]);
    const next = typed(found?.value as AnswerDraft | undefined, said);
    if (next === undefined) return false;
    const puts: Put[] = [{ key: answerDraftKey(id, person), value: next, expected: found?.version ?? 0 }];
    if ((await records.append({ heads: [], puts, holds: [], claims: [] })) === 'done') return true;
    await records.pause(attempt);
  }
  throw new Error(`${id}: what ${person} was typing could not be kept ${attempts} times`);
}

/** What this person began to write, if anything. */
export async function draftOf({ records }: Pick<Stage, 'records'>, id: PostmortemId, person: PersonId): Promise<AnswerDraft['words']> {
  const [found] = await records.load([answerDraftRef(id, person)] as Ref<unknown>[]);
  return (found?.value as AnswerDraft | undefined)?.words ?? {};
}
